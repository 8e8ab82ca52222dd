"""The numbers of the model that the rules quote, computed when they are asked for.

Each is a range over the published anatomies that have strengths, for the clam held at an opening of 20° and a knee at
90°, and for the other exercises as `gl.exercise` has them. Cached: a number is computed once in a session.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy
from glutlearn.axes import clam, clam_axis
from glutlearn.bands import band
from glutlearn.contact import contact_force, translation
from glutlearn.inversion import inversion_angles
from glutlearn.moments import moment_arms_about
from glutlearn.muscle_capacity import capacity
from glutlearn.population import virtual_hips
from glutlearn.posture import Posture
from glutlearn.reading import load_anatomy
from glutlearn.recruitment import recruit
from glutlearn.rolling import hip_turn
from glutlearn.tasks import Exercise, exercise

ANATOMIES = ("delp1990", "rajagopal2016", "uhlrich2022")
TARGET = "gluteus_medius_posterior"
MUSCLES = {
    "posterior": TARGET,
    "middle": "gluteus_medius_middle",
    "anterior": "gluteus_medius_anterior",
    "piriformis": "piriformis",
}
LOOSE = 54.0
"""N/mm: the passive stiffness that is left when the capsule is cut (Röling 2019, measured in distraction)."""

PLACEHOLDER = re.compile(r"\{(\w+)\(([^)]*)\)\}")


def fill(text: str) -> str:
    """A text with each placeholder `{name(argument, …)}` replaced by the number of that name.

    >>> fill("At an opening of 30° a roll of 20° leaves {own_turn(30, 20)} to the hip.")
    'At an opening of 30° a roll of 20° leaves 10° to the hip.'
    """
    return PLACEHOLDER.sub(lambda found: NUMBERS[found[1]](*filter(None, found[2].split(", "))), text)


def span(values: list[float], unit: str, digits: int = 0) -> str:
    """A range in words: one number where both ends read the same.

    >>> span([1.58, 1.64], "body weights", 1), span([0.2, 3.4], "mm")
    ('1.6 body weights', '0–3 mm')
    """
    low, high = (f"{value + 0.0:.{digits}f}" for value in (min(values), max(values)))
    return f"{low} {unit}" if low == high else f"{low}–{high} {unit}"


@cache
def leverage(muscle: str, flexion: str) -> str:
    """With how much leverage a muscle opens a clam, mm."""
    pose = Posture(flexion=float(flexion), knee_flexion=90)
    return span([_arm(load_anatomy(name), pose, muscle) for name in ANATOMIES], "mm")


@cache
def twisted(degrees: str) -> str:
    """By how much so much more anteversion changes the leverage of posterior gluteus medius at 65°, mm."""
    pose = Posture(flexion=65, knee_flexion=90)
    changes = []
    for name in ANATOMIES:
        hip = load_anatomy(name).select([TARGET])
        other = virtual_hips(hip, n=1, attachment_sd=0, anteversion_deg=float(degrees))
        changes.append(_arm(other, pose, "posterior") - _arm(hip, pose, "posterior"))
    return span([abs(change) for change in changes], f"mm {'less' if max(changes) < 0 else 'more'}")


@cache
def stops_opening(knee: str) -> str:
    """At which hip flexion posterior gluteus medius no longer opens the clam, °."""
    angles = [
        inversion_angles(load_anatomy(name), TARGET, about="clam", knee_flexion=float(knee)).values[0]
        for name in ANATOMIES
    ]
    return span(angles, "°").replace(" °", "°")


@cache
def own_turn(opening: str, roll: str) -> str:
    """What a rolling pelvis leaves of an opening to the hip itself, with the hips at 45°."""
    angles = []
    for name in ANATOMIES:
        hip = load_anatomy(name)
        rolled = clam(hip, 45, float(opening), pelvic_roll=float(roll))
        angles.append(float(hip_turn(clam(hip, 45, 0), rolled).angle))
    return span(angles, "°").replace(" °", "°")


@cache
def activation(muscle: str, task: str) -> str:
    """How active the model makes a muscle in an exercise, % of its most."""
    return span([100 * float(_solved(name, task)[1].sel(muscle=MUSCLES[muscle]).activation) for name in ANATOMIES], "%")


@cache
def contact(task: str, control: str = "0") -> str:
    """The force in the joint, body weights, with a style of control from −1 to 1."""
    values = []
    for name in ANATOMIES:
        hip = load_anatomy(name)
        asked, answer = _solved(name, task, float(control))
        values.append(float(contact_force(hip, asked.posture, answer).body_weights))
    return span(values, "body weights", 1)


@cache
def shift(task: str, control: str = "0") -> str:
    """How far the femoral head of a loose hip shifts, mm; shapes rather than millimetres."""
    values = []
    for name in ANATOMIES:
        asked, answer = _solved(name, task, float(control))
        moved = translation(load_anatomy(name), asked.posture, answer, passive_stiffness=LOOSE)
        values.append(float(moved.distance))
    return span(values, "mm", 1)


@cache
def weakened(task: str, muscle: str) -> str:
    """How active a muscle is once posterior gluteus medius is 40 % smaller, %."""
    values = [float(_solved(n, task, 0, 0.4)[1].sel(muscle=MUSCLES[muscle]).activation) for n in ANATOMIES]
    return span([100 * value for value in values], "%")


@cache
def facilitated(task: str) -> str:
    """The force in the joint once posterior gluteus medius costs 60 % less, body weights: a cue that does what it is
    meant to do."""
    values = []
    for name in ANATOMIES:
        asked, answer = _solved(name, task, facilitation=0.6)
        values.append(float(contact_force(load_anatomy(name), asked.posture, answer).body_weights))
    return span(values, "body weights", 1)


@cache
def band_moment(colour: str) -> str:
    """What a snug loop above the knees adds about the axis of the clam, N·m."""
    return span([-_about_clam(name, 1, colour) for name in ANATOMIES], "N·m")


@cache
def leg_moment() -> str:
    """What the leg itself asks about the axis of the clam, N·m."""
    return span([-_about_clam(name, 0) for name in ANATOMIES], "N·m")


def _arm(hip: Anatomy, pose: Posture, muscle: str) -> float:
    chosen = hip.select([MUSCLES[muscle]])
    return 1000 * moment_arms_about(chosen, pose, clam_axis(hip, pose)).item()


@cache
def _asked(name: str, task: str) -> tuple[Exercise, tuple[xr.DataArray | xr.Dataset, ...]]:
    """An exercise of the rules, "clam 65 + red" for instance, and its loads."""
    hip = load_anatomy(name)
    plain, _, colour = task.partition(" + ")
    word, _, flexion = plain.partition(" ")
    if word == "clam":
        asked = exercise(hip, "clam", flexion=float(flexion), opening=20)
    elif plain == "hip hitch":
        asked = exercise(hip, "one_leg_stance", adduction=-5)
    else:
        asked = exercise(hip, plain.replace(" ", "_").replace("-", "_"))
    worn = (band(hip, asked.posture, colour, start=asked.start),) if colour else ()
    return asked, (*asked.loads, *worn)


@cache
def _solved(
    name: str, task: str, control: float = 0, atrophy: float = 0, facilitation: float = 0
) -> tuple[Exercise, xr.Dataset]:
    hip = load_anatomy(name)
    asked, loads = _asked(name, task)
    left = capacity(hip, atrophy={TARGET: atrophy}, facilitation={TARGET: facilitation})
    return asked, recruit(hip, asked.posture, loads, capacity=left, control=control or None)


def _about_clam(name: str, which: int, colour: str = "red") -> float:
    asked, loads = _asked(name, f"clam 45 + {colour}")
    load = loads[0] if which == 0 else loads[-1]["moment"]
    return float(np.asarray(load @ clam_axis(load_anatomy(name), asked.posture)))


NUMBERS: dict[str, Callable[..., str]] = {
    function.__name__: function
    for function in (
        leverage, twisted, stops_opening, own_turn, activation, contact, shift, weakened, facilitated,
        band_moment, leg_moment,
    )
}  # fmt: skip
