"""Moment arms: by hand, by virtual work, and the angles at which they change sign."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

import glutlearn as gl
from glutlearn.moments import COORDINATES
from glutlearn.named_angles import ANGLES

NAMES = ["delp1990", "dostal1981", "rajagopal2016", "uhlrich2022"]

STEP = 1e-3
"""Degrees. Central differences are then good to about 1e-10 m."""


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None)
@given(st.floats(-25, 135), st.floats(-55, 40), st.floats(-55, 55), st.floats(0.01, 119.99))
def test_geometry_and_virtual_work_give_the_same_arms(
    name: str, flexion: float, adduction: float, rotation: float, knee_flexion: float
):
    """(x × u) · a = −dL/dθ to 1 µm for every muscle, over the whole range."""
    hip = gl.load_anatomy(name)
    angles = dict(zip(ANGLES, (flexion, adduction, rotation, knee_flexion), strict=True))
    by_geometry = gl.moment_arms(hip, gl.Posture(**angles)).values
    for index, coordinate in enumerate(COORDINATES):
        steps = {**angles, coordinate: [angles[coordinate] - STEP, angles[coordinate] + STEP]}
        lengths = gl.path_lengths(hip, gl.Posture(**steps)).values
        by_work = -(lengths[:, 1] - lengths[:, 0]) / np.radians(2 * STEP)
        # A point that comes or goes within the step makes the length jump: there the slope means nothing.
        steady = np.abs(by_work) < 0.5
        np.testing.assert_allclose(by_geometry[steady, index], by_work[steady], atol=1e-6)
        assert steady.all() or (name == "delp1990" and coordinate == "flexion" and abs(flexion - 45) <= 2 * STEP)


def test_arms_of_a_straight_line_by_hand():
    """Dostal's piriformis standing upright: f × p / |p − f| with the published coordinates, in metres."""
    origin, insertion = np.array([-0.078, 0.055, -0.047]), np.array([-0.001, -0.001, 0.055])
    moment = np.cross(insertion, origin) / np.linalg.norm(origin - insertion)
    arms = gl.moment_arms(gl.load_anatomy("dostal1981"), gl.Posture()).sel(muscle="piriformis")
    np.testing.assert_allclose(arms.sel(coordinate=["adduction", "rotation", "flexion"]).values, moment, rtol=1e-12)


@pytest.mark.parametrize(
    ("muscle", "coordinate", "sign"),
    [
        ("iliopsoas", "flexion", 1),
        ("gluteus_maximus", "flexion", -1),
        ("semimembranosus", "flexion", -1),
        ("gluteus_medius_middle", "adduction", -1),
        ("tensor_fasciae_latae", "adduction", -1),
        ("adductor_longus", "adduction", 1),
        ("gluteus_medius_posterior", "rotation", -1),
        ("gluteus_medius_anterior", "rotation", 1),
        ("piriformis", "rotation", -1),
        ("obturator_internus", "rotation", -1),
        ("quadratus_femoris", "rotation", -1),
    ],
)
def test_dostals_muscles_do_upright_what_every_textbook_says(muscle: str, coordinate: str, sign: int):
    arms = gl.moment_arms(gl.load_anatomy("dostal1981"), gl.Posture())
    assert np.sign(float(arms.sel(muscle=muscle, coordinate=coordinate))) == sign


@pytest.mark.parametrize("name", NAMES)
def test_arms_are_components_of_the_moment_vectors(name: str):
    hip = gl.load_anatomy(name)
    pose = gl.Posture(flexion=[10, 70], adduction=[-5, 3], rotation=[20, -12], knee_flexion=[0, 90])
    vectors, arms = gl.moment_vectors(hip, pose), gl.moment_arms(hip, pose)
    np.testing.assert_allclose(vectors.sel(xyz="z"), arms.sel(coordinate="flexion"), atol=1e-15)
    about_thigh = gl.moment_arms_about(hip, pose, gl.thigh_axis(hip, pose))
    np.testing.assert_allclose(about_thigh, arms.sel(coordinate="rotation"), atol=1e-15)
    np.testing.assert_allclose(gl.moment_arms_about(hip, pose, np.array([0, 0, 3.0])), vectors.sel(xyz="z"), atol=1e-15)


