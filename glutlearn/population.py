"""The same hip many times over, with attachments, femoral version and pelvic zero varied: how sure can anyone be?"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from glutlearn.anatomy import Anatomy, Array, Muscle
from glutlearn.arguments import check_hip, number, told, whole_number
from glutlearn.axes import leg_of

LEVEL_OF_LESSER_TROCHANTER = 0.15
"""Fraction of the way from hip centre to knee. Above it the femur turns as one piece with its neck."""

LARGEST_TURN = 60.0
"""Degrees of version or tilt, and of their spread, beyond which nobody's hip lies."""


def virtual_hips(
    hip: Anatomy,
    n: int = 2000,
    attachment_sd: float = 0.005,
    anteversion_deg: float | tuple[float, float] = 0,
    pelvic_tilt_deg: float | tuple[float, float] = 0,
    seed: int = 0,
) -> Anatomy:
    """Many hips that differ from a published one as people, and those who measure them, differ.

    Every path point of every muscle is moved by an independent normal error in each coordinate. More anteversion turns
    the proximal femur, with all that attaches there, about the long axis: the neck forwards and the trochanter
    backwards, as one piece down to the lesser trochanter and from there linearly less, to nothing at the knee. More
    (anterior) pelvic tilt turns the pelvis forwards about the hip centres while the angle called zero flexion stays
    where it was.

    Parameters
    ----------
    hip : Anatomy
    n : int
        How many hips.
    attachment_sd : float
        Standard deviation of the error in each coordinate, m. 5 mm is the default.
    anteversion_deg, pelvic_tilt_deg : float or (mean, sd)
        Degrees, added to what the published hip has: the same for all, or normally distributed.
    seed : int
        The same seed gives the same hips, muscle by muscle, whatever else is varied or selected, and the first hips
        of a large number are those of a small one.

    Returns
    -------
    Anatomy
        Accepted wherever an anatomy is; results then have the extra dimension "hip" before those of the posture.

    Raises
    ------
    ValueError
        For fewer than one hip, a negative spread, a turn beyond ±60°, a negative seed, or hips that are already
        virtual.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hips = gl.virtual_hips(gl.load_anatomy("dostal1981").select(["piriformis"]), n=1000)
    >>> angles = gl.inversion_angles(hips, "piriformis").isel(root=0)
    >>> [round(float(angle)) for angle in angles.quantile([0.05, 0.95])]
    [49, 62]
    """
    check_hip(hip)
    if hip.hips is not None:
        raise ValueError(f"{hip.name} is already varied; write the published anatomy, such as gl.load_anatomy(...)")
    n = whole_number("n", n, 1, "a whole number of hips, at least 1")
    seed = whole_number("seed", seed, 0, "a whole number, 0 or more")
    what = "metres between 0 and 0.05, such as 0.005"
    attachment_sd = number("attachment_sd, in m,", attachment_sd, 0, 0.05, what)
    version = _spread("anteversion_deg", anteversion_deg, n, seed)
    tilt = _spread("pelvic_tilt_deg", pelvic_tilt_deg, n, seed)
    knee_height = _knee_height(hip)
    lines = tuple(_vary(line, hip, n, attachment_sd, version, tilt, knee_height, seed) for line in hip.lines)
    return replace(hip, lines=lines, hips=n)


def _spread(name: str, given: object, n: int, seed: int) -> Array:
    """One angle in radians for each hip."""
    pair = given if isinstance(given, Sequence) and not isinstance(given, str) else (given, 0.0)
    what = f"degrees, or (mean, standard deviation), the mean within ±{LARGEST_TURN:g} and a spread of 0 or more"
    if len(pair) != 2:
        raise ValueError(f"{name} is {told(given)}; write {what}")
    mean = number(name, pair[0], -LARGEST_TURN, LARGEST_TURN, what)
    sd = number(f"the spread of {name}", pair[1], 0, LARGEST_TURN, what)
    return np.radians(mean + sd * _generator(seed, name).standard_normal(n))


def _generator(seed: int, name: str) -> np.random.Generator:
    """A stream of its own for each name, so that leaving one out does not change the others."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def _knee_height(hip: Anatomy) -> float:
    knee = leg_of(hip).knee
    assert knee is not None  # leg_of refuses a leg without one
    return float(knee.origin["tibia"](0.0)[1])


def _vary(
    line: Muscle, hip: Anatomy, n: int, sd: float, version: Array, tilt: Array, knee_height: float, seed: int
) -> Muscle:
    error = sd * _generator(seed, line.name).standard_normal((n, len(line.points), 3)).transpose(1, 2, 0)
    center = hip.hip_center[:, None]

    def turned(body: str, position: Array, off: Array | float = 0.0) -> Array:
        """Where version or tilt takes a position (3,) of the published bone, and what is off it, (3, n).

        An error belongs to the bone and turns with it, so that tilting the pelvis moves every angle by the tilt.
        """
        there = position[:, None] + off
        if body == "pelvis":
            return center + _apply(_about_z(-tilt), there - center)
        if body == "femur":
            return _apply(_about_y(-version * _share_of_version(position[1], knee_height)), there)
        return np.broadcast_to(there, (3, n))

    points = tuple(
        replace(point, position=error[i] if point.track else turned(point.body, point.position, error[i]))
        for i, point in enumerate(line.points)
    )
    cylinder = line.cylinder
    if cylinder is not None:
        share = {"pelvis": _about_z(-tilt)}.get(cylinder.body)
        if cylinder.body == "femur":
            share = _about_y(-version * _share_of_version(cylinder.center[1], knee_height))
        same = np.broadcast_to(cylinder.rotation[..., None], (3, 3, n))
        rotation = same if share is None else np.einsum("ijh,jk->ikh", share, cylinder.rotation)
        cylinder = replace(cylinder, center=turned(cylinder.body, cylinder.center), rotation=rotation)
    return replace(line, points=points, cylinder=cylinder)


def _share_of_version(height: float, knee_height: float) -> float:
    """How much of a change of version reaches a height y (m) on the femur: all near the neck, none at the knee."""
    below = height / knee_height
    return float(np.clip((1 - below) / (1 - LEVEL_OF_LESSER_TROCHANTER), 0.0, 1.0))


def _apply(rotation: Array, position: Array) -> Array:
    return np.einsum("ijh,jh->ih", rotation, np.broadcast_to(position, (3, rotation.shape[2])))


def _about_y(angle: Array) -> Array:
    c, s, zero, one = np.cos(angle), np.sin(angle), np.zeros_like(angle), np.ones_like(angle)
    return np.array([[c, zero, s], [zero, one, zero], [-s, zero, c]])


def _about_z(angle: Array) -> Array:
    c, s, zero, one = np.cos(angle), np.sin(angle), np.zeros_like(angle), np.ones_like(angle)
    return np.array([[c, -s, zero], [s, c, zero], [zero, zero, one]])
