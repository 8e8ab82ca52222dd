"""Who turned?: every number that the view can show is the library's, and a roll that follows is one that follows."""

import itertools

import numpy as np
import pytest
import traitlets

import glutlearn as gl
from glutlearn.explorers import WhoTurned
from glutlearn.explorers import explorer as base
from glutlearn.explorers.drawing import BODIES, MOVING
from glutlearn.explorers.who_turned import DRAWN, FLEXION, LEAST_TURN, MUSCLES, OPENING, ROLL, UNBALANCED, measured
from glutlearn.explorers.yardsticks import STRONG

# Degrees and mm; what a 32-bit number of this size is rounded by.
ROUNDING = 1e-4
# m; half of what a pixel shows.
VISIBLE = 5e-4
BUDGET = 450_000  # bytes of numbers: less than the drawing code

# Corners, what the lesson is about, a pelvis that outruns the thigh, and a turn of next to nothing.
POSTURES = [(0, 0, 0), (45, 30, 20), (65, 30, 30), (0, 5, 30), (90, 50, 0), (50, 30, 30), (90, 50, 30), (45, 45, 12.5)]


@pytest.fixture(autouse=True)
def drawing_code(tmp_path, monkeypatch):
    """A stand-in for the bundle, so that these tests need no Node."""
    (tmp_path / "who_turned.js").write_text("export default { render() {} };", encoding="utf-8")
    monkeypatch.setattr(base, "BUNDLES", tmp_path)


def unpack(view, name):
    place = view.arrays[name]
    numbers = np.frombuffer(view.data, dtype="<f4")
    return numbers[place["offset"] :][: int(np.prod(place["shape"]))].reshape(place["shape"])


def node(flexion, opening, roll):
    return FLEXION.index(flexion), OPENING.index(opening), ROLL.index(roll)


@pytest.mark.parametrize("name", STRONG)
@pytest.mark.parametrize("posture", POSTURES)
def test_what_is_sent_is_what_the_library_says(name, posture):
    view, hip = WhoTurned(), gl.load_anatomy(name)
    flexion, opening, roll = posture
    task = gl.exercise(hip, "clam", flexion=flexion, opening=opening, pelvic_roll=roll)
    turn = gl.hip_turn(task.start, task.posture)
    sent = unpack(view, f"{name}/turn")[node(*posture)]
    np.testing.assert_allclose(sent, turn.axis * turn.angle, atol=ROUNDING)
    levers = unpack(view, f"{name}/levers")[node(*posture)]
    if turn.angle > 0:
        arms = 1000 * gl.moment_arms_about(hip, task.posture, turn.axis).sel(muscle=list(MUSCLES))
        np.testing.assert_allclose(levers / np.linalg.norm(sent), arms, atol=ROUNDING)
    else:
        assert not levers.any()
    recruited = gl.recruit(hip, task.posture, task.loads)
    wanted = recruited.activation.sel(muscle=list(MUSCLES)) if recruited.feasible else len(MUSCLES) * [UNBALANCED]
    np.testing.assert_allclose(unpack(view, f"{name}/activation")[node(*posture)], wanted, atol=1e-6)
    height = unpack(view, f"{name}/height")[node(*posture)[:2]]
    np.testing.assert_allclose(height, gl.knee_height(hip, task.posture, roll), atol=1e-6)
    clam = gl.clam_axis(hip, task.start)
    np.testing.assert_allclose(unpack(view, f"{name}/clam_axis")[FLEXION.index(flexion)], clam, atol=1e-6)


def test_there_are_turns_of_nothing_and_postures_that_nobody_holds():
    """Both have to be said, so both have to come up."""
    view = WhoTurned()
    for name in STRONG:
        angles = np.linalg.norm(unpack(view, f"{name}/turn"), axis=-1)
        assert (angles[:, 0, 0] == 0).all()
        assert ((angles > 0) & (angles < LEAST_TURN)).any()
        held = unpack(view, f"{name}/activation")[..., 0] >= 0
        assert held.any() and not held.all()


def test_the_pelvis_follows_as_the_library_says():
    following = unpack(WhoTurned(), "following")[..., 0]
    for (row, limit), (column, opening) in itertools.product(enumerate(range(0, 51, 5)), enumerate(OPENING)):
        assert following[row, column] == float(gl.following_pelvis(opening, limit))
        assert following[row, column] in ROLL, "a roll between two nodes would not be the library's number"


