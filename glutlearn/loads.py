"""What an exercise asks of the hip: the weight of the leg, and the foot on which the heel may rest.

A load is the moment about the hip centre that the muscles have to balance, with the force behind it. Loads add up:
write them as a list wherever one is asked for.
"""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike
from scipy.constants import g as STANDARD_GRAVITY

from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import word
from glutlearn.axes import leg_of
from glutlearn.body import body_segments, center_of_mass, check_body
from glutlearn.kinematics import body_pose
from glutlearn.named_angles import broadcast_named, check_range
from glutlearn.posture import XYZ, Posture, angles_of, labelled

POSITIONS = {"side_lying": (0, 0, 1), "prone": (-1, 0, 0), "supine": (1, 0, 0), "standing": (0, 1, 0)}
"""Which way up is, in the axes of a pelvis that has not rolled. In side-lying the right leg is on top."""


def limb_weight(
    hip: Anatomy,
    posture: Posture,
    body_mass: float = 75,
    height: float = 1.75,
    sex: str = "female",
    position: str = "side_lying",
    pelvic_roll: ArrayLike = 0,
    segments: str = "deleva1996",
    leg: str | Anatomy | None = None,
) -> xr.DataArray:
    """The moment about the hip centre with which the weight of thigh, shank and foot pulls the leg down.

    Formula: M = c × m g, with c the centre of mass of the leg seen from the hip centre and m its mass. The leg is the
    anatomy's own, scaled evenly to the length that the source gives for the height; the muscles are not scaled.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    body_mass : float
        kg.
    height : float
        m.
    sex : "female" or "male"
    position : "side_lying", "prone", "supine" or "standing"
        How the pelvis lies in the room; in side-lying the right leg is on top.
    pelvic_roll : float or array
        Degrees by which the pelvis has rolled about its own long axis: + takes its right side backwards (in side-lying
        the upper one). The same number as in `clam`.
    segments : "deleva1996" or "winter2009"
        Living people (gamma-ray scans), or Dempster's cadavers, whose thighs are lighter by a third.
    leg : str or Anatomy, optional
        As in `clam_axis`.

    Returns
    -------
    xarray.DataArray
        (xyz, *posture dims), N·m on the thigh, in the pelvis frame; + about z flexes. The coordinates `force` (N) and
        `point` (m, seen from the hip centre), both (xyz, *posture dims), tell the weight and where it acts.

    Raises
    ------
    ValueError
        For a mass, height, sex, position or source that does not exist, with what to write.

    References
    ----------
    de Leva 1996; Dempster's masses and the lengths of Drillis & Contini as in Winter 2009 (`gl.sources()`).

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> weight = gl.limb_weight(hip, gl.Posture(), body_mass=75, height=1.75, sex="male")
    >>> weight.dims, bool(weight.sel(xyz="x") > 0)
    (('xyz',), True)
    """
    body_mass, height = check_body(body_mass, height)
    center, mass = center_of_mass(leg_of(hip, leg), posture, body_mass, height, body_segments(segments, sex))
    weight = -mass * STANDARD_GRAVITY * up(posture, position, pelvic_roll)
    return moment_of(posture, weight, center, {"long_name": "moment of the leg's weight", "body_mass": body_mass})


def heel_support(
    hip: Anatomy, posture: Posture, pelvic_roll: ArrayLike = 0, leg: str | Anatomy | None = None
) -> xr.Dataset:
    """The lower foot in a clam, which may hold up the upper heel: what one newton of it does.

    How hard it pushes follows from the muscles, in `recruit`: no harder than spares effort, and never downwards. It
    acts through the heel, so it has no leverage about the axis of the clam.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    pelvic_roll : float or array
        Degrees, as in `limb_weight`.
    leg : str or Anatomy, optional
        As in `clam_axis`.

    Returns
    -------
    xarray.Dataset
        `support_moment` (xyz, *posture dims), N·m for each newton, and `support_force`, the unit vector upwards.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> heel = gl.heel_support(hip, gl.clam(hip, flexion=45, opening=20))
    >>> axis = gl.clam_axis(hip, gl.clam(hip, flexion=45, opening=20))
    >>> abs(round(float(heel.support_moment @ axis), 9))
    0.0
    """
    lender = leg_of(hip, leg)
    tibia, knee = body_pose(lender, "tibia", angles_of(lender, posture))
    heel = np.einsum("ijn,j->in", tibia, np.array(lender.landmarks["heel"].position)) + knee
    upwards = up(posture, "side_lying", pelvic_roll)
    moment = np.cross(heel, upwards, axis=0)
    return xr.Dataset(
        {
            "support_moment": _vector(moment, posture, "N m / N", "moment of one newton under the heel"),
            "support_force": _vector(upwards, posture, "1", "push under the heel"),
        }
    )


def up(posture: Posture, position: str, pelvic_roll: ArrayLike = 0) -> Array:
    """The way up (3, n) in the pelvis frame."""
    upwards = POSITIONS[word(position, tuple(POSITIONS), "position")]
    return np.einsum("ijn,j->in", rolled(posture, pelvic_roll), np.array(upwards, dtype=float))


def rolled(posture: Posture, pelvic_roll: ArrayLike) -> Array:
    """Rotations (3, 3, n) from the axes of the pelvis before it rolled backwards to its axes now."""
    given = broadcast_named({**posture.angles, "pelvic_roll": pelvic_roll})["pelvic_roll"]
    if set(given.dims) - set(posture.dims):
        one = f", or one for each posture along {', '.join(posture.dims)}" if posture.dims else ""
        raise ValueError(f"pelvic_roll varies along {', '.join(map(str, given.dims))}; write a number{one}")
    check_range("pelvic_roll", given, -45, 45, "a pelvis rolls by")
    roll = np.radians(given.transpose(*posture.dims).values.ravel())
    sine, cosine, zero, one = np.sin(roll), np.cos(roll), np.zeros_like(roll), np.ones_like(roll)
    return np.array([[cosine, zero, sine], [zero, one, zero], [-sine, zero, cosine]])


def half_pelvis(hip: Anatomy) -> float:
    """Metres from the middle of the pelvis to the hip centre."""
    half_width = float(hip.hip_center[2])
    if not 0.05 < half_width < 0.15:
        raise ValueError(
            f"{hip.name}'s hip_center lies {half_width:g} m beside its pelvis origin, so it is not known where the "
            "other hip is; take an anatomy whose pelvis origin is in the middle, such as rajagopal2016"
        )
    return half_width


def moment_of(posture: Posture, force: Array, point: Array, attrs: dict[str, object]) -> xr.DataArray:
    """The moment of forces (3, n) at points (3, n), which it keeps as coordinates."""
    moment = _vector(np.cross(point, force, axis=0), posture, "N m", "moment of a force")
    moment.attrs.update(attrs)
    return moment.assign_coords(
        force=_vector(force, posture, "N", "force").variable,
        point=_vector(point, posture, "m", "where the force acts").variable,
    )


def _vector(values: Array, posture: Posture, units: str, name: str) -> xr.DataArray:
    """A vector (3, n) for each posture, in the pelvis frame."""
    return labelled(values, posture, {"xyz": XYZ}, {"units": units, "long_name": name, "frame": "pelvis"})
