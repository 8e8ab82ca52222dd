"""What an exercise asks of the hip: the leg's weight by hand, supports, sums of loads, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from scipy.constants import g

import glutlearn as gl
from glutlearn.body import body_segments
from glutlearn.demand import add_up
from glutlearn.loads import half_pelvis


def hip() -> gl.Anatomy:
    return gl.load_anatomy("rajagopal2016")


def test_a_straight_leg_by_hand():
    """Lying on the side, the weight pulls straight towards the other leg: −m g along z, at the leg's centre of mass."""
    weight = gl.limb_weight(hip(), gl.Posture(), body_mass=70, height=1.74, sex="male")
    parts = body_segments("deleva1996", "male")
    mass = 70 * (0.1416 + 0.0433 + 0.0137)
    np.testing.assert_allclose(weight.force, [0, 0, -mass * g], atol=1e-9)
    thigh, shank = parts["thigh"].length * 1.74, parts["shank"].length * 1.74
    # Of the foot only that it lies beyond the shank is asked: within 10 cm, which is 1 cm for the whole leg.
    down = (0.1416 * 0.4095 * thigh + 0.0433 * (thigh + 0.4395 * shank) + 0.0137 * (thigh + shank)) / 0.1986
    assert float(weight.point.sel(xyz="y")) == pytest.approx(-down, abs=0.01)
    assert float(weight.sel(xyz="x")) == pytest.approx(mass * g * down, rel=0.03)
    assert float(weight.sel(xyz="z")) == pytest.approx(0, abs=1e-9)


def test_the_moment_is_the_force_at_its_point():
    pose = gl.Posture.grid(flexion=[0, 45, 90], adduction=[-20, 0])
    weight = gl.limb_weight(hip(), pose)
    np.testing.assert_allclose(weight, np.cross(weight.point, weight.force, axis=0), atol=1e-12)
    assert weight.dims == ("xyz", "flexion", "adduction")
    assert weight.attrs["units"] == "N m"


@pytest.mark.parametrize(
    ("position", "flexion", "coordinate", "sign"),
    [
        ("side_lying", 0, "x", +1),  # the upper leg is pulled down into adduction
        ("prone", 0, "z", +1),  # a lifted leg falls forward into flexion
        ("supine", 0, "z", -1),
        ("standing", 60, "z", -1),  # a raised thigh falls back
    ],
)
def test_gravity_pulls_the_way_it_does(position: str, flexion: float, coordinate: str, sign: int):
    weight = gl.limb_weight(hip(), gl.Posture(flexion=flexion), position=position)
    assert sign * float(weight.sel(xyz=coordinate)) > 5


def test_nothing_hangs_on_a_leg_that_hangs():
    """A leg that hangs straight down has its weight below the hip: a moment below 3 N·m, from foot and bow."""
    weight = gl.limb_weight(hip(), gl.Posture(), position="standing")
    assert float(np.linalg.norm(weight)) < 3


def test_the_two_tables_differ_as_published():
    """Dempster's cadavers have thighs lighter by a third than de Leva's women: 0.100 against 0.148 of body mass."""
    assert body_segments("winter2009", "female")["thigh"].mass == 0.1
    assert body_segments("deleva1996", "female")["thigh"].mass == 0.1478
    pose = gl.Posture()
    light = np.linalg.norm(gl.limb_weight(hip(), pose, segments="winter2009").force)
    heavy = np.linalg.norm(gl.limb_weight(hip(), pose).force)
    assert light / heavy == pytest.approx(0.161 / 0.2088, rel=1e-6)


def test_a_pelvis_that_rolls_does_not_change_what_gravity_does_about_the_room():
    """Rolled by 20° under a thigh that stays where it is, the moment is the same vector seen from turned axes."""
    still = gl.limb_weight(hip(), gl.clam(hip(), 45, 20))
    rolled = gl.limb_weight(hip(), gl.clam(hip(), 45, 20, pelvic_roll=20), pelvic_roll=20)
    turn = np.radians(20)
    axes = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    np.testing.assert_allclose(rolled, axes @ still.values, atol=1e-9)


def test_a_foot_that_bears_the_heel_has_no_leverage_about_the_clam():
    pose = gl.clam(hip(), flexion=[0, 45, 90], opening=20)
    heel = gl.heel_support(hip(), pose)
    about = (heel.support_moment * gl.clam_axis(hip(), pose)).sum("xyz")
    np.testing.assert_allclose(about, 0, atol=1e-12)
    assert float(np.linalg.norm(heel.support_moment.isel(posture=0))) > 0.3


def test_an_anatomy_without_a_leg_borrows_one():
    borrowed = gl.limb_weight(gl.load_anatomy("dostal1981"), gl.Posture())
    np.testing.assert_allclose(borrowed, gl.limb_weight(hip(), gl.Posture()))


