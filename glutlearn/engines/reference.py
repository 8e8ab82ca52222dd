"""Ask OpenSim and MuJoCo about our anatomies at fixed random postures, and store what `engine_answers` reads.

Run as a module to compute it again with the engines installed here: `python -m glutlearn.engines.reference`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, Array
from glutlearn.engines import mujoco_model, opensim_model
from glutlearn.engines.answers import answers
from glutlearn.named_angles import ANGLES
from glutlearn.provenance import DATA
from glutlearn.reading import anatomies, load_anatomy

RANGES = {"flexion": (-15, 115), "adduction": (-35, 20), "rotation": (-30, 30), "knee_flexion": (0, 110)}
"""Degrees within which the postures are drawn."""

STEP = 0.02
"""Degrees. OpenSim's lengths are good to about 1e-9 m, so their slope over this step is good to some micrometres."""


def random_postures(count: int = 200, seed: int = 1990) -> dict[str, Array]:
    """Joint angles in degrees, each (count,)."""
    generator = np.random.default_rng(seed)
    return {name: generator.uniform(*limits, count) for name, limits in RANGES.items()}


def by_opensim(hip: Anatomy) -> xr.Dataset:
    """Lengths, OpenSim's own moment arms, and the slopes of its lengths, which should be the same."""
    angles = random_postures()
    live = opensim_model.Live(hip)
    lengths, arms = live.evaluate(angles)
    slopes = np.empty_like(arms)
    for index, name in enumerate(opensim_model.AXES):
        forth, back = (live.evaluate({**angles, name: angles[name] + step}, arms=False)[0] for step in (STEP, -STEP))
        slopes[:, index] = -(forth - back) / np.radians(2 * STEP)
    results = {"lengths": lengths, "arms": arms, "slopes": slopes}
    return answers(f"opensim {version('opensim')}", np.array(hip.muscles), angles, results)


def by_mujoco(hip: Anatomy) -> xr.Dataset:
    """Lengths and moment arms of the muscles that MuJoCo can express."""
    hip = mujoco_model.expressible(hip)
    angles = random_postures()
    lengths, arms = mujoco_model.evaluate(hip, angles)
    results = {"lengths": lengths, "arms": arms}
    return answers(f"mujoco {version('mujoco')}", np.array(hip.muscles), angles, results)


def write(engine: str, evaluate: Callable[[Anatomy], xr.Dataset]) -> None:
    """Compute and store every anatomy's answers, with the engine's version."""
    for name in anatomies():
        computed = evaluate(load_anatomy(name))
        held: dict[str, Any] = {"engine": np.array(computed.engine), "muscles": computed.muscle.values}
        held |= {angle: computed[angle].values for angle in ANGLES}
        # Half the digits hold 0.5 m to 30 nm, far below every tolerance, in half the space.
        held |= {str(key): values.astype(np.float32).values for key, values in computed.items()}
        np.savez_compressed(DATA / engine / f"{name}.npz", **held)
        print(f"{engine}/{name}.npz: {computed.sizes['muscle']} muscles")


if __name__ == "__main__":
    write("opensim", by_opensim)
    write("mujoco", by_mujoco)
