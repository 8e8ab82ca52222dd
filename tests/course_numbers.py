"""Numbers that pages of prose give, asked of the library: for the tests that hold those pages to them."""

from __future__ import annotations

from functools import cache

import numpy as np

import glutlearn as gl

PIRIFORMIS, TARGET = "piriformis", "gluteus_medius_posterior"


def switch(anatomy: str, muscle: str) -> float:
    return float(gl.inversion_angles(gl.load_anatomy(anatomy), muscle)[0])


def switches(muscle: str) -> list[float]:
    return [switch(name, muscle) for name in gl.anatomies()]


@cache
def clam_arms(anatomy: str, muscle: str) -> np.ndarray:
    """About the clam axis at 45° and 65°, knee at 90°."""
    hip = gl.load_anatomy(anatomy)
    pose = gl.Posture(flexion=[45, 65], knee_flexion=90)
    return gl.moment_arms_about(hip, pose, gl.clam_axis(hip, pose)).sel(muscle=muscle).values


def lost(muscle: str) -> float:
    at45, at65 = clam_arms("delp1990", muscle)
    return 100 * (1 - at65 / at45)


@cache
def answer(flexion: float, control: float = 0):
    hip = gl.load_anatomy("delp1990")
    task = gl.exercise(hip, "clam", flexion=flexion, opening=20)
    return hip, task, gl.recruit(hip, task.posture, task.loads, control=control)


def active(muscle: str, flexion: float) -> float:
    return 100 * float(answer(flexion)[2].activation.sel(muscle=muscle))


def pressed(control: float) -> float:
    hip, task, shared = answer(45, control)
    return float(gl.contact_force(hip, task.posture, shared).body_weights)


def closing(colour: str | None = None) -> float:
    hip, task, _ = answer(45)
    moment = gl.band(hip, task.posture, colour, start=task.start).moment if colour else task.loads[0]
    return -float((moment * gl.clam_axis(hip, task.posture)).sum("xyz"))


def shortening(muscle: str, flexion: float, opening: float, roll: float = 0) -> float:
    """By how many millimetres a clam shortens a muscle."""
    hip = gl.load_anatomy("delp1990")
    clam = gl.clam(hip, flexion, opening=[0, opening], pelvic_roll=[0, roll])
    closed, opened = gl.path_lengths(hip, clam).sel(muscle=muscle).values
    return 1000 * (closed - opened)


def turned(roll: float) -> float:
    hip = gl.load_anatomy("delp1990")
    return float(gl.hip_turn(gl.clam(hip, 45, 0), gl.clam(hip, 45, 30, pelvic_roll=roll)).angle)


def apart() -> float:
    hip, pose = gl.load_anatomy("rajagopal2016"), gl.Posture(flexion=45, knee_flexion=90)
    return float(np.degrees(np.arccos(abs(float((gl.thigh_axis(hip, pose) * gl.clam_axis(hip, pose)).sum())))))


@cache
def changed_roles(anatomy: str) -> tuple[np.ndarray, np.ndarray]:
    """Switches of piriformis and of the target in virtual hips whose attachments err by 5 mm."""
    many = gl.virtual_hips(gl.load_anatomy(anatomy), n=2000, attachment_sd=0.005)
    first, second = (gl.inversion_angles(many, muscle).isel(root=0).values for muscle in (PIRIFORMIS, TARGET))
    return first, second


def nine_of_ten(anatomy: str = "delp1990") -> tuple[float, float]:
    """Between which angles nine of ten switches of piriformis lie."""
    low, high = np.nanquantile(changed_roles(anatomy)[0], [0.05, 0.95])
    return float(low), float(high)


def target_first() -> float:
    """In how many of a hundred hips the target switches first."""
    first, second = changed_roles("delp1990")
    return 100 * float(np.mean(second < first))


def recorded_angles() -> list[float]:
    """Hip flexions at which a clam was recorded, degrees."""
    rows = gl.evidence()
    clams = rows.hip_flexion_deg[rows.exercise.eq("clam")]
    return [float(angle) for cell in clams if cell for angle in cell.split("; ")]
