"""What a moment arm is: an axis, a line of action, and the distance between them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import traitlets

import glutlearn as gl
from glutlearn.explorers.drawing import (
    MOVING,
    leg_arrays,
    muscle_points,
    quaternions,
    skeleton_payload,
    thigh_orientations,
)
from glutlearn.explorers.explorer import Explorer, credit, spoken
from glutlearn.explorers.traits import OneOf, Within, one_of

FLEXION = range(0, 121, 5)
ADDUCTION = range(-40, 31, 10)
ROTATION = range(-40, 41, 10)
KNEE_FLEXION = 90
FORCE = (0, 500)
COORDINATES = ("flexion", "adduction", "rotation")

PREFERRED = (
    "piriformis",
    "gluteus_medius_posterior",
    "gluteus_medius_anterior",
    "tensor_fasciae_latae",
    "biceps_femoris_long_head",
)
"""Muscles whose lines stay straight, with different things to say about the three axes."""


@lru_cache(maxsize=8)
def _payload(anatomy: str) -> tuple[dict[str, Any], dict[str, Any]]:
    whole = gl.load_anatomy(anatomy)
    hip = whole.select([muscle for muscle in PREFERRED if muscle in whole.muscles])
    points, bodies, _ = muscle_points(hip, FLEXION)
    if (bodies >= MOVING).any():
        bent = [muscle for muscle, row in zip(hip.muscles, bodies, strict=True) if (row >= MOVING).any()]
        hip = hip.select([muscle for muscle in hip.muscles if muscle not in bent])
        points, bodies, _ = muscle_points(hip, FLEXION)
    pose = gl.Posture.grid(flexion=FLEXION, adduction=ADDUCTION, rotation=ROTATION, knee_flexion=KNEE_FLEXION)
    shape = (len(FLEXION), len(ADDUCTION), len(ROTATION))
    thigh = thigh_orientations(whole, pose)
    # After flexion alone the thigh's forward axis is the one that adduction turns about.
    flexed = thigh_orientations(whole, gl.Posture.grid(flexion=FLEXION))
    arms = gl.moment_arms(hip, pose).sel(coordinate=list(COORDINATES))
    arrays: dict[str, Any] = {
        "arms": 1000 * np.moveaxis(arms.values, (0, 1), (-2, -1)),
        "femur": quaternions(thigh.reshape(-1, 3, 3)).reshape(*shape, 4),
        "axis/flexion": [0.0, 0.0, 1.0],
        "axis/adduction": flexed[:, :, 0],
        "axis/rotation": thigh[..., 1],
        "points": points,
        "bodies": bodies,
        "moving": np.zeros((0, len(FLEXION), 3)),
        **leg_arrays(whole, [KNEE_FLEXION, KNEE_FLEXION]),
    }
    bone_arrays, bone_facts = skeleton_payload()
    facts = {
        "anatomy": credit(whole),
        "muscles": list(hip.muscles),
        "labels": {muscle: spoken(muscle) for muscle in hip.muscles},
        "flexion": list(FLEXION),
        "adduction": list(ADDUCTION),
        "rotation": list(ROTATION),
        "force": list(FORCE),
        **bone_facts,
    }
    return arrays | bone_arrays, facts


class MomentArm(Explorer):
    """One muscle, one axis: the line of action, its distance from the axis, and the turning effect of a pull.

    The learner first says which way the pull will turn the thigh; then the controls unlock. All traits work both ways.

    Parameters
    ----------
    muscle : str
        One whose path over the hip is straight, such as "piriformis".
    axis : "flexion", "adduction" or "rotation"
        Which of the hip's axes to look at.
    flexion, adduction, rotation : float
        Degrees; 0…120, −40…30, −40…40. Shown numbers are the library's at every stop of the sliders (5° of
        flexion, 10° of the others); in between they are interpolated.
    force : float
        Pull of the muscle in newtons, 0…500; the shown moment is force times moment arm.
    anatomy : str
        One of `glutlearn.anatomies()`; fixed for the life of the view.
    predict : bool
        Ask for a prediction first.

    Attributes
    ----------
    prediction : dict or None
        What the learner said: {"muscle": ..., "axis": ..., "flexion": ..., "turns": "increase" | "decrease" | "none"}.

    Raises
    ------
    traitlets.TraitError
        For a number outside its range and for a name that does not exist, with what to write.

    Examples
    --------
    >>> from glutlearn.explorers import MomentArm
    >>> MomentArm(muscle="piriformis", axis="rotation")  # doctest: +SKIP
    MomentArm(muscle='piriformis', axis='rotation', flexion=0, adduction=0, rotation=0, anatomy='rajagopal2016')
    """

    bundle = "moment_arm"
    shown = ("muscle", "axis", "flexion", "adduction", "rotation", "anatomy")

    muscle = traitlets.Unicode("piriformis").tag(sync=True)
    axis = OneOf("rotation", COORDINATES)
    flexion = Within(0, FLEXION)
    adduction = Within(0, ADDUCTION)
    rotation = Within(0, ROTATION)
    force = Within(100, FORCE)
    anatomy = traitlets.Unicode("rajagopal2016", read_only=True)

    def __init__(
        self,
        muscle: str = "piriformis",
        axis: str = "rotation",
        flexion: float = 0,
        adduction: float = 0,
        rotation: float = 0,
        force: float = 100,
        anatomy: str = "rajagopal2016",
        predict: bool = True,
    ):
        arrays, facts = _payload(one_of("anatomy", anatomy, gl.anatomies()))
        self.set_trait("anatomy", anatomy)
        super().__init__(
            arrays,
            facts,
            muscle=one_of("muscle", muscle, facts["muscles"]),
            axis=axis,
            flexion=flexion,
            adduction=adduction,
            rotation=rotation,
            force=force,
            predict=predict,
        )

    @traitlets.validate("muscle")
    def _check_muscle(self, proposal: Any) -> str:
        return one_of("muscle", proposal["value"], self.facts.get("muscles", PREFERRED))
