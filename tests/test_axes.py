"""The thigh's long axis, the clam's axis, and the clam as a movement."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import glutlearn as gl

LEGS = ["delp1990", "rajagopal2016", "uhlrich2022"]


def knee_and_heel(hip: gl.Anatomy, pose: gl.Posture) -> tuple[np.ndarray, np.ndarray]:
    """Knee (the tibia's origin) and heel in metres, seen from the hip centre."""
    poses = gl.body_poses(hip, pose).sel(body="tibia")
    heel = poses.orientation.values @ np.array(hip.landmarks["heel"].position) + poses.origin.values
    return poses.origin.values, heel


@pytest.mark.parametrize("name", LEGS)
def test_the_clam_axis_runs_from_the_hip_centre_to_the_heel(name: str):
    hip, pose = gl.load_anatomy(name), gl.Posture(flexion=50, knee_flexion=80)
    _, heel = knee_and_heel(hip, pose)
    np.testing.assert_allclose(gl.clam_axis(hip, pose).values, heel / np.linalg.norm(heel), atol=1e-12)


@settings(deadline=None)
@given(flexion=st.floats(0, 100), opening=st.floats(0.5, 30), knee=st.floats(60, 110))
def test_a_clam_keeps_the_heel_and_lifts_the_knee(flexion: float, opening: float, knee: float):
    hip = gl.load_anatomy("rajagopal2016")
    closed, opened = (gl.clam(hip, flexion, angle, knee) for angle in (0, opening))
    knee_closed, heel_closed = knee_and_heel(hip, closed)
    knee_opened, heel_opened = knee_and_heel(hip, opened)
    np.testing.assert_allclose(heel_opened, heel_closed, atol=1e-9)
    assert knee_opened[2] > knee_closed[2], "z points to the right: upwards when lying on the left side"


def test_a_clam_starts_with_the_thighs_parallel():
    pose = gl.clam(gl.load_anatomy("delp1990"), flexion=65, opening=0, knee_flexion=80)
    assert [float(pose.flat(name)[0]) for name in ("flexion", "adduction", "rotation", "knee_flexion")] == [
        65,
        0,
        0,
        80,
    ]


def test_the_whole_pelvis_rolling_along_leaves_the_hip_where_it_was():
    """With the thigh straight forward and the axis upright the roll and the clam are one turn: they cancel."""
    hip = gl.load_anatomy("rajagopal2016")
    knee = 90.0
    heel_down = next(
        flexion
        for flexion in np.arange(30, 60, 0.01)
        if abs(gl.clam_axis(hip, gl.Posture(flexion=flexion, knee_flexion=knee)).values[0]) < 1e-4
    )
    rolled = gl.clam(hip, flexion=heel_down, opening=20, knee_flexion=knee, pelvic_roll=20)
    still = gl.clam(hip, flexion=heel_down, opening=20, knee_flexion=knee)
    # The heel lies 1 cm beside the sagittal plane of the hip centre, hence the degree.
    assert abs(float(rolled.flat("adduction")[0])) < 1 < 10 < abs(float(still.flat("adduction")[0]))
    assert float(rolled.flat("flexion")[0]) == pytest.approx(heel_down, abs=1)


def test_a_hip_without_a_leg_borrows_one_by_name_and_says_so():
    hip, pose = gl.load_anatomy("dostal1981"), gl.Posture(flexion=[0, 65], knee_flexion=90)
    assert gl.clam_axis(hip, pose).attrs["leg"] == "rajagopal2016"
    assert gl.clam_axis(hip, pose, leg="delp1990").attrs["leg"] == "delp1990"
    arms = gl.moment_arms_about(hip, pose, gl.clam_axis(hip, pose, leg="delp1990"))
    assert arms.attrs["leg"] == "delp1990"
    with pytest.raises(ValueError, match="dostal1981 has no knee table or no heel; write leg='rajagopal2016'"):
        gl.clam_axis(hip, pose, leg=hip)


def test_the_thigh_axis_follows_the_thigh():
    hip = gl.load_anatomy("dostal1981")
    np.testing.assert_allclose(gl.thigh_axis(hip, gl.Posture(flexion=90)).values, [-1, 0, 0], atol=1e-15)
    np.testing.assert_allclose(gl.thigh_axis(hip, gl.Posture(rotation=40)).values, [0, 1, 0], atol=1e-15)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"opening": 120}, "opening is 120°; a clam opens by -30…90°"),
        ({"pelvic_roll": -90}, "pelvic_roll is -90°; a pelvis rolls by -45…45°"),
        ({"knee_flexion": 140}, "rajagopal2016's knee has 0…120°"),
        ({"flexion": [0, 1], "opening": [0, 1, 2]}, "flexion has 2, opening has 3"),
    ],
)
def test_a_clam_no_body_can_do_is_refused(arguments: dict[str, object], message: str):
    with pytest.raises(ValueError, match=message):
        gl.clam(gl.load_anatomy("rajagopal2016"), **arguments)  # type: ignore[arg-type]


def test_a_clam_takes_arrays():
    pose = gl.clam(gl.load_anatomy("rajagopal2016"), flexion=[45, 65], opening=[10, 20])
    assert pose.shape == (2,)
    assert float(pose.flat("rotation")[1]) < float(pose.flat("rotation")[0]) < 0
