"""Moment arms: about the joint's own coordinates and about any axis.

A muscle that pulls with unit force along the unit vector u through the point x turns the thigh about the hip centre
with the moment m = x × u. Its moment arm about an axis is the component of m along that axis. By virtual work that is
also −dL/dθ, the shortening of the path for each radian of turn about the axis.
"""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from glutlearn.along_postures import flat_along, in_xyz_order
from glutlearn.anatomy import Anatomy, Array
from glutlearn.clusters import over_chunks
from glutlearn.kinematics import Angles
from glutlearn.named_angles import plain_numbers
from glutlearn.paths import blocks, crossing
from glutlearn.posture import XYZ, Posture, angles_of, hip_dimension, labelled

COORDINATES = ("flexion", "adduction", "rotation")


def arms_about(hip: Anatomy, angles: Angles, axes: Array) -> Array:
    """Moment arms (muscles, axes, hips, n) in m about axes (axes, 3, n or 1) in pelvis axes, block by block."""
    arms = np.empty((len(hip.lines), len(axes), hip.hips or 1, len(angles)))
    for block in blocks(hip, angles):
        line = crossing(block.hip, block.angles)
        (x, y, z), (u, v, w) = line.through, line.pull
        moment = (y * w - z * v, z * u - x * w, x * v - y * u)
        for index, axis in enumerate(axes[..., block.postures] if axes.shape[2] > 1 else axes):
            # Many an axis has components that vanish in all postures: they need no multiplication.
            terms = [turning * along for turning, along in zip(moment, axis, strict=True) if along.any()]
            arms[:, index, block.hips, block.postures] = sum(terms[1:], start=terms[0])
    return arms


@over_chunks
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
    moments = arms_about(hip, angles_of(hip, posture), np.eye(3)[:, :, None])
    attrs = {"units": "m", "long_name": "moment of a unit pull", "frame": "pelvis"}
    return labelled(moments, posture, {"muscle": hip.muscles, "xyz": XYZ, **hip_dimension(hip)}, attrs)


@over_chunks
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
    angles = angles_of(hip, posture)
    arms = arms_about(hip, angles, _coordinate_axes(angles))
    attrs = {"units": "m", "long_name": "moment arm", "positive": "flexion, adduction, internal rotation"}
    leading = {"muscle": hip.muscles, "coordinate": COORDINATES, **hip_dimension(hip)}
    return labelled(arms, posture, leading, attrs)


def _coordinate_axes(angles: Angles) -> Array:
    """The axes (3, 3, n) about which flexion, adduction and rotation turn the thigh, in pelvis axes."""
    flexion = np.radians(angles.flexion)
    zero, one = np.zeros_like(flexion), np.ones_like(flexion)
    about_x = np.array([np.cos(flexion), np.sin(flexion), zero])
    return np.stack([np.array([zero, zero, one]), about_x, angles.femur_to_pelvis[:, 1]])


@over_chunks
def moment_arms_about(hip: Anatomy, posture: Posture, axis: xr.DataArray | ArrayLike) -> xr.DataArray:
    """The leverage of every muscle about an axis through the hip centre that you choose.

    Formula: r = (x × u) · a.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    axis : xarray.DataArray or array
        (xyz, *posture dims), or (xyz,) for one axis in all postures, in the pelvis frame: what `thigh_axis` and
        `clam_axis` return. A labelled one is taken by its names, and is the same along dimensions that it lacks. It is
        scaled to unit length.

    Returns
    -------
    xarray.DataArray
        (muscle, *posture dims), m. Positive where a pull turns the thigh the positive way about the axis (right-hand
        rule): inwards for `thigh_axis`, knee opening for `clam_axis`.

    Raises
    ------
    ValueError
        For an axis of another shape or other labels, of no length, with NaN or of text.

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
    angles = angles_of(hip, posture)
    arms = arms_about(hip, angles, unit_axis(axis, posture)[None])
    return labelled(arms, posture, {"muscle": hip.muscles, **hip_dimension(hip)}, attrs)


def unit_axis(axis: object, posture: Posture) -> Array:
    """The axis as unit vectors (3, n) or (3, 1), or an error that says what to write."""
    values = _labelled_axis(axis, posture) if isinstance(axis, xr.DataArray) else _plain_axis(axis, posture)
    if not np.isfinite(values).all() or not ((values**2).sum(axis=0) > 1e-18).all():
        raise ValueError("the axis has no length, or a NaN; write a vector that points somewhere in every posture")
    return values / np.sqrt((values**2).sum(axis=0))


def _labelled_axis(axis: xr.DataArray, posture: Posture) -> Array:
    return flat_along(in_xyz_order(axis, "the axis"), posture, ("xyz",), "the axis")


def _plain_axis(axis: object, posture: Posture) -> Array:
    values = plain_numbers("the axis", axis, "what thigh_axis or clam_axis return, or x, y and z,")
    if values.shape not in {(3,), (3, *posture.shape)}:
        shapes = "(3,)" + (f" or {(3, *posture.shape)}: xyz first, then the postures" if posture.dims else ": x, y, z")
        raise ValueError(f"the axis has shape {values.shape}; write {shapes}")
    return values.reshape(3, -1)
