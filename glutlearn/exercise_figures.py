"""Figures about the exercise: what spreads, what presses, what a band adds, who has turned, and what was recorded.

As in `glutlearn.figures`, each draws what the library returns and computes nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np

from glutlearn.anatomy import Anatomy
from glutlearn.axes import clam, clam_axis
from glutlearn.bands import band, band_colours
from glutlearn.contact import contact_force
from glutlearn.figures import (
    DASHES,
    INK,
    INWARD,
    MARKERS,
    NEUTRAL,
    OUTWARD,
    PAIR,
    WIDE,
    WINDOW,
    document_window,
    in_words,
)
from glutlearn.inversion import inversion_angles
from glutlearn.measurements import evidence
from glutlearn.population import virtual_hips
from glutlearn.reading import load_anatomy
from glutlearn.recruitment import recruit
from glutlearn.rolling import hip_turn
from glutlearn.tasks import exercise

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

FILLS = ((OUTWARD, ""), (INWARD, "////"))
"""Colour and hatching of two things that lie side by side."""


def spread_of_switches(
    hip: Anatomy | str,
    muscles: Sequence[str] = PAIR,
    attachment_sd: float = 0.005,
    n: int = 2000,
    ax: Axes | None = None,
) -> Axes:
    """Where the role of each muscle turns over about the thigh, in many hips made from one by errors of attachment.

    Parameters
    ----------
    hip : Anatomy or str
    muscles : names
        Two at most.
    attachment_sd : float
        m: the standard deviation of each attachment in each direction.
    n : int
        How many hips.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = spread_of_switches("delp1990", n=50)
    >>> ax.get_xlabel()
    'hip flexion at which the role turns over (°)'
    """
    hip = _loaded(hip)
    ax = ax or plt.subplots(figsize=WIDE, layout="constrained")[1]
    document_window(ax)
    many = virtual_hips(hip, n=n, attachment_sd=attachment_sd)
    for muscle, (colour, hatch) in zip(muscles, FILLS, strict=False):
        switches = inversion_angles(many, muscle).isel(root=0).values
        counts, edges = np.histogram(switches, np.arange(0, 121, 2))
        ax.stairs(counts, edges, fill=True, color=colour, hatch=hatch, alpha=0.65, label=in_words(muscle))
    ax.set(xlabel="hip flexion at which the role turns over (°)", ylabel=f"hips of {n:,}", xlim=(0, 90))
    ax.legend(frameon=False, fontsize=9, loc="upper left")
    return _plain(ax)


def force_against_control(
    hip: Anatomy | str, exercises: Sequence[str] = ("clam", "prone_extension"), ax: Axes | None = None
) -> Axes:
    """The force in the hip joint against control of the femoral head, from too little to too much.

    Parameters
    ----------
    hip : Anatomy or str
    exercises : names
        As in `glutlearn.exercises()`.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = force_against_control("delp1990", ["clam"])
    >>> ax.get_ylabel()
    'contact force (body weights)'
    """
    hip = _loaded(hip)
    ax = ax or plt.subplots(figsize=WIDE, layout="constrained")[1]
    levels = np.linspace(-1, 1, 11)
    for index, name in enumerate(exercises):
        task = exercise(hip, name)
        answers = [recruit(hip, task.posture, task.loads, control=level) for level in levels]
        force = [float(contact_force(hip, task.posture, answer).body_weights) for answer in answers]
        ax.plot(100 * levels, force, MARKERS[index], ls=DASHES[index], color=FILLS[index][0], label=in_words(name))
    ax.axvline(0, color=INK, lw=0.8)
    ax.set(xlabel="control of the femoral head (%): deep muscles silent … everybody braces")
    ax.set(ylabel="contact force (body weights)", xticks=(-100, -50, 0, 50, 100), ylim=(0, None))
    ax.legend(frameon=False, fontsize=9, loc="upper left")
    return _plain(ax)


def band_moments(hip: Anatomy | str, flexion: float = 45, opening: float = 20, ax: Axes | None = None) -> Axes:
    """What a loop of each colour adds to the leg's own weight in a clam, about the clam axis.

    Parameters
    ----------
    hip : Anatomy or str
    flexion, opening : float
        Degrees.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = band_moments("delp1990")
    >>> [label.get_text() for label in ax.get_yticklabels()][:3]
    ['no band', 'tan', 'yellow']
    """
    hip = _loaded(hip)
    ax = ax or plt.subplots(figsize=WIDE, layout="constrained")[1]
    task = exercise(hip, "clam", flexion=flexion, opening=opening)
    line = clam_axis(hip, task.posture)

    def closing(moment: Any) -> float:
        return -float((moment * line).sum("xyz"))

    leg = closing(task.loads[0])
    colours = ["no band", *band_colours()]
    added = [0.0, *(closing(band(hip, task.posture, one, start=task.start).moment) for one in band_colours())]
    rows = np.arange(len(colours))
    ax.barh(rows, leg, color=NEUTRAL, alpha=0.6, label="the leg itself")
    ax.barh(rows, added, left=leg, color=OUTWARD, hatch="////", alpha=0.8, label="the band")
    for row, more in zip(rows[1:], added[1:], strict=True):
        ax.text(leg + more + 0.5, row, f"+{more:.0f}", va="center", fontsize=9, color=INK)
    ax.set_yticks(rows, colours)
    ax.invert_yaxis()
    ax.set(xlabel="what closes the knee, about the clam axis (N·m)", xlim=(0, 1.12 * (leg + max(added))))
    ax.legend(frameon=False, fontsize=9, loc="upper right")
    return _plain(ax)


def hips_own_turn(hip: Anatomy | str, flexion: float = 45, opening: float = 30, ax: Axes | None = None) -> Axes:
    """How far the hip itself has turned when the knee opens by the same angle and the pelvis rolls back.

    Parameters
    ----------
    hip : Anatomy or str
    flexion, opening : float
        Degrees.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = hips_own_turn("delp1990")
    >>> ax.get_xlabel()
    'roll of the pelvis (°)'
    """
    hip = _loaded(hip)
    ax = ax or plt.subplots(figsize=WIDE, layout="constrained")[1]
    roll = np.linspace(0, opening, 31)
    closed = clam(hip, np.full_like(roll, flexion), 0)
    turned = hip_turn(closed, clam(hip, flexion, opening, pelvic_roll=roll)).angle.values
    ax.fill_between(roll, turned, opening, color=WINDOW, lw=0)
    ax.axhline(opening, color=INK, lw=1.2, ls=DASHES[1])
    ax.plot(roll, turned, color=OUTWARD, lw=2.4)
    ax.text(0.4, opening, "what the knee shows", va="bottom", fontsize=9, color=INK)
    ax.text(0.06, 0.42, "the hip's own turn", transform=ax.transAxes, fontsize=9, color=OUTWARD)
    ax.text(0.62, 0.72, "the pelvis", transform=ax.transAxes, fontsize=9, color=INK)
    ax.set(xlabel="roll of the pelvis (°)", ylabel="angle (°)", xlim=(0, opening), ylim=(0, 1.15 * opening))
    return _plain(ax)


def recorded_clams(ax: Axes | None = None) -> Axes:
    """At which hip flexion gluteus medius was recorded in a clam, and how active it was found.

    Findings whose angle was not seen are left out; `glutlearn.evidence` has them.

    Parameters
    ----------
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = recorded_clams()
    >>> ax.get_xlabel()
    'hip flexion in the clam (°)'
    """
    ax = ax or plt.subplots(figsize=WIDE, layout="constrained")[1]
    document_window(ax)
    found = clams_with_an_angle()
    for electrode, (colour, _), marker in zip(("surface", "fine wire"), FILLS, MARKERS, strict=False):
        rows = found[found.electrode.eq(electrode)]
        if len(rows):
            ax.plot(rows.flexion, rows.activation, marker, color=colour, ms=7, label=electrode)
    ax.text(92, 40, "above 60°: no recording\nof a clam found", ha="center", va="center", fontsize=10, color=INK)
    ax.set(xlabel="hip flexion in the clam (°)", ylabel="gluteus medius (% MVIC)", xlim=(-3, 120), ylim=(0, 100))
    ax.legend(frameon=False, fontsize=9, loc="upper left")
    return _plain(ax)


def clams_with_an_angle() -> pd.DataFrame:
    """The recordings of gluteus medius in a clam that say at which hip flexion, from the table of evidence.

    Returns
    -------
    pandas.DataFrame
        Those rows of `glutlearn.evidence`, with `flexion` in degrees and `activation` in % MVIC as numbers.

    Examples
    --------
    >>> bool(clams_with_an_angle().flexion.max() <= 60)
    True
    """
    found = evidence()
    angle = found.hip_flexion_deg.where(found.hip_flexion_deg.str.fullmatch(r"\d+"), "")
    rows = (
        found.exercise.eq("clam")
        & found.muscle.str.contains("gluteus medius")
        & found.unit.eq("% MVIC")
        & found.number.ne("")
        & angle.ne("")
    )
    kept = found[rows]
    return kept.assign(flexion=angle[rows].astype(float), activation=kept.number.astype(float))


def _loaded(hip: Anatomy | str) -> Anatomy:
    return load_anatomy(hip) if isinstance(hip, str) else hip


def _plain(ax: Axes) -> Axes:
    ax.spines[["top", "right"]].set_visible(False)
    return ax
