"""An advertiser's ad accounts, category and assets: what booking needs to know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from media.errors import InvalidInput
from media.money import Currency
from media.words import Channel

LONGEST_TAGLINE = 40
"""Of the Spotify Ads API; the other sellers have none."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class AdAccount(_Part):
    """Where lines of one buying channel are booked. `seller` is a key of the channel registry."""

    channel: Channel
    seller: str
    account_id: str
    currency: Currency


def check_tagline(text: str) -> str:
    """The tagline itself. Raises InvalidInput unless every seller could take it."""
    if not 2 <= len(text) <= LONGEST_TAGLINE:
        raise InvalidInput(
            "A tagline has 2 to {most} characters.", "Write another one.", most=LONGEST_TAGLINE
        )
    return text


def check_address(text: str) -> str:
    """The address itself. Raises InvalidInput unless it is one of the web, and encrypted."""
    if not text.startswith("https://"):
        raise InvalidInput("The address must begin with https://.", "Write the whole address.")
    return text


class Assets(_Part):
    """What an ad is made of. `files` are asset ids of Spotify and https addresses for AdCP; each
    line takes the ones of its kind. `mobile_app` is the app that APP_INSTALLS promotes.
    """

    tagline: str | None = Field(default=None, min_length=2, max_length=LONGEST_TAGLINE)
    clickthrough: str | None = None
    files: tuple[str, ...] = ()
    mobile_app: str | None = None


class Advertiser(_Part):
    """One advertiser of a workspace."""

    name: str
    category: str | None = None
    accounts: tuple[AdAccount, ...] = ()
    assets: Assets = Assets()

    def account(self, channel: Channel) -> AdAccount | None:
        """The first account of a channel, if one is set."""
        return next((a for a in self.accounts if a.channel == channel), None)
