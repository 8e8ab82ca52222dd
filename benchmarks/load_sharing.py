"""How fast loads are shared, as a ratio against scipy's SLSQP on the same clams in the same run.

Both minimise the sum of squared activations of all muscles of delp1990, with the same balance, bounds and support.
SLSQP starts from a tenth of full effort; it is asked once as it is usually called, and once with exact gradients. Each
rival is timed several times in turn, so that a busy machine slows all, and its quickest run counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import xarray as xr
from scipy.optimize import minimize

import glutlearn as gl
from glutlearn.muscle_force import force_per_activation
from glutlearn.recruitment import SUPPORT_UNIT
from glutlearn.sharing import Problem, share

ROUNDS = 7
FLEXIONS = (0.0, 20, 40, 60, 80)


def main() -> None:
    """Print the table."""
    hip = gl.load_anatomy("delp1990")
    problems = _problems(hip)
    ours = [share(problem) for problem in problems]
    theirs = [_slsqp(problem) for problem in problems]
    for mine, other in zip(ours, theirs, strict=True):
        effort = float((mine.activation**2).sum())
        if abs(effort - other) > 1e-5:
            raise SystemExit(f"the two disagree: efforts {effort:.6f} and {other:.6f}")
    rivals: dict[str, Callable[[], object]] = {
        "daqp, as in recruit": lambda: [share(problem) for problem in problems],
        "scipy SLSQP": lambda: [_slsqp(problem) for problem in problems],
        "the same, gradients given": lambda: [_slsqp(problem, gradients=True) for problem in problems],
    }
    seconds = dict.fromkeys(rivals, np.inf)
    for _ in range(ROUNDS):
        for name, run in rivals.items():
            start = time.perf_counter()
            run()
            seconds[name] = min(seconds[name], (time.perf_counter() - start) / len(problems))
    print(f"{'':28}{'µs a solve':>12}{'times ours':>12}")
    for name, value in seconds.items():
        print(f"{name:28}{1e6 * value:12.0f}{value / seconds['daqp, as in recruit']:12.1f}")
    flexion = xr.DataArray(np.arange(121.0), dims="flexion_at_start")
    opening = xr.DataArray(np.linspace(0, 40, 5), dims="opening")
    quickest = np.inf
    for _ in range(ROUNDS):
        start = time.perf_counter()
        clam = gl.exercise(hip, "clam", flexion=flexion, opening=opening)
        gl.recruit(hip, clam.posture, clam.loads)
        quickest = min(quickest, time.perf_counter() - start)
    print(f"\nthe clam at 121 angles × 5 openings, loads and all: {quickest:.3f} s")


def _problems(hip: gl.Anatomy) -> list[Problem]:
    clam = gl.exercise(hip, "clam", flexion=np.array(FLEXIONS), opening=20)
    newtons = force_per_activation(hip, clam.posture)[:, 0]
    arms = gl.moment_vectors(hip, clam.posture).values * newtons[:, None]
    weight, heel = clam.loads
    one = np.ones(len(hip.muscles))
    return [
        Problem(
            arms[:, :, at].T,
            SUPPORT_UNIT * heel["support_moment"].values[:, at, None],
            np.asarray(weight)[:, at],
            0 * one,
            one,
            one,
        )
        for at in range(len(FLEXIONS))
    ]


def _slsqp(problem: Problem, gradients: bool = False) -> float:
    table = np.column_stack([problem.arms, problem.supports])
    balance: dict[str, object] = {"type": "eq", "fun": lambda x: table @ x + problem.load}
    if gradients:
        balance["jac"] = lambda x: table
    found = minimize(
        lambda x: float((x[:-1] ** 2).sum()),
        np.full(table.shape[1], 0.1),
        jac=(lambda x: np.append(2 * x[:-1], 0)) if gradients else None,
        bounds=[(0, 1)] * problem.arms.shape[1] + [(0, None)],
        constraints=balance,
        method="SLSQP",
        options={"maxiter": 300},
    )
    if not found.success:
        raise SystemExit(f"SLSQP gave up: {found.message}")
    return float(found.fun)


if __name__ == "__main__":
    main()
