"""Many campaigns over shared inventory: impressions as a flow from campaigns to cells.

In impressions the network form is a minimum-cost flow, which OR-Tools solves exactly in integers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.curves import Floats, Ints

STEPS = 10_000
"""Worth is told apart to this fraction of the largest worth: the flow needs whole numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """C campaigns want up to `demand` (C) impressions, K cells have `supply` (K) of them.

    Arc a lets campaign `campaign[a]` buy in cell `cell[a]` at a `worth[a]` of at least 0 each.
    """

    demand: Ints
    supply: Ints
    campaign: Ints
    cell: Ints
    worth: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Impressions per arc, their worth, and a proven bound of any flow's worth."""

    impressions: Ints
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """(bound - value) / value, 0 when there is nothing to gain."""
        return (self.bound - self.value) / self.value if self.value > 0 else 0.0


def flow(network: Network) -> Flow:
    """The flow of the largest worth that keeps demand and supply.

    Worths are rounded to whole steps for the solver; the bound allows for the largest
    rounding on every impression that can flow. Raises ValueError when the solver does not finish.
    """
    from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

    campaigns, cells = len(network.demand), len(network.supply)
    largest = float(network.worth.max(initial=0.0))
    step = largest / STEPS if largest > 0 else 1.0
    worth = np.rint(network.worth / step).astype(np.int64)
    source, sink = campaigns + cells, campaigns + cells + 1
    most = int(min(network.demand.sum(), network.supply.sum()))
    arcs = np.minimum(network.demand[network.campaign], network.supply[network.cell])
    solver = min_cost_flow.SimpleMinCostFlow()
    everyone, every_cell = np.arange(campaigns), campaigns + np.arange(cells)
    zero = np.zeros
    solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([network.campaign, np.full(campaigns, source), every_cell, [source]]),
        np.concatenate([campaigns + network.cell, everyone, np.full(cells, sink), [sink]]),
        np.concatenate([arcs, network.demand, network.supply, [most]]),
        np.concatenate([-worth, zero(campaigns + cells + 1, np.int64)]),
    )
    solver.set_node_supply(source, most)
    solver.set_node_supply(sink, -most)
    if solver.solve() != solver.OPTIMAL:
        raise ValueError("The flow could not be solved.")
    shown = np.asarray(solver.flows(np.arange(len(worth))), np.int64)
    value = float(network.worth @ shown)
    # every worth was moved by half a step at most, and at most `most` impressions flow
    best = float(worth @ shown) * step + most * float(
        np.abs(network.worth - worth * step).max(initial=0.0)
    )
    return Flow(shown, value, max(best, value))
