"""The exercises: their postures, what they ask, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from scipy.constants import g

import glutlearn as gl


def hip() -> gl.Anatomy:
    return gl.load_anatomy("rajagopal2016")


@pytest.mark.parametrize("name", gl.exercises())
@pytest.mark.parametrize("anatomy", ["delp1990", "rajagopal2016", "uhlrich2022"])
def test_every_exercise_can_be_held_in_every_anatomy_with_strengths(name: str, anatomy: str):
    whole = gl.load_anatomy(anatomy)
    asked = gl.exercise(whole, name)
    assert bool(gl.recruit(whole, asked.posture, asked.loads).feasible)


def test_angles_are_positive_in_the_direction_that_names_them():
    assert float(gl.exercise(hip(), "side_lying_abduction", abduction=25).posture.angles["adduction"]) == -25
    assert float(gl.exercise(hip(), "prone_extension", extension=15).posture.angles["flexion"]) == -15


def test_arrays_keep_their_dimensions():
    flexion = xr.DataArray([0.0, 45, 65], dims="start")
    opening = xr.DataArray([0.0, 20], dims="opening")
    clam = gl.exercise(hip(), "clam", flexion=flexion, opening=opening)
    assert set(clam.posture.dims) == {"start", "opening"}
    assert gl.recruit(hip(), clam.posture, clam.loads).feasible.sizes == dict(clam.posture.angles["flexion"].sizes)
    assert clam.start.shape == clam.posture.shape


def test_one_leg_stance_carries_the_rest_of_the_body():
    """By hand: the body balances over the foot, so the rest turns the pelvis with M g times half the pelvis."""
    (load,) = gl.exercise(hip(), "one_leg_stance", body_mass=60, sex="male").loads
    half_width = 0.07726
    assert float(load.force.sel(xyz="y")) == pytest.approx((1 - 0.1986) * 60 * g)
    assert float(load.sel(xyz="x")) == pytest.approx(60 * g * half_width, rel=1e-3)


def test_abduction_asks_most_where_the_leg_is_level():
    asked = gl.exercise(hip(), "side_lying_abduction", abduction=[0, 20, 40])
    moment = np.linalg.norm(asked.loads[0], axis=0)
    np.testing.assert_allclose(moment / moment[0], np.cos(np.radians([0, 20, 40])), atol=0.02)


def test_bad_input_says_what_to_write():
    with pytest.raises(ValueError, match="did you mean clam"):
        gl.exercise(hip(), "clams")
    with pytest.raises(TypeError, match="write one of flexion, opening, knee_flexion, pelvic_roll"):
        gl.exercise(hip(), "clam", abduction=20)
    with pytest.raises(ValueError, match="did you mean clam"):
        gl.exercise(hip(), ["clam"])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"write gl\.load_anatomy"):
        gl.exercise("delp1990", "clam")  # type: ignore[arg-type]
    for name, angle in (("clam", "flexion"), ("side_lying_abduction", "abduction"), ("prone_extension", "extension")):
        for wrong in ("20", None):
            with pytest.raises(ValueError, match=rf"{angle} is .*; write degrees"):
                gl.exercise(hip(), name, **{angle: wrong})
    with pytest.raises(ValueError, match="write kilograms"):
        gl.exercise(hip(), "one_leg_stance", body_mass=5)
