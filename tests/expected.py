"""What each number of an interactive view ought to be: asked of the library afresh, for what the controls say.

A view's function takes the state of its controls, as `views.READ_CONTROLS` reads it, and returns
`{(quantity, muscle): number}` with everything that there is to tell in that state, in the unit that the view shows.
"""

from __future__ import annotations

import numpy as np

import glutlearn as gl
from glutlearn.explorers.loss_cases import STATE
from glutlearn.explorers.moment_arm import KNEE_FLEXION
from glutlearn.explorers.valley_grid import exercise_at
from glutlearn.explorers.who_turned import LEAST_TURN, MUSCLES
from losses import HEALTHY, fresh

# What two views call too little to be told, in N·m and in N/mm.
NOTHING = {"too-much-too-little": 0.001, "what-is-left": 0.01}


def moment_arm(state):
    """Leverage, mm, and what a pull with it makes, N·m, of one muscle; the knee keeps its angle."""
    hip = gl.load_anatomy(state["anatomy"])
    angles = {name: state[name] for name in ("flexion", "adduction", "rotation")}
    arms = gl.moment_arms(hip, gl.Posture(**angles, knee_flexion=KNEE_FLEXION)).sel(coordinate=state["axis"])
    found = {("arm", name): 1000 * arm for name, arm in arms.to_series().items()}
    return found | {("moment", name): state["force"] * arm for name, arm in arms.to_series().items()}


def role_inversion(state):
    """Leverage, mm, about the axis that is chosen."""
    hip = gl.load_anatomy(state["anatomy"])
    pose = gl.Posture(flexion=state["flexion"], knee_flexion=state["knee_flexion"])
    axis = {"thigh": gl.thigh_axis, "clam": gl.clam_axis}[state["axis"]]
    arms = gl.moment_arms_about(hip, pose, axis(hip, pose))
    return {("arm", name): 1000 * arm for name, arm in arms.to_series().items()}


def how_sure(state):
    """How many of the hips, percent, and at which flexion they change sides, degrees."""
    muscles = [state["upper"], state["lower"]]
    hips = gl.virtual_hips(
        gl.load_anatomy(state["anatomy"]).select(muscles),
        n=1000,
        attachment_sd=state["attachment_mm"] / 1000,
        anteversion_deg=state["anteversion_deg"],
        pelvic_tilt_deg=state["pelvic_tilt_deg"],
        seed=0,
    )
    first = np.stack([gl.inversion_angles(hips, muscle, state["about"]).isel(root=0) for muscle in muscles])
    found = ~np.isnan(first)
    first[~found] = np.inf
    told = {}
    for index, muscle in enumerate(muscles):
        own, other = first[index], first[1 - index]
        told["share-inside", muscle] = 100 * ((own >= 45) & (own <= 65)).mean()
        told["share-none", muscle] = 100 * (~found[index]).mean()
        told["share-first", muscle] = 100 * (own < other).mean()
        told["share-only-one", muscle] = 100 * (found[0] != found[1]).mean()
        told["share-neither", muscle] = 100 * (~found.any(axis=0)).mean()
        if found[index].any():
            summary = np.quantile(own[found[index]], [0.05, 0.5, 0.95])
            told |= {(name, muscle): angle for name, angle in zip(("low", "median", "high"), summary, strict=True)}
    return told


def too_much_too_little(state):
    """Shift, mm, force, body weights, shares of activation, and what cannot be held, N·m and N/mm."""
    hip = gl.load_anatomy(state["anatomy"])
    task = exercise_at(hip, state["exercise"], state["flexion"])
    least, answer = (gl.recruit(hip, task.posture, task.loads, control=level) for level in (0, state["control"]))
    moved = gl.translation(hip, task.posture, answer, passive_stiffness=state["passive_stiffness"])
    missing = {"missing": np.linalg.norm(answer.residual), "missing-stiffness": float(answer.missing_stiffness)}
    if max(missing.values()) < NOTHING["too-much-too-little"]:
        missing = {}
    told = {
        "shift": moved.distance,
        "force": gl.contact_force(hip, task.posture, answer).body_weights,
        "times-least-effort": answer.effort / least.effort,
    }
    told = {(quantity, None): float(value) for quantity, value in (told | missing).items()}
    return told | {("activation", name): share for name, share in answer.activation.to_series().items()}


def what_is_left(state):
    """What each bar shows with the loss, and how it differs from a healthy hip; what the joint bears; what misses."""
    hip = gl.load_anatomy(state["anatomy"])
    state = {name: state[name] for name in STATE}
    before, now = fresh(hip, state | HEALTHY), fresh(hip, state)
    told = {("contact", None): now["contact"], ("opening", None): sum(now["moment"].values())}
    if now["missing"] > NOTHING["what-is-left"]:
        told["missing", None] = now["missing"]
    for bar, activation in now["activation"].items():
        told["activation", bar] = activation
        if state["inhibition"] < 100:
            told["reach", bar] = activation / (1 - state["inhibition"] / 100)
        told["force", bar] = now["force"][bar]
        told["change", bar] = now["moment"][bar] - before["moment"][bar]
    return told


def clam_with_roll(state, roll):
    """The clam of the view at a roll of the pelvis: angles, degrees, knee height, cm, arms, mm, and activation."""
    hip = gl.load_anatomy(state["anatomy"])
    task = gl.exercise(hip, "clam", flexion=state["flexion"], opening=state["opening"], pelvic_roll=roll)
    turn = gl.hip_turn(task.start, task.posture)
    angle = float(turn.angle)
    told = {
        ("hip-turn", None): angle,
        ("pelvis-part", None): state["opening"] - angle,
        ("knee-height", None): 100 * float(gl.knee_height(hip, task.posture, roll)),
    }
    if angle >= LEAST_TURN:
        cosine = float(turn.axis @ gl.clam_axis(hip, task.start))
        told["tilt", None] = np.degrees(np.arccos(min(cosine, 1)))
        arms = gl.moment_arms_about(hip, task.posture, turn.axis)
        told |= {("arm", muscle): 1000 * float(arms.sel(muscle=muscle)) for muscle in MUSCLES}
    recruited = gl.recruit(hip, task.posture, task.loads)
    if recruited.feasible:
        told |= {("activation", muscle): float(recruited.activation.sel(muscle=muscle)) for muscle in MUSCLES}
    return told


def who_turned(state):
    """The clam as the pelvis rolls, and beside it the same clam with the pelvis held."""
    held = clam_with_roll(state, 0)
    beside = {(f"{quantity}-held", muscle): value for (quantity, muscle), value in held.items()}
    return clam_with_roll(state, state["pelvic_roll"]) | beside
