"""The routes that muscles can take, laid out as arrays.

A muscle whose points come and go with a joint angle has one *route* for each set of points that can be present. All
routes of an anatomy are laid out once, component first, and evaluated together for all postures; then each muscle takes
the route that holds in each posture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from glutlearn.anatomy import Anatomy, Array, Condition, Cylinder, Index, Mask, Muscle, PathPoint
from glutlearn.posture import Posture
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


class Wraps(NamedTuple):
    """The cylinders that one body carries, as arrays over the routes that they act on."""

    body: str
    routes: Index
    radius: Array
    side: Array
    center: Array
    rotation: Array


class Layout(NamedTuple):
    """All routes of an anatomy as arrays; those that land on the femur come first.

    `near` (3, routes) is the last point on the pelvis, seen from the hip centre; `far` (3, landing on the femur) the
    first point beyond the hip; `leg` the landing points of the rest, which the knee moves; `choices` for each muscle
    its routes.
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


def _group_cylinders(hip: Anatomy, routes: list[Route]) -> Iterator[Wraps]:
    wrapped = [(index, route.cylinder) for index, route in enumerate(routes) if route.cylinder is not None]
    for body in sorted({cylinder.body for _, cylinder in wrapped}):
        indices, cylinders = zip(*(pair for pair in wrapped if pair[1].body == body), strict=True)
        seen_from = hip.hip_center if body == "pelvis" else np.zeros(3)
        yield Wraps(
            body,
            np.array(indices),
            np.array([[cylinder.radius] for cylinder in cylinders]),
            np.array([[SIDE_ANGLE.get(cylinder.side, np.nan)] for cylinder in cylinders]),
            np.array([cylinder.center - seen_from for cylinder in cylinders]).T,
            np.moveaxis(np.array([cylinder.rotation for cylinder in cylinders]), 0, -1),
        )


def choose(layout: Layout, posture: Posture, values: Array) -> Array:
    """From values of every route (..., routes, n) those of every muscle (..., muscles, n)."""
    chosen = values[..., [choice[0] for choice in layout.choices], :]
    for muscle, choice in enumerate(layout.choices):
        for index in choice[1:]:
            holds = layout.routes[index].holds(posture)
            chosen[..., muscle, :] = np.where(holds, values[..., index, :], chosen[..., muscle, :])
    return chosen
