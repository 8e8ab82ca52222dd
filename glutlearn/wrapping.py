"""The shortest path between two points that may not pass through an endless cylinder.

All points are in the cylinder's own frame: its axis is z. Unroll the cylinder and the path is a straight line, so its
slope along z is the same on the two tangents and on the helix between them, and every length follows from the
view down the axis. Nothing is iterated. Arrays have the component first: (3, ...).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from glutlearn.anatomy import Array, Mask

SIDE_ANGLE = {"x": 0.0, "y": 0.5 * np.pi, "-x": np.pi, "-y": -0.5 * np.pi}
"""Where round the axis each named side lies, in radians from x."""


class _End:
    """One end of the path, seen down the axis.

    `out` is its distance from the axis, `angle` its direction, counted from the named side; a tangent from it has the
    length `reach` and touches the cylinder `tangent` radians further round.
    """

    def __init__(self, point: Array, radius: Array, zero: Array):
        square = point[0] ** 2 + point[1] ** 2
        self.point = point
        self.out = np.sqrt(square)
        self.angle = _within_half_turn(np.arctan2(point[1], point[0]) - zero)
        self.outside = self.out >= radius
        self.reach = np.sqrt(np.maximum(square - radius**2, 0.0))
        self.tangent = np.arccos(np.minimum(radius / self.out, 1.0))

    def leave(self, radius: Array, turn: Array, level: Array, climb: Array) -> Array:
        """Unit vector to the tangent point: inwards by reach/r, sideways by R/r, and up the axis."""
        share = level / self.out**2
        inward, sideways = share * self.reach, share * turn * radius
        x, y, _ = self.point
        direction = np.empty((3, *np.broadcast_shapes(share.shape, x.shape)))
        direction[0] = -inward * x - sideways * y
        direction[1] = sideways * x - inward * y
        direction[2] = climb
        return direction


def _within_half_turn(angle: Array) -> Array:
    return angle - 2 * np.pi * np.round(angle / (2 * np.pi))


class CylinderPath:
    """The shortest path outside an endless cylinder about z.

    Where the straight line is clear of the cylinder it is the path. Otherwise two tangents and a helix: seen down
    the axis, l = √(r₁² − R²) + Rψ + √(r₂² − R²) with ψ = |Δθ| − arccos(R/r₁) − arccos(R/r₂), and in space √(l² + Δz²).
    ψ = 0 is the tangent line, so length and directions are continuous at lift-off.

    For a named side the angles are counted from it and cut opposite to it, so that Δθ may exceed half a turn: then the
    straight line would pass on the wrong side, and the path takes the long way round. A point inside the cylinder has
    no tangent; there the path is left straight, as if clear.

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
    >>> start, end = np.array([1.0, 0, 0]), np.array([-1.0, 0, 0])
    >>> path = CylinderPath(start, end, np.array(1.0), np.array(0.5 * np.pi))
    >>> float(path.length / np.pi)
    1.0
    """

    def __init__(self, start: Array, end: Array, radius: Array, side: Array):
        free = np.isnan(side)
        self.radius, self.zero = radius, np.where(free, 0.0, side)
        self.start, self.end = _End(start, radius, self.zero), _End(end, radius, self.zero)
        sweep = self.end.angle - self.start.angle
        sweep = np.where(free, _within_half_turn(sweep), sweep)
        self.turn = np.sign(sweep)
        self.wrapped = np.abs(sweep) - self.start.tangent - self.end.tangent
        self.touches: Mask = (self.wrapped > 0) & self.start.outside & self.end.outside
        self.across = end - start

    @cached_property
    def flat(self) -> Array:
        """Length seen down the axis, where the path touches."""
        return self.start.reach + self.radius * self.wrapped + self.end.reach

    @cached_property
    def length(self) -> Array:
        """(...) m."""
        straight = self.across[0] ** 2 + self.across[1] ** 2 + self.across[2] ** 2
        return np.sqrt(np.where(self.touches, self.flat**2 + self.across[2] ** 2, straight))

    @property
    def from_start(self) -> Array:
        """Unit vectors (3, ...) that leave the start along the path."""
        level, climb = self.flat / self.length, self.across[2] / self.length
        wrapped = self.start.leave(self.radius, self.turn, level, climb)
        return np.where(self.touches, wrapped, self.across / self.length)

    @property
    def from_end(self) -> Array:
        """Unit vectors (3, ...) that leave the end along the path, back towards the start."""
        level, climb = self.flat / self.length, self.across[2] / self.length
        wrapped = self.end.leave(self.radius, -self.turn, level, -climb)
        return np.where(self.touches, wrapped, -self.across / self.length)

    def arc(self, count: int) -> Array:
        """Points (3, count, ...) along the part that lies on the cylinder, evenly spaced, for drawing.

        Where the path is clear they all lie at the one point of the straight line that comes nearest to the axis, so
        that a drawing changes smoothly when the path lifts off.
        """
        wrapped = np.where(self.touches, self.wrapped, 0.0)
        fraction = np.linspace(0.0, 1.0, count).reshape(-1, *[1] * wrapped.ndim)
        angle = self.zero + self.start.angle + self.turn * (self.start.tangent + fraction * wrapped)
        height = (
            self.start.point[2] + self.across[2] * (self.start.reach + fraction * self.radius * wrapped) / self.flat
        )
        on_cylinder = np.stack(np.broadcast_arrays(self.radius * np.cos(angle), self.radius * np.sin(angle), height))
        x, y = self.across[:2]
        nearest = -(self.start.point[0] * x + self.start.point[1] * y) / (x**2 + y**2)
        on_line = self.start.point + np.clip(nearest, 0.0, 1.0) * self.across
        return np.where(self.touches, on_cylinder, on_line[:, None])
