"""What the view `WhatIsLeft` can take from a muscle and give back: parts, patients, and the stops of its controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import xarray as xr

import glutlearn as gl
from glutlearn.explorers.loss_grid import NO_BAND

FLEXION = (0, 15, 30, 45, 55, 65, 75, 90)
BANDS = (NO_BAND, *gl.band_colours())

MEDIUS = ("gluteus_medius_posterior", "gluteus_medius_middle", "gluteus_medius_anterior")
CUED = MEDIUS[0]

FATTY = "gluteus_medius_anterior+gluteus_medius_middle"
"""The only parts in which anyone has found more than in the others (Kivle 2021)."""

PARTS = {
    "gluteus_medius_posterior": "posterior gluteus medius",
    "gluteus_medius_middle": "middle gluteus medius",
    "gluteus_medius_anterior": "anterior gluteus medius",
    FATTY: "anterior and middle gluteus medius",
    "gluteus_medius": "all of gluteus medius",
    "gluteus_medius+gluteus_minimus": "gluteus medius and minimus",
}
"""What can have lost something: names that `glutlearn.capacity` knows, joined by a plus."""

GROUPS = {
    **{part: (part,) for part in MEDIUS},
    "gluteus_maximus": ("gluteus_maximus",),
    "piriformis": ("piriformis",),
    "quadratus_femoris+gemelli": ("quadratus_femoris", "gemelli"),
    "gluteus_minimus": ("gluteus_minimus",),
    "tensor_fasciae_latae": ("tensor_fasciae_latae",),
    "hip_flexors": ("rectus_femoris", "sartorius", "iliacus", "psoas_major"),
    "hamstrings": ("biceps_femoris_long_head", "semimembranosus", "semitendinosus"),
}
"""The bars of the picture. The muscles of a bar are added up; all others do nothing in a clam of these models."""

SAID = {"quadratus_femoris+gemelli": "quadratus femoris, gemelli"}

CASES = {
    "healthy": "Healthy hip",
    "gluteal_tendinopathy": "Gluteal tendinopathy",
    "advanced_hip_oa": "Advanced hip osteoarthritis",
    "chronic_hip_joint_pain": "Chronic hip joint pain",
}
"""Patients of the view. All but the first are presets of `glutlearn.capacity`."""

IN_SHORT = {
    "healthy": "Every muscle as strong as this anatomy was published. Not measured: anyone's own strengths.",
    "gluteal_tendinopathy": "Measured: torque {value:g} % lower. Not measured: which muscle, its size or its drive.",
    "advanced_hip_oa": "Measured: volume {value:g} % smaller. Not measured: its parts, its force.",
    "chronic_hip_joint_pain": "Measured: torque {value:g} % lower, muscles larger. Not measured: drive.",
}
"""What was measured of each patient and what was not, in a line."""

HEALTHY = {
    "measured": "Nothing is lost: every muscle has the strength that this anatomy was published with.",
    "not_measured": "Anybody's own strengths. Published anatomies differ in theirs, and so do people.",
    "study": "",
    "read": "",
}

AIDS = {"pelvic_belt": "a pelvic belt", "cueing": "words and touch"}
"""Presets of `glutlearn.capacity` whose facilitation is a stop of the slider."""

EMG = {"gluteal_tendinopathy": "Ganderton 2017", "advanced_hip_oa": "Dwyer 2013"}
"""Studies that found the activity of patients higher, not lower."""


def _percent(share: str) -> float:
    return round(100 * float(share), 6)


@lru_cache(maxsize=1)
def _presets() -> dict[str, list[dict[str, Any]]]:
    """The rows of each preset that have a value, that is, change something."""
    table = gl.capacity_presets()
    valued: list[dict[Any, Any]] = table[table["value"] != ""].to_dict("records")
    return {str(name): [row for row in valued if row["preset"] == name] for name in table["preset"].unique()}


@lru_cache(maxsize=1)
def cases() -> list[dict[str, Any]]:
    """The patients: what each has lost, in percent, and what of it was measured."""
    found: list[dict[str, Any]] = []
    for name, label in CASES.items():
        rows = _presets().get(name, [])
        first = rows[0] if rows else HEALTHY
        lost = {kind: max((_percent(row["value"]) for row in rows if row["kind"] == kind), default=0.0)
                for kind in ("atrophy", "inhibition")}  # fmt: skip
        part = "+".join(row["part"] for row in rows) or "gluteus_medius"
        told = {key: first[key] for key in ("measured", "not_measured", "study", "read")}
        short = IN_SHORT[name].format(value=max(lost.values()))
        found.append({"name": name, "label": label, "part": part, **lost, "short": short, **told})
    return found


def aids() -> list[dict[str, Any]]:
    """What made healthy people's muscles more active, and where it stands on the slider of facilitation, in percent."""
    rows = [(label, _presets()[name][0]) for name, label in AIDS.items()]
    return [{"at": _percent(row["value"]), "label": label, "study": row["study"]} for label, row in rows]


def _stops_of(kind: str, *others: float) -> tuple[float, ...]:
    """Where a slider of losses can stand, in percent: what the patients have, and some more."""
    return tuple(sorted({0.0, *others, *(case[kind] for case in cases())}))


ATROPHY = _stops_of("atrophy", 30, 40, 60, 80)
INHIBITION = _stops_of("inhibition", 50, 60, 70, 80, 90, 100)
FACILITATION = (0.0, *(one["at"] for one in aids()), 80.0)

STATE: dict[str, Sequence[Any]] = {
    "part": tuple(PARTS),
    "atrophy": ATROPHY,
    "inhibition": INHIBITION,
    "facilitation": FACILITATION,
    "band": BANDS,
    "flexion": FLEXION,
}
"""The traits that choose an answer, in the order of the index, with their stops."""


def capacity_of(hip: gl.Anatomy, state: Mapping[str, Any]) -> xr.Dataset:
    """What the muscles still have at a stop of the controls, from `glutlearn.capacity`.

    Examples
    --------
    >>> import glutlearn as gl
    >>> state = {
    ...     "part": "gluteus_medius+gluteus_minimus",
    ...     "atrophy": 0,
    ...     "inhibition": 32,
    ...     "facilitation": 0,
    ... }
    >>> left = capacity_of(gl.load_anatomy("delp1990"), state)
    >>> round(left.sel(muscle="gluteus_minimus_anterior").drive.item(), 2)
    0.68
    """
    parts = state["part"].split("+")
    return gl.capacity(
        hip,
        atrophy=dict.fromkeys(parts, state["atrophy"] / 100),
        inhibition=dict.fromkeys(parts, state["inhibition"] / 100),
        facilitation={CUED: state["facilitation"] / 100},
    )


def members(hip: gl.Anatomy, names: Sequence[str]) -> list[int]:
    """Places of the muscles that some names mean: muscles themselves, or groups of parts."""
    return [
        place
        for place, muscle in enumerate(hip.muscles)
        if any(muscle == name or muscle.startswith(f"{name}_") for name in names)
    ]
