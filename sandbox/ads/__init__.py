"""Local Ads APIs: a Spotify v3 with its sign-in, and two AdCP sellers, on one port.

`AdsSandbox.start()` runs them; `account_id` and `asset_ids` name what they know from the start,
`CLIENT_ID` and `CLIENT_SECRET` sign in. `Faults` breaks them on purpose, `Clock` moves them
through time, and `from_truth` makes their lines deliver what the simulated market says. From
outside import only these names.
"""

from sandbox.ads.accounts import account_id
from sandbox.ads.clock import Clock
from sandbox.ads.delivery import Figures, Running, from_truth
from sandbox.ads.faults import Faults, Planned
from sandbox.ads.sandbox import AdsSandbox, asset_ids
from sandbox.ads.spotify.oauth import CLIENT_ID, CLIENT_SECRET

__all__ = [
    "CLIENT_ID",
    "CLIENT_SECRET",
    "AdsSandbox",
    "Clock",
    "Faults",
    "Figures",
    "Planned",
    "Running",
    "account_id",
    "asset_ids",
    "from_truth",
]
