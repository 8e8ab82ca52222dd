"""Loads added up into what the muscles have to balance, on plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from glutlearn.along_postures import check_same_posture, flat_along, in_xyz_order
from glutlearn.anatomy import Array
from glutlearn.arguments import told
from glutlearn.posture import Posture

Load = xr.DataArray | xr.Dataset
"""A moment (xyz, *posture dims) in N·m with the coordinates `force` and `point`, or a Dataset with `moment`, `force`.
`support_moment` and `support_force` are of one newton of a support that pushes no harder than it is needed."""


@dataclass(frozen=True, eq=False)
class Demand:
    """Loads added up, on plain arrays: what the muscles have to balance in n postures.

    `moment` (3, n) in N·m; `force` (3, n) in N, None where a load came without one; `support_moment` and
    `support_force` (supports, 3, n) of one newton of each support.
    """

    moment: Array
    force: Array | None
    support_moment: Array
    support_force: Array
    body_mass: float | None


def add_up(load: Load | Sequence[Load], posture: Posture) -> Demand:
    """One load or several as plain arrays, checked against the postures."""
    moment, force = np.zeros((3, len(posture))), np.zeros((3, len(posture)))
    known = True
    supports: list[tuple[Array, Array]] = []
    body_mass = None
    for one in _listed(load):
        parts = one if isinstance(one, xr.Dataset) else _parts(one)
        if not {"moment", "support_moment"} & set(parts.data_vars):
            raise ValueError(f"a load has {', '.join(map(str, parts.data_vars))}; it needs the variable `moment`")
        body_mass = one.attrs.get("body_mass", body_mass)
        if "moment" in parts:
            moment = moment + _plain(parts["moment"], posture)
            known &= "force" in parts
            force = force + (_plain(parts["force"], posture) if "force" in parts else 0)
        if "support_moment" in parts:
            supports.append((_plain(parts["support_moment"], posture), _plain(parts["support_force"], posture)))
        check_same_posture(one.coords, posture, "a load")
    pushes = np.array(supports).reshape(len(supports), 2, 3, len(posture))
    return Demand(moment, force if known else None, pushes[:, 0], pushes[:, 1], body_mass)


def _listed(load: object) -> list[Load]:
    """The loads one by one; refuses what is none."""
    loads: list[Load] = []
    for one in load if isinstance(load, list | tuple) else [load]:
        if not isinstance(one, xr.DataArray | xr.Dataset):
            what = "its .loads" if hasattr(one, "loads") else "what limb_weight, band or exercise return"
            raise TypeError(f"a load is {told(one)}; write {what}, or a list of these")
        loads.append(one)
    return loads


def _parts(moment: xr.DataArray) -> xr.Dataset:
    """A moment and its force; a force that no longer belongs to it, as after a multiplication, is left out."""
    parts = {"moment": moment.reset_coords(drop=True)}
    if {"force", "point"} <= set(moment.coords):
        again = xr.cross(moment.coords["point"], moment.coords["force"], dim="xyz")
        if bool((abs(again - moment) < 1e-6).all()):
            parts["force"] = moment.coords["force"].reset_coords(drop=True)
    return xr.Dataset(parts)


def _plain(values: xr.DataArray, posture: Posture) -> Array:
    """(3, n) in the order of the postures; a load without their dimensions is the same in all of them."""
    array = flat_along(in_xyz_order(values, "a load"), posture, ("xyz",), "a load")
    if not np.isfinite(array).all():
        raise ValueError("a load has a NaN or is infinite; write a moment for every posture")
    return array
