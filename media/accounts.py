"""An advertiser's ad accounts, category and assets: what booking needs to know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from media.money import Currency
from media.words import Channel


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class AdAccount(_Part):
    """Where lines of one buying channel are booked. `seller` is a key of the channel registry."""

    channel: Channel
    seller: str
    account_id: str
    currency: Currency


class Assets(_Part):
    """What an ad is made of. `files` are asset ids of Spotify and https addresses for AdCP; each
    line takes the ones of its kind. `mobile_app` is the app that APP_INSTALLS promotes.
    """

    tagline: str | None = Field(default=None, min_length=2, max_length=40)
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
        """The account of a channel, if one is set."""
        return next((a for a in self.accounts if a.channel == channel), None)
