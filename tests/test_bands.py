"""Elastic bands: the chart, the geometry of a loop, energy, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from scipy.spatial.transform import Rotation

import glutlearn as gl
from glutlearn.bands import strand_tension
from glutlearn.loads import half_pelvis


def hip() -> gl.Anatomy:
    return gl.load_anatomy("rajagopal2016")


def clam(**angles) -> gl.Exercise:
    return gl.exercise(hip(), "clam", **angles)


def test_tension_is_the_charts_at_its_points():
    chart = {"red": (16.5, 24.5), "gold": (63.2, 94.7)}
    for colour, tensions in chart.items():
        np.testing.assert_allclose(strand_tension(colour, np.array([100, 200])), tensions, rtol=1e-9)


def test_measured_blue_is_reproduced_at_every_point_that_was_measured():
    """The chart has 100 and 200 % only. With the shape of yellow and blue it meets Uchida's blue to 14 %, at 250 %."""
    at = np.array([25, 50, 75, 100, 125, 150, 175, 200, 225, 250])
    measured = strand_tension("blue", at, "uchida2016")
    np.testing.assert_allclose(strand_tension("blue", at) / measured, 1, atol=0.14)


def test_stronger_colours_pull_harder_and_longer_bands_too():
    at = np.linspace(1, 250, 60)
    tensions = np.array([strand_tension(colour, at) for colour in gl.band_colours()])
    assert (np.diff(tensions, axis=0) > 0).all() and (np.diff(tensions, axis=1) > 0).all()
    assert strand_tension("red", np.array([0.0, -20.0])).tolist() == [0, 0]


def test_a_loop_pulls_the_thighs_together_with_two_strands():
    """By hand: thighs that part in the plane of the pelvis, with the loop's place 0.9 of the way to the knee."""
    pose = gl.Posture(adduction=-20)
    loop = gl.band(hip(), pose, "green", slack_length=0.8, start=gl.Posture())
    knee = 0.9 * gl.body_poses(hip(), gl.Posture(knee_flexion=0)).origin.sel(body="tibia").values
    turn = np.radians(20)
    here = np.array(
        [knee[0], np.cos(turn) * knee[1] + np.sin(turn) * knee[2], -np.sin(turn) * knee[1] + np.cos(turn) * knee[2]]
    )
    other = knee * [1, 1, -1] - [0, 0, 2 * half_pelvis(hip())]
    gap = here - other
    longer = 2 * (np.linalg.norm(gap) - (2 * half_pelvis(hip()) + 2 * knee[2]))
    assert float(loop.elongation) == pytest.approx(100 * longer / 0.8)
    force = -2 * float(strand_tension("green", np.array(100 * longer / 0.8))) * gap / np.linalg.norm(gap)
    np.testing.assert_allclose(loop.force, force, atol=1e-9)
    np.testing.assert_allclose(loop.moment, np.cross(here, force), atol=1e-9)


def test_the_work_is_what_the_moment_did():
    """∫ M·a dθ about the axis of the clam = the energy in the loop, to 0.1 %."""
    opening = np.linspace(0, 40, 161)
    asked = clam(flexion=45, opening=opening)
    loop = gl.band(hip(), asked.posture, "blue", start=asked.start)
    about = (loop.moment * gl.clam_axis(hip(), asked.posture)).sum("xyz").values
    assert float(loop.work[-1]) == pytest.approx(-np.trapezoid(about, np.radians(opening)), rel=1e-3)


def test_a_pelvis_that_rolls_leaves_the_lower_thigh_where_it_lies():
    """By hand in the room: the pelvis turns on the lower hip, the upper thigh opens by what is asked in the room."""
    flexion, opening, roll = 45, 30, 15
    asked = clam(flexion=flexion, opening=opening, pelvic_roll=roll)
    loop = gl.band(hip(), asked.posture, "red", start=asked.start, pelvic_roll=roll)
    place = 0.9 * gl.body_poses(hip(), gl.Posture(knee_flexion=90)).origin.sel(body="tibia").values
    bent = Rotation.from_euler("z", flexion, degrees=True)
    axis = gl.clam_axis(hip(), asked.start).values
    upper = Rotation.from_rotvec(np.radians(opening) * axis) * bent
    across = np.array([0, 0, 2 * half_pelvis(hip())])
    gap = Rotation.from_euler("y", -roll, degrees=True).apply(across) + upper.apply(place)
    gap = gap - bent.apply(place * [1, 1, -1])
    before = np.linalg.norm(across + bent.apply(place) - bent.apply(place * [1, 1, -1]))
    assert float(loop.elongation) == pytest.approx(100 * 2 * (np.linalg.norm(gap) - before) / 0.6)


