"""A muscle's path: its length, its points, and what comes and goes with the joint angles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import glutlearn as gl

NAMES = ["delp1990", "dostal1981", "rajagopal2016", "uhlrich2022"]


def test_a_straight_line_is_as_long_as_between_its_points():
    hip = gl.load_anatomy("dostal1981")
    lengths = gl.path_lengths(hip, gl.Posture())
    origin, insertion = np.array([-0.078, 0.055, -0.047]), np.array([-0.001, -0.001, 0.055])
    assert float(lengths.sel(muscle="piriformis")) == pytest.approx(np.linalg.norm(insertion - origin), rel=1e-15)
    assert lengths.attrs["units"] == "m"


def test_a_conditional_point_counts_only_in_its_range():
    """Delp's psoas bends over the pelvic brim up to 45° of hip flexion, and at 45° itself."""
    bent = gl.load_anatomy("delp1990").select(["psoas_major"])
    line = bent["psoas_major"]
    free = replace(bent, lines=(replace(line, points=tuple(p for p in line.points if p.condition is None)),))
    pose = gl.Posture(flexion=[-10, 20, 45, 45.001, 90])
    detour = (gl.path_lengths(bent, pose) - gl.path_lengths(free, pose)).values[0]
    assert (detour[:2] > 1e-4).all() and detour[2] > 0
    np.testing.assert_array_equal(detour[3:], 0)


def test_only_the_muscles_that_pass_the_knee_feel_it():
    hip = gl.load_anatomy("rajagopal2016")
    lengths = gl.path_lengths(hip, gl.Posture(knee_flexion=[0, 90]))
    changed = {
        str(name) for name in lengths.muscle.values if abs(lengths.sel(muscle=name).diff("posture").item()) > 1e-12
    }
    crosses = {line.name for line in hip.lines if line.points[-1].body == "tibia"}
    assert changed == crosses
    assert {"semimembranosus", "rectus_femoris", "tensor_fasciae_latae", "gracilis"} <= changed


@pytest.mark.parametrize("name", NAMES)
def test_the_drawn_course_is_as_long_as_the_path(name: str):
    hip = gl.load_anatomy(name)
    pose = gl.Posture.grid(flexion=[-10, 30, 80, 110], knee_flexion=[10, 90])
    course = gl.muscle_paths(hip, pose, arc_points=400)
    drawn = np.sqrt((course.diff("point") ** 2).sum("xyz")).sum("point")
    # 399 chords of less than a full turn round 55 mm are short by less than 1 µm.
    np.testing.assert_allclose(drawn.values, gl.path_lengths(hip, pose).values, atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_a_course_starts_at_the_origin_and_ends_at_the_insertion(name: str):
    hip = gl.load_anatomy(name)
    pose = gl.Posture(flexion=40, adduction=-5, rotation=10, knee_flexion=70)
    course = gl.muscle_paths(hip, pose)
    poses = gl.body_poses(hip, pose)
    for line in hip.lines:
        here = course.sel(muscle=line.name).values
        np.testing.assert_allclose(here[0], line.points[0].position - hip.hip_center, atol=1e-15)
        last = line.points[-1]
        if last.track is None:
            body = poses.sel(body=last.body)
            np.testing.assert_allclose(
                here[-1], body.orientation.values @ last.position + body.origin.values, atol=1e-12
            )


def test_paths_do_not_jump_when_they_lift_off_their_cylinders():
    """In steps of 0.01° the length of no wrapped muscle changes by more than its arm allows."""
    flexion = np.arange(-20, 130, 0.01)
    for name in ("rajagopal2016", "uhlrich2022"):
        hip = gl.load_anatomy(name)
        hip = hip.select([line.name for line in hip.lines if line.cylinder is not None])
        steps = np.abs(gl.path_lengths(hip, gl.Posture(flexion=flexion, knee_flexion=90)).diff("posture"))
        # 0.1 m is more than any of these arms: 0.1 m × 0.01° = 17 µm.
        assert float(steps.max()) < 17.5e-6


def test_results_do_not_depend_on_what_else_is_computed():
    hip = gl.load_anatomy("uhlrich2022")
    pose = gl.Posture.grid(flexion=range(0, 121, 7), knee_flexion=[0, 33, 120])
    alone = gl.moment_arms(hip.select(["psoas_major"]), pose)
    together = gl.moment_arms(hip, pose).sel(muscle="psoas_major")
    np.testing.assert_allclose(alone.values[0], together.values, rtol=0, atol=1e-15)


def test_many_postures_are_as_long_as_each_alone():
    """More than one block of them; rajagopal2016 has lines over cylinders of the pelvis and of the shank."""
    hip = gl.load_anatomy("rajagopal2016").select(["gluteus_maximus_inferior", "semitendinosus", "piriformis"])
    flexion, knee = np.linspace(0, 120, 25_000), np.linspace(120, 0, 25_000)
    lengths = gl.path_lengths(hip, gl.Posture(flexion=flexion, knee_flexion=knee))
    for index in (0, 12_345, 24_999):
        alone = gl.path_lengths(hip, gl.Posture(flexion=flexion[index], knee_flexion=knee[index]))
        np.testing.assert_allclose(lengths.values[:, index], alone.values, rtol=0, atol=1e-15)


@pytest.mark.parametrize("points", [-1, 0, 1, 2.5, "9", None])
def test_too_few_points_for_an_arc_are_refused(points: object):
    with pytest.raises(ValueError, match=r"arc_points is .*; write how many points show an arc, at least 2"):
        gl.muscle_paths(gl.load_anatomy("delp1990"), gl.Posture(), arc_points=points)  # type: ignore[arg-type]
