"""Figures for print and for pages without scripts: each draws what the library returns and computes nothing of its own.

Outward rotation, and opening of the clam, point up in every figure; the words at the axis say so, and the numbers
carry no sign. Colours tell roles apart (orange outward, blue inward) and are safe for the colour-blind; dashes tell
muscles apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle
from matplotlib.ticker import FuncFormatter, MultipleLocator

from glutlearn.anatomy import Anatomy
from glutlearn.arguments import check_hip, word
from glutlearn.inversion import About, axis_named, inversion_angles
from glutlearn.measurements import rotation_arms
from glutlearn.moments import moment_arms_about
from glutlearn.named_angles import plain_numbers
from glutlearn.paths import muscle_paths, path_lengths
from glutlearn.posture import Posture
from glutlearn.reading import anatomies, load_anatomy

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike

__all__ = [
    "document_window",
    "down_the_femur",
    "in_words",
    "inversion_overview",
    "length_and_arm",
    "moment_arm_curves",
]


def __dir__() -> list[str]:
    return __all__


OUTWARD, INWARD, NEUTRAL = "#b54a00", "#0063a6", "#5f6368"
INK, WINDOW = "#1f2328", "#e9e4d4"
WIDE = (5.4, 3.9)
"""Inches. Text of 9 points then stays legible where a telephone squeezes the figure to its own width."""

DASHES: tuple[tuple[int, tuple[int, ...]], ...] = (
    (0, ()),
    (0, (5, 2)),
    (0, (1, 1.5)),
    (0, (6, 2, 1, 2)),
    (0, (3, 1)),
)  # type: ignore[assignment]
MARKERS = "osD^v"

DOCUMENT_WINDOW = (45, 65)
"""Degrees of hip flexion between which the document has piriformis change its role, and from whose end it starts
exercises."""

# How a positive arm of the library points in a figure, and what its two ends are called.
UPWARD: dict[str, tuple[int, str, str]] = {
    "thigh": (-1, "turns the thigh outward", "inward"),
    "clam": (1, "opens the knee", "closes it"),
}
PAIR = ("piriformis", "gluteus_medius_posterior")


def in_words(muscle: str) -> str:
    """A muscle's name as it is spoken.

    Examples
    --------
    >>> in_words("gluteus_medius_posterior")
    'posterior gluteus medius'
    """
    words = muscle.split("_")
    parts = {"anterior", "middle", "posterior", "superior", "inferior", "distal", "proximal", "ischial"}
    if words[-1] in parts and len(words) > 1:
        words = [words[-1], *words[:-1]]
    return " ".join(words)


def moment_arm_curves(
    hip: Anatomy | str,
    muscles: Iterable[str] = PAIR,
    about: About = "thigh",
    knee_flexion: float = 90,
    flexion: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Moment arms against hip flexion, with the document's window and what was measured on cadavers.

    Parameters
    ----------
    hip : Anatomy or str
    muscles : names, or one name
    about : "thigh" or "clam"
    knee_flexion : float
        Degrees.
    flexion : float, optional
        Degrees at which to mark every curve.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = moment_arm_curves("delp1990", ["piriformis"])
    >>> ax.get_xlabel()
    'hip flexion (°)'
    """
    axis_named(about)
    hip = _hip(hip, muscles)
    sign, up, down = UPWARD[about]
    ax = ax or plt.subplots(figsize=WIDE, layout="constrained")[1]
    arms = sign * _arms_mm(hip, about, np.arange(0, 121), knee_flexion)
    document_window(ax)
    for index, muscle in enumerate(hip.muscles):
        _role_coloured(ax, arms.coords["flexion"].values, arms.sel(muscle=muscle).values, index)
    if flexion is not None:
        for index, at in enumerate(sign * _arms_mm(hip, about, [flexion], knee_flexion).values[:, 0]):
            ax.plot(flexion, at, MARKERS[index % len(MARKERS)], color=_role(at), mec="white", ms=8, zorder=5)
    if about == "thigh" and "piriformis" in hip.muscles:
        _cadavers(ax)
    _direct_labels(ax, [(in_words(name), float(arms.sel(muscle=name)[-1])) for name in hip.muscles])
    _flexion_axis(ax)
    _arm_axis(ax, up, down)
    axis = "long axis of the thigh" if about == "thigh" else "clam axis"
    ax.set_title(f"{hip.label}: leverage about the {axis}", loc="left", fontsize=11, pad=28)
    return ax


