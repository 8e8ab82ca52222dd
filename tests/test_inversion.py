"""Where a role turns over: at OpenSim's angles, at every change of sign, and in many hips at once."""

from __future__ import annotations

import numpy as np
import pytest

import glutlearn as gl

NAMES = ["delp1990", "dostal1981", "rajagopal2016", "uhlrich2022"]

# Degrees, as OpenSim gives them on the same published models; Dostal's straight lines by hand.
THIGH_INVERSIONS = [
    ("delp1990", "piriformis", 57.2),
    ("rajagopal2016", "piriformis", 48.5),
    ("uhlrich2022", "piriformis", 48.5),
    ("dostal1981", "piriformis", 55.3),
    ("delp1990", "gluteus_medius_posterior", 40.9),
    ("rajagopal2016", "gluteus_medius_posterior", 48.8),
    ("uhlrich2022", "gluteus_medius_posterior", 29.2),
    ("dostal1981", "gluteus_medius_posterior", 28.3),
]


@pytest.mark.parametrize(("name", "muscle", "angle"), THIGH_INVERSIONS)
def test_roles_turn_over_about_the_thigh_axis_where_opensim_finds_it(name: str, muscle: str, angle: float):
    np.testing.assert_allclose(gl.inversion_angles(gl.load_anatomy(name), muscle), [angle], atol=0.05)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("about", ["thigh", "clam"])
def test_the_arm_really_vanishes_at_an_inversion_and_every_change_of_sign_is_found(name: str, about: str):
    hip = gl.load_anatomy(name)
    axis = {"thigh": gl.thigh_axis, "clam": gl.clam_axis}[about]
    flexion = np.arange(0, 120.5, 0.5)
    pose = gl.Posture(flexion=flexion, knee_flexion=90)
    arms = gl.moment_arms_about(hip, pose, axis(hip, pose))
    for muscle in hip.muscles:
        changes = np.count_nonzero(np.diff(arms.sel(muscle=muscle).values > 0))
        found = gl.inversion_angles(hip, muscle, about=about).values
        assert found.size == changes
        for angle in found:
            beside = gl.Posture(flexion=[angle - 0.01, angle + 0.01], knee_flexion=90)
            signs = np.sign(gl.moment_arms_about(hip, beside, axis(hip, beside)).sel(muscle=muscle).values)
            assert signs[0] == -signs[1], "known to 0.01°"


def test_an_inversion_moves_with_the_other_angles():
    hip = gl.load_anatomy("delp1990")
    bent, straight = (
        gl.inversion_angles(hip, "gluteus_medius_posterior", "clam", knee_flexion=k).item() for k in (90, 60)
    )
    assert straight < bent
    outward, straight = (gl.inversion_angles(hip, "piriformis", rotation=angle).item() for angle in (-20, 0))
    assert outward > straight + 1


def test_an_unknown_axis_or_muscle_is_refused_by_name():
    hip = gl.load_anatomy("delp1990")
    with pytest.raises(ValueError, match="about is 'femur'; write one of thigh, clam"):
        gl.inversion_angles(hip, "piriformis", about="femur")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="about is a DataArray; write one of thigh, clam"):
        gl.inversion_angles(hip, "piriformis", about=gl.thigh_axis(hip, gl.Posture()))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="did you mean piriformis"):
        gl.inversion_angles(hip, "pirformis")
    with pytest.raises(ValueError, match="write one number for each, and a call for each of many"):
        gl.inversion_angles(hip, "piriformis", knee_flexion=[60, 90])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"write gl\.load_anatomy\('delp1990'\)"):
        gl.inversion_angles("delp1990", "piriformis")  # type: ignore[arg-type]
