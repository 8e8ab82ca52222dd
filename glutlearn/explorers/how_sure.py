"""How sure anyone can be of an inversion angle: many virtual hips, and where the role turns over in each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import traitlets
from numpy.typing import NDArray

import glutlearn as gl
from glutlearn.anatomy import Anatomy, Array
from glutlearn.explorers.explorer import CountingExplorer, credit, spoken
from glutlearn.explorers.traits import AtStop, OneOf
from glutlearn.straight_lines import axis_in_thigh, straight_ends, straight_inversions

HIPS = 1000
SEED = 0
FLEXION = (0, 120)
WINDOW = (45, 65)
INTERVAL = (0.05, 0.95)

ATTACHMENT = (0.0, 2.5, 5.0, 7.5, 10.0)
ANTEVERSION = tuple(range(-20, 21, 5))
TILT = tuple(range(-20, 21, 5))
AXES: tuple[Literal["thigh", "clam"], ...] = ("thigh", "clam")

MUSCLES = (
    "piriformis",
    "gluteus_medius_posterior",
    "gluteus_medius_middle",
    "gluteus_medius_anterior",
    "gluteus_minimus_posterior",
)
"""Muscles whose role turns over about one axis or both. In all anatomies they pull straight from pelvis to femur."""

BIN = 2.5
BINS = np.arange(FLEXION[0] + TILT[0], FLEXION[1] + TILT[-1] + BIN, BIN)
"""Edges of the histogram. Every step of the tilt is a whole number of bins, so that one histogram serves all tilts."""

FINENESS = 0.01
"""Degrees. Quantiles are sent as whole multiples, which is finer than any is shown."""

ABSENT = 2**16 - 1
"""Sent in place of a quantile where hardly any hip has an inversion, so that there is nothing to sum up."""

FEWEST = 20
"""Inversions needed for a quantile: among fewer the 5 % at either end would be less than one hip."""

Counts = NDArray[np.uint16]


def _anatomy(name: str) -> tuple[dict[str, list[Counts]], dict[str, Any]]:
    """Counts and quantiles for every stop of the controls, and the published hip's own angles."""
    whole = gl.load_anatomy(name)
    hip = whole.select(list(MUSCLES))
    sent: dict[str, list[Counts]] = {"histogram": [], "quantiles": [], "inside": [], "without": [], "before": []}
    population = _population(hip)
    for about in AXES:
        axis = axis_in_thigh(hip, about)
        for near, far in population:
            roots = straight_inversions(near, far, axis, FLEXION[0] + TILT[0], FLEXION[1] + TILT[-1])
            for key, values in _summary(roots).items():
                sent[key].append(values)
    facts = {
        **credit(whole),
        "published": {about: _published(hip, about) for about in AXES},
    }
    return sent, facts


def _population(hip: Anatomy) -> list[tuple[Array, Array]]:
    """Both ends of all pulls, on the pelvis and on the femur, (3, version, muscle, hip), for each attachment error.

    Of the same seed, every attachment error is the same draw at another scale, so that one draw serves them all.
    """
    largest = ATTACHMENT[-1]

    def ends(hips: int, millimetres: float) -> list[Array]:
        versions = [
            straight_ends(gl.virtual_hips(hip, hips, millimetres / 1000, anteversion_deg=version, seed=SEED))
            for version in ANTEVERSION
        ]
        return [np.stack(end, axis=1) for end in zip(*versions, strict=True)]

    exact = ends(1, 0)
    errors = [end - there for end, there in zip(ends(HIPS, largest), exact, strict=True)]
    scaled = [
        [e + millimetres / largest * off for e, off in zip(exact, errors, strict=True)] for millimetres in ATTACHMENT
    ]
    return [(near, far) for near, far in scaled]


def _published(hip: Anatomy, about: Literal["thigh", "clam"]) -> list[float | None]:
    """The first angle at which each muscle's role turns over in the published hip, in degrees, where it does."""
    first = straight_inversions(*straight_ends(hip), axis_in_thigh(hip, about), *FLEXION)[0, :, 0]
    return [float(angle) if np.isfinite(angle) else None for angle in first]