def _hip(hip: Anatomy | str, muscles: Iterable[str]) -> Anatomy:
    hip = load_anatomy(hip) if isinstance(hip, str) else hip
    check_hip(hip)
    if hip.hips is not None:
        raise ValueError(f"{hip.name} stands for {hip.hips} virtual hips; a figure shows one hip")
    return hip.select(muscles)


def _arms_mm(hip: Anatomy, about: About, flexion: ArrayLike, knee_flexion: float = 90) -> xr.DataArray:
    """(muscle, posture) in mm, with the library's sign."""
    pose = Posture(flexion=flexion, knee_flexion=knee_flexion)
    return 1000 * moment_arms_about(hip, pose, axis_named(about)(hip, pose))


def _role(upward: float) -> str:
    return OUTWARD if upward > 0 else INWARD


def _role_coloured(ax: Axes, flexion: np.ndarray, upward: np.ndarray, index: int) -> None:
    """One curve, drawn twice: orange where it is above zero, blue where below; together without a gap."""
    fine = np.linspace(flexion[0], flexion[-1], 20 * len(flexion))
    values = np.interp(fine, flexion, upward)
    dashes = DASHES[index % len(DASHES)]
    for colour, shown in ((OUTWARD, values >= 0), (INWARD, values < 0)):
        ax.plot(fine, np.where(shown, values, np.nan), color=colour, lw=2.4, ls=dashes, zorder=3)


def document_window(ax: Axes) -> None:
    """Shade the flexions between which the document has piriformis change its role, and mark where its rule begins.

    Parameters
    ----------
    ax : matplotlib Axes
        With hip flexion in degrees along it.
    """
    low, high = DOCUMENT_WINDOW
    ax.axvspan(low, high, color=WINDOW, zorder=0)
    ax.axvline(high, color=INK, lw=1, ls=(0, (2, 2)), zorder=1)
    ax.text((low + high) / 2, 1.01, f"the document's\n{low}–{high}°", transform=ax.get_xaxis_transform(),
            ha="center", va="bottom", fontsize=8, color=INK)  # fmt: skip


def _cadavers(ax: Axes) -> None:
    measured = rotation_arms()
    upward = -1000 * measured["rotation_arm_m"]
    ax.plot(measured["hip_flexion_deg"], upward, "*", ms=13, mfc="white", mec=INK, zorder=6, clip_on=False)
    last = (measured["hip_flexion_deg"].iloc[-1], upward.iloc[-1])
    label = "piriformis in four cadavers\n(Delp 1999, second-hand)"
    leader = {"arrowstyle": "-", "lw": 0.7, "color": INK}
    ax.annotate(label, last, (0.56, 0.8), textcoords="axes fraction", fontsize=8, color=INK, arrowprops=leader)


def _direct_labels(ax: Axes, ends: Sequence[tuple[str, float]]) -> None:
    """Names at the right ends of the curves, pushed apart where they would lie on each other."""
    low, high = ax.get_ylim()
    gap = 0.06 * (high - low)
    placed: list[float] = []
    for name, value in sorted(ends, key=lambda end: end[1]):
        place = max(value, placed[-1] + gap) if placed else value
        placed.append(place)
        ax.annotate(
            name,
            (120, value),
            (124, place),
            color=_role(value),
            va="center",
            fontsize=9,
            annotation_clip=False,
        )


