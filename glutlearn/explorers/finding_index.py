"""Under which words each measured finding is found: claims, muscles, exercises, angles, methods, grades."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

Row = Mapping[str, Any]

ALL = "all"
BACKGROUND = "background"
VERDICTS = ("supports", "qualifies", "contradicts", "context")
GRADES = ("high", "moderate", "low", "very low")

CLAIMS = {
    "1 role inversion": "Problem 1: piriformis changes its role in rotation between 45° and 65° of hip flexion",
    "2 control": "Problem 2: there can be too much or too little control of the femoral head",
    "3 pain and load": "Problem 3: pain may inhibit and shrink the muscle; then it needs more load or facilitation",
    "pelvis": "The note: the pelvis rolls along as the hip opens; only the range that is controlled counts",
    "start at 65°": "The rule: an exercise for posterior gluteus medius starts at 65° of hip flexion or more",
    BACKGROUND: "Background: no claim in particular",
}
"""What a finding can bear on, and how the document's claim is said in the view."""

MUSCLES = {
    "piriformis": r"piriformis",
    "posterior gluteus medius": r"posterior gluteus medius|gluteus medius.*(\d parts|compartments|posterior)",
    "gluteus medius": r"gluteus medius|maximus; medius|medius and|gluteal|gluteals",
    "gluteus minimus": r"minimus",
    "gluteus maximus": r"gluteus maximus|maximus|gluteal|gluteals",
    "tensor fasciae latae": r"tensor fasciae latae",
    "iliopsoas": r"psoas|iliacus|iliocapsularis|hip flexors",
    "deep rotators": r"obturator|gemell|quadratus femoris|deep hip",
    "rotators as a group": r"\brotators",
    "abductors as a group": r"\babductor",
    "trunk": r"trunk|lumborum|oblique|multifidus",
}
"""Groups of muscles, each with what the table calls them. A finding can be in several."""

METHODS = {
    "fine wire": r"fine wire|fine-wire|intramuscular",
    "surface electrodes": r"surface",
    "dynamometry": r"dynamomet|isokinetic|block of|nerve block|tracking, load cell",
    "imaging": r"MRI|\bCT\b|tomograph|ultrasound|radiograph|elastograph|\bfilm\b|gamma scanning",
    "cadaver": r"cadaver|dissect|tendon excursion|string|distraction|fresh-frozen",
    "motion or position": r"motion|tracking|inclinomet|telephone|photograph|palpation|position|sensor|in cm|observers",
    "implanted sensors": r"instrumented|telemetr",
    "computer model": r"model|finite-element|inverse dynamics|simulation",
    "trial": r"trial",
    "review": r"review|meta-analysis|theory|argument|consensus",
    "band on a bench": r"tensile|tensiometer|maker's|\d bands",
}
"""Ways to measure, each with what the table calls them. A finding can have come about in several."""

ANGLES: dict[str, Callable[[float], bool]] = {
    "below 45°": lambda angle: angle < 45,
    "45° to 64°": lambda angle: 45 <= angle < 65,
    "65° or more": lambda angle: angle >= 65,
}
NOT_SAID = "not said"
OTHER_MUSCLES, NO_MUSCLE = "other or many muscles", "no muscle: pelvis, femur, band"
NO_EXERCISE = "no exercise named"
_NOT_A_MUSCLE = r"^$|^(pelvis|femur|hip|capsule)$|\bbands?$|loops$|tubing$"
OTHER_METHODS = "other ways"


def listed(cell: str) -> list[str]:
    """The entries of a cell that may have several, as "30; 60"."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def places(row: Row) -> dict[str, list[str]]:
    """For each filter, the choices under which this finding is found: never none.

    Examples
    --------
    >>> import glutlearn as gl
    >>> from glutlearn.explorers.finding_index import places
    >>> clam = (
    ...     gl.evidence()
    ...     .query("study == 'DiStefano et al.' and condition.str.startswith('clam')")
    ...     .iloc[0]
    ... )
    >>> places(clam)["muscle"], places(clam)["method"]
    (['gluteus medius'], ['surface electrodes'])
    """
    muscle = row["muscle"]
    angles = [float(angle) for angle in listed(row["hip_flexion_deg"])]
    return {
        "claim": listed(row["claim"]) or [BACKGROUND],
        "muscle": _matching(MUSCLES, muscle) or [NO_MUSCLE if re.search(_NOT_A_MUSCLE, muscle) else OTHER_MUSCLES],
        "exercise": listed(row["exercise"]) or [NO_EXERCISE],
        "hip_flexion": [name for name, holds in ANGLES.items() if any(map(holds, angles))] or [NOT_SAID],
        "method": _methods(row),
        "grade": [row["grade"]],
    }


def _methods(row: Row) -> list[str]:
    electrodes = {"fine wire": "fine wire", "surface": "surface electrodes"}.get(row["electrode"])
    named = {*_matching(METHODS, row["design"]), electrodes, "cadaver" if "cadaver" in row["n"] else None}
    return [method for method in METHODS if method in named] or [OTHER_METHODS]


def _matching(groups: Mapping[str, str], words: str) -> list[str]:
    return [name for name, pattern in groups.items() if re.search(pattern, words)]


def choices(found: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, list[str]]:
    """For each filter, what can be chosen among these findings, in the order of the list."""
    exercises = {name for one in found for name in one["exercise"]} - {NO_EXERCISE}
    orders: dict[str, list[str]] = {
        "claim": list(CLAIMS),
        "muscle": [*MUSCLES, OTHER_MUSCLES, NO_MUSCLE],
        "exercise": [*sorted(exercises, key=lambda name: (not name.startswith("clam"), name)), NO_EXERCISE],
        "hip_flexion": [*ANGLES, NOT_SAID],
        "method": [*METHODS, OTHER_METHODS],
        "grade": list(GRADES),
    }
    there = {trait: {name for one in found for name in one[trait]} for trait in orders}
    return {trait: [ALL, *(name for name in order if name in there[trait])] for trait, order in orders.items()}


def number(cell: Any) -> float | None:
    """A cell as a number, where it is one."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if isfinite(value) else None
