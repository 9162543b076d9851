"""The advertisers' ad accounts at the local sellers: one for each seller and currency."""

from __future__ import annotations

import uuid

from sandbox.market.countries import PLACES

SPOTIFY_SELLERS = ("spotify", "spotify_reserved")
SELLERS = (*SPOTIFY_SELLERS, "adcp_guaranteed", "adcp_exchange")
CURRENCIES = tuple(sorted({place.currency for place in PLACES} | {"USD", "EUR", "GBP"}))

_SPACE = uuid.UUID("6f1d2a52-5a0e-4c5b-9a4d-0f6f1b0a7c11")


def account_id(seller: str, currency: str, advertiser: str = "") -> str:
    """The account's id at a seller. Spotify's two ways of buying share one account."""
    if seller in SPOTIFY_SELLERS:
        return str(uuid.uuid5(_SPACE, f"spotify {currency} {advertiser}".strip()))
    return f"acc_{seller.removeprefix('adcp_')}_{currency.lower()}"
