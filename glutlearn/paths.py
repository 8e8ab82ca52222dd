"""A muscle's path in a posture: its length, its points, and the line of pull that crosses the hip."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, Array
from glutlearn.posture import (
    XYZ,
    Posture,
    body_pose,
    in_pelvis,
    knee_angles,
    point_in_femur,
    posture_rotation,
)
from glutlearn.routes import Layout, Route, Wraps, choose, lay_out
from glutlearn.wrapping import arc_points, shortest_path


class _CylinderFrame(NamedTuple):
    """Takes positions and directions (3, routes, n) between pelvis axes, seen from the hip centre, and cylinders."""

    wraps: Wraps
    rotation: Array | None
    origin: Array | None

    @classmethod
    def of(cls, hip: Anatomy, wraps: Wraps, posture: Posture) -> _CylinderFrame:
        if wraps.body == "pelvis":
            return cls(wraps, None, None)
        return cls(wraps, *body_pose(hip, wraps.body, posture))

    def enter(self, points: Array) -> Array:
        """Positions from pelvis axes into the cylinders' frames."""
        if self.rotation is not None and self.origin is not None:
            points = np.einsum("jin,jsn->isn", self.rotation, points - self.origin[:, None])
        return np.einsum("jis,jsn->isn", self.wraps.rotation, points - self.wraps.center[:, :, None])

    def turn_back(self, directions: Array) -> Array:
        """Directions from the cylinders' frames back into pelvis axes."""
        directions = np.einsum("ijs,jsn->isn", self.wraps.rotation, directions)
        return directions if self.rotation is None else np.einsum("ijn,jsn->isn", self.rotation, directions)

    def leave(self, points: Array) -> Array:
        """Positions (3, count, routes, n) back in pelvis axes."""
        points = np.einsum("ijs,jksn->iksn", self.wraps.rotation, points) + self.wraps.center[:, None, :, None]
        if self.rotation is not None and self.origin is not None:
            points = np.einsum("ijn,jksn->iksn", self.rotation, points) + self.origin[:, None, None]
        return points


class Crossing(NamedTuple):
    """The piece of each path that crosses the hip, in pelvis axes seen from the hip centre.

    `pull` (3, muscles, n) is the unit vector along which the muscle pulls the thigh, `through` (3, muscles, n) a
    point on that line in metres, `length` (muscles, n) the length of the whole piece with what lies on a cylinder.
    """

    through: Array
    pull: Array
    length: Array


def crossing(hip: Anatomy, posture: Posture) -> Crossing:
    """The line of pull of every muscle (one row each) in every posture."""
    layout = lay_out(hip)
    near, far = _ends(hip, layout, posture)
    across = near - far
    length = np.sqrt(across[0] ** 2 + across[1] ** 2 + across[2] ** 2)
    pull = across / length
    through = far
    for wraps in layout.wraps:
        frame = _CylinderFrame.of(hip, wraps, posture)
        start, end = frame.enter(near[:, wraps.routes]), frame.enter(far[:, wraps.routes])
        path = shortest_path(start, end, wraps.radius, wraps.side)
        length[wraps.routes] = path.length
        # The straight piece that crosses the joint ends on the other bone than the one that carries the cylinder.
        if wraps.body == "pelvis":
            pull[:, wraps.routes] = frame.turn_back(path.from_end)
        else:
            pull[:, wraps.routes] = -frame.turn_back(path.from_start)
            through[:, wraps.routes] = near[:, wraps.routes]
    return Crossing(*(choose(layout, posture, values) for values in (through, pull, length)))


