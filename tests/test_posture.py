"""Joint angles in, rotations out, and errors for what no hip can do."""

from __future__ import annotations

import copy
import pickle
import re

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given, settings
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


def along(dim: str, *labels: float) -> xr.DataArray:
    """Angles that are their own labels."""
    return xr.DataArray(list(labels), dims=dim, coords={dim: list(labels)})


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
        ({"flexion": None}, "flexion is None; write degrees"),
        ({"flexion": "65"}, "flexion is '65'; write degrees"),
        ({"flexion": [65, "90"]}, "write degrees"),
        ({"flexion": True}, "flexion is True; write degrees"),
        ({"flexion": 65 + 1j}, "write degrees"),
        ({"flexion": np.datetime64("2020")}, "write degrees"),
        ({"flexion": float("inf")}, "flexion is inf°; a human joint has"),
        ({"flexion": np.ma.array([0, 90], mask=[False, True])}, "flexion has masked values"),
        ({"flexion": xr.DataArray(["a"], dims="t")}, "write degrees"),
        ({"flexion": along("t", 0, 1), "rotation": along("t", 0, 1, 2)}, "along t: flexion has 2, rotation has 3"),
        ({"flexion": along("t", 0, 1), "rotation": along("t", 0, 2)}, "other labels along t: [0, 1] and [0, 2]"),
        ({"flexion": along("muscle", 0, 1)}, "the dimension 'muscle', which results have of their own"),
        ({"rotation": along("flexion", 0, 1)}, "the dimension 'flexion' is labelled with other angles"),
    ],
)
def test_what_is_no_angle_is_refused_with_what_to_write(arguments: dict[str, object], message: str):
    with pytest.raises(ValueError, match=re.escape(message)):
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


@pytest.mark.parametrize("hold", [np.array, pd.Series, lambda values: xr.DataArray(values, dims="posture")])
def test_a_posture_does_not_change_with_what_it_was_made_of_nor_with_what_came_of_it(hold):
    given = hold([10.0, 20.0])
    pose = gl.Posture(flexion=given)
    given[0] = 99.0
    np.testing.assert_array_equal(pose.flat("flexion"), [10, 20])
    arms = gl.moment_arms(gl.load_anatomy("dostal1981"), pose)
    arms.coords["flexion"].values[0] = 99
    np.testing.assert_array_equal(pose.flat("flexion"), [10, 20])
    with pytest.raises(ValueError, match="read-only"):
        pose.angles["flexion"][0] = 99


def test_coordinates_of_an_array_that_was_taken_from_a_result_do_not_go_into_the_next():
    hip = gl.load_anatomy("dostal1981")
    adducted = gl.moment_arms(hip, gl.Posture.grid(flexion=[0, 30], adduction=5)).sel(muscle="piriformis")
    arms = gl.moment_arms(hip, gl.Posture(flexion=adducted.coords["flexion"], adduction=10))
    assert float(arms.coords["adduction"]) == 10
    assert tuple(arms.coords["muscle"].values) == hip.muscles


def test_the_inversion_of_each_virtual_hip_is_a_posture_under_another_name():
    one = gl.load_anatomy("dostal1981").select(["piriformis"])
    angles = gl.inversion_angles(gl.virtual_hips(one, n=3), "piriformis").isel(root=0)
    with pytest.raises(ValueError, match="the dimension 'hip', which results have of their own; rename it"):
        gl.Posture(flexion=angles)
    assert gl.moment_arms(one, gl.Posture(flexion=angles.rename(hip="person"))).sizes["person"] == 3


def test_postures_are_equal_where_their_angles_and_dimensions_are():
    pose = gl.Posture(flexion=[0, 45], adduction=0)
    same = [gl.Posture(np.array([0, 45], dtype="f4"), -0.0), pickle.loads(pickle.dumps(pose)), copy.deepcopy(pose)]
    for other in same:
        assert pose == other
        assert hash(pose) == hash(other)
    assert pose != gl.Posture(flexion=[0, 46])
    assert pose != gl.Posture(flexion=along("t", 0, 45))
    assert pose != "pose"


@settings(deadline=None)
@given(
    angles=st.lists(st.tuples(st.floats(-30, 140), st.floats(-60, 45), st.floats(-60, 60)), min_size=1, max_size=4),
    kind=st.sampled_from([list, tuple, np.array, pd.Series]),
)
def test_one_posture_and_the_same_among_many_have_the_same_arms(angles, kind):
    hip = gl.load_anatomy("dostal1981")
    flexion, adduction, rotation = (kind(values) for values in zip(*angles, strict=True))
    together = gl.moment_arms(hip, gl.Posture(flexion, adduction, rotation))
    for at, one in enumerate(angles):
        alone = gl.moment_arms(hip, gl.Posture(*one))
        np.testing.assert_allclose(together.isel(posture=at), alone, rtol=0, atol=1e-15)


@pytest.mark.parametrize(
    ("hip", "posture", "message"),
    [
        ("delp1990", 65, "hip is 'delp1990', a name; write gl.load_anatomy('delp1990')"),
        (gl.Posture(), gl.Posture(), "hip is a Posture; write an anatomy"),
        (gl.load_anatomy("dostal1981"), 65, "posture is 65; write a posture, such as gl.Posture(flexion=65)"),
    ],
)
@pytest.mark.parametrize(
    "function",
    [
        gl.body_poses, gl.clam_axis, gl.heel_support, gl.knee_height, gl.limb_weight, gl.moment_arms, gl.moment_vectors,
        gl.muscle_paths, gl.path_lengths, gl.thigh_axis,
    ],
)  # fmt: skip
def test_another_kind_of_thing_than_a_hip_and_a_posture_is_refused(function, hip, posture, message: str):
    with pytest.raises(TypeError, match=re.escape(message)):
        function(hip, posture)


def test_an_exercise_in_place_of_its_posture_is_refused_with_what_to_write():
    hip = gl.load_anatomy("rajagopal2016")
    clam = gl.exercise(hip, "clam")
    with pytest.raises(TypeError, match=r"posture is an Exercise; write its \.posture"):
        gl.recruit(hip, clam, clam.loads)
    with pytest.raises(TypeError, match=r"a load is an Exercise; write its \.loads"):
        gl.recruit(hip, clam.posture, clam)
    with pytest.raises(TypeError, match="start is 45; write a posture"):
        gl.hip_turn(45, clam.posture)
    with pytest.raises(TypeError, match="leg is 5"):
        gl.clam(hip, leg=5)
