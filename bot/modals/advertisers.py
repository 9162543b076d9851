"""An advertiser's set-up: category, an ad account at each seller, and what ads are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.blocks import Block, section
from bot.cards.text import escape
from bot.modals.inputs import Answers, checked, field, menu, metadata, modal, text_input
from bot.words import Words, names
from media.accounts import AdAccount, Advertiser, Assets, check_address, check_tagline
from media.codes import money_of
from media.errors import InvalidInput
from media.words import CHANNELS, Channel

NAMED, SET_UP = "advertiser_named", "advertiser_set_up"
Place = tuple[Channel, str]
"""A buying channel and the key of a seller of it."""


@dataclass(frozen=True, slots=True)
class AccountChanges:
    """The accounts that a form sets, and where it takes one away."""

    set: tuple[AdAccount, ...] = ()
    removed: tuple[Place, ...] = ()


def name_modal(known: Sequence[str], language: str) -> Block:
    """Which advertiser: one that is known, or a new name."""
    words = Words(language)
    blocks = [field("name", words.t("Advertiser"), text_input(most=100))]
    if known:
        choices = [(name, name) for name in known]
        choose = field("known", words.t("Known advertiser"), menu(choices), optional=True)
        blocks = [
            choose,
            field("name", words.t("Or a new one"), text_input(most=100), optional=True),
        ]
    return modal(
        NAMED, words.t("Advertiser"), words.t("Next"), words.t("Cancel"), blocks, metadata(words)
    )


def name_of(view: dict[str, Any]) -> str:
    """The advertiser that was named. Raises InvalidInput with the field in `remedy`."""
    answers = Answers(view)
    name = answers.text("name") or answers.text("known")
    if not name:
        raise InvalidInput("Name an advertiser.", "name")
    return name


def set_up_modal(
    advertiser: Advertiser, currency: str, sellers: Mapping[str, Channel], language: str
) -> Block:
    """Category, an account a seller, and what ads are made of. `sellers` are the connected ones."""
    words = Words(language)
    assets = advertiser.assets
    blocks: list[Block] = [
        field(
            "category",
            words.t("Ad category"),
            text_input(advertiser.category or "", most=12),
            hint=words.t("A code such as ADV_6_44 (clothing)"),
            optional=True,
        ),
        *_account_fields(advertiser, currency, sellers, words),
        field(
            "tagline", words.t("Tagline"), text_input(assets.tagline or "", most=40), optional=True
        ),
        field(
            "clickthrough",
            words.t("Clickthrough address"),
            text_input(assets.clickthrough or "", most=500),
            optional=True,
        ),
        field(
            "files",
            words.t("Assets"),
            text_input("\n".join(assets.files), lines=True),
            hint=words.t("One asset id or https address a line"),
            optional=True,
        ),
    ]
    return modal(
        SET_UP, words.t("Set up an advertiser"), words.t("Save"), words.t("Cancel"),
        [_titled(advertiser.name), *blocks], metadata(words, advertiser.name),
    )  # fmt: skip


def _titled(name: str) -> Block:
    shown = section(f"*{escape(name)}*")
    assert shown is not None
    return shown


def _account_fields(
    advertiser: Advertiser, currency: str, sellers: Mapping[str, Channel], words: Words
) -> Iterator[Block]:
    accounts = {(account.channel, account.seller): account for account in advertiser.accounts}
    for place in _places({*accounts, *((channel, key) for key, channel in sellers.items())}):
        account, where = accounts.get(place), _named(place, words)
        yield field(
            _field("account", place),
            words.t("{seller}: account", seller=where),
            text_input(account.account_id if account else "", most=100),
            optional=True,
        )
        yield field(
            _field("currency", place),
            words.t("{seller}: currency", seller=where),
            text_input(account.currency if account else currency, most=3),
            optional=True,
        )


def _places(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (CHANNELS.index(place[0]), place[1]))


def _named(place: Place, words: Words) -> str:
    channel, seller = place
    return f"{names.capital(names.channel_name(channel, words))} · {seller}"


def _field(what: str, place: Place) -> str:
    return ":".join((what, *place))


def account_changes(
    view: dict[str, Any], advertiser: Advertiser, sellers: Mapping[str, Channel]
) -> AccountChanges:
    """What differs from what the form showed: an account that was set meanwhile elsewhere stays.

    Raises InvalidInput with the field in `remedy`.
    """
    answers = Answers(view)
    places = {(account.channel, account.seller) for account in advertiser.accounts}
    places |= {(channel, key) for key, channel in sellers.items()}
    changed = [place for place in _places(places) if _has_changed(answers, place)]
    emptied = [place for place in changed if _is_emptied(answers, place)]
    return AccountChanges(
        set=tuple(_account(answers, place) for place in changed if place not in emptied),
        removed=tuple(emptied),
    )


def _has_changed(answers: Answers, place: Place) -> bool:
    return any(answers.changed(_field(what, place)) for what in ("account", "currency"))


def _is_emptied(answers: Answers, place: Place) -> bool:
    name = _field("account", place)
    return answers.changed(name) and not answers.text(name)


def _account(answers: Answers, place: Place) -> AdAccount:
    account, currency = _field("account", place), _field("currency", place)
    if not answers.text(account):
        raise InvalidInput("Give the account's id.", account)
    return AdAccount(
        channel=place[0],
        seller=place[1],
        account_id=answers.text(account),
        currency=checked(money_of, answers.text(currency), currency),
    )


def assets_of(view: dict[str, Any], before: Assets) -> Assets:
    """The assets as they were filled in. Raises InvalidInput with the field in `remedy`."""
    answers = Answers(view)
    tagline, address = answers.text("tagline"), answers.text("clickthrough")
    if tagline:
        checked(check_tagline, tagline, "tagline")
    if address:
        checked(check_address, address, "clickthrough")
    return before.model_copy(
        update={
            "tagline": tagline or None,
            "clickthrough": address or None,
            "files": tuple(answers.text("files").split()),
        }
    )
