"""Linear and mixed-integer programs as arrays, solved by OR-Tools (MathOpt)."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.sparse import csr_array, hstack

from optimizer.curves import Bools, Floats, Ints

NARROW = 1e-6
"""A column of a width below this is measured by it, or the tolerances would swallow it."""
FEWEST_STEPS = 5_000
"""Of the simplex; more where there are more columns. Ordinary programs take some hundreds."""
TINY = 1e-9
"""HiGHS ignores matrix entries up to this."""

PLENTY = 1e6
"""Rows are near 1: none must give way by more."""

Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """max objective . v: 0 <= v <= upper, row_low <= matrix v <= row_high, `whole` v integer."""

    objective: Floats
    upper: Floats
    matrix: csr_array
    row_low: Floats
    row_high: Floats
    whole: Bools | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a solver said; `values` and `duals` are empty without a solution.

    A mixed-integer search that was cut short may have a `bound` without one.
    """

    outcome: Outcome
    values: Floats
    duals: Floats
    bound: float

    @property
    def found(self) -> bool:
        """Whether there are values to use."""
        return len(self.values) > 0


def run(
    program: Program,
    *,
    time_limit: float,
    gap: float = 0.0,
    slack: float = 0.0,
    cuts: int | None = None,
) -> Answer:
    """Solve, deterministically: linear programs with GLOP's dual simplex, or HiGHS where it fails.

    GLOP perturbs the objective and does without presolve: pieces of many lines are worth much the
    same, and the dual simplex walks among them for seconds. It stops by iterations, not by time.
    Mixed-integer search ends at a relative `gap` or an absolute `slack`, whichever is first.
    It uses SCIP, since HiGHS writes to standard output while it branches. Where the relaxation is
    tight, presolve takes longer than the rest: `cuts` does without, and limits the rounds of cuts.
    """
    unit, until = _units(program), time.monotonic() + time_limit
    scaled = _scaled(program, unit)
    if program.whole is not None:
        answer = _solve(scaled, "GSCIP", time_limit, gap, slack, cuts is None, cuts)
    else:
        answer = _solve(scaled, "GLOP", time_limit, presolve=False, steady=True)
        if not answer.found:
            answer = _second_opinion(scaled, answer, until)
    return replace(answer, values=answer.values * unit) if answer.found else answer


def elastic(program: Program, rows: Ints) -> Program:
    """The program that asks only how little the `rows` must give way, down or up.

    The last columns are what each gives down, in their order, and then what each gives up.
    """
    columns, count = len(program.upper), len(rows)
    at = (np.tile(rows, 2), np.arange(2 * count))
    signs = np.repeat([1.0, -1.0], count)
    give = csr_array((signs, at), shape=(len(program.row_low), 2 * count))
    whole = None if program.whole is None else np.append(program.whole, np.zeros(2 * count, bool))
    return Program(
        objective=np.append(np.zeros(columns), -np.ones(2 * count)),
        upper=np.append(program.upper, np.full(2 * count, PLENTY)),
        matrix=csr_array(hstack([program.matrix, give])),
        row_low=program.row_low,
        row_high=program.row_high,
        whole=whole,
    )


def _second_opinion(program: Program, first: Answer, until: float) -> Answer:
    """What others say where GLOP found nothing; no plan exists only where two agree.

    Nobody is asked after the clock's `until`.
    """
    denied = first.outcome == "infeasible"
    for solver, steady in (("HIGHS", not denied), ("GLOP", False)):
        left = until - time.monotonic()
        if left <= 0:
            break
        other = _solve(program, solver, left, steady=steady)
        if other.found or (denied and other.outcome == "infeasible"):
            return other
        denied |= other.outcome == "infeasible"
    return _nothing("unknown")


def _units(program: Program) -> Floats:
    """What each column is measured in."""
    unit = np.where((program.upper > 0) & (program.upper < NARROW), program.upper, 1.0)
    return unit if program.whole is None else np.where(program.whole, 1.0, unit)


def _scaled(program: Program, unit: Floats) -> Program:
    matrix = scaled_columns(program.matrix, unit)
    matrix.data[np.abs(matrix.data) < TINY] = 0.0
    matrix.eliminate_zeros()
    return replace(
        program, objective=program.objective * unit, upper=program.upper / unit, matrix=matrix
    )


def scaled_columns(matrix: csr_array, factor: Floats) -> csr_array:
    """A copy of `matrix` with each column times its factor; quicker than a product of matrices."""
    scaled = csr_array(matrix, copy=True)
    scaled.data = scaled.data * factor[scaled.indices]
    return scaled


