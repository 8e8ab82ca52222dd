"""Who turned?: a pelvis that rolls along takes the turn away from the hip, while the knee stands as high."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import traitlets
import xarray as xr

import glutlearn as gl
from glutlearn.explorers.drawing import carried_points, leg_arrays, quaternions, skeleton_payload, thigh_orientations
from glutlearn.explorers.explorer import Explorer, credit, spoken
from glutlearn.explorers.traits import AtStop, Within
from glutlearn.explorers.yardsticks import STRONG, cited, finding, with_strengths

FLEXION = range(0, 91, 5)
OPENING = range(0, 51, 5)
ROLL = tuple(2.5 * step for step in range(13))
CONTROLLED = range(0, 51, 5)
"""Degrees. Half of what opens beyond the controlled range falls on a node of the roll."""

DRAWN = {"flexion": range(0, 91, 15), "opening": range(0, 51, 10), "pelvic_roll": range(0, 31, 10)}
"""Degrees at which the points of muscles that slide over a bone are given; the picture needs no more."""

KNEE_FLEXION = 90
SHARE = 0.5

MUSCLES = ("gluteus_medius_posterior", "piriformis", "gluteus_maximus_middle", "tensor_fasciae_latae")

LEAST_TURN = 0.5
"""Degrees. About the axis of a smaller turn nothing is said: a hair's breadth more or less would swing it round."""

ASKED = {"opening": 30.0, "pelvic_roll": 20.0}
"""The clam that the prediction is about."""

UNBALANCED = -1.0
"""In place of an activation where no sharing among the muscles holds the leg."""


def _along(name: str, nodes: Sequence[float]) -> xr.DataArray:
    return xr.DataArray(np.asarray(nodes, dtype=float), dims=name)


def rolls_that_follow() -> xr.DataArray:
    """(controlled_range, opening): degrees by which the pelvis rolls where it follows, see `gl.following_pelvis`."""
    roll = gl.following_pelvis(_along("opening", OPENING), _along("controlled_range", CONTROLLED), SHARE)
    return roll.transpose("controlled_range", "opening")


def _numbers(whole: gl.Anatomy) -> dict[str, Any]:
    """All numbers of one anatomy, (flexion, opening, pelvic_roll, …).

    The turn is sent as axis times angle, in degrees, and each leverage times the angle, in mm·degrees: both go smoothly
    through a turn of nothing, while axis and leverage themselves jump there.
    """
    flexion, opening, roll = _along("flexion", FLEXION), _along("opening", OPENING), _along("pelvic_roll", ROLL)
    task = gl.exercise(whole, "clam", flexion=flexion, opening=opening, pelvic_roll=roll)
    turn = gl.hip_turn(task.start, task.posture)
    # Where nothing has turned any axis will do: the leverage is sent times nothing.
    axis = turn.axis.where(turn.angle > 0, gl.clam_axis(whole, task.start))
    arms = gl.moment_arms_about(whole.select(list(MUSCLES)), task.posture, axis)
    recruited = gl.recruit(whole, task.posture, task.loads)
    activation = recruited.activation.sel(muscle=list(MUSCLES)).where(recruited.feasible, UNBALANCED)
    held = gl.clam(whole, flexion, opening, KNEE_FLEXION)
    order = ("flexion", "opening", "pelvic_roll")
    return {
        "turn": (turn.axis * turn.angle).transpose(*order, "xyz").values,
        "levers": (1000 * arms * turn.angle).transpose(*order, "muscle").values,
        "activation": activation.transpose(*order, "muscle").values,
        "height": gl.knee_height(whole, held).values[..., np.newaxis],
        "clam_axis": gl.clam_axis(whole, held).values[..., 0].T,
    }


def _scene(whole: gl.Anatomy) -> dict[str, Any]:
    """Where bones and muscles are; the thigh as the room sees it, so that no roll changes it."""
    held = gl.clam(whole, _along("flexion", FLEXION), _along("opening", OPENING), KNEE_FLEXION)
    thigh = thigh_orientations(whole, held)
    flexion, opening, roll = (_along(name, nodes) for name, nodes in DRAWN.items())
    drawn = gl.clam(whole, flexion, opening, KNEE_FLEXION, roll)
    points, bodies, moving = carried_points(whole.select(list(MUSCLES)), drawn)
    return {
        "thigh": quaternions(thigh.reshape(-1, 3, 3)).reshape(*thigh.shape[:2], 4),
        "points": points,
        "bodies": bodies,
        "moving": np.moveaxis(moving, 0, -2).reshape(*drawn.shape, -1),
        **leg_arrays(whole, [KNEE_FLEXION, KNEE_FLEXION]),
    }


def measured() -> dict[str, str]:
    """The study that compared the gluteal activity of clams with the pelvis in two positions."""
    return cited(finding("Willcox 2013", topic="pelvis held", muscle="gluteus medius"))


