"""Where a muscle's role turns over: piriformis and its neighbours as the hip flexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import traitlets

import glutlearn as gl
from glutlearn.explorers.drawing import (
    leg_arrays,
    leg_lender,
    muscle_points,
    quaternions,
    skeleton_payload,
    thigh_orientations,
)
from glutlearn.explorers.explorer import Explorer, credit, spoken
from glutlearn.explorers.traits import OneOf, Within, one_of
from glutlearn.provenance import rows

FLEXION = range(121)
KNEE_FLEXION = range(0, 121, 15)
DRAWN_FLEXION = range(0, 121, 5)
AXES = ("thigh", "clam")

SHOWABLE = (
    "piriformis",
    "gluteus_medius_posterior",
    "gluteus_medius_middle",
    "gluteus_medius_anterior",
    "gluteus_minimus_posterior",
    "gluteus_minimus_anterior",
    "gluteus_maximus",
    "gluteus_maximus_superior",
    "gluteus_maximus_middle",
    "gluteus_maximus_inferior",
    "tensor_fasciae_latae",
    "gemelli",
    "obturator_internus",
    "obturator_externus",
    "quadratus_femoris",
)
"""The muscles that bear on the question, in the order of their check boxes; each anatomy has its own part of them."""


def _measured() -> list[dict[str, Any]]:
    return [
        {
            "muscle": row["muscle"],
            "flexion": float(row["hip_flexion_deg"]),
            "arm": 1000 * float(row["rotation_arm_m"]),
            "source": row["source"],
        }
        for row in rows("delp1999/rotation_arms.csv")
    ]


def _anatomy(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Everything that the view needs of one anatomy: arrays and facts."""
    whole = gl.load_anatomy(name)
    hip = whole.select([muscle for muscle in SHOWABLE if muscle in whole.muscles])
    pose = gl.Posture.grid(flexion=FLEXION, knee_flexion=KNEE_FLEXION)
    thigh = gl.Posture.grid(flexion=FLEXION)
    heel = gl.Posture.grid(flexion=[0], knee_flexion=KNEE_FLEXION)
    points, bodies, moving = muscle_points(hip, DRAWN_FLEXION)
    arrays: dict[str, Any] = {
        "arms/thigh": 1000 * gl.moment_arms_about(hip, thigh, gl.thigh_axis(hip, thigh)).values,
        "arms/clam": 1000 * gl.moment_arms_about(hip, pose, gl.clam_axis(hip, pose)).values,
        "axis/thigh": gl.thigh_axis(hip, gl.Posture(flexion=0)).values,
        "axis/clam": gl.clam_axis(hip, heel).values[:, 0].T,
        "points": points,
        "bodies": bodies,
        "moving": moving,
        **leg_arrays(whole, KNEE_FLEXION),
    }
    facts = {**credit(whole), "muscles": list(hip.muscles), "leg": leg_lender(hip)}
    return {f"{name}/{key}": values for key, values in arrays.items()}, facts


@lru_cache(maxsize=1)
def _payload() -> tuple[dict[str, Any], dict[str, Any]]:
    drawn = gl.Posture.grid(flexion=DRAWN_FLEXION)
    arrays: dict[str, Any] = {}
    anatomies = []
    for name in gl.anatomies():
        own, facts = _anatomy(name)
        arrays |= own
        anatomies.append(facts)
    arrays["femur"] = quaternions(thigh_orientations(gl.load_anatomy(gl.anatomies()[0]), drawn))
    bone_arrays, bone_facts = skeleton_payload()
    facts = {
        "anatomies": anatomies,
        # A list besides: a notebook that is stored sorts the keys of a mapping, and the order is meant.
        "showable": list(SHOWABLE),
        "labels": {muscle: spoken(muscle) for muscle in SHOWABLE},
        "flexion": list(FLEXION),
        "knee_flexion": list(KNEE_FLEXION),
        "drawn_flexion": list(DRAWN_FLEXION),
        "window": {"from": 45, "to": 65, "label": "the document's 45–65°"},
        "measured": _measured(),
        **bone_facts,
    }
    return arrays | bone_arrays, facts


class RoleInversion(Explorer):
    """Moment arms of the hip's rotators against flexion, with the bones, the muscles and the axis beside them.

    The learner first says where the role will switch; then the controls unlock. All traits work both ways:
    setting `view.flexion = 70` moves the drawing, and moving the slider changes `view.flexion`.

    Parameters
    ----------
    flexion, knee_flexion : float
        Degrees, 0…120. Shown numbers are the library's at every whole degree of hip flexion and every 15° of knee
        flexion; in between they are interpolated.
    axis : "thigh" or "clam"
        The long axis of the thigh, or the line from hip centre to heels about which a clam opens.
    anatomy : str
        One of `glutlearn.anatomies()`.
    muscles : sequence of str
        Which muscles to show; those that an anatomy lacks are left out while it is chosen.
    predict : bool
        Ask for a prediction first. False starts with everything unlocked.

    Attributes
    ----------
    prediction : dict or None
        What the learner said: {"axis": ..., "angle": degrees, "first": "piriformis" | "gluteus_medius_posterior" |
        "together" | "neither"}; None before, and when the question was skipped.
    stage : "predict" or "explore"

    Raises
    ------
    traitlets.TraitError
        For an angle outside its range and for a name that does not exist, with what to write.

    Examples
    --------
    >>> from glutlearn.explorers import RoleInversion
    >>> view = RoleInversion(flexion=45)  # doctest: +SKIP
    >>> view  # doctest: +SKIP
    RoleInversion(flexion=45, axis='thigh', anatomy='rajagopal2016')
    """

    bundle = "role_inversion"
    shown = ("flexion", "axis", "anatomy")

    flexion = Within(30, FLEXION)
    knee_flexion = Within(90, KNEE_FLEXION)
    axis = OneOf("thigh", AXES)
    anatomy = OneOf("rajagopal2016", gl.anatomies())
    muscles = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self,
        flexion: float = 30,
        knee_flexion: float = 90,
        axis: str = "thigh",
        anatomy: str = "rajagopal2016",
        muscles: Sequence[str] = ("piriformis", "gluteus_medius_posterior"),
        predict: bool = True,
    ):
        arrays, facts = _payload()
        super().__init__(
            arrays,
            facts,
            flexion=flexion,
            knee_flexion=knee_flexion,
            axis=axis,
            anatomy=anatomy,
            muscles=[muscles] if isinstance(muscles, str) or not isinstance(muscles, Iterable) else list(muscles),
            predict=predict,
        )

    @traitlets.validate("muscles")
    def _check_muscles(self, proposal: Any) -> list[str]:
        return [one_of("muscle", muscle, SHOWABLE) for muscle in proposal["value"]]
