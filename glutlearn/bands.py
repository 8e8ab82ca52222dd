"""Elastic bands round both thighs: tension by colour and elongation, and what they ask of the upper hip in a clam."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike
from scipy.interpolate import PchipInterpolator

from glutlearn.anatomy import Anatomy, Array, unknown_name
from glutlearn.arguments import number, told, word
from glutlearn.axes import leg_of
from glutlearn.kinematics import Angles, body_pose
from glutlearn.loads import half_pelvis, moment_of, rolled
from glutlearn.posture import Posture, check_posture, check_start, labelled
from glutlearn.provenance import constants, rows

SOURCES = ("thera_band", "uchida2016")
PLACES = {"mid_thigh": ("femur", 0.5), "distal_femur": ("femur", 0.9), "ankle": ("tibia", 1.0)}
"""Where a band can sit: the bone, and how far down it as a share of its length."""

LOOP = 0.6
"""m round: a loop that lies flat 30 cm wide. A choice."""


@cache
def _chart(source: str) -> dict[str, tuple[Array, Array]]:
    """Elongations in % and tensions of one strand in N for each colour, from the shortest on."""
    points: dict[str, list[tuple[float, float]]] = {}
    for row in rows(f"{source}/tension.csv"):
        points.setdefault(row["colour"], []).append((float(row["elongation_percent"]), float(row["tension_N"])))
    return {colour: (np.array(sorted(own))[:, 0], np.array(sorted(own))[:, 1]) for colour, own in points.items()}


@cache
def _shape() -> PchipInterpolator:
    """Tension over its value at 100 % against elongation in %: the mean of the two colours that were measured."""
    at = np.array([0, 25, 50, 100, 200, constants("thera_band")["longest_elongation"]])
    curves = []
    for elongations, tensions in _chart("uchida2016").values():
        whole = PchipInterpolator(np.append(0, elongations), np.append(0, tensions))
        curves.append(whole(at) / whole(100))
    return PchipInterpolator(at, np.mean(curves, axis=0))


def band_colours(source: str = "thera_band") -> list[str]:
    """Colours from the weakest to the strongest.

    Parameters
    ----------
    source : "thera_band" or "uchida2016"
        The maker's chart, or what was measured (two colours could be read).

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.band_colours()
    ['tan', 'yellow', 'red', 'green', 'blue', 'black', 'silver', 'gold']
    """
    if source not in SOURCES:
        raise ValueError(f"there is no chart called {told(source)}; write one of {', '.join(SOURCES)}")
    return list(_chart(source))


def strand_tension(colour: str, elongation: Array, source: str = "thera_band") -> Array:
    """Newtons in one strand at elongations in %, zero where it is slack.

    The maker's chart has 100 and 200 % only. Between and below, tension follows the shape that was measured for yellow
    and blue (Uchida 2016), scaled to the colour's own points.

    Examples
    --------
    >>> import numpy as np
    >>> strand_tension("red", np.array([-5.0, 0.0, 100.0])).round(1).tolist()
    [0.0, 0.0, 16.5]
    """
    colours = tuple(band_colours(source))
    if colour not in colours:
        raise ValueError(unknown_name(colour, colours, f"band in {source}"))
    elongations, tensions = _chart(source)[colour]
    scale = tensions / _shape()(elongations)
    stretched = np.maximum(np.asarray(elongation, dtype=float), 0)
    # Outside the colour's own points the nearest one sets the scale.
    return np.asarray(_shape()(stretched) * np.interp(stretched, elongations, scale))


def band(
    hip: Anatomy,
    posture: Posture,
    colour: str = "red",
    slack_length: float = LOOP,
    at: str = "distal_femur",
    pre_stretch: float = 0.0,
    start: Posture | None = None,
    pelvic_roll: ArrayLike = 0,
    source: str = "thera_band",
    leg: str | Anatomy | None = None,
) -> xr.Dataset:
    """A closed elastic loop round both thighs, and what it asks of the upper hip as the knees part.

    A loop is two strands. Formula: F = 2 T(ε), with T the tension of a strand at the elongation
    ε = ε₀ + 2 (d − d₀)/ℓ; d is the distance between the thighs at the loop, d₀ that at the start, ℓ the length round
    the slack loop. How thick the thighs are does not matter, since what lies on them does not change. The moment is
    p × F, with p the place of the loop on the upper thigh.

    Parameters
    ----------
    hip : Anatomy
        With its pelvis origin in the middle of the pelvis, so that the other hip is its mirror image.
    posture : Posture
        Of the upper leg.
    colour : str
        One of `gl.band_colours()`.
    slack_length : float
        m round the loop when it is slack, without what the knot takes.
    at : "mid_thigh", "distal_femur" or "ankle"
    pre_stretch : float
        % by which the loop is already stretched at the start; negative where it is loose.
    start : Posture, optional
        The posture in which both thighs lie parallel and where the lower one stays; by default the same flexion of hip
        and knee without adduction or rotation. `gl.exercise(hip, "clam").start` has it exactly.
    pelvic_roll : float or array
        Degrees by which the pelvis has rolled since the start, as in `clam`; the lower thigh stays where it lies.
    source : "thera_band" or "uchida2016"
        The maker's chart or measured values.
    leg : str or Anatomy, optional
        As in `clam_axis`.

    Returns
    -------
    xarray.Dataset
        `moment` (xyz, *posture dims), N·m on the upper thigh; `force` (xyz, *posture dims), N; and (*posture dims):
        `tension`, N in one strand; `elongation`, %; `work`, J since the start; `slack`, true where it does not pull.
        `attrs["spread"]` is the share by which sources differ on the tension of one colour.

    Raises
    ------
    ValueError
        For an unknown colour, place or chart, a pre-stretch below −100 %, and a loop stretched beyond 250 %.

    References
    ----------
    Maker's chart as quoted by others; Uchida 2016, 10.1589/jpts.28.1266 (`gl.sources()`).

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> clam = gl.exercise(hip, "clam", flexion=45, opening=20)
    >>> weak, strong = (
    ...     gl.band(hip, clam.posture, colour, start=clam.start)
    ...     for colour in ("yellow", "blue")
    ... )
    >>> bool(strong.tension > weak.tension), bool(weak.slack)
    (True, False)
    """
    word(at, tuple(PLACES), "place for a band")
    slack_length = number("slack_length", slack_length, 0.1, 3, "the metres round the slack loop, from 0.1 to 3")
    what = "percent of the slack length from -100, negative for a loose loop"
    pre_stretch = number("pre_stretch", pre_stretch, -100, math.inf, what)
    lender = leg_of(hip, leg)
    check_posture(posture)
    if start is None:
        start = Posture(flexion=posture.angles["flexion"], knee_flexion=posture.angles["knee_flexion"])
    check_start(start, posture)
    before, here = _place(lender, start.of(lender), at), _place(lender, posture.of(lender), at)
    across = np.array([0.0, 0.0, 2 * half_pelvis(hip)])[:, None]
    lower_before = _mirrored(before, start.of(lender).femur_to_pelvis) - across
    lower_here = np.einsum("ijn,jn->in", rolled(posture, pelvic_roll), lower_before + across) - across
    gap = here - lower_here
    distance, distance_before = (np.linalg.norm(v, axis=0) for v in (gap, before - lower_before))
    elongation = pre_stretch + 100 * 2 * (distance - distance_before) / slack_length
    _check_elongation(elongation, colour, slack_length)
    tension = strand_tension(colour, elongation, source)
    force = -2 * tension * gap / distance
    pulled = moment_of(posture, force, here, {"long_name": "moment of the band"})
    work = slack_length * _energy(colour, source, pre_stretch, elongation)

    def named(values: Array, units: str, name: str) -> xr.DataArray:
        return labelled(values, posture, {}, {"units": units, "long_name": name})

    return xr.Dataset(
        {
            "moment": pulled.reset_coords(["force", "point"], drop=True),
            "force": pulled.coords["force"].reset_coords(["force", "point"], drop=True),
            "tension": named(tension, "N", "tension of one strand"),
            "elongation": named(elongation, "%", "elongation of the band"),
            "work": named(work, "J", "work on the band"),
            "slack": named(elongation <= 0, "1", "slack"),
        },
        attrs={"colour": colour, "at": at, "spread": constants("thera_band")["relative_spread"]},
    )


def _place(lender: Anatomy, angles: Angles, at: str) -> Array:
    """Where the band sits on the right leg (3, n), m in pelvis axes seen from the hip centre."""
    bone, share = PLACES[at]
    tibia, knee = body_pose(lender, "tibia", angles)
    if bone == "femur":
        return share * knee
    ankle = np.array(lender.landmarks["ankle_center"].position)
    return knee + share * np.einsum("ijn,j->in", tibia, ankle)


def _mirrored(place: Array, turn: Array) -> Array:
    """The same place (3, n) on a left leg that lies parallel, seen from the left hip centre."""
    in_femur = np.einsum("jin,jn->in", turn, place)
    return np.einsum("ijn,jn->in", turn, in_femur * np.array([1.0, 1.0, -1.0])[:, None])


def _check_elongation(elongation: Array, colour: str, slack_length: float) -> None:
    most = constants("thera_band")["longest_elongation"]
    if elongation.max() > most:
        raise ValueError(
            f"the {colour} band would stretch by {elongation.max():.0f} %; the charts end at {most:g} %, so write a "
            f"slack_length above {slack_length:g} m, or open less"
        )


def _energy(colour: str, source: str, start: float, end: Array) -> Array:
    """∫ T dε from a start to ends (n,) in %, N (times the slack length: J)."""
    fine = np.linspace(min(start, 0.0), max(float(end.max()), 0.0) + 1e-9, 400)
    tension = strand_tension(colour, fine, source)
    steps = np.diff(fine) / 100 * (tension[1:] + tension[:-1]) / 2
    total = np.append(0, np.cumsum(steps))
    return np.asarray(np.interp(end, fine, total) - np.interp(start, fine, total))
