"""The Python half of the interactive views: what is sent to the browser is what the library says."""

import subprocess
import sys

import numpy as np
import pytest
import traitlets

import glutlearn as gl
from glutlearn.explorers import MomentArm, RoleInversion, skeleton
from glutlearn.explorers import explorer as base
from glutlearn.explorers.drawing import BODIES, MOVING, muscle_points
from glutlearn.explorers.explorer import Explorer, pack, spoken

# mm; what a 32-bit number of this size is rounded by.
ROUNDING = 1e-5
# m; half of what a pixel shows.
VISIBLE = 5e-4
# degrees; how far the zero of a chord of 1° may lie from the curve's own.
CHORD = 0.02

BUDGET = 400_000  # bytes of numbers in one view: less than its drawing code


@pytest.fixture(autouse=True)
def drawing_code(tmp_path, monkeypatch):
    """Stand-ins for the bundles, so that these tests need no Node."""
    for name in ("role_inversion", "moment_arm"):
        (tmp_path / f"{name}.js").write_text("export default { render() {} };", encoding="utf-8")
    monkeypatch.setattr(base, "BUNDLES", tmp_path)
    return tmp_path


def unpack(view, name):
    place = view.arrays[name]
    numbers = np.frombuffer(view.data, dtype="<f4")
    return numbers[place["offset"] :][: int(np.prod(place["shape"]))].reshape(place["shape"])


def test_pack_keeps_values_and_shapes():
    data, layout = pack({"a": np.arange(6).reshape(2, 3), "b": [0.5]})
    assert layout == {"a": {"offset": 0, "shape": [2, 3]}, "b": {"offset": 6, "shape": [1]}}
    assert np.frombuffer(data, dtype="<f4").tolist() == [0, 1, 2, 3, 4, 5, 0.5]


def test_pack_refuses_what_cannot_be_drawn():
    with pytest.raises(ValueError, match="'arm' has a value that is not finite"):
        pack({"arm": [1.0, np.nan]})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("piriformis", "piriformis"),
        ("gluteus_medius_posterior", "posterior gluteus medius"),
        ("gemellus_superior", "superior gemellus"),
        ("biceps_femoris_long_head", "biceps femoris (long head)"),
        ("tensor_fasciae_latae", "tensor fasciae latae"),
    ],
)
def test_muscles_are_called_as_one_says_them(name, words):
    assert spoken(name) == words


