"""The numbers: forecasts with intervals, reach curves, allocation with proof, frontier, edits.

Plain functions over plain data: no I/O, no clock but the solver's own, no settings, so that
everything here works from a notebook. Import `Problem`, `Rows`, `Row`, `Curves` from
`optimizer.problem` and `optimizer.curves`, `solve` from `optimizer.allocate`, `frontier`,
`fewest_changes`, `clash` and `relaxations` from the modules of those names, `allocate_json`
from `optimizer.exchange`; forecasts live in `optimizer.forecast`, plans in `optimizer.propose`.
"""
