"""What a muscle's tendon pulls with at full activation, and how that depends on the length of its fibres."""

from __future__ import annotations

import numpy as np

from glutlearn.anatomy import Anatomy, Array
from glutlearn.paths import path_lengths
from glutlearn.posture import Posture
from glutlearn.provenance import constants


def force_per_activation(hip: Anatomy, posture: Posture, force_length: bool = False) -> Array:
    """Newtons along the tendon at full activation, (muscles, hips, n).

    Formula: F = F₀ cos α, with F₀ the maximum isometric force and α the pennation. With `force_length` the fibre's
    length follows from the path over a tendon that does not stretch, l = √((L − lₛ)² + (l₀ sin α₀)²), and its force
    from a bell curve, F = F₀ exp(−(l/l₀ − 1)²/γ) (L − lₛ)/l (Thelen 2003); where the tendon is slack there is none.
    Passive tension is left out.
    """
    without = [line.name for line in hip.lines if not line.max_isometric_force > 0]
    if without:
        raise ValueError(
            f"{hip.name} has no strength for {', '.join(without[:3])}{' and others' if len(without) > 3 else ''}; "
            "take delp1990, rajagopal2016 or uhlrich2022, or select muscles that have one"
        )
    strength = np.array([line.max_isometric_force for line in hip.lines])[:, None, None]
    pennation = np.radians([line.pennation for line in hip.lines])[:, None, None]
    if not force_length:
        return np.broadcast_to(strength * np.cos(pennation), (len(hip.lines), hip.hips or 1, len(posture)))
    optimal = np.array([line.optimal_fiber_length for line in hip.lines])[:, None, None]
    slack = np.array([line.tendon_slack_length for line in hip.lines])[:, None, None]
    lengths = path_lengths(hip, posture).values.reshape(len(hip.lines), hip.hips or 1, len(posture))
    along = np.maximum(lengths - slack, 0)
    fiber = np.hypot(along, optimal * np.sin(pennation))
    width = constants("thelen2003")["active_force_length_width"]
    force: Array = strength * np.exp(-((fiber / optimal - 1) ** 2) / width)
    return force * np.divide(along, fiber, out=np.zeros_like(fiber), where=fiber > 0)
