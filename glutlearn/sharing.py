"""One load shared among muscles with the least effort: the quadratic programs behind `recruit`, on plain arrays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import daqp
import numpy as np

from glutlearn.anatomy import Array
from glutlearn.stiffness import weakest

EQUALITY = 5
"""daqp's mark for a constraint that must hold with equality."""

SOLVED = (1, 2)
"""daqp's status of an optimum, and of one with constraints that it was allowed to miss."""

FREE = 1e30
"""No bound."""

MISSING_WEIGHT = 1e6
"""How much dearer a missing newton metre is than full effort, where a load cannot be balanced."""

MISSING_STIFFNESS_WEIGHT = 1e2
"""The same for a missing newton per millimetre. More, and the program would be too badly scaled to be solved."""

STIFFNESS_TOLERANCE = 1e-3
"""N/mm: how far the stiffness in the weakest direction may stay below its floor."""

CUTS = 60
NEWTON_STEPS = 60
NEWTON_TOLERANCE = 1e-9
LEAST_CURVATURE = 1e-3
"""The activation whose curvature stands for that of smaller ones, which have none at exponents above 2."""


@dataclass(frozen=True)
class Problem:
    """One posture: min Σ cost aᵖ with arms·a + supports·s + load = 0, low ≤ a ≤ high, s ≥ 0, rows·a ≥ floor.

    `arms` (3, muscles) in N·m of full activation, `supports` (3, supports) in N·m for each unit, `load` (3,) in N·m;
    `low`, `high` and `cost` (muscles,); `rows` (any number, muscles) and `floor` in N/mm.
    """

    arms: Array
    supports: Array
    load: Array
    low: Array
    high: Array
    cost: Array
    exponent: float = 2
    rows: Array = field(default_factory=lambda: np.empty((0, 0)))
    floor: float | Array = 0


