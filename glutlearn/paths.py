"""A muscle's path in a posture: its length, its points, and the line of pull that crosses the hip."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import whole_number
from glutlearn.clusters import over_chunks
from glutlearn.kinematics import Angles, body_pose, point_in_femur, turn
from glutlearn.posture import XYZ, Posture, angles_of, hip_dimension, labelled
from glutlearn.routes import Layout, Route, Wraps, choose, lay_out
from glutlearn.wrapping import CylinderPath

BLOCK = 2**15
"""Lines of pull (muscles × hips × postures) evaluated at a time: what they need then stays in the processor's cache."""


class Block(NamedTuple):
    """Some of the hips in some of the postures, and which of all they are."""

    hip: Anatomy
    angles: Angles
    hips: slice
    postures: slice


def blocks(hip: Anatomy, angles: Angles) -> Iterator[Block]:
    """Hips and postures in blocks that fit the processor's cache, so that memory does not grow with their number."""
    most = max(1, BLOCK // len(hip.lines))
    for hips in _slices(hip.hips or 1, most):
        part = hip if hip.hips is None else hip.take(hips)
        for postures in _slices(len(angles), max(1, most // (hips.stop - hips.start))):
            yield Block(part, angles.part(postures), hips, postures)


def _slices(count: int, most: int) -> Iterator[slice]:
    return (slice(start, min(start + most, count)) for start in range(0, count, most))


class _Over(NamedTuple):
    """Cylinders of one body in a posture: takes ends into their frames and what comes of it back to pelvis axes."""

    wraps: Wraps
    rotation: Array | None
    origin: Array | None

    @classmethod
    def at(cls, hip: Anatomy, wraps: Wraps, angles: Angles) -> _Over:
        return cls(wraps, *((None, None) if wraps.body == "pelvis" else body_pose(hip, wraps.body, angles)))

    def path(self, near: Array, far: Array) -> CylinderPath:
        """The path between ends given for all routes (3, routes, hips, n or 1), seen from the hip centre."""
        wraps = self.wraps
        start = self._enter(near[:, wraps.routes]) if wraps.start is None else wraps.start
        end = self._enter(far[:, wraps.routes]) if wraps.end is None else wraps.end
        return CylinderPath(start, end, wraps.radius, wraps.side)

    def _enter(self, points: Array) -> Array:
        if self.rotation is None or self.origin is None:
            return self.wraps.enter(points)
        points = points if not self.origin.any() else points - self.origin[:, None, None]
        return self.wraps.enter(turn(self.rotation.swapaxes(0, 1), points))

    def directions(self, vectors: Array) -> Array:
        """Directions (3, routes, hips, n) from the cylinders' frames to pelvis axes."""
        vectors = np.einsum("ijsh,jshn->ishn", self.wraps.rotation, vectors)
        return vectors if self.rotation is None else turn(self.rotation, vectors)

    def positions(self, points: Array) -> Array:
        """Positions (3, count, routes, hips, n) from the cylinders' frames to pelvis axes, seen from the hip centre."""
        points = np.einsum("ijsh,jkshn->ikshn", self.wraps.rotation, points) + self.wraps.center[:, None]
        if self.rotation is None or self.origin is None:
            return points
        return turn(self.rotation, points) + self.origin[:, None, None, None]


class Crossing(NamedTuple):
    """The piece of each path that crosses the hip, in pelvis axes seen from the hip centre.

    `pull` (3, muscles, hips, n) is the unit vector along which the muscle pulls the thigh, `through` (3, muscles,
    hips, n) a point on that line in metres, `length` (muscles, hips, n) the length of the whole piece with what lies
    on a cylinder.
    """

    through: Array
    pull: Array
    length: Array


def crossing(hip: Anatomy, angles: Angles) -> Crossing:
    """The line of pull of every muscle (one row each) in every posture."""
    layout = lay_out(hip)
    near, far = _ends(hip, layout, angles)
    across = near - far
    length = np.sqrt(across[0] ** 2 + across[1] ** 2 + across[2] ** 2)
    pull = across / length
    through = far
    for wraps in layout.wraps:
        over = _Over.at(hip, wraps, angles)
        path = over.path(near, far)
        length[wraps.routes] = path.length
        # The straight piece that crosses the joint ends on the other bone than the one that carries the cylinder.
        if wraps.body == "pelvis":
            pull[:, wraps.routes] = over.directions(path.from_end)
        else:
            pull[:, wraps.routes] = over.directions(-path.from_start)
            through[:, wraps.routes] = near[:, wraps.routes]
    return Crossing(*(choose(layout, angles, values) for values in (through, pull, length)))


def _ends(hip: Anatomy, layout: Layout, angles: Angles) -> tuple[Array, Array]:
    """Last point on the pelvis (3, routes, hips, 1) and first beyond the hip (3, routes, hips, n) of every route."""
    rotation = angles.femur_to_pelvis
    far = np.empty((3, *layout.near.shape[1:], len(angles)))
    on_femur = layout.far.shape[1]
    far[:, :on_femur] = turn(rotation, layout.far[..., None])
    for index, point in enumerate(layout.leg, start=on_femur):
        far[:, index] = turn(rotation, point_in_femur(hip, point, angles))
    return layout.near[..., None], far


@over_chunks
def path_lengths(hip: Anatomy, posture: Posture) -> xr.DataArray:
    """The length of every muscle's path from origin to insertion, with what lies on a cylinder.

    Formula: L = Σ |pᵢ₊₁ − pᵢ|, where the piece that crosses the hip may lie on a cylinder and is then the shortest
    path over it (`glutlearn.wrapping`).

    Parameters
    ----------
    hip : Anatomy
    posture : Posture

    Returns
    -------
    xarray.DataArray
        (muscle, *posture dims), m; virtual hips add the dimension "hip" before those of the posture.

    Raises
    ------
    ValueError
        For a knee flexion outside the anatomy's knee table.

    Examples
    --------
    >>> import glutlearn as gl
    >>> lengths = gl.path_lengths(gl.load_anatomy("delp1990"), gl.Posture(flexion=[0, 90]))
    >>> lengths.sel(muscle="piriformis").values.round(4)
    array([0.1363, 0.1512])
    """
    angles = angles_of(hip, posture)
    lengths = np.empty((len(hip.lines), hip.hips or 1, len(angles)))
    for block in blocks(hip, angles):
        lengths[:, block.hips, block.postures] = _lengths(block.hip, block.angles)
    leading = {"muscle": hip.muscles, **hip_dimension(hip)}
    return labelled(lengths, posture, leading, {"units": "m", "long_name": "path length"})


def _lengths(hip: Anatomy, angles: Angles) -> Array:
    """Length (muscles, hips, n) of every path in m: the piece that crosses the hip and the rest of it."""
    layout = lay_out(hip)
    rest = np.stack([_rest_of_path(hip, route, angles) for route in layout.routes])
    return crossing(hip, angles).length + choose(layout, angles, rest)


def _rest_of_path(hip: Anatomy, route: Route, angles: Angles) -> Array:
    """Length (hips, n) of the pieces that do not cross the hip; only the knee changes it."""
    total = np.zeros((hip.hips or 1, len(angles)))
    for start, end in pairwise(route.points):
        if start.body == end.body == "pelvis":
            across = (end.position - start.position).reshape(3, -1, 1)
        elif start.body != "pelvis":
            across = point_in_femur(hip, end, angles) - point_in_femur(hip, start, angles)
        else:
            continue
        total += np.sqrt((across**2).sum(axis=0))
    return total


@over_chunks
def muscle_paths(hip: Anatomy, posture: Posture, arc_points: int = 9) -> xr.DataArray:
    """The course of every muscle as points to draw a line through.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    arc_points : int
        How many points show the part that lies on a cylinder. Where the path is clear of it they all lie on
        the straight line, so that a drawing changes smoothly.

    Returns
    -------
    xarray.DataArray
        (muscle, point, xyz, *posture dims), m, in pelvis axes seen from the hip centre, from origin to insertion.
        A muscle with fewer points repeats its last one.

    Raises
    ------
    ValueError
        For fewer than two points, and for a knee flexion outside the anatomy's knee table.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("delp1990").select(["piriformis"])
    >>> gl.muscle_paths(hip, gl.Posture(flexion=0)).dims
    ('muscle', 'point', 'xyz')
    """
    angles = angles_of(hip, posture)
    arc_points = whole_number("arc_points", arc_points, 2, "how many points show an arc, at least 2")
    layout = lay_out(hip)
    arcs = _arcs(hip, layout, angles, arc_points)
    courses = [_course(hip, route, angles, arcs.get(index)) for index, route in enumerate(layout.routes)]
    longest = max(course.shape[1] for course in courses)
    padded = [
        np.pad(course, [(0, 0), (0, longest - course.shape[1]), (0, 0), (0, 0)], mode="edge") for course in courses
    ]
    chosen = choose(layout, angles, np.stack(padded, axis=2))
    leading = {"muscle": hip.muscles, "point": range(longest), "xyz": XYZ, **hip_dimension(hip)}
    attrs = {"units": "m", "long_name": "course of the muscle", "frame": "pelvis axes, hip centre"}
    return labelled(np.transpose(chosen, (2, 1, 0, 3, 4)), posture, leading, attrs)


def _arcs(hip: Anatomy, layout: Layout, angles: Angles, count: int) -> dict[int, Array]:
    """For every route with a cylinder, points (3, count, hips, n) along the part that lies on it."""
    near, far = _ends(hip, layout, angles)
    arcs: dict[int, Array] = {}
    for wraps in layout.wraps:
        over = _Over.at(hip, wraps, angles)
        points = over.positions(over.path(near, far).arc(count))
        arcs.update({int(index): points[:, :, row] for row, index in enumerate(wraps.routes)})
    return arcs


def _course(hip: Anatomy, route: Route, angles: Angles, arc: Array | None) -> Array:
    """All points of a route (3, points, hips, n) in pelvis axes, seen from the hip centre."""
    points: list[Array] = []
    for index, point in enumerate(route.points):
        if index == route.crossing and arc is not None:
            points.extend(np.moveaxis(arc, 1, 0))
        if point.body == "pelvis":
            here = point.position.reshape(3, -1, 1) - hip.hip_center[:, None, None]
        else:
            here = turn(angles.femur_to_pelvis, point_in_femur(hip, point, angles))
        points.append(np.broadcast_to(here, (3, hip.hips or 1, len(angles))))
    return np.stack(points, axis=1)
