"""A pelvis that rolls along: by hand, in the room, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

import glutlearn as gl


def hip() -> gl.Anatomy:
    return gl.load_anatomy("rajagopal2016")


def test_a_held_pelvis_turns_the_hip_about_the_clams_axis_by_what_the_knee_opens():
    start = gl.clam(hip(), flexion=[0, 45, 90], opening=0)
    turn = gl.hip_turn(start, gl.clam(hip(), flexion=[0, 45, 90], opening=25))
    np.testing.assert_allclose(turn.angle, 25, atol=1e-9)
    np.testing.assert_allclose(turn.axis, gl.clam_axis(hip(), start), atol=1e-9)


def test_a_roll_alone_turns_the_hip_about_the_pelvis():
    """The thigh lies still and the pelvis rolls back by 15°: the hip turns by 15° about its own long axis."""
    turn = gl.hip_turn(gl.clam(hip(), 45, 0), gl.clam(hip(), 45, 0, pelvic_roll=15))
    assert float(turn.angle) == pytest.approx(15)
    np.testing.assert_allclose(turn.axis, [0, 1, 0], atol=1e-9)


def test_nothing_turned_has_no_axis():
    turn = gl.hip_turn(gl.Posture(), gl.Posture())
    assert float(turn.angle) == 0 and turn.axis.values.tolist() == [0, 0, 0]


def test_the_knee_is_as_high_whoever_turned():
    """Opening is what is seen in the room: no roll changes it, to a nanometre; the hip's own turn shrinks."""
    roll = np.array([0.0, 10, 20, 30])
    pose = gl.clam(hip(), flexion=45, opening=30, pelvic_roll=roll)
    heights = gl.knee_height(hip(), pose, pelvic_roll=roll)
    np.testing.assert_allclose(heights, heights[0], atol=1e-9)
    turn = gl.hip_turn(gl.clam(hip(), flexion=np.full(4, 45), opening=0), pose).angle
    assert (np.diff(turn[:3]) < -3).all()


def test_the_knee_rises_as_it_opens():
    """By hand: the knee moves on a circle about the clam's axis; 0…40° lift it by 5…35 cm."""
    heights = gl.knee_height(hip(), gl.clam(hip(), flexion=45, opening=[0, 20, 40]))
    assert abs(float(heights[0])) < 0.02
    assert (np.diff(heights) > 0.05).all() and float(heights[2]) < 0.35


def test_the_pelvis_follows_beyond_the_controlled_range():
    opening = xr.DataArray([0.0, 20, 40], dims="opening")
    roll = gl.following_pelvis(opening, controlled_range=20, share=0.25)
    assert roll.dims == ("opening",) and roll.values.tolist() == [0, 0, 5]
    assert float(gl.following_pelvis(60, controlled_range=0, share=0)) == 0


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"share": 1.5}, "from 0 .a held pelvis. to 1"),
        ({"controlled_range": -5}, "0 or more"),
        ({"controlled_range": 0, "share": 1}, "a pelvis rolls by 0…45°"),
        ({"share": "half"}, "share is 'half'; write a share"),
        ({"opening": -500}, "a clam opens by -30…90°"),
    ],
)
def test_bad_input_says_what_to_write(wrong: dict, message: str):
    with pytest.raises(ValueError, match=message):
        gl.following_pelvis(**{"opening": 60, **wrong})
    with pytest.raises(ValueError, match="one start for each"):
        gl.hip_turn(gl.Posture(), gl.Posture(flexion=[0, 1]))
    turned = gl.Posture.grid(rotation=[0, 1], flexion=[0, 1])
    with pytest.raises(ValueError, match="one start for each"):
        gl.hip_turn(gl.Posture.grid(flexion=[0, 1], rotation=[0, 1]), turned)
