"""The valley in numbers: every exercise at every flexion, control and passive stiffness that the view can show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import xarray as xr

import glutlearn as gl
from glutlearn.anatomy import Array
from glutlearn.named_angles import ANGLES

EXERCISES: dict[str, tuple[range, int]] = {
    "clam": (range(0, 91, 5), 45),
    "side_lying_abduction": (range(-10, 46, 5), 0),
    "prone_extension": (range(-20, 21, 5), -10),
    "straight_leg_raise": (range(0, 61, 5), 10),
    "one_leg_stance": (range(-10, 41, 5), 0),
}
"""Hip flexions of each exercise in degrees, and the one that it begins with."""

LEVELS = np.arange(-10, 11) / 10

STOPS = (20, 27, 38, 54, 66, 81, 107, 143, 189, 240, 300)
"""N/mm: stops of the passive stiffness, each about a third more than the one before."""

BALANCED = 1e-3
"""N·m. Less than this is missing by rounding only."""


def exercise_at(hip: gl.Anatomy, name: str, flexion: float | Sequence[float]) -> gl.Exercise:
    """One of the exercises of the view at hip flexions in degrees; all else as `glutlearn.exercise` has it.

    Examples
    --------
    >>> import glutlearn as gl
    >>> from glutlearn.explorers.valley_grid import exercise_at
    >>> exercise_at(gl.load_anatomy("delp1990"), "prone_extension", -10).posture
    Posture(flexion=-10°, adduction=0°, rotation=0°, knee_flexion=0°)
    """
    angles = np.asarray(flexion, dtype=float)
    if name == "prone_extension":
        return gl.exercise(hip, name, extension=-angles)
    return gl.exercise(hip, name, flexion=angles)


def tasks_of(hip: gl.Anatomy) -> dict[str, gl.Exercise]:
    """Every exercise of the view at all its flexions."""
    return {name: exercise_at(hip, name, flexions) for name, (flexions, _) in EXERCISES.items()}


def _answers(
    hip: gl.Anatomy, posture: gl.Posture, loads: Sequence[xr.DataArray | xr.Dataset]
) -> tuple[xr.Dataset, Array, xr.DataArray]:
    """Who answers at every level of control, the shifts (passive stiffness, xyz, level, posture), and the forces."""
    recruited = [gl.recruit(hip, posture, loads, control=level) for level in LEVELS]
    # The same postures once more for each level, so that all of them are evaluated in one call.
    posture = gl.Posture(**{name: posture.angles[name].expand_dims(level=len(LEVELS)) for name in ANGLES})
    whole = xr.concat([one.drop_vars(ANGLES) for one in recruited], "level", combine_attrs="override")
    whole = whole.transpose(..., "level", "posture")
    shifts = [gl.translation(hip, posture, whole, passive_stiffness=stop).translation.values for stop in STOPS]
    return whole, np.array(shifts), gl.contact_force(hip, posture, whole)


def _together(tasks: Sequence[gl.Exercise]) -> tuple[gl.Posture, list[xr.DataArray | xr.Dataset]]:
    """The postures of several exercises in turn, and their loads; only those that are held by muscles alone."""
    if len(tasks) == 1:
        return tasks[0].posture, list(tasks[0].loads)
    loads = [cast(xr.DataArray, load) for task in tasks for load in task.loads]
    along = ("xyz", "posture")

    def joined(parts: Sequence[xr.DataArray]) -> Array:
        return np.concatenate([part.values for part in parts], axis=-1)

    weight = xr.DataArray(
        joined(loads),
        dims=along,
        coords={name: (along, joined([load.coords[name] for load in loads])) for name in ("force", "point")},
        attrs=loads[0].attrs,
    )
    posture = gl.Posture(**{name: joined([task.posture.angles[name] for task in tasks]) for name in ANGLES})
    return posture, [weight]


def answers(hip: gl.Anatomy, tasks: dict[str, gl.Exercise]) -> dict[str, Any]:
    """All numbers of one anatomy, of each exercise by itself, (flexion, control, …)."""
    alone = [name for name, task in tasks.items() if len(task.loads) > 1]
    rest = [name for name in tasks if name not in alone]
    arrays: dict[str, Any] = {}
    for names in [*([name] for name in alone), rest]:
        recruited, shifts, force = _answers(hip, *_together([tasks[name] for name in names]))
        missing = np.linalg.norm(recruited["residual"].values, axis=0)
        last_axes = {
            "activation": recruited["activation"].values,
            "shift": shifts.reshape(-1, *shifts.shape[2:]),
            "force": force.values,
            "sizes": [
                force.body_weights.values,
                recruited["effort"].values,
                np.where(missing < BALANCED, 0, missing),
                recruited["missing_stiffness"].values,
            ],
        }
        first = 0
        for name in names:
            here = slice(first, first + len(EXERCISES[name][0]))
            for key, values in last_axes.items():
                arrays[f"{name}/{key}"] = np.transpose(np.asarray(values)[..., here], (2, 1, 0))
            first = here.stop
    return arrays
