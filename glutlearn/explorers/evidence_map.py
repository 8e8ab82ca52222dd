"""What was measured, laid out by claim and verdict, and the values that can stand on one axis."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import traitlets

import glutlearn as gl
from glutlearn.explorers.explorer import Explorer
from glutlearn.explorers.finding_index import ALL, BACKGROUND, CLAIMS, GRADES, VERDICTS, Row, choices, number, places
from glutlearn.explorers.traits import OneOf, one_of
from glutlearn.measurements import grade

if TYPE_CHECKING:
    import pandas as pd

FILTERS = {
    "claim": "Claim",
    "muscle": "Muscle",
    "exercise": "Exercise",
    "hip_flexion": "Hip flexion",
    "method": "Method",
    "grade": "Grade",
}

QUANTITIES: dict[str, dict[str, Any]] = {
    "activation": {
        "label": "Activation",
        "axis": "activation, % of a maximal voluntary contraction",
        "units": ("% MVIC", "% MVC"),
        "named": r"^activation",
        "belongs": lambda row: bool(row["electrode"]) or "% MV" in row["unit"],
        "group": "exercise",
    },
    "moment arm": {
        "label": "Rotation moment arm",
        "axis": "rotation moment arm, mm; positive turns the thigh inwards",
        "units": ("mm",),
        "named": r"rotation moment arm",
        "belongs": lambda row: "moment arm" in row["topic"],
        "group": "muscle",
    },
    "contact force": {
        "label": "Joint contact force",
        "axis": "force between head and socket, % of body weight",
        "units": ("% of body weight",),
        "named": r"contact force",
        "belongs": lambda row: "contact force" in row["quantity"],
        "group": "exercise",
    },
}
"""What findings share, so that they can stand on one axis: those that belong, and by unit and name those with a place
on it; `group` is the filter whose choices keep them together."""

ELECTRODES = ("fine wire", "surface", "")


def _on_axis(row: Row, quantity: str) -> bool:
    about = QUANTITIES[quantity]
    named = row["unit"] in about["units"] and re.search(about["named"], row["quantity"])
    return bool(named) and number(row["number"]) is not None


def _quantity(name: str, findings: list[dict[str, Any]], offered: dict[str, list[str]]) -> dict[str, Any]:
    """Which findings stand on an axis, in groups, and which belong beside it."""
    about = QUANTITIES[name]
    group = about["group"]

    def muscle(one: dict[str, Any]) -> int:
        return offered["muscle"].index(one["places"]["muscle"][0])

    on = sorted(
        (one for one in findings if _on_axis(one, name)),
        key=lambda one: (ELECTRODES.index(one["electrode"]), muscle(one), one["id"]),
    )
    groups = [(choice, [one["id"] for one in on if one["places"][group][0] == choice]) for choice in offered[group]]
    # The clam first, then what has most to compare.
    groups.sort(key=lambda named: (named[0] != "clam", -len(named[1])))
    return {
        "name": name,
        "label": about["label"],
        "axis": about["axis"],
        "groups": [{"name": choice, "findings": ids} for choice, ids in groups if ids],
        "beside": [one["id"] for one in findings if about["belongs"](one) and not _on_axis(one, name)],
    }


@lru_cache(maxsize=1)
def _payload() -> dict[str, Any]:
    """Everything that the view can show; lists wherever the order matters."""
    table = gl.evidence()
    findings: list[dict[str, Any]] = [
        {"id": index, **dict(zip(table.columns, cells, strict=True))}
        for index, cells in enumerate(table.itertuples(index=False))
    ]
    unknown = {one["verdict"] for one in findings} - set(VERDICTS) | {one["grade"] for one in findings} - set(GRADES)
    if unknown:
        raise ValueError(f"gl.evidence() has verdicts or grades that the view does not know: {sorted(unknown)}")
    for one in findings:
        one["places"] = places(one)
    offered = choices([one["places"] for one in findings])
    return {
        "findings": [
            {
                **one,
                "reason": grade(one)[1],
                "number": number(one["number"]),
                "spread": None if number(one["number"]) is None else number(one["sd"]),
            }
            for one in findings
        ],
        "filters": [{"trait": trait, "label": FILTERS[trait], "choices": offered[trait]} for trait in FILTERS],
        "claims": [{"name": name, "words": words} for name, words in CLAIMS.items()],
        "verdicts": list(VERDICTS),
        "grades": list(GRADES),
        "quantities": [_quantity(name, findings, offered) for name in QUANTITIES],
        "all": ALL,
        "background": BACKGROUND,
        "rule": "start at 65°",
        "rule_angle": "65° or more",
    }


class EvidenceMap(Explorer):
    """All measured findings of the course: what each says of which claim, how sure, and the values side by side.

    The learner first says how many of the findings on a claim support and contradict it; then the filters unlock. Each
    mark is one row of `glutlearn.evidence()` and opens a card with everything that the row says. All traits work both
    ways.

    Parameters
    ----------
    claim : str
        "all", "1 role inversion", "2 control", "3 pain and load", "pelvis", "start at 65°" or "background".
    muscle, exercise, hip_flexion, method, grade : str
        "all", or one choice of the list in the view, such as "piriformis", "clam", "65° or more", "fine wire" and
        "moderate".
    quantity : "activation", "moment arm" or "contact force"
        What stands on the axis of the second drawing.
    selected : int, optional
        The finding whose card is open: its row in `glutlearn.evidence()`.
    predict : bool
        Ask for a prediction first.

    Attributes
    ----------
    left : pandas.DataFrame
        The rows of `glutlearn.evidence()` that the filters leave.
    prediction : dict or None
        What the learner said: {"claim": ..., "supports": a count, "contradicts": a count}; None before, and when
        skipped.
    stage : "predict" or "explore"

    Raises
    ------
    traitlets.TraitError
        For a name that does not exist, with what to write, and for a row that the table does not have.

    Examples
    --------
    >>> from glutlearn.explorers import EvidenceMap
    >>> view = EvidenceMap(muscle="piriformis", method="fine wire")  # doctest: +SKIP
    >>> view.left[["study", "value", "unit"]]  # doctest: +SKIP
    """

    bundle = "evidence_map"
    shown = (*FILTERS, "quantity", "selected")

    claim = traitlets.Unicode(ALL).tag(sync=True)
    muscle = traitlets.Unicode(ALL).tag(sync=True)
    exercise = traitlets.Unicode(ALL).tag(sync=True)
    hip_flexion = traitlets.Unicode(ALL).tag(sync=True)
    method = traitlets.Unicode(ALL).tag(sync=True)
    grade = traitlets.Unicode(ALL).tag(sync=True)
    quantity = OneOf("activation", QUANTITIES)
    selected = traitlets.Int(None, allow_none=True).tag(sync=True)

    def __init__(
        self,
        claim: str = ALL,
        muscle: str = ALL,
        exercise: str = ALL,
        hip_flexion: str = ALL,
        method: str = ALL,
        grade: str = ALL,
        quantity: str = "activation",
        selected: int | None = None,
        predict: bool = True,
    ):
        super().__init__(
            {},
            _payload(),
            claim=claim,
            muscle=muscle,
            exercise=exercise,
            hip_flexion=hip_flexion,
            method=method,
            grade=grade,
            quantity=quantity,
            selected=selected,
            predict=predict,
        )

    @property
    def left(self) -> pd.DataFrame:
        """The findings that the filters leave, as `glutlearn.evidence()` has them."""
        chosen = {trait: getattr(self, trait) for trait in FILTERS}
        kept = [
            one["id"]
            for one in _payload()["findings"]
            if all(value == ALL or value in one["places"][trait] for trait, value in chosen.items())
        ]
        return gl.evidence().loc[kept]

    @traitlets.validate(*FILTERS)
    def _check_filter(self, proposal: Any) -> str:
        name = proposal["trait"].name
        offered = next(one["choices"] for one in _payload()["filters"] if one["trait"] == name)
        return one_of(FILTERS[name].lower(), proposal["value"], offered)

    @traitlets.validate("selected")
    def _check_selected(self, proposal: Any) -> int | None:
        row, count = proposal["value"], len(_payload()["findings"])
        if row is None or 0 <= row < count:
            return row
        raise traitlets.TraitError(f"selected is {row}; write a row of gl.evidence(), 0 to {count - 1}, or None")