@pytest.mark.parametrize("name", gl.anatomies())
@pytest.mark.parametrize("axis", ["thigh", "clam"])
def test_role_inversion_sends_the_library_s_arms(name, axis):
    view = RoleInversion()
    hip = gl.load_anatomy(name)
    muscles = next(one["muscles"] for one in view.facts["anatomies"] if one["name"] == name)
    sent = unpack(view, f"{name}/arms/{axis}")
    for flexion, knee in [(0, 90), (48, 60), (65, 90), (120, 120)]:
        pose = gl.Posture(flexion=flexion, knee_flexion=knee)
        about = gl.thigh_axis(hip, pose) if axis == "thigh" else gl.clam_axis(hip, pose)
        arms = 1000 * gl.moment_arms_about(hip, pose, about).sel(muscle=muscles).values
        here = sent[:, flexion] if axis == "thigh" else sent[:, flexion, knee // 15]
        np.testing.assert_allclose(here, arms, atol=ROUNDING)


@pytest.mark.parametrize("name", gl.anatomies())
def test_curves_change_sides_where_the_library_says(name):
    view = RoleInversion()
    muscles = next(one["muscles"] for one in view.facts["anatomies"] if one["name"] == name)
    curve = unpack(view, f"{name}/arms/thigh")[muscles.index("piriformis")].astype(float)
    (before,) = np.flatnonzero(curve[:-1] * curve[1:] < 0)
    crossing = before + curve[before] / (curve[before] - curve[before + 1])
    assert crossing == pytest.approx(float(gl.inversion_angles(gl.load_anatomy(name), "piriformis")[0]), abs=CHORD)


@pytest.mark.parametrize("name", gl.anatomies())
def test_muscles_are_drawn_where_the_library_has_them(name):
    whole = gl.load_anatomy(name)
    hip = whole.select([muscle for muscle in whole.muscles if muscle.startswith(("glut", "piri", "tensor"))])
    flexions = range(0, 121, 5)
    points, bodies, moving = muscle_points(hip, flexions)
    pose = gl.Posture(flexion=65, knee_flexion=30 if hip.knee is not None else 0)
    wanted = gl.muscle_paths(hip, pose).values
    for index in np.ndindex(*bodies.shape):
        code = int(bodies[index])
        if code >= MOVING:
            here = moving[code - MOVING, flexions.index(65)]
        elif BODIES[code] == "pelvis":
            here = points[index]
        else:
            body = gl.body_poses(hip, pose).sel(body=BODIES[code])
            here = body["orientation"].values @ points[index] + body["origin"].values
        np.testing.assert_allclose(here, wanted[index], atol=VISIBLE)


def test_moment_arm_sends_the_library_s_arms():
    view = MomentArm()
    hip = gl.load_anatomy("rajagopal2016")
    sent = unpack(view, "arms")
    for flexion, adduction, rotation in [(0, 0, 0), (60, -30, 20), (120, 30, -40)]:
        pose = gl.Posture(flexion=flexion, adduction=adduction, rotation=rotation, knee_flexion=90)
        arms = gl.moment_arms(hip, pose).sel(muscle=view.facts["muscles"])
        here = sent[flexion // 5, (adduction + 40) // 10, (rotation + 40) // 10]
        np.testing.assert_allclose(here, 1000 * arms.values, atol=ROUNDING)


@pytest.mark.parametrize("kind", [RoleInversion, MomentArm])
def test_views_stay_light(kind):
    assert len(kind().data) < BUDGET


def test_a_hip_without_a_leg_says_whose_it_borrows():
    lenders = {one["name"]: one["leg"] for one in RoleInversion().facts["anatomies"]}
    assert lenders == {"delp1990": "", "dostal1981": "rajagopal2016", "rajagopal2016": "", "uhlrich2022": ""}


def test_measured_points_come_from_the_table():
    measured = RoleInversion().facts["measured"]
    assert [(one["muscle"], one["flexion"], round(one["arm"])) for one in measured] == [
        ("piriformis", 0, -29),
        ("piriformis", 90, 14),
    ]
    assert all("Delp" in one["source"] for one in measured)


def test_repr_has_no_address():
    assert repr(RoleInversion(flexion=45)) == "RoleInversion(flexion=45, axis='thigh', anatomy='rajagopal2016')"
    assert "0x" not in repr(MomentArm())


def test_predict_locks_and_traits_are_settable():
    view = RoleInversion()
    assert (view.stage, view.prediction) == ("predict", None)
    assert RoleInversion(predict=False).stage == "explore"
    view.flexion = 70
    view.muscles = ["piriformis"]
    assert (view.flexion, view.muscles) == (70.0, ["piriformis"])


@pytest.mark.parametrize(
    ("kind", "wrong", "says"),
    [
        (RoleInversion, {"flexion": 130}, "flexion is 130; write a number from 0 to 120"),
        (RoleInversion, {"flexion": float("nan")}, "write a number from 0 to 120"),
        (RoleInversion, {"axis": "femur"}, "'femur' is no axis here; write one of thigh, clam"),
        (RoleInversion, {"anatomy": "rajagopal"}, "did you mean 'rajagopal2016'"),
        (RoleInversion, {"muscles": ["pirformis"]}, "did you mean 'piriformis'"),
        (RoleInversion, {"muscles": 5}, "a List which expected a unicode string, not the int 5"),
        (RoleInversion, {"flexion": "45"}, "flexion is '45'; write a number from 0 to 120"),
        (RoleInversion, {"flexion": float("nan")}, "flexion is nan; write a number from 0 to 120"),
        (RoleInversion, {"knee_flexion": None}, "knee_flexion is None; write a number"),
        (MomentArm, {"adduction": -50}, "adduction is -50; write a number from -40 to 30"),
        (MomentArm, {"axis": "thigh"}, "write one of flexion, adduction, rotation"),
        (MomentArm, {"muscle": "psoas_major"}, "is no muscle here"),
        (MomentArm, {"anatomy": "delp"}, "is no anatomy here"),
    ],
)
def test_wrong_values_are_refused_with_what_to_write(kind, wrong, says):
    with pytest.raises(traitlets.TraitError, match=says):
        kind(**wrong)


@pytest.mark.parametrize("number", [np.float32, np.float64, np.int64, int])
def test_numbers_of_any_kind_move_a_view(number):
    view = RoleInversion(flexion=number(45))
    view.knee_flexion = number(60)
    assert (view.flexion, view.knee_flexion) == (45.0, 60.0)
    assert type(view.flexion) is float


def test_a_message_with_a_wrong_value_changes_nothing():
    view = RoleInversion()
    with pytest.raises(traitlets.TraitError, match="'femur' is no axis here"):
        view.set_state({"flexion": 70, "axis": "femur"})
    assert (view.flexion, view.axis) == (30.0, "thigh")


def test_a_missing_bundle_says_what_to_run(drawing_code):
    (drawing_code / "role_inversion.js").unlink()
    with pytest.raises(FileNotFoundError, match="make bundle"):
        RoleInversion()


def test_the_package_loads_without_widgets():
    code = "import sys, glutlearn; glutlearn.load_anatomy('delp1990'); assert 'anywidget' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_template_fits_its_own_anatomy_and_follows_others():
    own, other = gl.load_anatomy("rajagopal2016"), gl.load_anatomy("dostal1981")
    np.testing.assert_allclose(skeleton.fit(own, "pelvis"), np.eye(3), atol=1e-12)
    stretched = skeleton.fit(other, "pelvis")
    assert np.linalg.det(stretched) == pytest.approx(1, abs=0.4)  # people differ, but not by half
    assert not np.allclose(stretched, np.eye(3), atol=0.01)


def test_every_bone_can_be_meshed():
    for name, bone in skeleton.bones().items():
        assert bone.pieces.shape == (sum(bone.groups), 3, 4), name
        assert bone.pieces[0, 0, 3] > bone.cell / 2, name


def test_explorer_is_the_base():
    assert issubclass(RoleInversion, Explorer)
    assert issubclass(MomentArm, Explorer)
