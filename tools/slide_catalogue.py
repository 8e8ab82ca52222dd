"""The course's key figures for slides: what each shows, in words, from which anatomy, and how it is drawn.

Numbers in words are computed, as those in the figures are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import glutlearn as gl
from glutlearn import exercise_figures, figures

PIRIFORMIS, TARGET = figures.PAIR
SIZE = (6.4, 3.6)
"""Inches, 16:9. Small on purpose: text of 9 points is then large on a slide."""


@dataclass(frozen=True)
class Slide:
    """One figure: its file's name, its finding as a title, and how words and drawing are made."""

    name: str
    title: str
    kind: str
    labels: tuple[str, ...]
    draw: Callable[[], Figure]
    alt: Callable[[], str]
    lesson: str


def _axes() -> Axes:
    return plt.subplots(figsize=SIZE, layout="constrained")[1]


def _figure(ax: Axes) -> Figure:
    """The figure of axes, without a title of their own: a slide has one."""
    ax.set_title("", loc="left")
    figure = ax.figure
    assert isinstance(figure, Figure)
    return figure


def _switch(anatomy: str, muscle: str) -> float:
    return float(gl.inversion_angles(gl.load_anatomy(anatomy), muscle)[0])


def _arms(anatomy: str, muscle: str) -> tuple[float, float]:
    """About the clam axis at 45° and 65°, knee at 90°, mm."""
    hip = gl.load_anatomy(anatomy)
    pose = gl.Posture(flexion=[45, 65], knee_flexion=90)
    at45, at65 = 1000 * gl.moment_arms_about(hip, pose, gl.clam_axis(hip, pose)).sel(muscle=muscle).values
    return float(at45), float(at65)


def _down_the_femur() -> Figure:
    figure = figures.down_the_femur("delp1990", (0, 57, 90), [PIRIFORMIS])
    figure.suptitle("")
    seen = "from the knee up to the hip: front up, outer side left; the dot is the axis"
    figure.text(0.02, 0.085, seen, fontsize=9, va="bottom", color=figures.INK)
    figure.set_size_inches(*SIZE)
    return figure


def _length_words() -> str:
    hip = gl.load_anatomy("dostal1981")
    arms = 1000 * gl.moment_arms(hip, gl.Posture(flexion=[0, 90])).sel(muscle=PIRIFORMIS, coordinate="rotation")
    straight, bent = (abs(float(arm)) for arm in arms)
    return (
        "Change of length of piriformis against rotation of the thigh. With the hip straight the muscle grows as the "
        f"thigh turns inwards, which is a leverage of {straight:.0f} mm outwards; with the hip flexed to 90 degrees it "
        f"shortens, a leverage of {bent:.0f} mm inwards. The slope of each curve is the moment arm."
    )


def _femur_words() -> str:
    return (
        "Three views along the thigh in Delp 1990. With the hip straight the line of piriformis passes behind the axis "
        "and turns the thigh outwards. At 57 degrees of flexion it passes through the axis. At 90 degrees it passes in "
        "front and turns the thigh inwards."
    )


def _overview_words() -> str:
    first, second = ([_switch(name, muscle) for name in gl.anatomies()] for muscle in figures.PAIR)
    return (
        "Hip flexion at which the role about the long axis of the thigh turns over, in four anatomies. Piriformis: "
        f"{min(first):.0f} to {max(first):.0f} degrees, inside the window of 45 to 65 degrees in all four. Posterior "
        f"gluteus medius: {min(second):.0f} to {max(second):.0f} degrees, earlier in three of the four and at "
        "practically the same angle in Rajagopal 2016."
    )


def _thigh_words() -> str:
    return (
        "Moment arms about the long axis of the thigh against hip flexion, Delp 1990. Both muscles turn the thigh "
        f"outwards with the hip straight. Posterior gluteus medius crosses zero at {_switch('delp1990', TARGET):.0f} "
        f"degrees and piriformis at {_switch('delp1990', PIRIFORMIS):.0f}; at 65 degrees both turn it inwards."
    )


def _clam_words() -> str:
    (rival45, rival65), (target45, target65) = (_arms("delp1990", muscle) for muscle in figures.PAIR)
    return (
        "Moment arms about the axis of the clam against hip flexion, Delp 1990, knee at 90 degrees. Both muscles still "
        f"open the knee at 65 degrees, and both have lost leverage since 45 degrees: piriformis from {rival45:.0f} to "
        f"{rival65:.0f} mm, posterior gluteus medius from {target45:.0f} to {target65:.0f} mm."
    )


def _spread_words() -> str:
    many = gl.virtual_hips(gl.load_anatomy("delp1990"), n=2000, attachment_sd=0.005)
    spans = {}
    for muscle in figures.PAIR:
        low, high = np.nanquantile(gl.inversion_angles(many, muscle).isel(root=0).values, (0.05, 0.95))
        spans[muscle] = f"{low:.0f} to {high:.0f} degrees"
    return (
        "Histograms of the switch in 2,000 virtual hips made from Delp 1990 by attachment errors of 5 mm. Nine of ten "
        f"switches of piriformis lie at {spans[PIRIFORMIS]}, about as wide as the window of the rule; nine of ten of "
        f"posterior gluteus medius at {spans[TARGET]}."
    )


def _force(name: str, control: float) -> float:
    hip = gl.load_anatomy("delp1990")
    task = gl.exercise(hip, name)
    answer = gl.recruit(hip, task.posture, task.loads, control=control)
    return float(gl.contact_force(hip, task.posture, answer).body_weights)


