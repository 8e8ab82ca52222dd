"""Joint angles of the right hip and knee: one posture or many, checked, named, and carried into every result."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import check_hip, told
from glutlearn.kinematics import Angles, body_pose
from glutlearn.named_angles import ANGLES, RESERVED, broadcast_named, check_own_labels, check_range, plain_numbers

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
        which share the dimension "posture"; a `DataArray` keeps its own dimensions. They are copied, so that nothing
        changes a posture afterwards; two postures are equal where all their angles and dimensions are.

    Raises
    ------
    ValueError
        For text, NaN, masked values, arrays of unequal length or labels, a dimension that results have of their own
        ("muscle", "xyz" …), and angles that no hip or knee has: flexion −30…140°, adduction −60…45°, rotation −60…60°,
        knee flexion −5…150°.

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
        for name in set(ANGLES) & set(angles["flexion"].dims):
            check_own_labels(name, angles[name])
        taken = [str(dim) for dim in angles["flexion"].dims if dim in RESERVED]
        if taken:
            raise ValueError(f"an angle has the dimension {taken[0]!r}, which results have of their own; rename it")
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
            array = plain_numbers(name, values)
            if array.ndim > 1:
                raise ValueError(f"{name} has {array.ndim} dimensions; a grid takes a number or a 1-D array of each")
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
                constant = bool((plain == plain.flat[0]).all())
                coords[name] = plain.flat[0] if constant and name not in self.dims else values
        return coords

    def flat(self, name: str) -> Array:
        """One joint angle in degrees for every posture in turn, (n,)."""
        return self.angles[name].values.ravel()

    def of(self, hip: Anatomy) -> Angles:
        """All joint angles for every posture in turn, checked against the range of the hip's knee table."""
        check_hip(hip)
        if hip.knee is not None:
            low, high = hip.knee.lowest, hip.knee.highest
            check_range("knee_flexion", self.angles["knee_flexion"], low, high, f"{hip.name}'s knee has")
        return Angles(*(self.flat(name) for name in ANGLES))

    def __len__(self) -> int:
        return math.prod(self.shape)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Posture):
            return NotImplemented
        return all(self.angles[name].equals(other.angles[name]) for name in ANGLES)

    def __hash__(self) -> int:
        return hash((self.dims, *((self.angles[name].values + 0.0).tobytes() for name in ANGLES)))

    def __repr__(self) -> str:
        return "Posture(" + ", ".join(f"{name}={_span(values.values)}" for name, values in self.angles.items()) + ")"


def check_posture(posture: object, name: str = "posture") -> None:
    """Refuse what is no posture, an angle or an exercise for instance."""
    if not isinstance(posture, Posture):
        instead = f"its .{name}" if hasattr(posture, name) else "a posture, such as gl.Posture(flexion=65)"
        raise TypeError(f"{name} is {told(posture)}; write {instead}")


def check_start(start: Posture, posture: Posture) -> None:
    """Refuse a start that is not one posture for each posture."""
    check_posture(start, "start")
    check_posture(posture)
    if start.angles["flexion"].sizes != posture.angles["flexion"].sizes or start.dims != posture.dims:
        has, wanted = dict(start.angles["flexion"].sizes), dict(posture.angles["flexion"].sizes)
        raise ValueError(f"start has {has or 'one posture'}, posture has {wanted or 'one'}; write one start for each")


def angles_of(hip: Anatomy, posture: Posture) -> Angles:
    """The joint angles of a posture for a hip; refuses what is no hip or no posture."""
    check_hip(hip)
    check_posture(posture)
    return posture.of(hip)


def _span(values: Array) -> str:
    low, high = values.min(), values.max()
    return f"{low:g}°" if low == high else f"{low:g}…{high:g}°"


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
    >>> hip, straight = gl.load_anatomy("delp1990"), gl.Posture(flexion=0, knee_flexion=0)
    >>> poses = gl.body_poses(hip, straight)
    >>> round(float(poses.origin.sel(body="tibia", xyz="y")), 3)
    -0.396
    """
    angles = angles_of(hip, posture)
    bodies = ["femur", *(sorted(hip.knee.origin, reverse=True) if hip.knee is not None else [])]
    orientation, origin = (np.array(part) for part in zip(*(body_pose(hip, b, angles) for b in bodies), strict=True))
    axes = {"body": bodies, "xyz": XYZ}
    turned = {"units": "1", "long_name": "orientation of the bone", "frame": "pelvis"}
    placed = {"units": "m", "long_name": "origin of the bone", "frame": "pelvis axes, hip centre"}
    return xr.Dataset(
        {
            "orientation": labelled(orientation, posture, {**axes, "axis": XYZ}, turned),
            "origin": labelled(origin, posture, axes, placed),
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