def test_loads_add_up_with_their_forces():
    pose = gl.clam(hip(), 45, 20)
    weight = gl.limb_weight(hip(), pose)
    total = add_up([weight, weight], pose)
    np.testing.assert_allclose(total.moment[:, 0], 2 * weight.values)
    np.testing.assert_allclose(total.force[:, 0], 2 * weight.force.values)
    assert total.body_mass == 75


def test_a_force_that_no_longer_belongs_to_its_moment_is_not_believed():
    """Twice a moment still carries the force of the single one: that must not become a contact force."""
    pose = gl.Posture()
    doubled = 2 * gl.limb_weight(hip(), pose)
    assert add_up(doubled, pose).force is None
    answer = gl.recruit(hip(), pose, doubled)
    with pytest.raises(ValueError, match="as a list"):
        gl.contact_force(hip(), pose, answer)


def test_a_load_without_dimensions_serves_all_postures():
    pose = gl.Posture(flexion=[0, 45])
    one = xr.DataArray([1.0, 2.0, 3.0], dims="xyz", coords={"xyz": list("xyz")})
    np.testing.assert_allclose(add_up(one, pose).moment, [[1, 1], [2, 2], [3, 3]])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"height": 175}, "write metres"),
        ({"body_mass": 7}, "write kilograms"),
        ({"sex": "f"}, "female and male"),
        ({"position": "sidelying"}, "did you mean side_lying"),
        ({"segments": "deleva"}, "write one of deleva1996, winter2009"),
        ({"pelvic_roll": 60}, "a pelvis rolls by -45…45°"),
        ({"pelvic_roll": [0, 10]}, "pelvic_roll varies along posture; write a number"),
        ({"body_mass": "75"}, "body_mass is '75'; write kilograms from 20 to 300"),
        ({"body_mass": -75}, "body_mass is -75; write kilograms"),
        ({"body_mass": [60, 70]}, "write kilograms"),
        ({"height": None}, "height is None; write metres"),
        ({"sex": ["female"]}, "female and male"),
        ({"position": ["prone"]}, "there is no position called"),
    ],
)
def test_bad_input_says_what_to_write(wrong: dict, message: str):
    with pytest.raises(ValueError, match=message):
        gl.limb_weight(hip(), gl.Posture(), **wrong)


def test_loads_of_other_postures_are_refused():
    load = gl.limb_weight(hip(), gl.Posture(flexion=[0, 45]))
    with pytest.raises(ValueError, match="those of the posture"):
        add_up(load, gl.Posture())
    with pytest.raises(ValueError, match="for the same posture"):
        add_up(load, gl.Posture(flexion=[0, 45, 90]))
    with pytest.raises(TypeError, match="a list of these"):
        add_up([10.0], gl.Posture())
    with pytest.raises(ValueError, match="NaN"):
        add_up(xr.DataArray([1, 2, np.nan], dims="xyz"), gl.Posture())
    with pytest.raises(ValueError, match="another flexion than the posture has"):
        add_up(load, gl.Posture(flexion=[0, 50]))
    with pytest.raises(ValueError, match=r"another knee_flexion than the posture has .90° off."):
        add_up([gl.limb_weight(hip(), gl.Posture())], gl.Posture(knee_flexion=[0, 90]))


@pytest.mark.parametrize("load", [None, 5, "weight", gl.limb_weight, [5], np.zeros(3)])
def test_what_is_no_load_is_refused(load: object):
    with pytest.raises(TypeError, match=r"a load is .*; write what limb_weight, band or exercise return, or a list"):
        gl.recruit(hip(), gl.Posture(), load)  # type: ignore[arg-type]


def test_a_load_is_taken_by_its_names():
    pose = gl.Posture.grid(flexion=[0, 45], knee_flexion=[0, 90])
    load = gl.limb_weight(hip(), pose)
    turned = load.transpose("knee_flexion", "xyz", "flexion").isel(xyz=[2, 1, 0])
    np.testing.assert_array_equal(add_up(turned, pose).moment, add_up(load, pose).moment)
    with pytest.raises(ValueError, match="other labels along flexion"):
        add_up(load.isel(flexion=[1, 0]), pose)
    with pytest.raises(ValueError, match="2 components along xyz"):
        add_up(xr.DataArray([1.0, 2.0], dims="xyz"), pose)


def test_the_other_hip_is_known_only_where_the_origin_is_in_the_middle():
    assert half_pelvis(hip()) == pytest.approx(0.07726)
    with pytest.raises(ValueError, match="such as rajagopal2016"):
        half_pelvis(gl.load_anatomy("dostal1981"))
