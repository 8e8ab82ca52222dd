"""The long axis of the thigh, the axis of a clam, and the side-lying clam itself."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike
from scipy.spatial.transform import Rotation

from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import check_hip
from glutlearn.kinematics import Angles, body_pose
from glutlearn.named_angles import ANGLES, broadcast_named, check_range
from glutlearn.posture import XYZ, Posture, angles_of, labelled
from glutlearn.reading import load_anatomy

DEFAULT_LEG = "rajagopal2016"
"""Whose knee and heel an anatomy without a leg borrows."""


def thigh_axis(hip: Anatomy, posture: Posture) -> xr.DataArray:
    """The long axis of the thigh: the axis about which the hip rotates internally.

    It is the femur's y-axis, from the knee towards the hip centre, so that a positive turn about it is internal
    rotation.

    Parameters
    ----------
    hip : Anatomy
        Only named for symmetry with `clam_axis`; the axis follows from the posture alone.
    posture : Posture

    Returns
    -------
    xarray.DataArray
        Unit vectors (xyz, *posture dims) in the pelvis frame.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("delp1990")
    >>> gl.thigh_axis(hip, gl.Posture(flexion=90)).values.round(6) + 0.0
    array([-1.,  0.,  0.])
    """
    axis = along_thigh(angles_of(hip, posture))
    attrs = {"units": "1", "long_name": "long axis of the thigh", "frame": "pelvis", "positive": "internal rotation"}
    return labelled(axis, posture, {"xyz": XYZ}, attrs)


def clam_axis(hip: Anatomy, posture: Posture, leg: str | Anatomy | None = None) -> xr.DataArray:
    """The axis of a clam: in a clam the heels stay together, so the thigh turns about the line from hip centre to heel.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    leg : str or Anatomy, optional
        Whose knee and heel to use. By default the hip's own; a hip without a leg borrows that of rajagopal2016.

    Returns
    -------
    xarray.DataArray
        Unit vectors (xyz, *posture dims) in the pelvis frame, from hip centre to heel; a positive turn opens the knee
        (away from the other one). `attrs["leg"]` names the anatomy that lent knee and heel.

    Raises
    ------
    ValueError
        For a knee flexion outside the leg's table, or a leg without one.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("dostal1981")
    >>> gl.clam_axis(hip, gl.Posture(flexion=45, knee_flexion=90)).attrs["leg"]
    'rajagopal2016'
    """
    lender = leg_of(hip, leg)
    axis = towards_heel(lender, angles_of(lender, posture))
    attrs = {"units": "1", "long_name": "axis of a clam", "frame": "pelvis", "positive": "opens the knee"}
    return labelled(axis, posture, {"xyz": XYZ}, {**attrs, "leg": lender.name})


def along_thigh(angles: Angles) -> Array:
    """Unit vectors (3, n) along the femur's y-axis in the pelvis frame."""
    return angles.femur_to_pelvis[:, 1]


def towards_heel(lender: Anatomy, angles: Angles) -> Array:
    """Unit vectors (3, n) from hip centre to heel in the pelvis frame."""
    tibia, knee = body_pose(lender, "tibia", angles)
    heel = np.einsum("ijn,j->in", tibia, np.array(lender.landmarks["heel"].position)) + knee
    return heel / np.sqrt((heel**2).sum(axis=0))


def leg_of(hip: Anatomy, leg: str | Anatomy | None = None) -> Anatomy:
    """The anatomy whose knee and heel serve a hip: the named one, its own, or the default lender's."""
    check_hip(hip)
    if leg is None:
        leg = hip if hip.knee is not None else DEFAULT_LEG
    lender = load_anatomy(leg) if isinstance(leg, str) else leg
    check_hip(lender, "leg")
    if lender.knee is None or "heel" not in lender.landmarks:
        raise ValueError(f"{lender.name} has no knee table or no heel; write leg={DEFAULT_LEG!r} or another with both")
    return lender


def clam(
    hip: Anatomy,
    flexion: ArrayLike = 45,
    opening: ArrayLike = 20,
    knee_flexion: ArrayLike = 90,
    pelvic_roll: ArrayLike = 0,
    leg: str | Anatomy | None = None,
) -> Posture:
    """Posture of the upper (right) leg in the side-lying clam.

    The clam starts with thighs and shanks of both legs parallel, knees and heels together. Thigh and shank then turn
    as one rigid piece by `opening` about the line from hip centre to heel (`clam_axis`), as seen in the room. Where
    the pelvis rolls backwards with it, the hip itself turns only by what is left: R = Ry(roll) · R(axis, opening) ·
    Rz(flexion).

    Parameters
    ----------
    hip : Anatomy
    flexion, opening, knee_flexion, pelvic_roll
        Degrees, as in `Posture`. Positive opening lifts the knee; positive roll takes the upper side of the pelvis
        backwards about its own long axis.
    leg : str or Anatomy, optional
        As in `clam_axis`.

    Returns
    -------
    Posture
        Hip flexion, adduction and rotation between the (rolled) pelvis and the opened thigh.

    Raises
    ------
    ValueError
        For an opening outside −30…90° or a roll outside −45…45°, and where the hip would have to leave its range.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> gl.clam(hip, flexion=45, opening=0)
    Posture(flexion=45°, adduction=0°, rotation=0°, knee_flexion=90°)
    """
    given = broadcast_named(
        {"flexion": flexion, "opening": opening, "knee_flexion": knee_flexion, "pelvic_roll": pelvic_roll}
    )
    check_range("opening", given["opening"], -30, 90, "a clam opens by")
    check_range("pelvic_roll", given["pelvic_roll"], -45, 45, "a pelvis rolls by")
    start = Posture(flexion=given["flexion"], knee_flexion=given["knee_flexion"])
    axis = clam_axis(hip, start, leg).values.reshape(3, -1)
    opened = Rotation.from_rotvec((np.radians(given["opening"].values.ravel()) * axis).T)
    rolled = Rotation.from_rotvec(np.radians(given["pelvic_roll"].values.reshape(-1, 1)) * np.array([0.0, 1.0, 0.0]))
    thigh = rolled * opened * Rotation.from_matrix(np.moveaxis(start.of(hip).femur_to_pelvis, -1, 0))
    angles = thigh.as_euler("ZXY", degrees=True).T.round(12) + 0.0  # no −0° and no dust of 1e-15°
    template = given["flexion"]
    turned = {
        name: template.copy(data=values.reshape(template.shape)) for name, values in zip(ANGLES, angles, strict=False)
    }
    return Posture(**turned, knee_flexion=given["knee_flexion"])
