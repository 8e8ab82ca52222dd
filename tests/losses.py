"""What the library says of a clam with a weakened muscle, asked afresh, for the tests of the view that shows it."""

from functools import cache

import numpy as np

import glutlearn as gl
from glutlearn.explorers.loss_cases import GROUPS, MEDIUS, capacity_of, members
from glutlearn.explorers.loss_grid import NO_BAND, OPENING

HEALTHY = {"atrophy": 0, "inhibition": 0, "facilitation": 0}


def state_of(**changes):
    """A stop of all controls: a healthy hip in a clam at 45° without a band, but for the changes."""
    return {"part": MEDIUS[0], **HEALTHY, "band": NO_BAND, "flexion": 45} | changes


@cache
def asked(name, band, flexion):
    """The clam, its loads, and how far each muscle pulls from its axis, as anyone would write them."""
    hip = gl.load_anatomy(name)
    clam = gl.exercise(hip, "clam", flexion=flexion, opening=OPENING)
    loads = list(clam.loads)
    if band != NO_BAND:
        loads.append(gl.band(hip, clam.posture, band, start=clam.start))
    return clam, loads, gl.moment_arms_about(hip, clam.posture, gl.clam_axis(hip, clam.posture))


def fresh(hip, state):
    """What each bar shows, {quantity: {bar: value}}, what the joint bears, what misses, and N of all other muscles."""
    clam, loads, arms = asked(hip.name, state["band"], state["flexion"])
    answer = gl.recruit(hip, clam.posture, loads, capacity=capacity_of(hip, state))
    bars = {key: places for key, names in GROUPS.items() if (places := members(hip, names))}
    rest = set(range(len(hip.muscles))) - {place for places in bars.values() for place in places}
    activation, force = answer.activation.values, answer.force.values
    return {
        "activation": {key: 100 * activation[places].max() for key, places in bars.items()},
        "force": {key: force[places].sum() for key, places in bars.items()},
        "moment": {key: (force * arms.values)[places].sum() for key, places in bars.items()},
        "contact": float(gl.contact_force(hip, clam.posture, answer).body_weights),
        "missing": float(np.linalg.norm(answer.residual)),
        "rest": float(force[sorted(rest)].sum()),
    }
