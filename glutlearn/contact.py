"""What the femoral head does to its socket: contact force, where it points in the cup, and how far the head shifts."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import xarray as xr
from scipy.constants import g as STANDARD_GRAVITY

from glutlearn.along_postures import in_xyz_order
from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import number, told
from glutlearn.paths import crossing
from glutlearn.posture import XYZ, Posture, angles_of, hip_dimension, labelled
from glutlearn.provenance import constants, rows
from glutlearn.recruited import leg_force, muscle_forces
from glutlearn.stiffness import stiffness_per_newton, weakest


def contact_force(hip: Anatomy, posture: Posture, recruited: xr.Dataset) -> xr.DataArray:
    """The force with which the femoral head presses on the acetabulum.

    Formula: R = Σ Fᵢ uᵢ + W: the pulls of all muscles on the thigh and what acts on the leg from outside (its weight, a
    band, a support, the ground). The leg is at rest, so the socket pushes back with −R.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    recruited : Dataset
        What `recruit` returned for the same hip and posture; its load must tell its force.

    Returns
    -------
    xarray.DataArray
        (xyz, *posture dims), N, on the acetabulum, in the pelvis frame: + x forward, + y up, + z to the right, so −z
        presses into the socket. The coordinate `body_weights` (*posture dims) is its size over the body's weight; it is
        there where the load tells the body's mass.

    Raises
    ------
    ValueError
        Where the load came without its force, and for a result of other muscles, hips or postures.
    TypeError
        For anything that is not a result of `recruit`.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip, pose = gl.load_anatomy("rajagopal2016"), gl.Posture()
    >>> answer = gl.recruit(hip, pose, gl.limb_weight(hip, pose))
    >>> force = gl.contact_force(hip, pose, answer)
    >>> bool(force.sel(xyz="z") < 0)
    True
    """
    angles = angles_of(hip, posture)
    forces = muscle_forces(hip, posture, recruited)
    pull = crossing(hip, angles).pull
    total = np.einsum("mht,imht->iht", forces, pull) + leg_force(recruited, posture)
    leading = {"xyz": XYZ, **hip_dimension(hip)}
    attrs = {"units": "N", "long_name": "hip contact force on the acetabulum", "frame": "pelvis"}
    result = labelled(total, posture, leading, attrs)
    if "body_mass" in recruited.attrs:
        weight = recruited.attrs["body_mass"] * STANDARD_GRAVITY
        about = {"units": "body weight", "long_name": "hip contact force"}
        sizes = labelled(np.linalg.norm(total, axis=0) / weight, posture, hip_dimension(hip), about)
        result = result.assign_coords(body_weights=sizes.variable)
    return result


@cache
def cup_orientation() -> tuple[float, float]:
    """Abduction and anteversion of a healthy acetabulum in degrees: means of women's and men's (Tohtz 2010)."""
    healthy = [row for row in rows("acetabulum/orientation.csv") if row["source"] == "Tohtz et al. 2010"]
    angles = {
        quantity: [float(row["value"]) for row in healthy if row["quantity"] == quantity]
        for quantity in ("abduction", "anteversion")
    }
    return float(np.mean(angles["abduction"])), float(np.mean(angles["anteversion"]))


def cup_axis(abduction: float | None = None, anteversion: float | None = None) -> Array:
    """Unit vector (3,) out of the opening of the right acetabulum, in the pelvis frame."""
    healthy = cup_orientation()
    abduction = healthy[0] if abduction is None else abduction
    anteversion = healthy[1] if anteversion is None else anteversion
    abduction = number("abduction of the cup", abduction, 20, 90, "degrees from 20 to 90")
    anteversion = number("anteversion of the cup", anteversion, -30, 60, "degrees from -30 to 60")
    steep, forward = np.radians([abduction, anteversion])
    return np.array([np.sin(steep) * np.sin(forward), -np.cos(steep), np.sin(steep) * np.cos(forward)])


def acetabular_load(
    force: xr.DataArray, abduction: float | None = None, anteversion: float | None = None
) -> xr.Dataset:
    """Where a contact force points in the cup: what presses the head in, and what shears it along the opening.

    Formula: with n the axis of the cup, pointing out of its opening, compression = −R·n and shear = R − (R·n) n. The
    cup is taken as half a sphere, so its rim lies 90° from −n.

    Parameters
    ----------
    force : DataArray
        (xyz, ...), N, from `contact_force`.
    abduction, anteversion : float, optional
        Degrees, anatomical (Murray 1993): abduction is the angle between the cup's axis and the long axis of the body,
        anteversion the angle by which the axis turns forward in the horizontal plane. By default a healthy cup's; a
        steeper abduction covers less above.

    Returns
    -------
    xarray.Dataset
        `compression` (...), N; `shear` (xyz, ...), N; `anterior` (...), N: the part of the force that presses forward;
        `angle` (...), degrees between the force and the deepest direction of the cup; `rim_distance` (...), degrees
        left to the rim, negative where the force points past it.

    Raises
    ------
    ValueError
        For an abduction outside 20…90°, an anteversion outside −30…60°, and a force with NaN or without x, y and z.

    References
    ----------
    Murray 1993, "The definition and measurement of acetabular orientation".

    Examples
    --------
    >>> import glutlearn as gl
    >>> import xarray as xr
    >>> straight_up = xr.DataArray([0.0, 100.0, 0.0], dims="xyz")
    >>> load = gl.acetabular_load(straight_up, abduction=60, anteversion=0)
    >>> round(float(load.rim_distance))
    30
    """
    axis = xr.DataArray(cup_axis(abduction, anteversion), dims="xyz", coords={"xyz": list(XYZ)})
    if not isinstance(force, xr.DataArray):
        raise TypeError(f"force is {told(force)}; write what gl.contact_force returned")
    plain = in_xyz_order(force, "the force").drop_vars("body_weights", errors="ignore")
    if not np.isfinite(plain.values).all():
        raise ValueError("the force has a NaN or is infinite; write newtons for every posture")
    compression = -(plain * axis).sum("xyz")
    shear = (plain + compression * axis).transpose(*plain.dims)
    angle = xr.apply_ufunc(np.degrees, xr.apply_ufunc(np.arctan2, np.sqrt((shear**2).sum("xyz")), compression))
    names = {
        "compression": (compression, "N", "force that presses into the cup"),
        "shear": (shear, "N", "force along the opening of the cup"),
        "anterior": (plain.sel(xyz="x", drop=True), "N", "force that presses forward"),
        "angle": (angle, "degree", "angle from the deepest direction of the cup"),
        "rim_distance": (90 - angle, "degree", "distance from the rim of the cup"),
    }
    return xr.Dataset(
        {name: values.assign_attrs(units=units, long_name=words) for name, (values, units, words) in names.items()}
    )


def translation(
    hip: Anatomy,
    posture: Posture,
    recruited: xr.Dataset,
    passive_stiffness: float | None = None,
    abduction: float | None = None,
    anteversion: float | None = None,
) -> xr.Dataset:
    """How far the shear of a task shifts the femoral head along the opening of its cup.

    The muscles' tension is taken as set beforehand; then comes what the task brings, the weight of the leg or of the
    body. Formula: δ = (P K P)⁻¹ P W, with W the force on the leg from outside, P the projection on the plane of the
    cup's opening, and K = Σ Fᵢ [(γ/lᵢ) u uᵀ + (1/Lᵢ)(1 − u uᵀ)] + kₚ 1 the stiffness of muscles under tension
    (`glutlearn.stiffness`) and of capsule and labrum. Left out: that a deep socket centres a head that is pressed into
    it, the suction of the labrum, tendons that stretch, and the steady shift by the muscles' own pull.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    recruited : Dataset
        What `recruit` returned for the same hip and posture.
    passive_stiffness : float, optional
        N/mm of capsule and labrum together, alike in all directions; by default the value with which the head of
        rajagopal2016 shifts in one-leg stance as far as was measured in healthy people (`data/hip_laxity`).
    abduction, anteversion : float, optional
        Degrees, of the cup, as in `acetabular_load`.

    Returns
    -------
    xarray.Dataset
        `stiffness` (xyz, axis, *posture dims), N/mm, muscles and passive structures; `weakest` (*posture dims), N/mm:
        the muscles' stiffness in the direction in which it is least; `translation` (xyz, *posture dims) and `distance`
        (*posture dims), mm; `shear` (xyz, *posture dims), N: the part of W along the opening.

    Raises
    ------
    ValueError
        For a passive stiffness that is not positive, and as `contact_force` does.

    References
    ----------
    Cui, Perreault, Maas & Sandercock 2008, "Modeling short-range stiffness of feline lower hindlimb muscles".

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip, pose = gl.load_anatomy("rajagopal2016"), gl.Posture()
    >>> answer = gl.recruit(hip, pose, gl.limb_weight(hip, pose))
    >>> loose, tight = (
    ...     gl.translation(hip, pose, answer, passive_stiffness=k).distance
    ...     for k in (50, 500)
    ... )
    >>> bool(loose > tight)
    True
    """
    passive = constants("hip_laxity")["healthy_passive_stiffness"]
    if passive_stiffness is not None:
        what = "newtons per millimetre, more than 0"
        passive = number("passive_stiffness", passive_stiffness, 0, math.inf, what, above=True)
    out = cup_axis(abduction, anteversion)
    in_plane = np.linalg.svd(out[None])[2][1:]
    forces = muscle_forces(hip, posture, recruited)
    muscular = np.einsum("mijht,mht->htij", stiffness_per_newton(hip, posture), forces)
    total = muscular + passive * np.eye(3)
    shear = np.einsum("ai,iht->hta", in_plane, leg_force(recruited, posture))
    shift = np.linalg.solve(np.einsum("ai,htij,bj->htab", in_plane, total, in_plane), shear[..., None])[..., 0]
    leading = hip_dimension(hip)

    def named(values: Array, units: str, name: str, **first: tuple[str, ...]) -> xr.DataArray:
        return labelled(values, posture, {**first, **leading}, {"units": units, "long_name": name})

    return xr.Dataset(
        {
            "stiffness": named(np.einsum("htij->ijht", total), "N/mm", "stiffness against a shift", xyz=XYZ, axis=XYZ),
            "weakest": named(weakest(muscular)[0], "N/mm", "least stiffness of the muscles"),
            "shear": named(np.einsum("hta,ai->iht", shear, in_plane), "N", "shear of the task", xyz=XYZ),
            "translation": named(np.einsum("hta,ai->iht", shift, in_plane), "mm", "shift of the femoral head", xyz=XYZ),
            "distance": named(np.linalg.norm(shift, axis=-1), "mm", "shift of the femoral head"),
        }
    )
