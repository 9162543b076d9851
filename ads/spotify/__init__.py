"""The Spotify Ads API v3: auction lines through drafts, reserved lines at a fixed price.

`Auction` and `Reserved` are the two Ads APIs for the registry. Both need a `Connection` (the
address and a `Grant`), and a grant needs a `TokenStore` to keep its rotating tokens in.
"""

from ads.spotify.auction import Auction
from ads.spotify.http import ADDRESS, Connection
from ads.spotify.oauth import ACCOUNTS_ADDRESS, Client, Grant, Tokens, TokenStore
from ads.spotify.reserved import Reserved

__all__ = [
    "ACCOUNTS_ADDRESS",
    "ADDRESS",
    "Auction",
    "Client",
    "Connection",
    "Grant",
    "Reserved",
    "TokenStore",
    "Tokens",
]
