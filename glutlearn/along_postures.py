"""Axes, loads and answers that are given along postures: checked by their names, as plain arrays in their order."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import xarray as xr

from glutlearn.anatomy import Array
from glutlearn.named_angles import ANGLES
from glutlearn.posture import XYZ, Posture

SAME_ANGLE = 1e-6
"""Degrees within which two joint angles count as the same: far above rounding, far below what anyone can see."""


def in_xyz_order(values: xr.DataArray, what: str) -> xr.DataArray:
    """Vectors with their components in the order x, y, z: by their labels, or as they are where they have none."""
    if "xyz" not in values.dims:
        raise ValueError(f"{what} has the dimensions {values.dims}; one of them has to be xyz, with x, y and z")
    if "xyz" not in values.coords:
        if values.sizes["xyz"] != len(XYZ):
            raise ValueError(f"{what} has {values.sizes['xyz']} components along xyz; write three: x, y, z")
        return values.assign_coords(xyz=list(XYZ))
    if sorted(map(str, values["xyz"].values)) != list(XYZ):
        raise ValueError(f"{what} has {', '.join(map(str, values['xyz'].values))} along xyz; write x, y and z")
    return values if tuple(values["xyz"].values) == XYZ else values.sel(xyz=list(XYZ))


def flat_along(values: xr.DataArray, posture: Posture, leading: tuple[Hashable, ...], what: str) -> Array:
    """The values (*leading, n), n the postures in turn; without a dimension of theirs they are the same along it."""
    like = posture.angles["flexion"]
    other = [dim for dim in values.dims if dim not in leading and dim not in like.dims]
    if other or set(leading) - set(values.dims):
        wanted = ", ".join(map(str, (*leading, *posture.dims)))
        raise ValueError(f"{what} has the dimensions {values.dims}; write ({wanted}): those of the posture")
    along = [dim for dim in like.dims if dim in values.dims]
    if any(values.sizes[dim] != like.sizes[dim] for dim in along):
        has = {str(dim): values.sizes[dim] for dim in along}
        raise ValueError(f"{what} has {has}, the posture {dict(like.sizes)}; compute both for the same posture")
    for dim in along:
        if dim in values.indexes and dim in like.indexes and not _same_labels(values.indexes[dim], like.indexes[dim]):
            raise ValueError(f"{what} has other labels along {dim} than the posture; compute both for the same posture")
    missing = {dim: size for dim, size in like.sizes.items() if dim not in along}
    plain = values.drop_vars(list(values.coords)).expand_dims(missing).transpose(*leading, *like.dims).values
    return np.asarray(plain, dtype=float).reshape(*(values.sizes[dim] for dim in leading), -1)


def _same_labels(one: object, other: object) -> bool:
    labels, others = np.asarray(one), np.asarray(other)
    if labels.dtype.kind in "iuf" and others.dtype.kind in "iuf":
        return bool(np.allclose(labels, others, rtol=0, atol=SAME_ANGLE))
    return bool(np.array_equal(labels, others))


def check_same_posture(coords: Mapping[Hashable, xr.DataArray], posture: Posture, what: str) -> None:
    """Refuse what tells that it was computed for other joint angles than these."""
    for name in ANGLES:
        if name not in coords or not set(coords[name].dims) <= set(posture.dims):
            continue
        told, meant = coords[name], posture.angles[name]
        plain = told.drop_vars(list(told.coords))
        off = abs(plain - meant.drop_vars(list(meant.coords)))
        if bool((off > SAME_ANGLE).any()):
            raise ValueError(
                f"{what} was computed for another {name} than the posture has ({float(off.max()):.3g}° off); "
                "compute both for the same posture"
            )