def _summary(roots: Array) -> dict[str, Counts]:
    """Of roots (2, version, muscle, hip): what is drawn and said, for every version (and tilt), as whole numbers."""
    first = roots[0]
    histogram = _histogram(first)
    # A pelvis tilted forwards is flexed by that much on a thigh that has not moved.
    tilted = np.stack([_first_within(roots, tilt) for tilt in TILT], axis=1)  # (version, tilt, muscle, hip)
    without = np.isinf(tilted).sum(axis=-1)
    inside = ((tilted >= WINDOW[0]) & (tilted <= WINDOW[1])).sum(axis=-1)
    before = np.stack([(tilted[:, :, [index]] < tilted).sum(axis=-1) for index in range(len(MUSCLES))], axis=2)
    return {
        "histogram": histogram.astype(np.uint16),
        "quantiles": _quantiles(np.sort(tilted, axis=-1), HIPS - without),
        "inside": inside.astype(np.uint16),
        "without": without.astype(np.uint16),
        "before": before.astype(np.uint16),
    }


def _histogram(angles: Array) -> NDArray[np.int_]:
    """How many of the finite angles (..., hip) lie in each bin, (..., bin)."""
    rows, bins = angles.reshape(-1, angles.shape[-1]), len(BINS) - 1
    row, hip = np.nonzero(np.isfinite(rows))
    place = np.floor((rows[row, hip] - BINS[0]) / BIN).astype(int)
    counts = np.bincount(row * bins + np.minimum(place, bins - 1), minlength=len(rows) * bins)
    return counts.reshape(*angles.shape[:-1], bins)


def _first_within(roots: Array, tilt: float) -> Array:
    """The first flexion of 0–120° at which each role turns over when the pelvis is tilted; infinite where none."""
    shifted = roots - tilt
    within = (shifted >= FLEXION[0]) & (shifted <= FLEXION[1])
    return np.where(within, shifted, np.inf).min(axis=0)


def _quantiles(rising: Array, count: NDArray[np.int_]) -> Counts:
    """Median and both ends of the interval of the finite ones among rising angles, in hundredths of a degree."""
    enough = count >= FEWEST
    found = []
    for share in (0.5, *INTERVAL):
        position = share * np.maximum(count - 1, 0)
        below = np.floor(position).astype(int)
        ends = np.stack([below, np.minimum(below + 1, np.maximum(count - 1, 0))], axis=-1)
        low, high = np.moveaxis(np.take_along_axis(rising, ends, axis=-1), -1, 0)
        with np.errstate(invalid="ignore"):
            angle = low + (position - below) * (high - low)
        found.append(np.where(enough, np.round(np.where(enough, angle, 0) / FINENESS), ABSENT))
    return np.stack(found, axis=-1).astype(np.uint16)


@lru_cache(maxsize=1)
def _payload() -> tuple[dict[str, Counts], dict[str, Any]]:
    whole: dict[str, list[Counts]] = {}
    anatomies = []
    for name in gl.anatomies():
        sent, facts = _anatomy(name)
        anatomies.append(facts)
        for key, values in sent.items():
            whole.setdefault(key, []).extend(values)
    counts = {
        key: np.reshape(values, (len(anatomies), len(AXES), len(ATTACHMENT), *values[0].shape))
        for key, values in whole.items()
    }
    facts = {
        "anatomies": anatomies,
        "muscles": list(MUSCLES),
        "labels": {muscle: spoken(muscle) for muscle in MUSCLES},
        "axes": list(AXES),
        "attachment_mm": list(ATTACHMENT),
        "anteversion_deg": list(ANTEVERSION),
        "pelvic_tilt_deg": list(TILT),
        "flexion": list(FLEXION),
        "bins": {"first": float(BINS[0]), "width": BIN},
        "fineness": FINENESS,
        "absent": ABSENT,
        "hips": HIPS,
        "window": {"from": WINDOW[0], "to": WINDOW[1], "label": "the document's 45–65°"},
    }
    return counts, facts


