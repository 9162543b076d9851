"""Past campaigns as a table: the column order that `history import` takes, and its types."""

from __future__ import annotations

import pyarrow as pa

HISTORY = pa.schema(
    [
        *[
            pa.field(name, pa.string())
            for name in (
                "campaign_id",
                "advertiser",
                "buyer",
                "market",
                "currency",
                "format",
                "channel",
                "objective",
            )
        ],
        pa.field("start", pa.date32()),
        pa.field("end", pa.date32()),
        *[
            pa.field(name, pa.float64())
            for name in (
                "spend",
                "impressions",
                "clicks",
                "completed_views",
                "reach",
                "age_min",
                "age_max",
            )
        ],
        pa.field("gender", pa.string()),
        pa.field("targeting", pa.string()),
        *[
            pa.field(name, pa.float64())
            for name in ("budget", "booked_impressions", "reach_2", "reach_3", "reach_4", "reach_5")
        ],
    ]
)
"""One row a campaign. Money in currency units, dates inclusive, empty is null; `targeting` holds
names joined by `;`. The last six columns are optional in files."""