def _ends(hip: Anatomy, layout: Layout, posture: Posture) -> tuple[Array, Array]:
    """Last point on the pelvis (3, routes, 1) and first point beyond the hip (3, routes, n) of every route."""
    rotation = posture_rotation(posture)
    far = np.empty((3, len(layout.routes), len(posture)))
    on_femur = layout.far.shape[1]
    np.matmul(layout.far.T, rotation, out=far[:, :on_femur])
    if layout.leg:
        knee = knee_angles(hip, posture)
        for index, point in enumerate(layout.leg, start=on_femur):
            far[:, index] = np.einsum(
                "ijn,jn->in", rotation, np.broadcast_to(point_in_femur(hip, point, knee), (3, len(posture)))
            )
    return layout.near[:, :, None], far


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
        (muscle, *posture dims), m.

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
    layout = lay_out(hip)
    rest = np.stack([_rest_of_path(hip, route, posture) for route in layout.routes])
    lengths = crossing(hip, posture).length + choose(layout, posture, rest)
    return in_pelvis(lengths, posture, {"muscle": hip.muscles}, {"units": "m", "long_name": "path length"})


def _rest_of_path(hip: Anatomy, route: Route, posture: Posture) -> Array:
    """Length (n,) of the pieces that do not cross the hip; only the knee changes it."""
    knee = (
        knee_angles(hip, posture)
        if any(point.body not in ("pelvis", "femur") for point in route.points)
        else np.zeros(1)
    )
    total = np.zeros(len(posture))
    for start, end in pairwise(route.points):
        if start.body == end.body == "pelvis":
            total += np.sqrt(((end.position - start.position) ** 2).sum())
        elif start.body != "pelvis":
            across = point_in_femur(hip, end, knee) - point_in_femur(hip, start, knee)
            total += np.sqrt((across**2).sum(axis=0))
    return total


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

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("delp1990").select(["piriformis"])
    >>> gl.muscle_paths(hip, gl.Posture(flexion=0)).dims
    ('muscle', 'point', 'xyz')
    """
    layout = lay_out(hip)
    arcs = _arcs(hip, layout, posture, arc_points)
    courses = [_course(hip, route, posture, arcs.get(index)) for index, route in enumerate(layout.routes)]
    longest = max(course.shape[1] for course in courses)
    padded = [np.pad(course, ((0, 0), (0, longest - course.shape[1]), (0, 0)), mode="edge") for course in courses]
    chosen = choose(layout, posture, np.stack(padded, axis=2))
    axes: dict[str, Sequence[object]] = {"muscle": hip.muscles, "point": range(longest), "xyz": XYZ}
    attrs = {"units": "m", "frame": "pelvis axes, hip centre"}
    return in_pelvis(np.transpose(chosen, (2, 1, 0, 3)), posture, axes, attrs)


def _arcs(hip: Anatomy, layout: Layout, posture: Posture, count: int) -> dict[int, Array]:
    """For every route with a cylinder, points (3, count, n) along the part that lies on it."""
    near, far = _ends(hip, layout, posture)
    arcs: dict[int, Array] = {}
    for wraps in layout.wraps:
        frame = _CylinderFrame.of(hip, wraps, posture)
        start, end = frame.enter(near[:, wraps.routes]), frame.enter(far[:, wraps.routes])
        start, end = np.broadcast_arrays(start, end)
        points = frame.leave(arc_points(start, end, wraps.radius, wraps.side, count))
        arcs.update({int(index): points[:, :, row] for row, index in enumerate(wraps.routes)})
    return arcs


def _course(hip: Anatomy, route: Route, posture: Posture, arc: Array | None) -> Array:
    """All points of a route (3, points, n) in pelvis axes, seen from the hip centre."""
    rotation = posture_rotation(posture)
    knee = knee_angles(hip, posture)
    points: list[Array] = []
    for index, point in enumerate(route.points):
        if index == route.crossing and arc is not None:
            points.extend(np.moveaxis(arc, 1, 0))
        if point.body == "pelvis":
            here = np.broadcast_to((point.position - hip.hip_center)[:, None], (3, len(posture)))
        else:
            in_femur = np.broadcast_to(point_in_femur(hip, point, knee), (3, len(posture)))
            here = np.einsum("ijn,jn->in", rotation, in_femur)
        points.append(here)
    return np.stack(points, axis=1)