class HowSure(CountingExplorer):
    """Where the role of two muscles turns over in many virtual hips: histograms, shares, and which one is first.

    Attachments are varied at random, femoral version and pelvic tilt as the sliders say. The learner first says in how
    many of 100 such hips the upper muscle will switch inside 45–65°. All traits work both ways.

    Every number shown is counted among `n` virtual hips of one `seed`, the same hips at every stop of the sliders:
    those of `glutlearn.virtual_hips(hip, n, attachment_mm / 1000, anteversion_deg, seed=seed)`. Tilting the pelvis
    forwards flexes the hip of each by as much, so that every angle becomes smaller by the tilt.

    Parameters
    ----------
    anatomy : str
        One of `glutlearn.anatomies()`.
    muscles : (str, str)
        The upper and the lower muscle of the picture.
    about : "thigh" or "clam"
        The long axis of the thigh, or the line from hip centre to heels about which a clam opens (knee flexed 90°).
    attachment_mm : float
        Standard deviation of the attachments in each coordinate: 0, 2.5, 5, 7.5 or 10 mm.
    anteversion_deg, pelvic_tilt_deg : float
        Added to what the published hip has, −20…20° in steps of 5°.
    predict : bool
        Ask for a prediction first.

    Attributes
    ----------
    prediction : dict or None
        What the learner said and about which hips: {"share": 0…100, "muscle": ..., "anatomy": ..., "about": ...,
        "attachment_mm": ..., "anteversion_deg": ..., "pelvic_tilt_deg": ...}; None before, and when skipped.
    stage : "predict" or "explore"
    n, seed : int
        How many hips, 1,000, and which, 0; neither can be set.

    Raises
    ------
    traitlets.TraitError
        For a number that is no stop of its slider and for a name that does not exist, with what to write.

    Examples
    --------
    >>> from glutlearn.explorers import HowSure
    >>> HowSure(anatomy="dostal1981")  # doctest: +SKIP
    HowSure(anatomy='dostal1981', upper='piriformis', lower='gluteus_medius_posterior', about='thigh', attachment_mm=5)

    The same hips, counted:

    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("dostal1981").select(["piriformis"])
    >>> hips = gl.virtual_hips(hip, n=1000, attachment_sd=0.005, seed=0)
    >>> angles = gl.inversion_angles(hips, "piriformis").isel(root=0)
    >>> round(100 * float(((angles >= 45) & (angles <= 65)).mean()))
    98
    """

    bundle = "how_sure"
    shown = ("anatomy", "upper", "lower", "about", "attachment_mm")

    anatomy = OneOf("delp1990", gl.anatomies())
    upper = OneOf(MUSCLES[0], MUSCLES, "muscle")
    lower = OneOf(MUSCLES[1], MUSCLES, "muscle")
    about = OneOf("thigh", AXES, "axis")
    attachment_mm = AtStop(5, ATTACHMENT)
    anteversion_deg = AtStop(0, ANTEVERSION)
    pelvic_tilt_deg = AtStop(0, TILT)
    n = traitlets.Int(HIPS, read_only=True)
    seed = traitlets.Int(SEED, read_only=True)

    def __init__(
        self,
        anatomy: str = "delp1990",
        muscles: Sequence[str] = MUSCLES[:2],
        about: str = "thigh",
        attachment_mm: float = 5,
        anteversion_deg: float = 0,
        pelvic_tilt_deg: float = 0,
        predict: bool = True,
    ):
        listed = isinstance(muscles, Sequence) and not isinstance(muscles, str)
        if not listed or len(muscles) != 2 or muscles[0] == muscles[1]:
            raise traitlets.TraitError(f"muscles is {muscles!r}; write two different ones, such as {MUSCLES[:2]}")
        counts, facts = _payload()
        super().__init__(
            {},
            counts,
            facts,
            anatomy=anatomy,
            upper=muscles[0],
            lower=muscles[1],
            about=about,
            attachment_mm=attachment_mm,
            anteversion_deg=anteversion_deg,
            pelvic_tilt_deg=pelvic_tilt_deg,
            predict=predict,
        )
