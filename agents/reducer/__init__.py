"""The one reducer: applies what was read to the Brief, and fills in what nobody said.

Pure: the same Brief and Reading give the same Brief. Facts may come in any order and over any
number of messages; what follows from several of them (the currency of "$", the country of a city)
is settled again after each. An edit of a slot goes into the module named like the slot: `money`,
`flights`, `geo`, `audience`, `wishes` (formats and channels), `rules` (KPIs, constraints); which
proposal goes where stands in `applying`, the defaults in `filling`. Outside use: `reduce`,
`complete`, `stated`, `focus`.
"""

from agents.reducer.applying import reduce
from agents.reducer.filling import complete, stated
from agents.reducer.focusing import focus

__all__ = ["complete", "focus", "reduce", "stated"]
