"""A seeded market whose truth is known: prices, response, reach, and what follows from them.

`generate(folder, today=...)` writes the four files that the import commands take: catalog.json,
inventory.csv, rates.csv and history.csv. `Truth.drawn(seed)` is the market itself, and
`Truth.deliver(booking)` says what a booked line brings day by day. Countries, people and prices are
plausible, not measured. From outside import `generate`, `Truth`, `Booking` and `Day`.
"""

from sandbox.market.deliver import Booking, Day
from sandbox.market.files import generate
from sandbox.market.truth import Truth

__all__ = ["Booking", "Day", "Truth", "generate"]