def _flexion_axis(ax: Axes) -> None:
    ax.set(xlabel="hip flexion (°)", xlim=(0, 120))
    ax.xaxis.set_major_locator(MultipleLocator(15))
    ax.spines[["top", "right"]].set_visible(False)


def _arm_axis(ax: Axes, up: str, down: str) -> None:
    ax.axhline(0, color=INK, lw=0.8)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
    ax.set_ylabel(f"moment arm (mm)\n← {down}      {up} →")


def inversion_overview(
    muscles: Sequence[str] = PAIR, about: About = "thigh", knee_flexion: float = 90, ax: Axes | None = None
) -> Axes:
    """At which hip flexion each muscle's role turns over, in every published anatomy that has the muscle.

    Parameters
    ----------
    muscles : names, or one name
    about : "thigh" or "clam"
    knee_flexion : float
        Degrees.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        For a muscle that no anatomy has, naming the near ones.

    Examples
    --------
    >>> ax = inversion_overview()
    >>> [label.get_text() for label in ax.get_yticklabels()][0]
    'Delp 1990'
    """
    axis_named(about)
    hips = [load_anatomy(name) for name in anatomies()]
    muscles = [muscles] if isinstance(muscles, str) else list(muscles)
    known = tuple(dict.fromkeys(muscle for hip in hips for muscle in hip.muscles))
    if not muscles:
        raise ValueError(f"no muscle is named; write at least one of {', '.join(known)}")
    for muscle in muscles:
        word(muscle, known, "muscle in any anatomy")
    ax = ax or plt.subplots(figsize=(WIDE[0], 3), layout="constrained")[1]
    document_window(ax)
    for index, muscle in enumerate(muscles):
        shift = 0.14 * (index - (len(muscles) - 1) / 2)
        shown = [
            (angle, line + shift)
            for line, hip in enumerate(hips)
            if muscle in hip.muscles
            for angle in inversion_angles(hip, muscle, about, knee_flexion=knee_flexion).values
        ]
        at, row = [angle for angle, _ in shown], [place for _, place in shown]
        ax.plot(at, row, MARKERS[index % len(MARKERS)], ms=9, mfc="white" if index else INK, mec=INK, mew=1.6,
                label=in_words(muscle), ls="none")  # fmt: skip
    ax.set_yticks(range(len(hips)), [hip.label for hip in hips])
    ax.invert_yaxis()
    ax.grid(axis="y", lw=0.5)
    ax.legend(loc="lower left", bbox_to_anchor=(0.0, 1.12), ncols=2, frameon=False, fontsize=9)
    _flexion_axis(ax)
    ax.set_xlabel("hip flexion at which the role turns over (°)")
    return ax


