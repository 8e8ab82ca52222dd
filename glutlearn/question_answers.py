"""The numbers, orders and curves that self-checks ask for: each is computed by the library when the course is built."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

import glutlearn as gl

Array = NDArray[np.float64]

ANSWERS: dict[str, Callable[..., Any]] = {}
"""What a question names as its answer, and the function that computes it.

A number or an order is asked for without arguments. A curve is asked for at places along its axis.
"""

PIRIFORMIS, TARGET = "piriformis", "gluteus_medius_posterior"


def answers(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let questions name a function."""
    ANSWERS[function.__name__] = function
    return function


def rising(values: dict[str, float]) -> list[str]:
    """The names in the order of their values, the smallest first."""
    return sorted(values, key=values.__getitem__)


@answers
def piriformis_arm() -> float:
    """How far from the thigh's long axis piriformis of Dostal 1981 pulls with the hip straight, mm."""
    arms = gl.moment_arms(gl.load_anatomy("dostal1981"), gl.Posture())
    return 1000 * abs(float(arms.sel(muscle=PIRIFORMIS, coordinate="rotation")))


@answers
def piriformis_arm_times_degrees() -> float:
    """What comes out for `piriformis_lengthening` with the turn left in degrees, mm."""
    return 10 * piriformis_arm()


@answers
def piriformis_lengthening() -> float:
    """By how much piriformis of Dostal 1981 lengthens while the straight thigh turns 10° inwards, mm."""
    lengths = gl.path_lengths(gl.load_anatomy("dostal1981"), gl.Posture(rotation=[0, 10])).sel(muscle=PIRIFORMIS)
    return 1000 * float(lengths[1] - lengths[0])


@answers
def piriformis_outward_arm(flexion: Array) -> Array:
    """The moment arm of piriformis in Delp 1990 about the thigh's long axis, outwards positive, mm."""
    arms = gl.moment_arms(gl.load_anatomy("delp1990"), gl.Posture(flexion=flexion))
    return np.asarray(-1000 * arms.sel(muscle=PIRIFORMIS, coordinate="rotation"))


@answers
def what_a_bending_hip_meets_first() -> list[str]:
    """In Delp 1990, knee at 90°: where both muscles change sides, about the thigh's axis and about the clam's."""
    hip = gl.load_anatomy("delp1990")
    return rising(
        {
            f"{muscle}/{about}": float(gl.inversion_angles(hip, muscle, about=about)[0])
            for muscle in (PIRIFORMIS, TARGET)
            for about in ("thigh", "clam")
        }
    )


@answers
def moved_by_twist() -> float:
    """By how much later piriformis of Delp 1990 changes sides with 15° more of anteversion, kneecap ahead, degrees."""
    hip = gl.load_anatomy("delp1990")
    twisted = gl.virtual_hips(hip, n=1, attachment_sd=0, anteversion_deg=twist_itself())
    return float(gl.inversion_angles(twisted, PIRIFORMIS)[0, 0] - gl.inversion_angles(hip, PIRIFORMIS)[0])


@answers
def twist_itself() -> float:
    """The anteversion that `moved_by_twist` adds, degrees."""
    return 15.0


@answers
def contact_against_control(percent: Array) -> Array:
    """The contact force in a clam at 45° in Delp 1990 against control in percent, body weights."""
    hip = gl.load_anatomy("delp1990")
    # Ten steps either side of 0, where the curve has its kink; between them it is nearly straight.
    levels = np.linspace(percent[0], percent[-1], 21)
    forces = [contact(hip, "clam", control=level / 100, flexion=45) for level in levels]
    return np.interp(percent, levels, forces)


@answers
def exercises_by_contact_force() -> list[str]:
    """Four exercises in Delp 1990, the one that presses the head least first."""
    hip = gl.load_anatomy("delp1990")
    return rising(
        {
            "clam_45": contact(hip, "clam", flexion=45),
            "clam_65": contact(hip, "clam", flexion=65),
            "straight_leg_raise": contact(hip, "straight_leg_raise"),
            "one_leg_stance": contact(hip, "one_leg_stance"),
        }
    )


def contact(hip: gl.Anatomy, exercise: str, control: float = 0, flexion: float | None = None) -> float:
    """The contact force of an exercise, body weights."""
    task = gl.exercise(hip, exercise) if flexion is None else gl.exercise(hip, exercise, flexion=flexion)
    answer = gl.recruit(hip, task.posture, task.loads, control=control)
    return float(gl.contact_force(hip, task.posture, answer).body_weights)


@answers
def loads_of_a_clam() -> list[str]:
    """What closes the knee of a clam at 45° opened by 20°: the leg, and three loops of band; the least first."""
    hip = gl.load_anatomy("rajagopal2016")
    clam = gl.exercise(hip, "clam", flexion=45, opening=20)
    axis = gl.clam_axis(hip, clam.posture)
    moments = {"leg": clam.loads[0]}
    for colour in ("tan", "blue", "silver"):
        moments[colour] = gl.band(hip, clam.posture, colour, start=clam.start).moment
    return rising({name: abs(float((moment * axis).sum("xyz"))) for name, moment in moments.items()})


@answers
def own_turn_of_the_hip() -> float:
    """How far the hip turns in a clam at 45° that opens by 30° while the pelvis rolls back by 20°, degrees."""
    hip = gl.load_anatomy("rajagopal2016")
    start = gl.clam(hip, flexion=45, opening=0)
    end = gl.clam(hip, flexion=45, opening=opening_as_seen(), pelvic_roll=roll_of_the_pelvis())
    return float(gl.hip_turn(start, end).angle)


@answers
def opening_as_seen() -> float:
    """The opening of `own_turn_of_the_hip`, degrees."""
    return 30.0


@answers
def roll_of_the_pelvis() -> float:
    """The roll of `own_turn_of_the_hip`, degrees."""
    return 20.0


@answers
def outward_strength_of_the_model(flexion: Array) -> Array:
    """The greatest outward moment in Delp 1990, sitting, in percent of that at 10° of hip flexion."""
    hip = gl.load_anatomy("delp1990")

    def greatest(angles: Array) -> Array:
        pose = gl.Posture(flexion=angles, knee_flexion=90)
        return np.asarray(gl.strongest_moment(hip, pose, -gl.thigh_axis(hip, pose), alone=False))

    return 100 * greatest(flexion) / greatest(np.array([10.0]))


@answers
def people_for_half_a_deviation() -> float:
    """People whom a crossover needs to find half a standard deviation of the differences, at 2.5 % with 80 % power."""
    return people_needed(0.5)


@answers
def twice_the_people_for_a_deviation() -> float:
    """Twice what a whole standard deviation needs."""
    return 2 * people_needed(1.0)


def people_needed(effect: float, alpha: float = 0.025, power: float = 0.8) -> float:
    """The fewest people in whom a paired t test finds a mean difference of so many of its standard deviations."""

    def chance(people: int) -> float:
        critical = stats.t.ppf(1 - alpha / 2, people - 1)
        return float(stats.nct.sf(critical, people - 1, effect * np.sqrt(people)))

    return float(next(people for people in count(3) if chance(people) >= power))
