"""What `recruit` answered, as plain arrays again: refused where it belongs to another hip or posture."""

from __future__ import annotations

import xarray as xr

from glutlearn.along_postures import check_same_posture, flat_along
from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import check_hip, told
from glutlearn.posture import Posture, check_posture


def muscle_forces(hip: Anatomy, posture: Posture, recruited: xr.Dataset) -> Array:
    """(muscles, hips, n) N, refused where they belong to another hip or posture."""
    check_hip(hip)
    check_posture(posture)
    if not isinstance(recruited, xr.Dataset) or "activation" not in recruited or "force" not in recruited:
        raise TypeError(f"recruited is {told(recruited)}; write what gl.recruit returned")
    if tuple(recruited["muscle"].values) != hip.muscles:
        raise ValueError(f"the result is of other muscles than {hip.name}'s; recruit with the same hip")
    hips = recruited.sizes.get("hip")
    if hips != hip.hips:
        raise ValueError(
            f"the result is of {hips or 1} hip{'s' if hips else ''}, and {hip.name} has {hip.hips or 1}; "
            "recruit with the same hip"
        )
    forces = _flat(recruited["force"], posture, "muscle")
    check_same_posture(recruited.coords, posture, "the result")
    return forces


def leg_force(recruited: xr.Dataset, posture: Posture) -> Array:
    """(3, hips, n) N: what acts on the leg from outside."""
    if "leg_force" not in recruited:
        raise ValueError(
            "the load told its moment, not its force; give recruit the loads unchanged, as a list: "
            "[gl.limb_weight(...), gl.heel_support(...)]"
        )
    return _flat(recruited["leg_force"], posture, "xyz")


def _flat(values: xr.DataArray, posture: Posture, first: str) -> Array:
    """(first, hips, n) in the order of the postures, whatever the order of the dimensions."""
    whole = values if "hip" in values.dims else values.expand_dims("hip")
    if set(posture.dims) != set(values.dims) - {first, "hip"}:
        raise ValueError(
            f"the result has the dimensions {values.dims}, the posture {posture.dims}; use the posture of recruit"
        )
    return flat_along(whole, posture, (first, "hip"), "the result")
