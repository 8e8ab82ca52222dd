"""Joint angles of the right hip and knee: one posture or many, checked, named, and carried into every result."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from glutlearn.anatomy import Anatomy, Array
from glutlearn.kinematics import Angles, body_pose

ANGLES = ("flexion", "adduction", "rotation", "knee_flexion")
SENSIBLE = {"flexion": (-30, 140), "adduction": (-60, 45), "rotation": (-60, 60), "knee_flexion": (-5, 150)}
"""Degrees. Beyond these a human hip or knee does not go; a number outside is a slip of sign or unit."""

ANGLE_NAMES = {
    "flexion": "hip flexion",
    "adduction": "hip adduction",
    "rotation": "internal rotation of the hip",
    "knee_flexion": "knee flexion",
}
XYZ = ("x", "y", "z")


class Posture:
    """One posture of the right leg, or many: joint angles in degrees.

    Parameters
    ----------
    flexion, adduction, rotation, knee_flexion
        Degrees; + flexion, + adduction, + internal rotation, + knee flexion. Numbers, or equally long 1-D arrays,
        which share the dimension "posture"; a `DataArray` keeps its own dimensions.

    Raises
    ------
    ValueError
        For text, NaN, arrays of unequal length, and angles that no hip or knee has: flexion −30…140°, adduction
        −60…45°, rotation −60…60°, knee flexion −5…150°.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.Posture(flexion=65, knee_flexion=90)
    Posture(flexion=65°, adduction=0°, rotation=0°, knee_flexion=90°)
    >>> gl.Posture(flexion=[0, 45, 65]).shape
    (3,)
    >>> gl.Posture.grid(flexion=range(0, 121), knee_flexion=[60, 90]).dims
    ('flexion', 'knee_flexion')
    """

    def __init__(
        self,
        flexion: ArrayLike = 0,
        adduction: ArrayLike = 0,
        rotation: ArrayLike = 0,
        knee_flexion: ArrayLike = 0,
    ):
        given = dict(zip(ANGLES, (flexion, adduction, rotation, knee_flexion), strict=True))
        angles = broadcast_named(given)
        for name, values in angles.items():
            check_range(name, values, *SENSIBLE[name])
        self.angles: dict[str, xr.DataArray] = angles

    @classmethod
    def grid(cls, **angles: ArrayLike) -> Posture:
        """Every combination of the given angles: each array becomes a dimension with its own name.

        Raises
        ------
        TypeError
            For an angle that does not exist, naming the four that do.
        """
        for name in angles:
            if name not in ANGLES:
                raise TypeError(f"there is no joint angle called {name!r}; write one of {', '.join(ANGLES)}")
        named: dict[str, Any] = {}
        for name, values in angles.items():
            array = _numbers(name, values)
            named[name] = array if array.ndim == 0 else xr.DataArray(array, dims=name, coords={name: array})
        order = [name for name in angles if np.ndim(named[name])]
        posture = cls(**named)
        posture.angles = {name: values.transpose(*order) for name, values in posture.angles.items()}
        return posture

    @property
    def dims(self) -> tuple[str, ...]:
        """Names of the dimensions: none for one posture, "posture" for arrays, the angles' own in a grid."""
        return tuple(str(dim) for dim in self.angles["flexion"].dims)

    @property
    def shape(self) -> tuple[int, ...]:
        """Sizes of the dimensions."""
        return self.angles["flexion"].shape

    @property
    def coords(self) -> dict[str, Any]:
        """The joint angles as coordinates of a result: constants as scalars, the rest along their dimensions."""
        coords: dict[str, Any] = {str(name): values for name, values in self.angles["flexion"].coords.items()}
        for name, values in self.angles.items():
            if name not in coords:
                plain = values.values
                constant = plain.size > 0 and bool((plain == plain.flat[0]).all())
                coords[name] = plain.flat[0] if constant and name not in self.dims else values
        return coords

    def flat(self, name: str) -> Array:
        """One joint angle in degrees for every posture in turn, (n,)."""
        return self.angles[name].values.ravel()

    def of(self, hip: Anatomy) -> Angles:
        """All joint angles for every posture in turn, checked against the range of the hip's knee table."""
        if hip.knee is not None:
            low, high = hip.knee.lowest, hip.knee.highest
            check_range("knee_flexion", self.angles["knee_flexion"], low, high, f"{hip.name}'s knee has")
        return Angles(*(self.flat(name) for name in ANGLES))

    def __len__(self) -> int:
        return math.prod(self.shape)

    def __repr__(self) -> str:
        return "Posture(" + ", ".join(f"{name}={_span(values.values)}" for name, values in self.angles.items()) + ")"