def test_flexion_does_not_change_what_a_loop_does_in_a_clam():
    asked = clam(flexion=[0, 45, 90], opening=20)
    loop = gl.band(hip(), asked.posture, start=asked.start)
    np.testing.assert_allclose(loop.tension, float(loop.tension[0]), rtol=1e-6)


def test_at_the_ankles_a_loop_does_nothing_in_a_clam():
    """They stay together but for the 4 cm from heel to ankle: below 0.6 N·m, 3 % of the leg's own 20 N·m."""
    asked = clam(flexion=45, opening=[0, 20, 40])
    loop = gl.band(hip(), asked.posture, at="ankle", start=asked.start)
    about = (loop.moment * gl.clam_axis(hip(), asked.posture)).sum("xyz")
    assert float(abs(about).max()) < 0.6


def test_a_loose_loop_is_slack_until_it_tightens():
    asked = clam(flexion=45, opening=[0, 10, 40])
    loop = gl.band(hip(), asked.posture, start=asked.start, pre_stretch=-30)
    assert loop.slack.values.tolist() == [True, True, False]
    assert loop.tension.values[:2].tolist() == [0, 0] and float(loop.work[1]) == 0


def test_a_band_loads_the_hip_besides_the_leg():
    asked = clam(flexion=45, opening=20)
    loop = gl.band(hip(), asked.posture, "red", start=asked.start)
    without = gl.recruit(hip(), asked.posture, asked.loads)
    loaded = gl.recruit(hip(), asked.posture, [*asked.loads, loop])
    part = "gluteus_medius_posterior"
    assert float(loaded.activation.sel(muscle=part)) > 1.1 * float(without.activation.sel(muscle=part))
    forces = [gl.contact_force(hip(), asked.posture, answer).body_weights for answer in (without, loaded)]
    assert float(forces[1]) > float(forces[0])


def test_a_loop_pulls_alike_on_a_mirrored_start():
    """Opening nothing leaves it at its pre-stretch, whatever that is."""
    asked = clam(flexion=[0, 65], opening=0)
    loop = gl.band(hip(), asked.posture, "red", pre_stretch=100, start=asked.start)
    np.testing.assert_allclose(loop.elongation, 100, atol=1e-9)
    np.testing.assert_allclose(loop.tension, 16.5, rtol=1e-9)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"colour": "pink"}, "write one of tan|did you mean"),
        ({"colour": "red", "source": "uchida2016"}, "yellow"),
        ({"source": "thera"}, "write one of thera_band, uchida2016"),
        ({"at": "knee"}, "write one of|did you mean"),
        ({"slack_length": 30}, "metres round"),
        ({"slack_length": 0.12}, "the charts end at 250 %"),
        ({"pre_stretch": -200}, "negative for a loose loop"),
        ({"start": gl.Posture(flexion=[0, 1])}, "write one start for each"),
        ({"at": ["ankle"]}, "there is no place for a band called"),
        ({"slack_length": "0.6"}, "slack_length is '0.6'; write the metres round"),
        ({"pre_stretch": [0, 5]}, "write percent of the slack length"),
        ({"source": ["thera_band"]}, "there is no chart called"),
    ],
)
def test_bad_input_says_what_to_write(wrong: dict, message: str):
    asked = clam(flexion=45, opening=40)
    with pytest.raises(ValueError, match=message):
        gl.band(hip(), asked.posture, **wrong)


def test_a_hip_that_does_not_know_the_other_one_is_refused():
    with pytest.raises(ValueError, match="such as rajagopal2016"):
        gl.band(gl.load_anatomy("dostal1981"), gl.Posture(adduction=-20))
    assert isinstance(gl.band(hip(), gl.Posture(adduction=-20)), xr.Dataset)
