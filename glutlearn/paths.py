"""A muscle's path in a posture: its length, its points, and the line of pull that crosses the hip.

A muscle whose points come and go with a joint angle has one *route* for each set of points that can be present. All routes
of an anatomy are laid out once as arrays, component first, and evaluated together for all postures; then each
muscle takes the route that holds in each posture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, Array, Condition, Cylinder, Index, Mask, Muscle, PathPoint
from glutlearn.posture import (
    XYZ,
    Posture,
    body_pose,
    in_pelvis,
    knee_angles,
    point_in_femur,
    posture_rotation,
)
from glutlearn.wrapping import SIDE_ANGLE, arc_points, shortest_path


@dataclass(frozen=True, eq=False)
class Route:
    """One set of a muscle's points that can be present together, and when it is."""

    muscle: int
    points: tuple[PathPoint, ...]
    cylinder: Cylinder | None
    terms: tuple[tuple[Condition, bool], ...]

    @property
    def crossing(self) -> int:
        """Index of the first point beyond the hip."""
        return next(index for index, point in enumerate(self.points) if point.body != "pelvis")

    def holds(self, posture: Posture) -> Mask:
        """In which of the postures (n,) exactly these points are present."""
        present = np.ones(len(posture), dtype=bool)
        for condition, wanted in self.terms:
            angle = posture.flat("flexion" if condition.coordinate == "hip_flexion" else condition.coordinate)
            present &= ((angle >= condition.lowest) & (angle <= condition.highest)) == wanted
        return present


def _routes_of(muscle: Muscle, index: int) -> Iterator[Route]:
    conditions = [point.condition for point in muscle.points if point.condition is not None]
    for present in product((False, True), repeat=len(conditions)):
        flags = iter(present)
        points = tuple(point for point in muscle.points if point.condition is None or next(flags))
        yield Route(index, points, muscle.cylinder, tuple(zip(conditions, present, strict=True)))


class _Wraps(NamedTuple):
    """The cylinders that one body carries, as arrays over the routes that they act on."""

    body: str
    routes: Index
    radius: Array
    side: Array
    center: Array
    rotation: Array


class Layout(NamedTuple):
    """All routes of an anatomy as arrays; those that land on the femur come first.

    `near` (3, routes) is the last point on the pelvis, seen from the hip centre; `far` (3, landing on the femur) the first
    point beyond the hip; `leg` the landing points of the rest, which the knee moves; `choices` for each muscle its routes.
    """

    routes: tuple[Route, ...]
    near: Array
    far: Array
    leg: tuple[PathPoint, ...]
    wraps: tuple[_Wraps, ...]
    choices: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=64)
def _lay_out(hip: Anatomy) -> Layout:
    routes = [route for index, muscle in enumerate(hip.lines) for route in _routes_of(muscle, index)]
    routes.sort(key=lambda route: route.points[route.crossing].body != "femur")
    landing = [route.points[route.crossing] for route in routes]
    near = [route.points[route.crossing - 1].position - hip.hip_center for route in routes]
    far = [point.position for point in landing if point.body == "femur"]
    return Layout(
        tuple(routes),
        np.reshape(near, (-1, 3)).T,
        np.reshape(far, (-1, 3)).T,
        tuple(point for point in landing if point.body != "femur"),
        tuple(_group_cylinders(hip, routes)),
        tuple(
            tuple(index for index, route in enumerate(routes) if route.muscle == muscle)
            for muscle in range(len(hip.lines))
        ),
    )


def _group_cylinders(hip: Anatomy, routes: list[Route]) -> Iterator[_Wraps]:
    wrapped = [(index, route.cylinder) for index, route in enumerate(routes) if route.cylinder is not None]
    for body in sorted({cylinder.body for _, cylinder in wrapped}):
        indices, cylinders = zip(*(pair for pair in wrapped if pair[1].body == body), strict=True)
        seen_from = hip.hip_center if body == "pelvis" else np.zeros(3)
        yield _Wraps(
            body,
            np.array(indices),
            np.array([[cylinder.radius] for cylinder in cylinders]),
            np.array([[SIDE_ANGLE.get(cylinder.side, np.nan)] for cylinder in cylinders]),
            np.array([cylinder.center - seen_from for cylinder in cylinders]).T,
            np.moveaxis(np.array([cylinder.rotation for cylinder in cylinders]), 0, -1),
        )


