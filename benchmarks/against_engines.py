"""How fast moment arms come, as ratios against OpenSim and MuJoCo in the same run on the same hip and postures.

The hip is rajagopal2016 with its lines that end on the femur, cylinders included. All rivals are asked for the three
moment arms of every line. Each is timed several times in turn, so that a busy machine slows all of them, and its
quickest run counts.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import mujoco
import numpy as np
import opensim

import glutlearn as gl
from glutlearn.engines import mujoco_model, opensim_model
from glutlearn.engines.reference import random_postures

POSTURES = 10_000
POSTURES_OPENSIM = 100
ROUNDS = 7


def main() -> None:
    """Print the table."""
    opensim.Logger.setLevelString("Error")
    hip = gl.load_anatomy("rajagopal2016")
    hip = replace(hip.select(line.name for line in hip.lines if line.points[-1].body == "femur"), knee=None)
    cylinders = sum(line.cylinder is not None for line in hip.lines)
    rivals = {"glutlearn": _ours(hip), "MuJoCo": _mujocos(hip), "OpenSim": _opensims(hip)}
    seconds = {name: min(times) for name, times in _in_turn(rivals).items()}
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}")
    print(f"rajagopal2016, {len(hip.muscles)} lines, {cylinders} of them over cylinders; three arms each\n")
    print(f"{'':24}{'µs a posture':>14}{'times glutlearn':>18}")
    for name, value in seconds.items():
        print(f"{name:24}{1e6 * value:14.1f}{value / seconds['glutlearn']:18.1f}")
    hips = gl.virtual_hips(hip.select(["piriformis", "gluteus_medius_posterior"]), n=10_000)
    start = time.perf_counter()
    gl.moment_arms(hips, gl.Posture(flexion=np.arange(121)))
    print(f"\n10,000 virtual hips × 121 angles × 2 muscles: {time.perf_counter() - start:.2f} s")
    print(f"import glutlearn: {_import_seconds('glutlearn'):.2f} s; import numpy: {_import_seconds('numpy'):.2f} s")


def _in_turn(rivals: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(ROUNDS):
        for name, run in rivals.items():
            times[name].append(run())
    return times


def _ours(hip: gl.Anatomy) -> Callable[[], float]:
    angles = random_postures(POSTURES)

    def run() -> float:
        start = time.perf_counter()
        gl.moment_arms(hip, gl.Posture(**angles))
        return (time.perf_counter() - start) / POSTURES

    return run


def _mujocos(hip: gl.Anatomy) -> Callable[[], float]:
    model = mujoco_model.build(hip).compile()
    data = mujoco.MjData(model)
    positions = mujoco_model.joint_positions(hip, model, random_postures(POSTURES))
    kinematics, com, tendons = mujoco.mj_kinematics, mujoco.mj_comPos, mujoco.mj_tendon

    def run() -> float:
        start = time.perf_counter()
        for position in positions:
            data.qpos[:] = position
            kinematics(model, data)
            com(model, data)
            tendons(model, data)
        return (time.perf_counter() - start) / POSTURES

    return run


def _opensims(hip: gl.Anatomy) -> Callable[[], float]:
    angles = random_postures(POSTURES_OPENSIM)
    live = opensim_model.Live(hip)

    def run() -> float:
        start = time.perf_counter()
        live.evaluate(angles)
        return (time.perf_counter() - start) / POSTURES_OPENSIM

    return run


def _import_seconds(module: str) -> float:
    code = f"import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


if __name__ == "__main__":
    main()