@lru_cache(maxsize=1)
def _payload() -> tuple[dict[str, Any], dict[str, Any]]:
    arrays: dict[str, Any] = {}
    anatomies = []
    for name in STRONG:
        whole = gl.load_anatomy(name)
        arrays |= {f"{name}/{key}": values for key, values in (_numbers(whole) | _scene(whole)).items()}
        anatomies.append(credit(whole))
    arrays["following"] = rolls_that_follow().values[..., np.newaxis]
    bone_arrays, bone_facts = skeleton_payload()
    facts = {
        # Lists, because a notebook that is stored sorts the keys of a mapping, and the order is meant.
        "anatomies": anatomies,
        "muscles": [{"name": muscle, "words": spoken(muscle)} for muscle in MUSCLES],
        "flexion": list(FLEXION),
        "opening": list(OPENING),
        "pelvic_roll": list(ROLL),
        "controlled_range": list(CONTROLLED),
        "drawn": {name: list(nodes) for name, nodes in DRAWN.items()},
        "share": SHARE,
        "least_turn": LEAST_TURN,
        "asked": ASKED,
        "measured": measured(),
        **bone_facts,
    }
    return arrays | bone_arrays, facts


class WhoTurned(Explorer):
    """The side-lying clam with a pelvis that rolls along: the same height of the knee, another turn of the hip.

    The learner first says how much of the opening the hip turned; then the controls unlock. All traits work both ways.

    Parameters
    ----------
    flexion : float
        Degrees of hip flexion at the start, 0…90.
    opening : float
        Degrees by which the knee has opened, as seen in the room, 0…50.
    pelvic_roll : float
        Degrees by which the pelvis has rolled backwards, 0…30.
    controlled_range : float
        Degrees of opening up to which the pelvis is held: 0, 5, … 50.
    follow : bool
        Let the pelvis follow: while it is True, half of what opens beyond the controlled range is roll of the pelvis
        (`glutlearn.following_pelvis`). A roll set by hand ends it.
    anatomy : str
        "delp1990", which has most of the deep rotators, "rajagopal2016" or "uhlrich2022".
    predict : bool
        Ask for a prediction first.

    Shown numbers are the library's at every stop of the sliders (5° of flexion and opening, 2.5° of roll); in between
    they are interpolated. About the axis of a turn below half a degree nothing is said, and where nothing has turned
    there is none.

    Attributes
    ----------
    prediction : dict or None
        What the learner said: {"angle": degrees of the hip's own turn, "opening": 30, "pelvic_roll": 20, "flexion":
        ..., "anatomy": ...}; None before, and when skipped.
    stage : "predict" or "explore"

    Raises
    ------
    traitlets.TraitError
        For a number outside its range and for a name that does not exist, with what to write.

    Examples
    --------
    >>> from glutlearn.explorers import WhoTurned
    >>> WhoTurned(flexion=65, pelvic_roll=20)  # doctest: +SKIP
    WhoTurned(flexion=65, opening=30, pelvic_roll=20, controlled_range=20, follow=False, anatomy='delp1990')
    """

    bundle = "who_turned"
    shown = ("flexion", "opening", "pelvic_roll", "controlled_range", "follow", "anatomy")

    flexion = Within(45, FLEXION)
    opening = Within(30, OPENING)
    pelvic_roll = Within(0, ROLL)
    controlled_range = AtStop(20, CONTROLLED)
    follow = traitlets.Bool(False).tag(sync=True)
    anatomy = traitlets.Unicode("delp1990").tag(sync=True)

    def __init__(
        self,
        flexion: float = 45,
        opening: float = 30,
        pelvic_roll: float = 0,
        controlled_range: float = 20,
        follow: bool = False,
        anatomy: str = "delp1990",
        predict: bool = True,
    ):
        arrays, facts = _payload()
        super().__init__(
            arrays,
            facts,
            flexion=flexion,
            opening=opening,
            pelvic_roll=pelvic_roll,
            controlled_range=controlled_range,
            anatomy=anatomy,
            predict=predict,
        )
        self.follow = follow

    @traitlets.validate("anatomy")
    def _check_anatomy(self, proposal: Any) -> str:
        return with_strengths(proposal["value"])

    @traitlets.observe("follow", "opening", "controlled_range")
    def _follow(self, change: Any) -> None:
        if self.follow and not self._follows():
            self.pelvic_roll = self._following()

    @traitlets.observe("pelvic_roll")
    def _let_go(self, change: Any) -> None:
        """A roll set by hand is not the one that follows."""
        if not self._follows():
            self.follow = False

    def _following(self) -> float:
        return float(gl.following_pelvis(self.opening, self.controlled_range, SHARE))

    def _follows(self) -> bool:
        # The browser's roll is interpolated from 32-bit numbers.
        return abs(self.pelvic_roll - self._following()) < 1e-4