def _solve(
    program: Program,
    solver: str,
    time_limit: float,
    gap: float = 0.0,
    slack: float = 0.0,
    presolve: bool = True,
    cuts: int | None = None,
    steady: bool = False,
) -> Answer:
    """`steady` linear solves take about as long however many pieces are worth the same."""
    from ortools.math_opt import (  # type: ignore[import-untyped]
        callback_pb2,
        model_parameters_pb2,
        parameters_pb2,
    )
    from ortools.math_opt.core.python import solver as core  # type: ignore[import-untyped]

    parameters = parameters_pb2.SolveParametersProto(enable_output=False)
    parameters.time_limit.FromMicroseconds(max(int(time_limit * 1e6), 1000))
    if solver == "GLOP":
        parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
        if steady:
            parameters.glop.perturb_costs_in_dual_simplex = True
            parameters.iteration_limit = max(FEWEST_STEPS, len(program.upper))
    elif solver == "HIGHS" and steady:
        parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_BARRIER
    if program.whole is not None:
        parameters.relative_gap_tolerance = gap
        parameters.absolute_gap_tolerance = slack
    if not presolve:
        parameters.presolve = parameters_pb2.EMPHASIS_OFF
    if cuts is not None:
        parameters.gscip.int_params["separating/maxroundsroot"] = cuts
    try:
        result = core.solve(
            _model(program),
            getattr(parameters_pb2, f"SOLVER_TYPE_{solver}"),
            parameters_pb2.SolverInitializerProto(),
            parameters,
            model_parameters_pb2.ModelSolveParametersProto(),
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            None,
        )
    except Exception as error:  # the wheel's status errors have no base class of their own
        if type(error).__name__ != "StatusNotOk":
            raise
        return _nothing("unknown")
    return _answer(result, len(program.row_low), program.whole is None)


def _answer(result: object, rows: int, with_duals: bool) -> Answer:
    from ortools.math_opt import result_pb2

    reasons = result_pb2.TerminationReasonProto
    reason = result.termination.reason  # type: ignore[attr-defined]
    if reason in (
        reasons.Value("TERMINATION_REASON_INFEASIBLE"),
        reasons.Value("TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED"),  # and none is unbounded
    ):
        return _nothing("infeasible")
    solutions = result.solutions  # type: ignore[attr-defined]
    bound = float(result.termination.objective_bounds.dual_bound)  # type: ignore[attr-defined]
    if not solutions or not solutions[0].primal_solution.variable_values.ids:
        return _nothing("unknown", np.inf if with_duals else bound)
    done = reason == reasons.Value("TERMINATION_REASON_OPTIMAL")
    if not done and with_duals:
        return _nothing("unknown")
    duals = (
        np.array(solutions[0].dual_solution.dual_values.values) if with_duals else np.zeros(rows)
    )
    return Answer(
        outcome="optimal" if done else "feasible",
        values=np.array(solutions[0].primal_solution.variable_values.values),
        duals=duals,
        bound=bound,
    )


def _nothing(outcome: Outcome, bound: float = np.inf) -> Answer:
    return Answer(outcome, np.zeros(0), np.zeros(0), bound)


def _model(program: Program) -> object:
    from ortools.math_opt import model_pb2

    model = model_pb2.ModelProto()
    columns, rows = len(program.upper), len(program.row_low)
    variables = model.variables
    variables.ids.extend(range(columns))
    variables.lower_bounds.extend(np.zeros(columns))
    variables.upper_bounds.extend(program.upper)
    whole = np.zeros(columns, bool) if program.whole is None else program.whole
    variables.integers.extend(whole.tolist())
    used = np.flatnonzero(program.objective)
    model.objective.maximize = True
    model.objective.linear_coefficients.ids.extend(used.tolist())
    model.objective.linear_coefficients.values.extend(program.objective[used])
    model.linear_constraints.ids.extend(range(rows))
    model.linear_constraints.lower_bounds.extend(program.row_low)
    model.linear_constraints.upper_bounds.extend(program.row_high)
    by_row = csr_array(program.matrix)
    by_row.sum_duplicates()
    entries = by_row.tocoo()
    model.linear_constraint_matrix.row_ids.extend(entries.row.tolist())
    model.linear_constraint_matrix.column_ids.extend(entries.col.tolist())
    model.linear_constraint_matrix.coefficients.extend(entries.data)
    return model
