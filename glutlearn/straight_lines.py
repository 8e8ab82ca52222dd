"""Inversion angles of many hips at once, in closed form, for muscles that pull straight from pelvis to femur.

For a pull from p on the pelvis to f on the femur, both seen from the hip centre, the arm about a unit axis a that is
fixed in the thigh is r = (f × p') · a / |p' − f|, with p' the pelvic point in the thigh's frame. As the hip flexes by
θ, p' turns about z, so that |p' − f| r = A cos θ + B sin θ + C: a sinusoid, whose zeros need no search.
"""

from __future__ import annotations

import numpy as np

from glutlearn.anatomy import Anatomy, Array
from glutlearn.inversion import About, axis_named
from glutlearn.posture import Posture
from glutlearn.routes import lay_out


def straight_ends(hip: Anatomy) -> tuple[Array, Array]:
    """Both ends of every muscle's pull: (3, muscles, hips) on the pelvis seen from the hip centre, and on the femur.

    Raises
    ------
    ValueError
        For an anatomy with a muscle that wraps, ends below the knee or has points that come and go.
    """
    layout = lay_out(hip)
    if layout.wraps or layout.leg or len(layout.routes) != len(hip.lines):
        raise ValueError(f"a muscle of {hip.name} does not pull straight from pelvis to femur; use inversion_angles")
    return layout.near, layout.far


def axis_in_thigh(hip: Anatomy, about: About, knee_flexion: float = 90) -> Array:
    """The axis "thigh" or "clam" as a unit vector (3,) in the femur's frame; hip flexion does not change it."""
    pose = Posture(flexion=0, knee_flexion=knee_flexion)
    return axis_named(about)(hip, pose).values


def straight_inversions(near: Array, far: Array, axis: Array, lowest: float = 0, highest: float = 120) -> Array:
    """Hip-flexion angles at which arms about an axis in the thigh change sign, without adduction or rotation.

    Like `inversion_angles` of virtual hips, and equal to it, this takes each arm as straight between whole degrees.

    Parameters
    ----------
    near, far : array
        (3, ...), m: both ends of each pull, as `straight_ends` gives them.
    axis : array
        (3,), unit vector in the femur's frame.
    lowest, highest : float
        The range to look in, whole degrees, at most 180° wide.

    Returns
    -------
    array
        (2, ...), degrees, rising; infinite where an arm changes sign less than twice.

    Examples
    --------
    >>> import glutlearn as gl
    >>> from glutlearn import straight_lines as lines
    >>> hip = gl.load_anatomy("delp1990").select(["piriformis"])
    >>> axis = lines.axis_in_thigh(hip, "thigh")
    >>> lines.straight_inversions(*lines.straight_ends(hip), axis).ravel().round(1)
    array([57.2,  inf])
    """
    (px, py, pz), (fx, fy, fz) = near, far
    u, v, w = axis[1] * fz - axis[2] * fy, axis[2] * fx - axis[0] * fz, axis[0] * fy - axis[1] * fx
    arm = px * u + py * v, py * u - px * v, pz * w
    apart = -2 * (px * fx + py * fy), -2 * (py * fx - px * fy)
    rest = (near**2).sum(axis=0) + (far**2).sum(axis=0) - 2 * pz * fz
    with np.errstate(invalid="ignore"):  # an arm that never vanishes gives NaN, and then no root
        half = np.degrees(np.arccos(-arm[2] / np.hypot(arm[0], arm[1])))
    middle = np.degrees(np.arctan2(arm[1], arm[0]))
    roots = np.stack([middle - half, middle + half])
    before = np.floor(lowest + (roots - lowest) % 360)
    angle = np.radians(before)
    c, s = np.cos(angle), np.sin(angle)
    left = (arm[0] * c + arm[1] * s + arm[2]) / np.sqrt(rest + apart[0] * c + apart[1] * s)
    c, s = np.cos(angle + np.radians(1)), np.sin(angle + np.radians(1))
    right = (arm[0] * c + arm[1] * s + arm[2]) / np.sqrt(rest + apart[0] * c + apart[1] * s)
    found = ((left > 0) != (right > 0)) & (before < highest)
    with np.errstate(invalid="ignore", divide="ignore"):
        roots = np.where(found, before + left / (left - right), np.inf)
    return np.stack([roots.min(axis=0), roots.max(axis=0)])
