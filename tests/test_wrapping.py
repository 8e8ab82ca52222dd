"""The shortest path over a cylinder: limit cases by hand, and Fermat's principle for the rest."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from glutlearn.wrapping import SIDE_ANGLE, CylinderPath

FREE = np.array(np.nan)


def path(start: list[float], end: list[float], radius: float = 1.0, side: str | None = None) -> CylinderPath:
    angle = FREE if side is None else np.array(SIDE_ANGLE[side])
    return CylinderPath(np.array(start, float), np.array(end, float), np.array(radius), angle)


def test_a_line_that_is_clear_stays_straight():
    clear = path([-3, 2, 0], [3, 2, 4])
    assert not clear.touches
    np.testing.assert_allclose(clear.length, np.sqrt(36 + 16), rtol=1e-15)
    np.testing.assert_allclose(clear.from_start, np.array([6, 0, 4]) / np.sqrt(52), rtol=1e-15)
    np.testing.assert_allclose(clear.from_end, -clear.from_start, rtol=1e-15)


def test_half_a_turn_between_opposite_points_on_the_surface():
    np.testing.assert_allclose(path([1, 0, 0], [-1, 0, 0], side="y").length, np.pi, rtol=1e-15)


def test_half_a_turn_between_parallel_tangents_and_up_the_axis():
    """From (1, −2) straight up to the surface, half round, and straight down to (−1, −2), climbing 3 on the way."""
    around = path([1, -2, 0], [-1, -2, 3], side="y")
    np.testing.assert_allclose(around.length, np.hypot(2 + np.pi + 2, 3), rtol=1e-15)
    np.testing.assert_allclose(around.from_start[:2] / np.linalg.norm(around.from_start[:2]), [0, 1], atol=1e-15)
    np.testing.assert_allclose(around.from_end[2] / around.from_start[2], -1, rtol=1e-15)


def test_a_tangent_line_is_the_same_straight_and_wrapped():
    """At lift-off: length and directions on both sides of it differ by no more than the step."""
    for step in (0.0, 1e-9, -1e-9):
        touching = path([-3, 1 + step, 0], [3, 1 + step, 2])
        np.testing.assert_allclose(touching.length, np.sqrt(36 + 4), atol=1e-8)
        np.testing.assert_allclose(touching.from_start, np.array([6, 0, 2]) / np.sqrt(40), atol=1e-4)


def test_a_path_is_the_same_from_either_end():
    there, back = path([-2, 0.2, 0], [3, 0.5, 1]), path([3, 0.5, 1], [-2, 0.2, 0])
    assert there.touches
    np.testing.assert_allclose(there.length, back.length, rtol=1e-15)
    np.testing.assert_allclose(there.from_start, back.from_end, atol=1e-15)


def test_a_mirrored_path_is_as_long():
    np.testing.assert_allclose(path([-2, 0.2, 0], [3, 0.5, 1]).length, path([-2, -0.2, 0], [3, -0.5, 1]).length)


def test_the_named_side_is_taken_even_where_it_is_the_longer_way():
    short, long = path([-2, 0.5, 0], [2, 0.5, 0]), path([-2, 0.5, 0], [2, 0.5, 0], side="-y")
    np.testing.assert_allclose(short.length, path([-2, 0.5, 0], [2, 0.5, 0], side="y").length)
    assert long.length > short.length
    np.testing.assert_allclose(long.length, path([-2, -0.5, 0], [2, -0.5, 0], side="-y").length + 2 * 0.5, atol=0.3)


def test_a_line_that_would_pass_on_the_wrong_side_goes_round():
    assert not path([-2, 1.5, 0], [2, 1.5, 0], side="y").touches
    assert path([-2, 1.5, 0], [2, 1.5, 0], side="-y").touches


def test_a_point_inside_the_cylinder_leaves_the_path_straight():
    inside = path([0.2, 0, 0], [3, 0.5, 1])
    assert not inside.touches
    np.testing.assert_allclose(inside.length, np.sqrt(2.8**2 + 0.5**2 + 1))


coordinate = st.floats(-3, 3)
sides = st.sampled_from([None, "x", "-x", "y", "-y"])


@given(st.tuples(coordinate, coordinate, coordinate), st.tuples(coordinate, coordinate, coordinate), sides)
def test_length_changes_along_the_directions_and_never_beats_the_straight_line(start, end, side):
    """Fermat: the gradient of a shortest path's length at an end is the unit vector pointing away from the path."""
    assume(min(np.hypot(*start[:2]), np.hypot(*end[:2])) > 1.05)
    assume(np.linalg.norm(np.subtract(end, start)) > 0.1)
    here = path(list(start), list(end), side=side)
    straight = np.linalg.norm(np.subtract(end, start))
    assert here.length >= straight - 1e-12
    np.testing.assert_allclose(np.linalg.norm(here.from_start), 1, rtol=1e-12)
    step = 1e-6
    for axis in range(3):
        moved = np.zeros(3)
        moved[axis] = step
        forth = path(list(np.add(start, moved)), list(end), side=side)
        back = path(list(np.subtract(start, moved)), list(end), side=side)
        assume(forth.touches == here.touches == back.touches)
        slope = (forth.length - back.length) / (2 * step)
        # Where the path flips from one way round to the other the length has a kink: no slope to compare.
        assume(abs(slope) <= 1 + 1e-6)
        assume(np.dot(forth.from_start, back.from_start) > 0.99)
        np.testing.assert_allclose(slope, -here.from_start[axis], atol=1e-5)


@given(st.floats(-3, 3), st.floats(1.1, 3), st.floats(-2, 2), sides)
def test_the_drawn_arc_lies_on_the_cylinder_and_has_the_paths_length(x, y, z, side):
    start, end = np.array([x, -y, 0.0]), np.array([0.3, y, z])
    angle = FREE if side is None else np.array(SIDE_ANGLE[side])
    here = CylinderPath(start, end, np.array(1.0), angle)
    assume(here.touches)
    arc = here.arc(2001)
    np.testing.assert_allclose(np.hypot(arc[0], arc[1]), 1, rtol=1e-12)
    course = np.concatenate([start[:, None], arc, end[:, None]], axis=1)
    drawn = np.linalg.norm(np.diff(course, axis=1), axis=0).sum()
    # 2000 chords of an arc of less than a full turn are short of it by less than 1e-5 of a radius.
    np.testing.assert_allclose(drawn, here.length, atol=1e-5)


def test_the_drawn_arc_shrinks_to_one_point_of_the_line_when_the_path_lifts_off():
    arc = path([-3, 1.2, 0], [3, 1.2, 2]).arc(5)
    np.testing.assert_allclose(arc, np.broadcast_to([[0.0], [1.2], [1.0]], (3, 5)), atol=1e-15)
