"""How muscles under tension resist a shift of the femoral head: short-range stiffness and line tension.

A muscle that pulls with force F along the unit vector u, over a free length L between the bones, resists a small shift
of the head in two ways. Its fibres resist being stretched with k = γ F / l₀ (attached cross-bridges, Cui 2008). And
because a shift across the line turns the pull, the tension itself resists with F/L, as in a guitar string. Together

    K = k u uᵀ + (F/L) (1 − u uᵀ),

which is the derivative of the pull F u by the shift. Both parts are proportional to F, so the stiffness of all muscles
is a sum that is linear in their activations. Tendons are taken as stiff; where they are long, as in tensor fasciae
latae, this makes the muscle stiffer than it is.
"""

from __future__ import annotations

import numpy as np

from glutlearn.anatomy import Anatomy, Array
from glutlearn.paths import crossing
from glutlearn.posture import Posture
from glutlearn.provenance import constants

MILLIMETRES = 1000.0


def stiffness_per_newton(hip: Anatomy, posture: Posture) -> Array:
    """Stiffness against a shift of the femoral head for each newton of muscle force, (muscles, 3, 3, hips, n), 1/mm."""
    line = crossing(hip, posture.of(hip))
    optimal = np.array([muscle.optimal_fiber_length for muscle in hip.lines])[:, None, None]
    along = constants("cui2008")["short_range_stiffness"] / optimal
    across = 1 / line.length
    outer = np.einsum("imht,jmht->mijht", line.pull, line.pull)
    eye = np.eye(3)[:, :, None, None]
    stiffness: Array = along[:, None, None] * outer + across[:, None, None] * (eye - outer)
    return stiffness / MILLIMETRES


def weakest(stiffness: Array) -> tuple[Array, Array]:
    """The least stiffness (...) and its direction (..., 3) of symmetric matrices (..., 3, 3)."""
    values, vectors = np.linalg.eigh(stiffness)
    return values[..., 0], vectors[..., 0]
