"""The exercises that the course compares: each one a posture and what it asks of the hip."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike
from scipy.constants import g as STANDARD_GRAVITY

from glutlearn.anatomy import Anatomy
from glutlearn.arguments import check_hip, word
from glutlearn.axes import clam
from glutlearn.body import body_segments, check_body
from glutlearn.loads import half_pelvis, heel_support, limb_weight, moment_of
from glutlearn.named_angles import broadcast_named
from glutlearn.posture import Posture


@dataclass(frozen=True, eq=False)
class Exercise:
    """An exercise of the right leg, or many postures of one: what `recruit` needs.

    `posture` is between pelvis and thigh; `loads` are what it asks, with the support if it has one; `start` is where it
    begins, with both thighs parallel in a clam.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> gl.exercise(hip, "side_lying_abduction", abduction=20)
    <Exercise side-lying abduction: Posture(flexion=0°, adduction=-20°, rotation=0°, knee_flexion=0°)>
    """

    name: str
    label: str
    posture: Posture
    loads: tuple[xr.DataArray | xr.Dataset, ...]
    start: Posture

    def __repr__(self) -> str:
        return f"<Exercise {self.label}: {self.posture}>"


@dataclass(frozen=True)
class Body:
    """Whose leg it is: kg, m, "female" or "male", and which table of segments."""

    body_mass: float = 75
    height: float = 1.75
    sex: str = "female"
    segments: str = "deleva1996"


def exercises() -> list[str]:
    """Names of the exercises that the course compares.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.exercises()
    ['clam', 'side_lying_abduction', 'prone_extension', 'straight_leg_raise', 'one_leg_stance']
    """
    return list(_TASKS)


def exercise(
    hip: Anatomy,
    name: str,
    body_mass: float = 75,
    height: float = 1.75,
    sex: str = "female",
    segments: str = "deleva1996",
    **angles: ArrayLike,
) -> Exercise:
    """An exercise by name: its posture, and the weight that the muscles have to hold in it.

    All exercises are held still. In the clam the lower foot may hold up the heel; in the others nothing does. In
    one-leg stance the muscles of the standing hip balance the rest of the body, which is taken to lie above the middle
    of the pelvis in the frontal and above the hip in the side view.

    Parameters
    ----------
    hip : Anatomy
    name : str
        One of `gl.exercises()`.
    body_mass, height, sex, segments
        kg, m, and as in `limb_weight`.
    angles
        Degrees, numbers or arrays, positive in the direction that gives them their name. "clam": flexion=45,
        opening=20, knee_flexion=90, pelvic_roll=0. "side_lying_abduction": abduction=20, flexion=0, rotation=0
        (+ internal). "prone_extension": extension=10, knee_flexion=0. "straight_leg_raise": flexion=30.
        "one_leg_stance": adduction=5, flexion=0.

    Returns
    -------
    Exercise
        Its `posture` and `loads` go into `recruit`.

    Raises
    ------
    ValueError
        For an exercise that does not exist, and for angles that a hip does not have.
    TypeError
        For an angle that the exercise does not have, naming those it has.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> clam = gl.exercise(hip, "clam", flexion=65)
    >>> bool(gl.recruit(hip, clam.posture, clam.loads).feasible)
    True
    """
    check_hip(hip)
    task = _TASKS[word(name, tuple(_TASKS), "exercise")]
    known = list(inspect.signature(task).parameters)[2:]
    for angle in angles:
        if angle not in known:
            raise TypeError(f"{name} has no angle called {angle!r}; write one of {', '.join(known)}")
    posture, loads, start = task(hip, Body(*check_body(body_mass, height), sex, segments), **angles)
    return Exercise(name, name.replace("_", " ").replace("side lying", "side-lying"), posture, tuple(loads), start)


Asked = tuple[Posture, list[xr.DataArray | xr.Dataset], Posture]


def _clam(
    hip: Anatomy,
    body: Body,
    flexion: ArrayLike = 45,
    opening: ArrayLike = 20,
    knee_flexion: ArrayLike = 90,
    pelvic_roll: ArrayLike = 0,
) -> Asked:
    posture = clam(hip, flexion, opening, knee_flexion, pelvic_roll)
    weight = limb_weight(hip, posture, **vars(body), pelvic_roll=pelvic_roll)
    start = _closed(hip, posture, flexion, knee_flexion)
    return posture, [weight, heel_support(hip, posture, pelvic_roll)], start


def _closed(hip: Anatomy, posture: Posture, flexion: ArrayLike, knee_flexion: ArrayLike) -> Posture:
    """Where each posture of a clam begins, with its dimensions."""
    given = broadcast_named({**posture.angles, "start": flexion, "knee": knee_flexion})
    return clam(hip, given["start"], 0, given["knee"])


def _side_lying_abduction(
    hip: Anatomy, body: Body, abduction: ArrayLike = 20, flexion: ArrayLike = 0, rotation: ArrayLike = 0
) -> Asked:
    posture = Posture(flexion=flexion, adduction=_opposite("abduction", abduction), rotation=rotation)
    return posture, [limb_weight(hip, posture, **vars(body))], posture


def _prone_extension(hip: Anatomy, body: Body, extension: ArrayLike = 10, knee_flexion: ArrayLike = 0) -> Asked:
    posture = Posture(flexion=_opposite("extension", extension), knee_flexion=knee_flexion)
    return posture, [limb_weight(hip, posture, **vars(body), position="prone")], posture


def _straight_leg_raise(hip: Anatomy, body: Body, flexion: ArrayLike = 30) -> Asked:
    posture = Posture(flexion=flexion)
    return posture, [limb_weight(hip, posture, **vars(body), position="supine")], posture


def _one_leg_stance(hip: Anatomy, body: Body, adduction: ArrayLike = 5, flexion: ArrayLike = 0) -> Asked:
    posture = Posture(flexion=flexion, adduction=adduction)
    leg = sum(part.mass for part in body_segments(body.segments, body.sex).values())
    half_width = half_pelvis(hip)
    # The head, arms and trunk lie above the middle of the pelvis; the other leg hangs from the other hip.
    trunk, other_leg = (1 - 2 * leg) * body.body_mass, leg * body.body_mass
    carried = (trunk + other_leg) * STANDARD_GRAVITY
    inwards = -half_width * (trunk + 2 * other_leg) / (trunk + other_leg)
    # What rests on the pelvis pulls the leg the other way round: the ground holds the foot under the body.
    count = len(posture)
    force = np.array([np.zeros(count), np.full(count, carried), np.zeros(count)])
    point = np.array([np.zeros(count), np.zeros(count), np.full(count, inwards)])
    load = moment_of(posture, force, point, {"long_name": "moment of the body above", "body_mass": body.body_mass})
    return posture, [load], posture


def _opposite(name: str, angle: ArrayLike) -> xr.DataArray:
    """An angle counted the other way round, as a posture takes it."""
    return -broadcast_named({name: angle})[name]


_TASKS: dict[str, Callable[..., Asked]] = {
    "clam": _clam,
    "side_lying_abduction": _side_lying_abduction,
    "prone_extension": _prone_extension,
    "straight_leg_raise": _straight_leg_raise,
    "one_leg_stance": _one_leg_stance,
}