def _control_words() -> str:
    clam, prone = ([_force(name, level) for level in (0, 1)] for name in ("clam", "prone_extension"))
    return (
        "Contact force in the hip against control of the femoral head, Delp 1990. In the clam at 45 degrees it rises "
        f"from {clam[0]:.1f} body weights with the least effort to {clam[1]:.1f} with everybody bracing; in lifting "
        f"the leg face down from {prone[0]:.1f} to {prone[1]:.1f}."
    )


def _band_words() -> str:
    hip = gl.load_anatomy("delp1990")
    task = gl.exercise(hip, "clam", flexion=45, opening=20)
    line = gl.clam_axis(hip, task.posture)
    leg = -float((task.loads[0] * line).sum("xyz"))
    red, gold = (
        -float((gl.band(hip, task.posture, colour, start=task.start).moment * line).sum("xyz"))
        for colour in ("red", "gold")
    )
    return (
        "What closes the knee in a clam at 45 degrees, opened by 20, Delp 1990: the leg itself with "
        f"{leg:.0f} newton metres, and on top of it a snug loop of each colour. Red adds {red:.0f}, gold {gold:.0f}."
    )


def _pelvis_words() -> str:
    hip = gl.load_anatomy("delp1990")
    ends = [gl.hip_turn(gl.clam(hip, 45, 0), gl.clam(hip, 45, 30, pelvic_roll=roll)).angle for roll in (0, 10, 20)]
    turned = [f"{float(angle):.0f}" for angle in ends]
    return (
        "The hip's own turn in a clam opened by 30 degrees at 45 degrees of hip flexion, Delp 1990, against the roll "
        f"of the pelvis. The knee shows 30 degrees throughout; the hip has turned by {turned[0]} degrees without roll, "
        f"by {turned[1]} with 10 degrees of roll and by {turned[2]} with 20."
    )


def _recorded_words() -> str:
    found = exercise_figures.clams_with_an_angle()
    return (
        f"Recorded activation of gluteus medius in a clam, {len(found)} values of {found.study.nunique()} studies that "
        f"name the hip flexion, from {found.activation.min():.0f} to {found.activation.max():.0f} per cent of a "
        f"maximal effort. All lie at {found.flexion.max():.0f} degrees of hip flexion or less; above, where the rule "
        "begins, there is none."
    )


DELP, DOSTAL = "Delp 1990", "Dostal & Andrews 1981"
ALL_FOUR = (DELP, DOSTAL, "Rajagopal 2016", "Uhlrich 2022")

SLIDES = (
    Slide(
        "01-length-and-arm",
        "A moment arm is the slope of a length",
        "model",
        (DOSTAL,),
        lambda: _figure(figures.length_and_arm("dostal1981", ax=_axes())),
        _length_words,
        "the-hip",
    ),
    Slide(
        "02-down-the-femur",
        "Piriformis passes the axis",
        "model",
        (DELP,),
        _down_the_femur,
        _femur_words,
        "problem-1-role-inversion",
    ),
    Slide(
        "03-four-anatomies",
        "Both muscles change sides, the target mostly first",
        "model",
        ALL_FOUR,
        lambda: _figure(figures.inversion_overview(ax=_axes())),
        _overview_words,
        "problem-1-role-inversion",
    ),
    Slide(
        "04-about-the-thigh",
        "About the thigh: at 65° both turn inwards",
        "model",
        (DELP, "Delp 1999"),
        lambda: _figure(figures.moment_arm_curves("delp1990", about="thigh", flexion=65, ax=_axes())),
        _thigh_words,
        "problem-1-role-inversion",
    ),
    Slide(
        "05-about-the-clam-axis",
        "About the clam axis: at 65° both still open the knee",
        "model",
        (DELP,),
        lambda: _figure(figures.moment_arm_curves("delp1990", about="clam", flexion=65, ax=_axes())),
        _clam_words,
        "problem-1-role-inversion",
    ),
    Slide(
        "06-many-hips",
        "Five millimetres spread the switch over the window",
        "model",
        (DELP,),
        lambda: _figure(exercise_figures.spread_of_switches("delp1990", ax=_axes())),
        _spread_words,
        "how-sure-are-you",
    ),
    Slide(
        "07-force-and-control",
        "What holds the head also presses it",
        "model",
        (DELP,),
        lambda: _figure(exercise_figures.force_against_control("delp1990", ax=_axes())),
        _control_words,
        "problem-2-translation-control",
    ),
    Slide(
        "08-bands",
        "A band is a small addition to a heavy leg",
        "model",
        (DELP, "Thera-Band chart", "de Leva 1996"),
        lambda: _figure(exercise_figures.band_moments("delp1990", ax=_axes())),
        _band_words,
        "problem-3-pain-and-load",
    ),
    Slide(
        "09-the-pelvis-rolls",
        "The knee shows 30°, the hip may have done a third of it",
        "model",
        (DELP,),
        lambda: _figure(exercise_figures.hips_own_turn("delp1990", ax=_axes())),
        _pelvis_words,
        "the-pelvis-rolls",
    ),
    Slide(
        "10-what-was-recorded",
        "The recordings end where the rule begins",
        "measurement",
        ("Measured findings",),
        lambda: _figure(exercise_figures.recorded_clams(ax=_axes())),
        _recorded_words,
        "what-was-measured",
    ),
)
