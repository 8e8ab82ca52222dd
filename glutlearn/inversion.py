"""The hip flexion at which a muscle's role turns over: where its moment arm about an axis changes sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import told
from glutlearn.axes import along_thigh, clam_axis, leg_of, thigh_axis, towards_heel
from glutlearn.clusters import over_chunks
from glutlearn.moments import arms_about
from glutlearn.posture import Posture

About = Literal["thigh", "clam"]
AXES: dict[str, Callable[[Anatomy, Posture], xr.DataArray]] = {"thigh": thigh_axis, "clam": clam_axis}


BISECTIONS = 20
"""Halvings of one degree: to a millionth of a degree."""

MOST_ROOTS = 3
"""Columns of roots for virtual hips: the same for every chunk of them."""

ATTRS = {"units": "degree", "long_name": "hip flexion at which the moment arm changes sign"}


def axis_named(about: str) -> Callable[[Anatomy, Posture], xr.DataArray]:
    """The function that gives the axis called "thigh" or "clam"."""
    if not isinstance(about, str) or about not in AXES:
        raise ValueError(f"about is {told(about)}; write one of {', '.join(AXES)}")
    return AXES[about]


@over_chunks
def inversion_angles(
    hip: Anatomy,
    muscle: str,
    about: About = "thigh",
    adduction: float = 0,
    rotation: float = 0,
    knee_flexion: float = 90,
) -> xr.DataArray:
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
    xarray.DataArray
        (root,), degrees, rising; empty where the role never changes. For virtual hips (hip, root) with three roots, NaN
        where a hip has fewer; there the arm is taken as straight between whole degrees, which is good to 0.01°.

    Raises
    ------
    ValueError
        For a muscle that the anatomy does not have (with the near names), an axis that is not one of the two, and more
        than one angle to be held.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("delp1990")
    >>> gl.inversion_angles(hip, "piriformis").values.round(1)
    array([57.2])
    >>> gl.inversion_angles(hip, "piriformis", about="clam").values.round(1)
    array([105.9])
    """
    axis_named(about)
    one = hip.select([muscle])
    lender = leg_of(hip) if about == "clam" else hip
    posture = Posture(adduction=adduction, rotation=rotation, knee_flexion=knee_flexion)
    if len(posture) > 1:
        raise ValueError(f"the other angles are {posture}; write one number for each, and a call for each of many")
    held = posture.of(lender)

    def arm(flexion: Array) -> Array:
        angles = held.at_flexion(flexion)
        axis = towards_heel(lender, angles) if about == "clam" else along_thigh(angles)
        return arms_about(one, angles, axis[None])[0, 0]

    flexion = np.arange(0.0, 121.0)
    arms = arm(flexion)
    if hip.hips is not None:
        return _interpolated(flexion, arms)
    positive = arms[0] > 0
    change = np.flatnonzero(positive[1:] != positive[:-1])
    low, high, start = flexion[change], flexion[change + 1], positive[change]
    for _ in range(BISECTIONS if change.size else 0):
        middle = 0.5 * (low + high)
        before = (arm(middle)[0] > 0) == start
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return xr.DataArray(0.5 * (low + high), dims="root", attrs=ATTRS)


def _interpolated(flexion: Array, arms: Array) -> xr.DataArray:
    """Roots (hip, root) of arms (hips, n), by a straight line between whole degrees; NaN where a hip has fewer."""
    positive = arms > 0
    hip, before = np.nonzero(positive[:, 1:] != positive[:, :-1])
    left, right = arms[hip, before], arms[hip, before + 1]
    found = flexion[before] + (flexion[before + 1] - flexion[before]) * left / (left - right)
    count = np.bincount(hip, minlength=len(arms))
    if count.max() > MOST_ROOTS:
        raise ArithmeticError(f"an arm changes sign {count.max()} times; no muscle of a hip does so, check the points")
    order = np.arange(len(hip)) - np.repeat(np.cumsum(count) - count, count)
    roots = np.full((len(arms), MOST_ROOTS), np.nan)
    roots[hip, order] = found
    return xr.DataArray(roots, dims=("hip", "root"), coords={"hip": np.arange(len(arms))}, attrs=ATTRS)
