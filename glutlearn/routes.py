"""The routes that muscles can take, laid out as arrays.

A muscle whose points come and go with a joint angle has one *route* for each set of points that can be present. All
routes of an anatomy are laid out once, component first, and evaluated together for all postures; then each muscle takes
the route that holds in each posture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from glutlearn.anatomy import Anatomy, Array, Condition, Cylinder, Index, Mask, Muscle, PathPoint
from glutlearn.kinematics import Angles
from glutlearn.wrapping import SIDE_ANGLE


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
        return first_beyond_hip(self.points)

    def holds(self, angles: Angles) -> Mask:
        """In which of the postures (n,) exactly these points are present."""
        present = np.ones(len(angles), dtype=bool)
        for condition, wanted in self.terms:
            angle = angles.flexion if condition.coordinate == "hip_flexion" else angles.knee_flexion
            present &= ((angle >= condition.lowest) & (angle <= condition.highest)) == wanted
        return present


def first_beyond_hip(points: Sequence[PathPoint]) -> int:
    """Index of the first point that is not on the pelvis: the path crosses the hip just before it."""
    return next(index for index, point in enumerate(points) if point.body != "pelvis")


def _routes_of(muscle: Muscle, index: int) -> Iterator[Route]:
    conditions = [point.condition for point in muscle.points if point.condition is not None]
    for present in product((False, True), repeat=len(conditions)):
        flags = iter(present)
        points = tuple(point for point in muscle.points if point.condition is None or next(flags))
        yield Route(index, points, muscle.cylinder, tuple(zip(conditions, present, strict=True)))


class Wraps(NamedTuple):
    """The cylinders that one body carries, as arrays over the routes that they act on, hips and postures.

    `radius` and `side` are (routes, 1, 1), `center` (3, routes, hips, 1), `rotation` (3, 3, routes, hips). `start`
    and `end` are the path's ends in the cylinder's frame, (3, routes, hips, 1), where they lie on the same body.
    """

    body: str
    routes: Index
    radius: Array
    side: Array
    center: Array
    rotation: Array
    start: Array | None
    end: Array | None

    def enter(self, points: Array) -> Array:
        """Positions (3, routes, hips, n) from the body's axes (pelvis: from the hip centre) into the cylinder's."""
        return np.einsum("jish,jshn->ishn", self.rotation, points - self.center)


class Layout(NamedTuple):
    """All routes of an anatomy as arrays; those that land on the femur come first.

    `near` (3, routes, hips) is the last point on the pelvis, seen from the hip centre; `far` (3, landing on the femur,
    hips) the first point beyond the hip; `leg` the landing points of the rest, which the knee moves; `choices` for
    each muscle its routes.
    """

    routes: tuple[Route, ...]
    near: Array
    far: Array
    leg: tuple[PathPoint, ...]
    wraps: tuple[Wraps, ...]
    choices: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=64)
def lay_out(hip: Anatomy) -> Layout:
    """Arrange an anatomy's routes for evaluation; done once for each anatomy."""
    routes = [route for index, muscle in enumerate(hip.lines) for route in _routes_of(muscle, index)]
    routes.sort(key=lambda route: route.points[route.crossing].body != "femur")
    landing = [route.points[route.crossing] for route in routes]
    near = _stack(hip, [route.points[route.crossing - 1].position for route in routes], 3)
    near = near - hip.hip_center[:, None, None]
    far = _stack(hip, [point.position for point in landing if point.body == "femur"], 3)
    return Layout(
        tuple(routes),
        near,
        far,
        tuple(point for point in landing if point.body != "femur"),
        tuple(_group_cylinders(hip, routes, near, far)),
        tuple(
            tuple(index for index, route in enumerate(routes) if route.muscle == muscle)
            for muscle in range(len(hip.lines))
        ),
    )


def _stack(hip: Anatomy, values: list[Array], *shape: int) -> Array:
    """Values of each route, (*shape) or (*shape, hips), as one array (*shape, routes, hips)."""
    hips = hip.hips or 1
    full = [np.broadcast_to(value.reshape(*shape, -1), (*shape, hips)) for value in values]
    return np.stack(full, axis=len(shape)) if full else np.empty((*shape, 0, hips))


def _group_cylinders(hip: Anatomy, routes: list[Route], near: Array, far: Array) -> Iterator[Wraps]:
    groups: dict[tuple[str, bool], list[int]] = {}
    for index, route in enumerate(routes):
        if route.cylinder is not None:
            groups.setdefault((route.cylinder.body, index < far.shape[1]), []).append(index)
    for (body, on_femur), indices in groups.items():
        cylinders = [cylinder for index in indices if (cylinder := routes[index].cylinder) is not None]
        seen_from = hip.hip_center if body == "pelvis" else np.zeros(3)
        wraps = Wraps(
            body,
            np.array(indices),
            np.array([[[cylinder.radius]] for cylinder in cylinders]),
            np.array([[[SIDE_ANGLE.get(cylinder.side, np.nan)]] for cylinder in cylinders]),
            (_stack(hip, [cylinder.center for cylinder in cylinders], 3) - seen_from[:, None, None])[..., None],
            _stack(hip, [cylinder.rotation for cylinder in cylinders], 3, 3),
            None,
            None,
        )
        start = wraps.enter(near[:, indices, :, None]) if body == "pelvis" else None
        end = wraps.enter(far[:, indices, :, None]) if body == "femur" and on_femur else None
        yield wraps._replace(start=start, end=end)


def choose(layout: Layout, angles: Angles, values: Array) -> Array:
    """From values of every route (..., routes, hips, n) those of every muscle (..., muscles, hips, n)."""
    first = [choice[0] for choice in layout.choices]
    chosen = values if first == list(range(len(layout.routes))) else values[..., first, :, :]
    for muscle, choice in enumerate(layout.choices):
        for index in choice[1:]:
            holds = layout.routes[index].holds(angles)
            chosen[..., muscle, :, :] = np.where(holds, values[..., index, :, :], chosen[..., muscle, :, :])
    return chosen