@pytest.mark.parametrize("name", ["delp1990", "rajagopal2016", "uhlrich2022"])
def test_the_arm_about_the_clam_axis_is_the_shortening_as_the_clam_opens(name: str):
    """−dL/d(opening) through `gl.clam`, which shares no code with the moment about the axis."""
    hip = gl.load_anatomy(name)
    for flexion in (20, 40, 65, 90):
        start = gl.clam(hip, flexion=flexion, opening=0)
        arms = gl.moment_arms_about(hip, start, gl.clam_axis(hip, start)).values
        closed, opened = (gl.path_lengths(hip, gl.clam(hip, flexion, opening=angle)).values for angle in (-0.01, 0.01))
        np.testing.assert_allclose(arms, -(opened - closed) / np.radians(0.02), atol=1e-6)


@pytest.mark.parametrize(
    ("name", "muscle", "millimetres"),
    [
        ("delp1990", "piriformis", 19.2),
        ("rajagopal2016", "piriformis", 16.1),
        ("delp1990", "gluteus_medius_posterior", 14.6),
        ("rajagopal2016", "gluteus_medius_posterior", 18.3),
    ],
)
def test_both_muscles_still_open_the_clam_at_65_degrees(name: str, muscle: str, millimetres: float):
    hip, pose = gl.load_anatomy(name), gl.Posture(flexion=65, knee_flexion=90)
    arm = gl.moment_arms_about(hip, pose, gl.clam_axis(hip, pose)).sel(muscle=muscle)
    assert 1000 * float(arm) == pytest.approx(millimetres, abs=0.05)


@pytest.mark.parametrize(
    ("axis", "message"),
    [
        (np.zeros(3), "the axis has no length"),
        (np.array([np.nan, 0, 1]), "no length, or a NaN"),
        (np.ones((2, 3)), r"the axis has shape \(2, 3\); write \(3,\) or \(3, 2\)"),
    ],
)
def test_an_axis_that_is_none_is_refused(axis: np.ndarray, message: str):
    with pytest.raises(ValueError, match=message):
        gl.moment_arms_about(gl.load_anatomy("delp1990"), gl.Posture(flexion=[0, 1]), axis)


def test_a_labelled_axis_is_taken_by_its_names():
    hip, pose = gl.load_anatomy("delp1990"), gl.Posture.grid(flexion=[0, 65], knee_flexion=[60, 90])
    axis = gl.clam_axis(hip, pose)
    arms = gl.moment_arms_about(hip, pose, axis)
    for same in (axis.transpose("knee_flexion", "flexion", "xyz"), axis.isel(xyz=[2, 0, 1]), axis.drop_vars("xyz")):
        xr.testing.assert_identical(gl.moment_arms_about(hip, pose, same), arms)
    # The axis of a clam moves with the flexion only as seen from the pelvis: one of its values serves a whole row.
    held = gl.moment_arms_about(hip, pose, axis.sel(flexion=65)).sel(flexion=65)
    np.testing.assert_allclose(held, arms.sel(flexion=65), rtol=0, atol=1e-15)


@pytest.mark.parametrize(
    ("axis", "message"),
    [
        ("thigh", "the axis is 'thigh'; write what thigh_axis or clam_axis return"),
        (["0", "1", "0"], "write what thigh_axis or clam_axis return"),
        (gl.clam_axis, "the axis is a function; write what thigh_axis"),
        (None, "the axis is None"),
        ([0, np.inf, 0], "no length, or a NaN"),
        ([0, 0, 0], "no length, or a NaN"),
        ([0, 1], r"the axis has shape \(2,\); write \(3,\) or \(3, 2\): xyz first"),
        (xr.DataArray([1.0, 2, 3], dims="q"), "one of them has to be xyz"),
        (xr.DataArray([1.0, 2], dims="xyz"), "has 2 components along xyz; write three"),
        (xr.DataArray([1.0, 2], dims="xyz", coords={"xyz": ["x", "y"]}), "has x, y along xyz; write x, y and z"),
        (xr.DataArray(np.eye(3), dims=("xyz", "q")), "those of the posture"),
        (gl.thigh_axis(gl.load_anatomy("delp1990"), gl.Posture.grid(flexion=[0, 66])), "other labels along flexion"),
        (gl.thigh_axis(gl.load_anatomy("delp1990"), gl.Posture.grid(flexion=[0, 1, 2])), "for the same posture"),
    ],
)
def test_what_is_no_axis_of_the_postures_is_refused(axis, message: str):
    hip, pose = gl.load_anatomy("delp1990"), gl.Posture.grid(flexion=[0, 65])
    with pytest.raises(ValueError, match=message):
        gl.moment_arms_about(hip, pose, axis)