def _span(values: Array) -> str:
    low, high = values.min(), values.max()
    return f"{low:g}°" if low == high else f"{low:g}…{high:g}°"


def _numbers(name: str, values: Any) -> Array:
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} is {values!r}; write degrees as a number or as an array of numbers") from None
    if array.ndim > 1:
        raise ValueError(f"{name} has {array.ndim} dimensions; write a number, a 1-D array, or a named DataArray")
    return array


def broadcast_named(given: Mapping[str, Any]) -> dict[str, xr.DataArray]:
    """Numbers, 1-D arrays (all along "posture") and DataArrays (by name) brought to one common shape."""
    named = {}
    for name, values in given.items():
        if isinstance(values, xr.DataArray):
            named[name] = values.astype(float)
            continue
        array = _numbers(name, values)
        named[name] = xr.DataArray(array, dims=["posture"] * array.ndim)
    lengths = {name: values.sizes["posture"] for name, values in named.items() if "posture" in values.dims}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise ValueError(f"the arrays differ in length: {listed}; make them equal, or use Posture.grid(...)")
    arrays = xr.broadcast(*named.values())
    return {name: array.rename(None) for name, array in zip(named, arrays, strict=True)}


def check_range(name: str, values: xr.DataArray, lowest: float, highest: float, why: str = "a human joint has") -> None:
    """Refuse an angle that is missing, NaN or outside a range, and say which range."""
    plain = values.values
    if plain.size == 0:
        raise ValueError(f"{name} is empty; write at least one angle")
    if np.isnan(plain).any():
        raise ValueError(f"{name} has a NaN; write a number for every posture")
    low, high = float(plain.min()), float(plain.max())
    if low < lowest or high > highest:
        wrong = low if low < lowest else high
        raise ValueError(f"{name} is {wrong:g}°; {why} {lowest:g}…{highest:g}°, so write degrees within that")


def body_poses(hip: Anatomy, posture: Posture) -> xr.Dataset:
    """Where femur, tibia and patella are in a posture: the positions that muscle paths and drawings share.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture

    Returns
    -------
    xarray.Dataset
        `orientation` (body, xyz, axis, *posture dims) takes vectors from a body's axes to the pelvis's; `origin`
        (body, xyz, *posture dims) is in metres in pelvis axes, seen from the hip centre. A hip without a leg has the
        femur only.

    Examples
    --------
    >>> import glutlearn as gl
    >>> poses = gl.body_poses(gl.load_anatomy("delp1990"), gl.Posture(flexion=0, knee_flexion=0))
    >>> round(float(poses.origin.sel(body="tibia", xyz="y")), 3)
    -0.396
    """
    bodies = ["femur", *(sorted(hip.knee.origin, reverse=True) if hip.knee is not None else [])]
    angles = posture.of(hip)
    orientation, origin = (np.array(part) for part in zip(*(body_pose(hip, b, angles) for b in bodies), strict=True))
    axes = {"body": bodies, "xyz": XYZ}
    return xr.Dataset(
        {
            "orientation": labelled(orientation, posture, {**axes, "axis": XYZ}, {"units": "1", "frame": "pelvis"}),
            "origin": labelled(origin, posture, axes, {"units": "m", "frame": "pelvis axes, hip centre"}),
        }
    )


def hip_dimension(hip: Anatomy) -> dict[str, Sequence[object]]:
    """The extra dimension that results for virtual hips have."""
    return {} if hip.hips is None else {"hip": range(hip.hips)}


def labelled(
    values: Array, posture: Posture, leading: Mapping[str, Sequence[object]], attrs: dict[str, str]
) -> xr.DataArray:
    """Name the axes of a result: leading dimensions with their labels, then those of the posture."""
    shape = tuple(len(labels) for labels in leading.values()) + posture.shape
    coords = {**{name: list(labels) for name, labels in leading.items()}, **posture.coords}
    result = xr.DataArray(values.reshape(shape), dims=(*leading, *posture.dims), coords=coords, attrs=attrs)
    for name in ANGLES:
        result.coords[name].attrs = {"units": "degree", "long_name": ANGLE_NAMES[name]}
    return result