@dataclass
class Sharing:
    """Activations (muscles,), pushes of the supports, and what no sharing could give: moment (3,) and stiffness."""

    activation: Array
    support: Array
    missing: Array
    missing_stiffness: float = 0.0

    @property
    def feasible(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing.any() and self.missing_stiffness == 0


def share(problem: Problem) -> Sharing:
    """The sharing of least effort, or, where none meets all constraints, the one that misses least."""
    answer = _quadratic(problem, 2 * problem.cost, np.zeros(len(problem.cost)))
    if problem.exponent == 2 or not answer.feasible:
        return answer
    return _power(problem, answer)


def share_stiffly(problem: Problem, stiffness: Array, floor: float) -> Sharing:
    """The least effort with a stiffness of at least `floor` in every direction.

    `stiffness` (muscles, 3, 3) in N/mm is of full activation. In a given direction it is linear in the activations;
    which direction is the weakest is not. So the weakest one of each answer becomes a constraint of the next, until
    none is left below the floor.
    """
    answer = share(problem)
    for _ in range(CUTS):
        least, direction = weakest(np.einsum("m,mij->ij", answer.activation, stiffness))
        short = floor - float(least)
        if short <= STIFFNESS_TOLERANCE or not answer.feasible:
            answer.missing_stiffness = short if short > STIFFNESS_TOLERANCE else 0.0
            return answer
        row = np.einsum("mij,i,j->m", stiffness, direction, direction)
        problem = replace(problem, rows=np.vstack([problem.rows.reshape(-1, len(row)), row]), floor=floor)
        answer = share(problem)
    raise RuntimeError(f"no sharing found within {CUTS} constraints; lower the stiffness from {floor:g} N/mm")


def _quadratic(problem: Problem, curvature: Array, slope: Array) -> Sharing:
    """Minimise ½ aᵀ diag(curvature) a + slopeᵀ a: as asked; else with too little stiffness; else without balance."""
    solved = _solve(problem, curvature, slope)
    if solved is not None:
        return Sharing(*solved, missing=np.zeros(3))
    if len(problem.rows):
        solved = _solve(problem, curvature, slope, give="rows")
        if solved is not None:
            short = float((problem.floor - problem.rows @ solved[0]).max())
            return Sharing(*solved, missing=np.zeros(3), missing_stiffness=short)
        problem = replace(problem, rows=problem.rows[:0])
        if _solve(problem, curvature, slope) is not None:
            raise RuntimeError(f"the solver found no sharing that comes near {problem.floor:g} N/mm; ask for less")
    solved = _solve(problem, curvature, slope, give="balance")
    assert solved is not None  # with every constraint allowed to give there is always an answer
    activation, support = solved
    missing = -(problem.arms @ activation + problem.supports @ support + problem.load)
    return Sharing(activation, support, missing)


def _solve(problem: Problem, curvature: Array, slope: Array, give: str = "") -> tuple[Array, Array] | None:
    """One call of daqp, or None where nothing meets all constraints; `give` names those it may miss at a price."""
    if (problem.low == problem.high).any():
        return _solve_free(problem, curvature, slope, give)
    muscles, supports, rows = len(problem.cost), problem.supports.shape[1], len(problem.rows)
    slack = {"": 0, "rows": rows, "balance": 3}[give]
    size = muscles + supports + slack
    if not size:
        return None
    price = MISSING_WEIGHT if give == "balance" else MISSING_STIFFNESS_WEIGHT
    curved = np.zeros(size)
    curved[:muscles] = curvature
    curved[muscles + supports :] = 2 * price
    linear = np.zeros(size)
    linear[:muscles] = slope
    matrix = np.zeros((3 + rows, size))
    matrix[:3, :muscles] = problem.arms
    matrix[:3, muscles : muscles + supports] = problem.supports
    if rows:
        matrix[3:, :muscles] = problem.rows
    if give:
        np.fill_diagonal((matrix[:3] if give == "balance" else matrix[3:])[:, -slack:], 1)
    lower, upper = np.full((2, size + 3 + rows), [[-FREE], [FREE]])
    lower[:muscles], upper[:muscles] = problem.low, problem.high
    lower[muscles : muscles + supports] = 0
    lower[size : size + 3] = upper[size : size + 3] = -problem.load
    lower[size + 3 :] = problem.floor
    kinds = np.zeros(len(lower), dtype=np.int32)
    kinds[size : size + 3] = EQUALITY
    values, _, status, _ = daqp.solve(np.diag(curved), linear, matrix, upper, lower, kinds)
    if status not in SOLVED:
        return None
    return np.clip(values[:muscles], problem.low, problem.high), np.maximum(values[muscles : muscles + supports], 0)


def _solve_free(problem: Problem, curvature: Array, slope: Array, give: str) -> tuple[Array, Array] | None:
    """The same for the muscles that are not fixed: what the others do counts as load."""
    free = problem.low < problem.high
    held = np.where(free, 0.0, problem.low)
    rows = problem.rows.reshape(-1, len(held))
    rest = replace(
        problem,
        arms=problem.arms[:, free],
        load=problem.load + problem.arms @ held,
        low=problem.low[free],
        high=problem.high[free],
        cost=problem.cost[free],
        rows=rows[:, free],
        floor=problem.floor - rows @ held,
    )
    solved = _solve(rest, curvature[free], slope[free], give)
    if solved is None:
        return None
    activation = held.copy()
    activation[free] = solved[0]
    return activation, solved[1]


def _power(problem: Problem, start: Sharing) -> Sharing:
    """Minimise Σ cost aᵖ from the answer for p = 2: each step a quadratic program with the curvature at hand."""
    p, cost = problem.exponent, problem.cost
    answer = start
    for _ in range(NEWTON_STEPS):
        a = answer.activation
        slope = p * cost * a ** (p - 1)
        curvature = p * (p - 1) * cost * np.maximum(a, LEAST_CURVATURE) ** (p - 2)
        step = _quadratic(problem, curvature, slope - curvature * a)
        change = step.activation - a
        if not step.feasible or np.abs(change).max() < NEWTON_TOLERANCE:
            return answer
        part = 1.0
        while cost @ (a + part * change) ** p > cost @ a**p and part > 1e-6:
            part /= 2
        answer = Sharing(a + part * change, answer.support + part * (step.support - answer.support), np.zeros(3))
    return answer
