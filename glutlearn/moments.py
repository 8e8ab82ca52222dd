"""Moment arms: about the joint's own coordinates, about any axis, and the angle at which one changes sign.

A muscle that pulls with unit force along the unit vector u through the point x turns the thigh about the hip centre
with the moment m = x × u. Its moment arm about an axis is the component of m along that axis. By virtual work that is
also −dL/dθ, the shortening of the path for each radian of turn about the axis.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, Array
from glutlearn.axes import clam_axis, thigh_axis
from glutlearn.paths import crossing
from glutlearn.posture import XYZ, Posture, in_pelvis, posture_rotation

COORDINATES = ("flexion", "adduction", "rotation")


def _unit_moments(hip: Anatomy, posture: Posture) -> Array:
    """Moment (3, muscles, n) in m of a unit pull of every muscle on the thigh, in pelvis axes."""
    line = crossing(hip, posture)
    return np.cross(line.through, line.pull, axis=0)


def moment_vectors(hip: Anatomy, posture: Posture) -> xr.DataArray:
    """The moment about the hip centre that one newton of each muscle exerts on the thigh.

    Formula: m = x × u, with x any point on the muscle's line of pull, seen from the hip centre, and u the unit vector
    along which it pulls the thigh.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture

    Returns
    -------
    xarray.DataArray
        (muscle, xyz, *posture dims), m (that is N·m for each N), in the pelvis frame: x forward, y up, z to the right.
        The z-component flexes.

    Raises
    ------
    ValueError
        For a knee flexion outside the anatomy's knee table.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("dostal1981")
    >>> gl.moment_vectors(hip, gl.Posture()).sel(muscle="piriformis").values.round(3)
    array([-0.021, -0.031, -0.001])
    """
    moments = np.moveaxis(_unit_moments(hip, posture), 0, 1)
    attrs = {"units": "m", "long_name": "moment of a unit pull", "frame": "pelvis"}
    return in_pelvis(moments, posture, {"muscle": hip.muscles, "xyz": XYZ}, attrs)


def moment_arms(hip: Anatomy, posture: Posture) -> xr.DataArray:
    """The leverage of every muscle for flexing, adducting and internally rotating the hip.

    Formula: r = (x × u) · a, with a the axis of the coordinate in the pelvis frame: z for flexion, then the
    flexed x-axis for adduction, then the femur's y-axis for rotation. It equals −dL/dθ.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture

    Returns
    -------
    xarray.DataArray
        (muscle, coordinate, *posture dims), m; coordinate = flexion, adduction, rotation. Positive where a pull flexes,
        adducts or rotates internally.

    Raises
    ------
    ValueError
        For a knee flexion outside the anatomy's knee table.

    References
    ----------
    Sherman, Seth & Delp 2013, "What is a moment arm? Calculating muscle effectiveness in biomechanical models using
    generalized coordinates".

    Examples
    --------
    >>> import glutlearn as gl
    >>> arms = gl.moment_arms(gl.load_anatomy("dostal1981"), gl.Posture(flexion=[0, 90]))
    >>> (1000 * arms.sel(muscle="piriformis", coordinate="rotation")).values.round(1)
    array([-31.1,  21.2])
    """
    moments = _unit_moments(hip, posture)
    arms = np.stack([(moments * axis[:, None]).sum(axis=0) for axis in _coordinate_axes(posture)], axis=1)
    attrs = {"units": "m", "long_name": "moment arm", "positive": "flexion, adduction, internal rotation"}
    return in_pelvis(arms, posture, {"muscle": hip.muscles, "coordinate": COORDINATES}, attrs)


def _coordinate_axes(posture: Posture) -> tuple[Array, Array, Array]:
    """The axes (3, n) about which flexion, adduction and rotation turn the thigh, in pelvis axes."""
    flexion = np.radians(posture.flat("flexion"))
    zero, one = np.zeros_like(flexion), np.ones_like(flexion)
    return (
        np.array([zero, zero, one]),
        np.array([np.cos(flexion), np.sin(flexion), zero]),
        posture_rotation(posture)[:, 1],
    )


def moment_arms_about(hip: Anatomy, posture: Posture, axis: xr.DataArray) -> xr.DataArray:
    """The leverage of every muscle about an axis through the hip centre that you choose.

    Formula: r = (x × u) · a.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    axis : xarray.DataArray or array
        (xyz, *posture dims), or (xyz,) for one axis in all postures, in the pelvis frame: what `thigh_axis` and
        `clam_axis` return. It is scaled to unit length.

    Returns
    -------
    xarray.DataArray
        (muscle, *posture dims), m. Positive where a pull turns the thigh the positive way about the axis (right-hand
        rule): inwards for `thigh_axis`, knee opening for `clam_axis`.

    Raises
    ------
    ValueError
        For an axis of another shape, of no length or with NaN.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip, pose = gl.load_anatomy("delp1990"), gl.Posture(flexion=65, knee_flexion=90)
    >>> arms = gl.moment_arms_about(hip, pose, gl.clam_axis(hip, pose))
    >>> round(1000 * float(arms.sel(muscle="piriformis")), 1)
    19.2
    """
    attrs = {"units": "m", "long_name": "moment arm about the axis"}
    if isinstance(axis, xr.DataArray):
        attrs |= {name: axis.attrs[name] for name in ("positive", "leg") if name in axis.attrs}
    moments = _unit_moments(hip, posture)
    arms = (moments * _unit_axis(axis, posture)[:, None]).sum(axis=0)
    return in_pelvis(arms, posture, {"muscle": hip.muscles}, attrs)


def _unit_axis(axis: xr.DataArray | Array, posture: Posture) -> Array:
    """The axis as unit vectors (3, n) or (3, 1), or an error that says what to write."""
    if isinstance(axis, xr.DataArray) and set(axis.dims) == {"xyz", *posture.dims}:
        axis = axis.transpose("xyz", *posture.dims)
    values = np.asarray(axis, dtype=float)
    if values.shape not in {(3,), (3, *posture.shape)}:
        dims = ", ".join(("3", *(str(size) for size in posture.shape)))
        raise ValueError(f"the axis has shape {values.shape}; write (3,) or ({dims}): xyz first, then the postures")
    values = values.reshape(3, -1)
    length = np.sqrt((values**2).sum(axis=0))
    if not (length > 1e-9).all():
        raise ValueError("the axis has no length, or a NaN; write a vector that points somewhere in every posture")
    return values / length


About = Literal["thigh", "clam"]
AXES: dict[str, Callable[[Anatomy, Posture], xr.DataArray]] = {"thigh": thigh_axis, "clam": clam_axis}


def axis_named(about: str) -> Callable[[Anatomy, Posture], xr.DataArray]:
    """The function that gives the axis called "thigh" or "clam"."""
    if about not in AXES:
        raise ValueError(f"about is {about!r}; write one of {', '.join(AXES)}")
    return AXES[about]


def inversion_angles(
    hip: Anatomy,
    muscle: str,
    about: About = "thigh",
    adduction: float = 0,
    rotation: float = 0,
    knee_flexion: float = 90,
) -> Array:
    """Hip-flexion angles at which a muscle's role turns over: its moment arm changes sign.

    The arm is computed at every degree of 0–120° and each change of sign is then bisected with the model itself, not
    with a curve through those points, until it is known to far below 0.01°.

    Parameters
    ----------
    hip : Anatomy
    muscle : str
    about : "thigh" or "clam"
        The long axis of the thigh, or the line from hip centre to heel.
    adduction, rotation, knee_flexion : float
        The other joint angles, held, in degrees.

    Returns
    -------
    numpy.ndarray
        (roots,), degrees, rising; empty where the role never changes.

    Raises
    ------
    ValueError
        For a muscle that the anatomy does not have (with the near names) or an axis that is not one of the two.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.inversion_angles(gl.load_anatomy("delp1990"), "piriformis").round(1)
    array([57.2])
    >>> gl.inversion_angles(gl.load_anatomy("delp1990"), "piriformis", about="clam").round(1)
    array([105.9])
    """
    one = hip.select([muscle])
    axis = axis_named(about)

    def arm(flexion: Array) -> Array:
        posture = Posture(flexion, adduction, rotation, knee_flexion)
        return moment_arms_about(one, posture, axis(hip, posture)).values[0]

    flexion = np.arange(0.0, 121.0)
    positive = arm(flexion) > 0
    change = np.flatnonzero(positive[1:] != positive[:-1])
    low, high, start = flexion[change], flexion[change + 1], positive[change]
    for _ in range(30 if change.size else 0):
        middle = 0.5 * (low + high)
        before = (arm(middle) > 0) == start
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return 0.5 * (low + high)