@pytest.mark.parametrize("name", STRONG)
def test_bones_and_muscles_are_drawn_where_the_library_has_them(name):
    view, hip = WhoTurned(), gl.load_anatomy(name)
    flexion, opening, roll = 45, 30, 20
    pose = gl.clam(hip, flexion, opening, pelvic_roll=roll)
    x, y, z, w = unpack(view, f"{name}/thigh")[FLEXION.index(flexion), OPENING.index(opening)].astype(float)
    half = np.radians(roll) / 2
    s, c = np.sin(half), np.cos(half)
    rolled = np.array([c * x + s * z, c * y + s * w, c * z - s * x, c * w - s * y])  # (0 s 0 c) times the thigh
    u, q = rolled[:3], rolled[3]
    cross = np.array([[0, -u[2], u[1]], [u[2], 0, -u[0]], [-u[1], u[0], 0]])
    matrix = np.eye(3) + 2 * q * cross + 2 * cross @ cross
    femur = gl.body_poses(hip, pose)["orientation"].sel(body="femur").values
    np.testing.assert_allclose(matrix, femur, atol=1e-6)
    points, bodies = unpack(view, f"{name}/points"), unpack(view, f"{name}/bodies").astype(int)
    here = tuple(list(DRAWN[key]).index(at) for key, at in zip(DRAWN, (flexion, opening, roll), strict=True))
    moving = unpack(view, f"{name}/moving")[here].reshape(-1, 3)
    wanted = gl.muscle_paths(hip.select(list(MUSCLES)), pose).transpose("muscle", "point", "xyz").values
    for index in np.ndindex(*bodies.shape):
        code = bodies[index]
        if code >= MOVING:
            drawn = moving[code - MOVING]
        elif BODIES[code] == "pelvis":
            drawn = points[index]
        else:
            body = gl.body_poses(hip, pose).sel(body=BODIES[code])
            drawn = body["orientation"].values @ points[index] + body["origin"].values
        np.testing.assert_allclose(drawn, wanted[index], atol=VISIBLE)


def test_the_view_stays_light():
    assert len(WhoTurned().data) < BUDGET


def test_a_pelvis_that_follows_and_a_hand_that_takes_the_roll():
    view = WhoTurned(follow=True)
    assert view.pelvic_roll == 5
    view.opening = 40
    assert view.pelvic_roll == 10
    view.controlled_range = 0
    assert view.pelvic_roll == 20 and view.follow
    view.pelvic_roll = 7.5
    assert not view.follow
    view.opening = 50
    assert view.pelvic_roll == 7.5
    view.follow = True
    assert view.pelvic_roll == 25


def test_the_browser_may_send_opening_and_roll_together():
    view = WhoTurned(follow=True)
    view.set_state({"opening": 42.0, "pelvic_roll": 11.000000238})
    assert view.follow and view.pelvic_roll == pytest.approx(11)
    view.set_state({"follow": False, "pelvic_roll": 2.5})
    assert (view.follow, view.pelvic_roll) == (False, 2.5)


def test_prediction_repr_and_stage():
    view = WhoTurned()
    assert (view.stage, view.prediction) == ("predict", None)
    assert WhoTurned(predict=False).stage == "explore"
    assert repr(WhoTurned(flexion=65, pelvic_roll=20)) == (
        "WhoTurned(flexion=65, opening=30, pelvic_roll=20, controlled_range=20, follow=False, anatomy='delp1990')"
    )


def test_the_measurement_is_in_the_evidence_with_its_source():
    found = measured()
    rows = gl.evidence()
    assert (rows["doi"] == found["doi"]).any() and found["doi"]
    assert found["read"] in {"full text", "abstract", "second-hand"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"flexion": 100}, "flexion is 100; write a number from 0 to 90"),
        ({"opening": -5}, "opening is -5; write a number from 0 to 50"),
        ({"pelvic_roll": 31}, "pelvic_roll is 31; write a number from 0 to 30"),
        ({"controlled_range": 12}, "controlled_range is 12; write one of 0, 5, 10"),
        ({"anatomy": "dostal1981"}, "tells no muscle's strength; write one of delp1990"),
        ({"anatomy": "delp"}, "did you mean 'delp1990'"),
    ],
)
def test_wrong_values_are_refused_with_what_to_write(wrong, says):
    with pytest.raises(traitlets.TraitError, match=says):
        WhoTurned(**wrong)
