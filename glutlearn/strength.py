"""The greatest moment that the muscles of a hip can exert about an axis: what a dynamometer would measure."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from glutlearn.anatomy import Anatomy, Array
from glutlearn.moments import arms_about, unit_axis
from glutlearn.muscle_capacity import capacity_of
from glutlearn.muscle_force import force_per_activation
from glutlearn.posture import Posture, angles_of, hip_dimension, labelled


def strongest_moment(
    hip: Anatomy,
    posture: Posture,
    axis: xr.DataArray | ArrayLike,
    capacity: xr.Dataset | None = None,
    alone: bool = True,
    force_length: bool = False,
) -> xr.DataArray:
    """The greatest moment about an axis with every muscle as strong as it is, held still.

    Formula: maximise t subject to Σ rᵢ Fᵢ aᵢ = t e and 0 ≤ aᵢ ≤ drive, with e the axis: a linear program. With
    `alone=False` what the muscles do about the other axes is held by someone else, as by the belts of a dynamometer;
    then t = Σ max(0, rᵢ·e) Fᵢ.

    Parameters
    ----------
    hip : Anatomy
        With strengths.
    posture : Posture
    axis : DataArray or array
        (xyz, *posture dims), or (xyz,) for one axis in all postures, in the pelvis frame, as in `moment_arms_about`;
        the moment is counted positive the positive way about it. For abduction of a straight hip write (−1, 0, 0).
    capacity : Dataset, optional
        What each muscle still has, from `gl.capacity`.
    alone : bool
        Whether the moments about the other axes have to cancel.
    force_length : bool
        As in `recruit`.

    Returns
    -------
    xarray.DataArray
        (*posture dims), N·m.

    Raises
    ------
    ValueError
        As `recruit` and `moment_arms_about` do.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip, pose = gl.load_anatomy("rajagopal2016"), gl.Posture()
    >>> alone, strapped = (
    ...     gl.strongest_moment(hip, pose, [-1, 0, 0], alone=a) for a in (True, False)
    ... )
    >>> bool(0 < alone < strapped)
    True
    """
    angles = angles_of(hip, posture)
    along = unit_axis(axis, posture)
    strength, drive, _ = capacity_of(hip, capacity)
    newtons = force_per_activation(hip, posture, force_length) * (strength * drive)[:, None, None]
    moments = arms_about(hip, angles, np.eye(3)[:, :, None]) * newtons[:, None]
    along = np.broadcast_to(along, (3, len(posture)))
    if alone:
        hips = moments.shape[2]
        greatest = np.array(
            [[_greatest(moments[:, :, one, at].T, along[:, at]) for at in range(len(posture))] for one in range(hips)]
        )
    else:
        greatest = np.maximum(np.einsum("mihn,in->mhn", moments, along), 0).sum(axis=0)
    attrs = {"units": "N m", "long_name": "greatest moment"}
    return labelled(greatest, posture, hip_dimension(hip), attrs)


def _greatest(moments: Array, axis: Array) -> float:
    """The greatest t with moments·a = t axis, for moments (3, muscles) of what each muscle has."""
    count = moments.shape[1]
    solved = linprog(
        np.append(np.zeros(count), -1),
        A_eq=np.column_stack([moments, -axis]),
        b_eq=np.zeros(3),
        bounds=[(0, 1)] * count + [(0, None)],
    )
    if not solved.success:
        raise RuntimeError(f"no greatest moment found: {solved.message}")
    return float(solved.x[-1])
