"""Joint angles in, rotations out, and errors for what no hip can do."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

import glutlearn as gl
from glutlearn.kinematics import Angles
from glutlearn.posture import SENSIBLE


@given(st.floats(-30, 140), st.floats(-60, 45), st.floats(-60, 60))
def test_the_rotation_is_flexion_then_adduction_then_internal_rotation(
    flexion: float, adduction: float, rotation: float
):
    angles = Angles(*(np.array([angle]) for angle in (flexion, adduction, rotation, 0.0)))
    ours = angles.femur_to_pelvis[:, :, 0]
    theirs = Rotation.from_euler("ZXY", [flexion, adduction, rotation], degrees=True).as_matrix()
    np.testing.assert_allclose(ours, theirs, atol=1e-15)


@pytest.mark.parametrize(
    ("angle", "moved", "towards"),
    [("flexion", (0, -1, 0), "x"), ("adduction", (0, -1, 0), "-z"), ("rotation", (1, 0, 0), "-z")],
)
def test_positive_angles_flex_adduct_and_turn_inwards(angle: str, moved: tuple[int, int, int], towards: str):
    """A right thigh hangs down −y: flexion takes it forward, adduction to the midline, and its front turns inwards."""
    orientation = gl.body_poses(gl.load_anatomy("dostal1981"), gl.Posture(**{angle: 30})).orientation.sel(body="femur")
    went = orientation.values @ np.array(moved)
    assert went["xyz".index(towards[-1])] * (-1 if towards[0] == "-" else 1) == pytest.approx(0.5)


def test_arrays_share_a_dimension_and_a_grid_has_one_for_each():
    together = gl.Posture(flexion=[0, 45, 90], rotation=[0, 5, 10], knee_flexion=90)
    assert (together.dims, together.shape) == (("posture",), (3,))
    grid = gl.Posture.grid(knee_flexion=[60, 90], flexion=range(121), adduction=5)
    assert (grid.dims, grid.shape) == (("knee_flexion", "flexion"), (2, 121))
    np.testing.assert_array_equal(grid.flat("flexion")[:121], np.arange(121))
    assert len(grid) == 242


def test_results_carry_the_postures_dimensions_and_coordinates():
    hip = gl.load_anatomy("delp1990")
    arms = gl.moment_arms(hip, gl.Posture.grid(flexion=[0, 45], knee_flexion=[60, 90]))
    assert arms.dims == ("muscle", "coordinate", "flexion", "knee_flexion")
    assert arms.attrs["units"] == "m"
    assert float(arms.coords["adduction"]) == 0
    chosen = arms.sel(muscle="piriformis", coordinate="rotation", flexion=45, knee_flexion=90)
    one = gl.moment_arms(hip, gl.Posture(flexion=45, knee_flexion=90))
    assert float(chosen) == float(one.sel(muscle="piriformis", coordinate="rotation"))
    along = gl.moment_arms(hip, gl.Posture(flexion=[10, 20], adduction=[1, 2]))
    np.testing.assert_array_equal(along.coords["flexion"], [10, 20])
    assert along.coords["adduction"].dims == ("posture",)


def test_named_arrays_keep_their_names():
    stiffness = gl.Posture(flexion=xr.DataArray([0, 30], dims="flexion"), rotation=xr.DataArray([0, 5, 9], dims="turn"))
    assert dict(zip(stiffness.dims, stiffness.shape, strict=True)) == {"flexion": 2, "turn": 3}


@pytest.mark.parametrize("name", list(SENSIBLE))
def test_angles_beyond_a_human_joint_are_refused_and_its_ends_are_not(name: str):
    low, high = SENSIBLE[name]
    assert len(gl.Posture(**{name: [low, high]})) == 2
    for beyond in (low - 0.1, high + 0.1):
        with pytest.raises(ValueError, match=rf"{name} is .*{low}…{high}°"):
            gl.Posture(**{name: beyond})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"flexion": "ninety"}, "flexion is 'ninety'; write degrees as a number"),
        ({"flexion": [0, float("nan")]}, "flexion has a NaN"),
        ({"flexion": [0, 1], "rotation": [0, 1, 2]}, "flexion has 2, rotation has 3; make them equal"),
        ({"flexion": []}, "flexion is empty"),
        ({"flexion": [[0, 1], [2, 3]]}, "flexion has 2 dimensions"),
        ({"flexion": None}, "write a number"),
    ],
)
def test_what_is_no_angle_is_refused_with_what_to_write(arguments: dict[str, object], message: str):
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        gl.Posture(**arguments)  # type: ignore[arg-type]


def test_an_unknown_angle_is_refused_by_name():
    with pytest.raises(TypeError, match="no joint angle called 'abduction'; write one of flexion, adduction"):
        gl.Posture.grid(abduction=[0, 10])


def test_a_knee_beyond_the_anatomys_table_is_refused():
    hip = gl.load_anatomy("delp1990")
    with pytest.raises(ValueError, match="knee_flexion is 130°; delp1990's knee has 0…120°"):
        gl.moment_arms(hip, gl.Posture(knee_flexion=130))
    assert len(gl.moment_arms(gl.load_anatomy("dostal1981"), gl.Posture(knee_flexion=130)).muscle) == 27


def test_a_hip_without_a_leg_has_the_femur_only():
    assert list(gl.body_poses(gl.load_anatomy("dostal1981"), gl.Posture()).body.values) == ["femur"]
    assert list(gl.body_poses(gl.load_anatomy("uhlrich2022"), gl.Posture()).body.values) == [
        "femur",
        "tibia",
        "patella",
    ]