def down_the_femur(
    hip: Anatomy | str, flexions: Sequence[float] = (0, 30, 48, 65, 90), muscles: Sequence[str] = PAIR
) -> Figure:
    """The view along the thigh from the knee to the hip: the axis is a point, and each line passes it on one side.

    The dotted line is the perpendicular from the axis to the line of pull. Together with how steeply the line runs
    along the axis it makes the moment arm that is written beside it.

    Parameters
    ----------
    hip : Anatomy or str
    flexions : degrees
        One picture for each.
    muscles : names, or one name

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> figure = down_the_femur("rajagopal2016", [0, 90])
    >>> [ax.get_title() for ax in figure.axes]
    ['flexed 0°', 'flexed 90°', '']
    """
    hip = _hip(hip, muscles)
    flexions = np.atleast_1d(plain_numbers("flexions", flexions)).tolist()
    pose = Posture(flexion=flexions, knee_flexion=90)
    to_femur = pose.of(hip).femur_to_pelvis.swapaxes(0, 1)
    course = 1000 * muscle_paths(hip, pose)
    outward = -_arms_mm(hip, "thigh", flexions)
    rows = math.ceil(len(flexions) / 3)
    figure, axes = plt.subplots(
        rows, 3, figsize=(WIDE[0], 2.6 * rows + 0.4), sharex=True, sharey=True, layout="constrained", squeeze=False
    )
    for ax in axes.flat:
        ax.set_axis_off()
    for column, ax in enumerate(axes.flat[: len(flexions)]):
        ax.add_patch(Circle((0, 0), 24, fc="#f3efe4", ec="#c9c2ad"))
        ax.plot(0, 0, "o", color=INK, ms=5, zorder=4)
        for index, muscle in enumerate(hip.muscles):
            points = to_femur[:, :, column] @ course.sel(muscle=muscle).values[..., column].T
            arm = float(outward.sel(muscle=muscle)[column])
            # Seen from the knee with its front up, a right thigh has its outer side on the left.
            line = np.stack([-points[2], points[0]])
            line = line[:, np.append(True, np.abs(np.diff(line)).sum(axis=0) > 0)]
            ax.plot(*line, color=_role(arm), lw=2.6, ls=DASHES[index % len(DASHES)])
            foot = _foot_of_perpendicular(line[:, -2], line[:, -1])
            ax.plot([0, foot[0]], [0, foot[1]], color=_role(arm), lw=1, ls=":")
            row = -85 - 16 * index
            ax.plot([-45, -22], [row, row], color=_role(arm), lw=2, ls=DASHES[index % len(DASHES)])
            ax.text(-16, row, f"{abs(arm):.0f} mm {'out' if arm > 0 else 'in'}", va="center", fontsize=9,
                    color=_role(arm))  # fmt: skip
        ax.set(aspect="equal", xlim=(-75, 65), ylim=(-110, 85))
        ax.set_title(f"flexed {flexions[column]:g}°", fontsize=10)
    names = [f"{'solid' if index == 0 else 'dashed'}: {in_words(name)}" for index, name in enumerate(hip.muscles)]
    title = f"{hip.label}, from the knee up to the hip: front up, outer side left\n{', '.join(names)}"
    figure.suptitle(title, fontsize=9)
    return figure


def _foot_of_perpendicular(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The point of a line in the picture that is nearest to the axis."""
    along = (end - start) / np.linalg.norm(end - start)
    return start - (start @ along) * along


def length_and_arm(hip: Anatomy | str, muscle: str = "piriformis", ax: Axes | None = None) -> Axes:
    """A muscle's length against internal rotation: its slope is the moment arm, −dL/dθ.

    Parameters
    ----------
    hip : Anatomy or str
    muscle : str
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> ax = length_and_arm("delp1990")
    >>> ax.get_xlabel()
    'internal rotation of the hip (°)'
    """
    hip = _hip(hip, [muscle])
    ax = ax or plt.subplots(figsize=WIDE, layout="constrained")[1]
    turn = np.arange(-40, 41)
    for index, flexion in enumerate((0, 90)):
        length = 1000 * path_lengths(hip, Posture(flexion=flexion, rotation=turn)).values[0]
        change = length - length[turn == 0]
        outward = -_arms_mm(hip, "thigh", [flexion]).item()
        ax.plot(turn, change, color=_role(outward), lw=2.4, ls=DASHES[index])
        ax.plot(turn, outward * np.radians(turn), color=NEUTRAL, lw=1)
        label = f"hip flexed {flexion}°:\nslope = {abs(outward):.0f} mm {'outward' if outward > 0 else 'inward'}"
        ax.annotate(label, (40, change[-1]), (42, change[-1]), color=_role(outward), va="center", fontsize=9,
                    annotation_clip=False)  # fmt: skip
    ax.set(
        xlabel="internal rotation of the hip (°)",
        ylabel=f"change of length of\n{in_words(muscle)} (mm)",
        xlim=(-40, 40),
    )
    ax.axhline(0, color=INK, lw=0.8)
    ax.axvline(0, color=INK, lw=0.8)
    ax.spines[["top", "right"]].set_visible(False)
    return ax
