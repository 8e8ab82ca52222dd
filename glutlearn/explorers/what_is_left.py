"""What is left of gluteus medius after pain and disuse, who takes over in a clam, and what it costs the joint."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import traitlets

import glutlearn as gl
from glutlearn.explorers.explorer import CountingExplorer, credit, spoken
from glutlearn.explorers.loss_cases import (
    ATROPHY,
    BANDS,
    CASES,
    CUED,
    EMG,
    FACILITATION,
    FATTY,
    FLEXION,
    GROUPS,
    INHIBITION,
    MEDIUS,
    PARTS,
    SAID,
    STATE,
    aids,
    cases,
    members,
)
from glutlearn.explorers.loss_grid import FINENESS, MIDDLE, NO_BAND, OPENING, Clams, Counts, Stops, answers
from glutlearn.explorers.traits import AtStop, OneOf, one_of
from glutlearn.explorers.yardsticks import cited, finding, walking_force, with_strengths
from glutlearn.provenance import constants


def _shares(percents: Sequence[float]) -> list[float]:
    return [percent / 100 for percent in percents]


@lru_cache(maxsize=4)
def _payload(anatomy: str) -> tuple[dict[str, Any], dict[str, Counts], dict[str, Any]]:
    hip = gl.load_anatomy(anatomy)
    clams = Clams(hip, FLEXION, BANDS)
    groups = {key: members(hip, names) for key, names in GROUPS.items() if members(hip, names)}
    stops = Stops(
        {part: members(hip, part.split("+")) for part in PARTS},
        _shares(ATROPHY), _shares(INHIBITION), _shares(FACILITATION), BANDS, FLEXION,
    )  # fmt: skip
    counts = answers(clams, stops, groups, hip.muscles.index(CUED))
    arrays = {
        "newtons": [clams.newtons[muscles].sum() for muscles in groups.values()],
        "tension": clams.tension,
        "closing": clams.closing,
    }
    threshold = finding("Ebert 2017")
    uppers = [float(level.split()[-1]) for level in threshold["value"].split(";")]
    facts = {
        "anatomy": credit(hip),
        # Lists, because a notebook that is stored sorts the keys of a mapping, and the order is meant.
        "parts": [_part(name, label, hip, groups) for name, label in PARTS.items()],
        "groups": [{"name": key, "label": SAID.get(key, spoken(key)), "medius": key in MEDIUS} for key in groups],
        "cued": CUED,
        "cases": cases(),
        "stops": [{"name": name, "values": list(values)} for name, values in STATE.items()],
        "opening": OPENING,
        "fineness": FINENESS,
        "middle": MIDDLE,
        "band_spread": constants("thera_band")["relative_spread"],
        "aids": aids(),
        "walking": walking_force(),
        "threshold": {"from": uppers[1], "to": uppers[2], **cited(threshold)},
        "emg": [
            {"case": case, "value": row["value"], "where": row["condition"], **cited(row)}
            for case, row in ((case, finding(study, topic="drive")) for case, study in EMG.items())
        ],
    }
    return arrays, counts, facts


def _part(name: str, label: str, hip: gl.Anatomy, groups: dict[str, list[int]]) -> dict[str, Any]:
    """A choice of what has lost something: the bars that are meant; the sentence is about the first."""
    meant = set(members(hip, name.split("+")))
    bars = [key for key, muscles in groups.items() if set(muscles) <= meant]
    note = ""
    if name == FATTY:
        row = finding("Kivle 2021")
        note = f"the parts with more fat in {row['condition']} ({row['study']} {row['year']})"
    return {"name": name, "label": label, "groups": bars, "note": note}


class WhatIsLeft(CountingExplorer):
    """A clam with a gluteus medius that has lost size or drive: what each muscle does before and after, and the price.

    The learner first says whether the part that lost something works at a higher or a lower share of its maximum, and
    who takes over; then the controls unlock. All traits work both ways.

    Every number shown is the library's: the sliders stand only where `glutlearn.recruit` was asked. The clam is that of
    `glutlearn.exercise(hip, "clam", flexion, opening=20)`, with a band of `glutlearn.band` at the knees; the "healthy"
    hip beside it does the same clam with nothing lost and without a cue. One part at a time, or one of the groups that
    were studied, loses the same share; which muscles lose how much in other mixtures `glutlearn.capacity` can say.

    Parameters
    ----------
    case : str, optional
        "healthy", "gluteal_tendinopathy", "advanced_hip_oa" or "chronic_hip_joint_pain": sets the next three.
    part : str
        What has lost something: "gluteus_medius_posterior", "gluteus_medius_middle", "gluteus_medius_anterior",
        "gluteus_medius_anterior+gluteus_medius_middle", "gluteus_medius" or "gluteus_medius+gluteus_minimus".
    atrophy : float
        Percent of its size, and with it of its force, that it has lost: 0, 17.5, 30, 40, 60 or 80.
    inhibition : float
        Percent of its drive that it has lost: 0, 20, 32, 50, 60, 70, 80, 90 or 100.
    band : str
        "none" or one of `glutlearn.band_colours()`.
    flexion : float
        Degrees of hip flexion: 0, 15, 30, 45, 55, 65, 75 or 90.
    facilitation : float
        Percent by which a cue makes posterior gluteus medius cheaper to use: 0, 24, 49 or 80.
    anatomy : str
        "delp1990", which has most of the deep rotators, "rajagopal2016" or "uhlrich2022"; fixed for the view's life.
    predict : bool
        Ask for a prediction first.

    Attributes
    ----------
    prediction : dict or None
        What the learner said and about what: {"share": "higher" | "lower" | "same", "helper": the name of a muscle or
        "nobody", "part": ..., "atrophy": ..., and so on}; None before, and when skipped.
    case : str
        The patient that part, atrophy and inhibition describe, or "own"; can be set.
    stage : "predict" or "explore"

    Raises
    ------
    traitlets.TraitError
        For a number that is no stop of its slider and for a name that does not exist, with what to write.

    Examples
    --------
    >>> from glutlearn.explorers import WhatIsLeft
    >>> WhatIsLeft(case="gluteal_tendinopathy", band="blue")  # doctest: +SKIP
    WhatIsLeft(case='gluteal_tendinopathy', part='gluteus_medius+gluteus_minimus', atrophy=0, inhibition=32, ...)
    """

    bundle = "what_is_left"
    shown = ("case", "part", "atrophy", "inhibition", "facilitation", "band", "flexion", "anatomy")

    part = OneOf(MEDIUS[0], PARTS)
    atrophy = AtStop(40, ATROPHY)
    inhibition = AtStop(0, INHIBITION)
    facilitation = AtStop(0, FACILITATION)
    band = OneOf(NO_BAND, BANDS)
    flexion = AtStop(45, FLEXION)
    anatomy = traitlets.Unicode("delp1990", read_only=True)

    def __init__(
        self,
        case: str | None = None,
        part: str | None = None,
        atrophy: float | None = None,
        inhibition: float | None = None,
        facilitation: float = 0,
        band: str = NO_BAND,
        flexion: float = 45,
        anatomy: str = "delp1990",
        predict: bool = True,
    ):
        arrays, counts, facts = _payload(with_strengths(anatomy))
        self.set_trait("anatomy", anatomy)
        start = {"part": MEDIUS[0], "atrophy": 40.0, "inhibition": 0.0} if case is None else _lost(case)
        given = {"part": part, "atrophy": atrophy, "inhibition": inhibition}
        super().__init__(
            arrays,
            counts,
            facts,
            **start | {name: value for name, value in given.items() if value is not None},
            facilitation=facilitation,
            band=band,
            flexion=flexion,
            predict=predict,
        )

    @property
    def case(self) -> str:
        """The patient that the losses describe, or "own"."""
        here = {name: getattr(self, name) for name in ("part", "atrophy", "inhibition")}
        if not here["atrophy"] and not here["inhibition"]:
            return "healthy"
        return next((name for name in CASES if _lost(name) == here), "own")

    @case.setter
    def case(self, name: str) -> None:
        with self.hold_sync():
            for trait, value in _lost(name).items():
                setattr(self, trait, value)


def _lost(case: str) -> dict[str, Any]:
    """What a patient has lost, as traits of the view."""
    found = next(one for one in cases() if one["name"] == one_of("case", case, CASES))
    return {name: found[name] for name in ("part", "atrophy", "inhibition")}
