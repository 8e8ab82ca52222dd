"""What OpenSim and MuJoCo say about our anatomies at fixed random postures, stored so that it can be compared anywhere.

Run as a module to compute it again with the engines installed here:
`python -m glutlearn.engines.reference tests/against_opensim tests/against_mujoco`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from glutlearn.anatomy import Anatomy, Array
from glutlearn.engines import mujoco_model, opensim_model
from glutlearn.reading import anatomies, load_anatomy

RANGES = {"flexion": (-15, 115), "adduction": (-35, 20), "rotation": (-30, 30), "knee_flexion": (0, 110)}
"""Degrees within which the postures are drawn."""

STEP = 0.02
"""Degrees. OpenSim's lengths are good to about 1e-9 m, so their slope over this step is good to some micrometres."""


RESULTS = ("lengths", "arms", "slopes")


def random_postures(count: int = 200, seed: int = 1990) -> dict[str, Array]:
    """Joint angles in degrees, each (count,)."""
    generator = np.random.default_rng(seed)
    return {name: generator.uniform(*limits, count) for name, limits in RANGES.items()}


def by_opensim(hip: Anatomy) -> dict[str, Array]:
    """Lengths, OpenSim's own moment arms, and the slopes of its lengths, which should be the same."""
    angles = random_postures()
    live = opensim_model.Live(hip)
    lengths, arms = live.evaluate(angles)
    slopes = np.empty_like(arms)
    for index, name in enumerate(opensim_model.AXES):
        forth, back = (live.evaluate({**angles, name: angles[name] + step}, arms=False)[0] for step in (STEP, -STEP))
        slopes[:, index] = -(forth - back) / np.radians(2 * STEP)
    return {"muscles": np.array(hip.muscles), **angles, "lengths": lengths, "arms": arms, "slopes": slopes}


def by_mujoco(hip: Anatomy) -> dict[str, Array]:
    """Lengths and moment arms of the muscles that MuJoCo can express."""
    hip = mujoco_model.expressible(hip)
    angles = random_postures()
    lengths, arms = mujoco_model.evaluate(hip, angles)
    return {"muscles": np.array(hip.muscles), **angles, "lengths": lengths, "arms": arms}


def write(folder: Path, engine: str, evaluate: Callable[[Anatomy], dict[str, Array]]) -> None:
    """Compute and store every anatomy's reference, with the engine's version."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in anatomies():
        computed = evaluate(load_anatomy(name))
        # Half the digits hold 0.5 m to 30 nm, far below every tolerance, in half the space.
        slim: dict[str, Any] = {
            key: values.astype(np.float32) if key in RESULTS else values for key, values in computed.items()
        }
        np.savez_compressed(folder / f"{name}.npz", engine=np.array(f"{engine} {version(engine)}"), **slim)
        print(f"{folder / name}.npz: {len(computed['muscles'])} muscles")


if __name__ == "__main__":
    opensim_folder, mujoco_folder = map(Path, sys.argv[1:])
    write(opensim_folder, "opensim", by_opensim)
    write(mujoco_folder, "mujoco", by_mujoco)
