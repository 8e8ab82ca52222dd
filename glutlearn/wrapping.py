"""The shortest path between two points that may not pass through an endless cylinder.

All points are in the cylinder's own frame: its axis is z. Unroll the cylinder and the path is a straight line, so its
slope along z is the same on the two tangents and on the helix between them, and every length follows from the
view down the axis. Nothing is iterated. Arrays have the component first: (3, ...).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from glutlearn.anatomy import Array, Mask

SIDE_ANGLE = {"x": 0.0, "y": 0.5 * np.pi, "-x": np.pi, "-y": -0.5 * np.pi}
"""Where round the axis each named side lies, in radians from x."""


class CylinderPath(NamedTuple):
    """A shortest path. The directions are unit vectors that leave each end along the path."""

    length: Array
    from_start: Array
    from_end: Array
    touches: Mask


class _View(NamedTuple):
    """The path seen down the axis: how far out its ends lie, and what it does between them.

    `reach` is the length of a tangent, `sweep` the signed angle from end to end, `wrapped` the part of it that lies on
    the cylinder: negative where the line is clear.
    """

    start_radius: Array
    tangent_angle: Array
    start_reach: Array
    end_radius: Array
    end_reach: Array
    sweep: Array
    wrapped: Array


def _look_down_axis(start: Array, end: Array, radius: Array, side: Array) -> _View:
    """Angles between the ends and their tangent points, and the angle wrapped (negative where the line is clear).

    `side` is the angle of the half over which the path must go, NaN where the shorter way is taken. For a
    named side the angles are counted from it and cut opposite to it, so a sweep may exceed half a turn; then the
    straight line would pass on the wrong side and the path takes the long way round.
    """
    free = np.isnan(side)
    zero = np.where(free, 0.0, side)
    start_radius, end_radius = np.hypot(start[0], start[1]), np.hypot(end[0], end[1])
    start_angle = _within_half_turn(np.arctan2(start[1], start[0]) - zero)
    end_angle = _within_half_turn(np.arctan2(end[1], end[0]) - zero)
    sweep = end_angle - start_angle
    sweep = np.where(free, _within_half_turn(sweep), sweep)
    # A point inside the cylinder has no tangent; there the path is left straight, as if clear.
    outside = (start_radius >= radius) & (end_radius >= radius)
    start_tangent = np.arccos(np.minimum(radius / start_radius, 1.0))
    end_tangent = np.arccos(np.minimum(radius / end_radius, 1.0))
    wrapped = np.where(outside, np.abs(sweep) - start_tangent - end_tangent, -1.0)
    start_reach = np.sqrt(np.maximum(start_radius**2 - radius**2, 0.0))
    end_reach = np.sqrt(np.maximum(end_radius**2 - radius**2, 0.0))
    tangent_angle = start_angle + zero + np.sign(sweep) * start_tangent
    return _View(start_radius, tangent_angle, start_reach, end_radius, end_reach, sweep, wrapped)


def _within_half_turn(angle: Array) -> Array:
    return angle - 2 * np.pi * np.round(angle / (2 * np.pi))


def shortest_path(start: Array, end: Array, radius: Array, side: Array) -> CylinderPath:
    """The shortest path outside an endless cylinder about z.

    Where the straight line is clear of the cylinder it is the path. Otherwise two tangents and a helix: seen down
    the axis, l = √(r₁² − R²) + Rψ + √(r₂² − R²) with ψ = |Δθ| − arccos(R/r₁) − arccos(R/r₂), and in space √(l² + Δz²).
    ψ = 0 is the tangent line, so length and directions are continuous at lift-off.

    Parameters
    ----------
    start, end : (3, ...) m
    radius : (...) m
    side : (...) rad
        Angle round the axis, from x, of the half that the path must pass over; NaN where either will do.

    Examples
    --------
    Half a turn between opposite points that touch the cylinder:

    >>> import numpy as np
    >>> path = shortest_path(np.array([1.0, 0, 0]), np.array([-1.0, 0, 0]), np.array(1.0), np.array(0.5 * np.pi))
    >>> float(path.length / np.pi)
    1.0
    """
    across = end - start
    straight = np.sqrt(across[0] ** 2 + across[1] ** 2 + across[2] ** 2)
    view = _look_down_axis(start, end, radius, side)
    touches = view.wrapped > 0
    turn = np.sign(view.sweep)
    flat = view.start_reach + radius * view.wrapped + view.end_reach
    length = np.where(touches, np.sqrt(flat**2 + across[2] ** 2), straight)
    climb = across[2] / length
    level = flat / length
    from_start = _leave(start, view.start_radius, view.start_reach, radius, turn, level, climb)
    from_end = _leave(end, view.end_radius, view.end_reach, radius, -turn, level, -climb)
    unit = across / straight
    return CylinderPath(length, np.where(touches, from_start, unit), np.where(touches, from_end, -unit), touches)


def _leave(
    point: Array, distance: Array, reach: Array, radius: Array, turn: Array, level: Array, climb: Array
) -> Array:
    """Unit vector from a point to its tangent point: inwards by reach/r, sideways by R/r, and up the axis."""
    inward, sideways = level * reach / distance**2, level * turn * radius / distance**2
    x = -inward * point[0] - sideways * point[1]
    y = -inward * point[1] + sideways * point[0]
    return np.stack(np.broadcast_arrays(x, y, climb))


def arc_points(start: Array, end: Array, radius: Array, side: Array, count: int) -> Array:
    """Points (3, count, ...) along the part of the path that lies on the cylinder, evenly spaced, for drawing.

    Where the path is clear they all lie at the one point of the straight line that comes nearest to the axis, so
    that a drawing changes smoothly when the path lifts off.
    """
    view = _look_down_axis(start, end, radius, side)
    touches = view.wrapped > 0
    arc = radius * np.maximum(view.wrapped, 0.0)
    flat = view.start_reach + arc + view.end_reach
    fraction = np.linspace(0.0, 1.0, count).reshape(-1, *[1] * start[0].ndim)
    angle = view.tangent_angle + np.sign(view.sweep) * fraction * np.maximum(view.wrapped, 0.0)
    height = start[2] + (end[2] - start[2]) * (view.start_reach + fraction * arc) / flat
    on_cylinder = np.stack(np.broadcast_arrays(radius * np.cos(angle), radius * np.sin(angle), height))
    across = end - start
    nearest = -(start[0] * across[0] + start[1] * across[1]) / (across[0] ** 2 + across[1] ** 2)
    on_line = start + np.clip(nearest, 0.0, 1.0) * across
    return np.where(touches, on_cylinder, on_line[:, None])