class _CylinderFrame(NamedTuple):
    """Takes positions and directions (3, routes, n) between pelvis axes, seen from the hip centre, and cylinders."""

    wraps: _Wraps
    rotation: Array | None
    origin: Array | None

    @classmethod
    def of(cls, hip: Anatomy, wraps: _Wraps, posture: Posture) -> _CylinderFrame:
        if wraps.body == "pelvis":
            return cls(wraps, None, None)
        return cls(wraps, *body_pose(hip, wraps.body, posture))

    def enter(self, points: Array) -> Array:
        if self.rotation is not None and self.origin is not None:
            points = np.einsum("jin,jsn->isn", self.rotation, points - self.origin[:, None])
        return np.einsum("jis,jsn->isn", self.wraps.rotation, points - self.wraps.center[:, :, None])

    def turn_back(self, directions: Array) -> Array:
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

    `pull` (3, muscles, n) is the unit vector along which the muscle pulls the thigh, `through` (3, muscles, n) a point on
    that line in metres, `length` (muscles, n) the length of the whole piece with what lies on a cylinder.
    """

    through: Array
    pull: Array
    length: Array


def crossing(hip: Anatomy, posture: Posture) -> Crossing:
    """The line of pull of every muscle (one row each) in every posture."""
    layout = _lay_out(hip)
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
    return Crossing(*(_choose(layout, posture, values) for values in (through, pull, length)))


def _ends(hip: Anatomy, layout: Layout, posture: Posture) -> tuple[Array, Array]:
    """Last point on the pelvis (3, routes, 1) and first point beyond the hip (3, routes, n) of every route."""
    rotation = posture_rotation(posture)
    far = np.empty((3, len(layout.routes), len(posture)))
    on_femur = layout.far.shape[1]
    np.matmul(layout.far.T, rotation, out=far[:, :on_femur])
    if layout.leg:
        knee = knee_angles(hip, posture)
        for index, point in enumerate(layout.leg, start=on_femur):
            far[:, index] = np.einsum("ijn,jn->in", rotation, np.broadcast_to(
                point_in_femur(hip, point, knee), (3, len(posture))))
    return layout.near[:, :, None], far


def _choose(layout: Layout, posture: Posture, values: Array) -> Array:
    """From values of every route (..., routes, n) those of every muscle (..., muscles, n)."""
    chosen = values[..., [choice[0] for choice in layout.choices], :]
    for muscle, choice in enumerate(layout.choices):
        for index in choice[1:]:
            holds = layout.routes[index].holds(posture)
            chosen[..., muscle, :] = np.where(holds, values[..., index, :], chosen[..., muscle, :])
    return chosen


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
    layout = _lay_out(hip)
    rest = np.stack([_rest_of_path(hip, route, posture) for route in layout.routes])
    lengths = crossing(hip, posture).length + _choose(layout, posture, rest)
    return in_pelvis(lengths, posture, {"muscle": hip.muscles}, {"units": "m", "long_name": "path length"})


def _rest_of_path(hip: Anatomy, route: Route, posture: Posture) -> Array:
    """Length (n,) of the pieces that do not cross the hip; only the knee changes it."""
    knee = knee_angles(hip, posture) if any(point.body not in ("pelvis", "femur") for point in route.points) else np.zeros(1)
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
    layout = _lay_out(hip)
    arcs = _arcs(hip, layout, posture, arc_points)
    courses = [_course(hip, route, posture, arcs.get(index)) for index, route in enumerate(layout.routes)]
    longest = max(course.shape[1] for course in courses)
    padded = [np.pad(course, ((0, 0), (0, longest - course.shape[1]), (0, 0)), mode="edge") for course in courses]
    chosen = _choose(layout, posture, np.stack(padded, axis=2))
    axes = {"muscle": hip.muscles, "point": range(longest), "xyz": XYZ}
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
    points = []
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
