"""Too much and too little control of the femoral head: what stiffening the hip does to its shift and to its load."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import traitlets

import glutlearn as gl
from glutlearn.contact import cup_axis
from glutlearn.control import STIFFEST
from glutlearn.explorers.drawing import (
    carried_points,
    leg_arrays,
    quaternions,
    skeleton_payload,
    thigh_orientations,
)
from glutlearn.explorers.explorer import Explorer, credit, spoken
from glutlearn.explorers.traits import OneOf, Within, one_of, within
from glutlearn.explorers.valley_grid import EXERCISES, LEVELS, STOPS, answers, tasks_of
from glutlearn.explorers.yardsticks import STRONG, healthy_shift, walking_force, with_strengths
from glutlearn.named_angles import ANGLES
from glutlearn.provenance import constants, rows

SAID = {
    "clam": ("the clam", "Clam"),
    "side_lying_abduction": ("side-lying abduction", "Side-lying abduction"),
    "prone_extension": ("prone leg extension", "Prone leg extension"),
    "straight_leg_raise": ("the straight-leg raise", "Straight-leg raise"),
    "one_leg_stance": ("standing on one leg", "Standing on one leg"),
}
"""Each exercise inside a sentence, and as a choice."""

KNEE_FLEXION = (0, 90)


def _scene(hip: gl.Anatomy, tasks: dict[str, gl.Exercise]) -> dict[str, Any]:
    """Where bones and muscles are in every posture of every exercise."""
    whole = gl.Posture(
        **{name: np.concatenate([task.posture.angles[name].values for task in tasks.values()]) for name in ANGLES}
    )
    points, bodies, moving = carried_points(hip, whole)
    thigh = quaternions(thigh_orientations(hip, whole))
    arrays: dict[str, Any] = {"points": points, "bodies": bodies, "cup": cup_axis()}
    first = 0
    for name, (flexions, _) in EXERCISES.items():
        here = slice(first, first + len(flexions))
        arrays[f"{name}/femur"], arrays[f"{name}/moving"] = thigh[here], moving[:, here]
        first = here.stop
    return arrays | leg_arrays(hip, KNEE_FLEXION)


def marks() -> list[dict[str, Any]]:
    """The passive stiffnesses in N/mm that were measured or calibrated, each with what it belongs to."""
    passive = rows("hip_laxity/passive.csv")
    pulled = {row["group"]: row for row in passive if row["quantity"].startswith("secant stiffness")}
    words = {
        "capsule cut": ("capsule cut", "as measured when hips with a cut capsule were pulled apart"),
        "intact": ("intact, in distraction", "as measured when intact hips were pulled apart"),
    }
    found = [
        {"at": float(pulled[group]["value"]), "words": short, "full": full, "study": pulled[group]["source"]}
        for group, (short, full) in words.items()
    ]
    healthy = {"words": "healthy, calibrated", "full": "so that a healthy head shifts as measured", "study": ""}
    return [*found, {"at": constants("hip_laxity")["healthy_passive_stiffness"], **healthy}]


@lru_cache(maxsize=len(STRONG))
def _payload(anatomy: str) -> tuple[dict[str, Any], dict[str, Any]]:
    hip = gl.load_anatomy(anatomy)
    deep = gl.Control().deep(hip)
    tasks = tasks_of(hip)
    bone_arrays, bone_facts = skeleton_payload()
    facts = {
        "anatomy": credit(hip),
        # Lists, because a notebook that is stored sorts the keys of a mapping, and the order is meant.
        "exercises": [
            {
                "name": name,
                "said": SAID[name][0],
                "choice": SAID[name][1],
                "flexion": list(flexions),
                "start": start,
                "knee": KNEE_FLEXION.index(tasks[name].posture.flat("knee_flexion")[0]),
            }
            for name, (flexions, start) in EXERCISES.items()
        ],
        "control": LEVELS.tolist(),
        "stiffest": STIFFEST,
        "passive_stiffness": list(STOPS),
        "marks": marks(),
        "muscles": [
            {"name": muscle, "words": spoken(muscle), "deep": bool(is_deep)}
            for muscle, is_deep in zip(hip.muscles, deep, strict=True)
        ],
        "yardsticks": {"shift": healthy_shift(), "force": walking_force()},
        **bone_facts,
    }
    return answers(hip, tasks) | _scene(hip, tasks) | bone_arrays, facts


class TooMuchTooLittle(Explorer):
    """Control of the femoral head from too little to too much: how far the head shifts, how hard it presses.

    The learner first says what stiffening the hip does to both; then the controls unlock. All traits work both ways.

    Parameters
    ----------
    exercise : str
        One of `glutlearn.exercises()`, with its own angles as `glutlearn.exercise` has them by default.
    flexion : float, optional
        Degrees of hip flexion: clam 0…90, side-lying abduction −10…45, prone extension −20…20 (negative is extension),
        straight-leg raise 0…60, one-leg stance −10…40. By default where the exercise usually begins.
    control : float
        −1 (too little) … 0 (the least effort) … 1 (too much): the level of `glutlearn.Control.at`.
    passive_stiffness : float
        N/mm of capsule, labrum and socket together, 20…300. The default is that of pulled hips whose capsule was cut;
        189 is calibrated to healthy people.
    anatomy : str
        "delp1990", which has the most deep muscles, "rajagopal2016" or "uhlrich2022"; fixed for the life of the view.
    predict : bool
        Ask for a prediction first.

    Shown numbers are the library's at every stop of the sliders (5°, 0.1, and the stops of the stiffness); in between
    they are interpolated, except where a load can be held at one stop and not at the next: there the nearest counts.

    Attributes
    ----------
    prediction : dict or None
        What the learner said and about what: {"shift": "smaller" | "same" | "larger", "force": likewise, "exercise":
        ..., "flexion": ..., "passive_stiffness": ...}; None before, and when skipped.
    stage : "predict" or "explore"

    Raises
    ------
    traitlets.TraitError
        For a number outside its range and for a name that does not exist, with what to write.

    Examples
    --------
    >>> from glutlearn.explorers import TooMuchTooLittle
    >>> TooMuchTooLittle(exercise="clam", control=0.5)  # doctest: +SKIP
    TooMuchTooLittle(exercise='clam', flexion=45, control=0.5, passive_stiffness=54, anatomy='delp1990')
    """

    bundle = "too_much_too_little"
    parts = ("gauge",)
    shown = ("exercise", "flexion", "control", "passive_stiffness", "anatomy")

    exercise = OneOf("straight_leg_raise", EXERCISES)
    flexion = traitlets.Float(10.0).tag(sync=True)
    control = Within(0, LEVELS.tolist())
    passive_stiffness = Within(54, STOPS)
    anatomy = traitlets.Unicode("delp1990", read_only=True)

    def __init__(
        self,
        exercise: str = "straight_leg_raise",
        flexion: float | None = None,
        control: float = 0,
        passive_stiffness: float = 54,
        anatomy: str = "delp1990",
        predict: bool = True,
    ):
        arrays, facts = _payload(with_strengths(anatomy))
        self.set_trait("anatomy", anatomy)
        _, start = EXERCISES[one_of("exercise", exercise, EXERCISES)]
        super().__init__(
            arrays,
            facts,
            exercise=exercise,
            flexion=start if flexion is None else flexion,
            control=control,
            passive_stiffness=passive_stiffness,
            predict=predict,
        )

    @traitlets.validate("flexion")
    def _check_flexion(self, proposal: Any) -> float:
        flexions, _ = EXERCISES[self.exercise]
        return within(f"flexion in {SAID[self.exercise][0]}", proposal["value"], flexions[0], flexions[-1])

    @traitlets.observe("exercise")
    def _keep_flexion_in_range(self, change: Any) -> None:
        """An exercise that does not know the present flexion begins where it usually does."""
        flexions, start = EXERCISES[change["new"]]
        if not flexions[0] <= self.flexion <= flexions[-1]:
            self.flexion = start
