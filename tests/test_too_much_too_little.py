"""The Python half of the view of control: what is sent to the browser is what the library says at every stop."""

import random

import numpy as np
import pytest
import traitlets

import glutlearn as gl
from glutlearn.explorers import TooMuchTooLittle, valley_grid
from glutlearn.explorers import explorer as base
from glutlearn.explorers.drawing import BODIES, MOVING
from glutlearn.explorers.valley_grid import EXERCISES, LEVELS, STOPS, exercise_at
from glutlearn.explorers.yardsticks import STRONG
from glutlearn.provenance import constants

# A 32-bit number is rounded by less than this share of itself.
ROUNDING = 1e-6
# mm, N, N·m, shares: nothing is shown as finely.
NOTHING = 1e-5
# m; half of what a pixel shows.
VISIBLE = 5e-4

BUDGET = 500_000  # bytes of numbers: less than the view's drawing code
SAMPLE = 25  # nodes of each anatomy that are computed afresh


@pytest.fixture(autouse=True)
def drawing_code(tmp_path, monkeypatch):
    """A stand-in for the bundle, so that these tests need no Node."""
    (tmp_path / "too_much_too_little.js").write_text("export default { render() {} };", encoding="utf-8")
    monkeypatch.setattr(base, "BUNDLES", tmp_path)


def unpack(view, name):
    place = view.arrays[name]
    numbers = np.frombuffer(view.data, dtype="<f4")
    return numbers[place["offset"] :][: int(np.prod(place["shape"]))].reshape(place["shape"])


def close(sent, fresh):
    np.testing.assert_allclose(sent, fresh, rtol=ROUNDING, atol=NOTHING)


@pytest.mark.parametrize("anatomy", STRONG)
def test_every_stop_has_the_library_s_numbers(anatomy):
    view = TooMuchTooLittle(anatomy=anatomy)
    hip = gl.load_anatomy(anatomy)
    nodes = [(name, place) for name, (flexions, _) in EXERCISES.items() for place in range(len(flexions))]
    for name, place in random.Random(2).sample(nodes, SAMPLE):
        level = random.Random(f"{name}{place}").randrange(len(LEVELS))
        flexions, _ = EXERCISES[name]
        task = exercise_at(hip, name, flexions[place])
        answer = gl.recruit(hip, task.posture, task.loads, control=float(LEVELS[level]))
        force = gl.contact_force(hip, task.posture, answer)
        close(unpack(view, f"{name}/activation")[place, level], answer.activation)
        close(unpack(view, f"{name}/force")[place, level], force)
        weights, effort, missing, missing_stiffness = unpack(view, f"{name}/sizes")[place, level]
        close(weights, force.body_weights)
        close(effort, answer.effort)
        assert missing == pytest.approx(float(np.linalg.norm(answer.residual)), abs=valley_grid.BALANCED)
        close(missing_stiffness, answer.missing_stiffness)
        shifts = unpack(view, f"{name}/shift")[place, level].reshape(len(STOPS), 3)
        for stop in (0, STOPS.index(54), len(STOPS) - 1):
            moved = gl.translation(hip, task.posture, answer, passive_stiffness=STOPS[stop])
            close(shifts[stop], moved.translation)
            assert np.linalg.norm(shifts[stop]) == pytest.approx(float(moved.distance), rel=1e-5)


@pytest.mark.parametrize("anatomy", STRONG)
def test_what_is_missing_is_not_hidden(anatomy):
    view = TooMuchTooLittle(anatomy=anatomy)
    hip = gl.load_anatomy(anatomy)
    for name in EXERCISES:
        task = valley_grid.tasks_of(hip)[name]
        sent = unpack(view, f"{name}/sizes")
        for level in (0, len(LEVELS) - 1):
            answer = gl.recruit(hip, task.posture, task.loads, control=float(LEVELS[level]))
            held = (sent[:, level, 2] == 0) & (sent[:, level, 3] == 0)
            np.testing.assert_array_equal(held, answer.feasible)


def test_some_of_it_cannot_be_held():
    """So that the words for it are needed, and tested on the page."""
    view = TooMuchTooLittle()
    clam = unpack(view, "clam/sizes")
    assert clam[-1, 0, 2] > 0
    assert (clam[:, LEVELS.tolist().index(0), 2:] == 0).all()


@pytest.mark.parametrize("anatomy", STRONG)
def test_muscles_are_drawn_where_the_library_has_them(anatomy):
    view = TooMuchTooLittle(anatomy=anatomy)
    hip = gl.load_anatomy(anatomy)
    points, bodies = unpack(view, "points"), unpack(view, "bodies")
    assert [muscle["name"] for muscle in view.facts["muscles"]] == list(hip.muscles)
    for name, (flexions, _) in EXERCISES.items():
        place = len(flexions) // 2
        pose = exercise_at(hip, name, flexions[place]).posture
        wanted = gl.muscle_paths(hip, pose).values
        moving = unpack(view, f"{name}/moving")
        for index in np.ndindex(*bodies.shape):
            code = int(bodies[index])
            here = points[index]
            if code >= MOVING:
                here = moving[code - MOVING, place]
            elif BODIES[code] != "pelvis":
                body = gl.body_poses(hip, pose).sel(body=BODIES[code])
                here = body["orientation"].values @ points[index] + body["origin"].values
            np.testing.assert_allclose(here, wanted[index], atol=VISIBLE)


def test_every_flexion_and_stop_is_one_of_the_library_s_exercises():
    assert list(EXERCISES) == gl.exercises()
    view = TooMuchTooLittle()
    assert [one["name"] for one in view.facts["exercises"]] == gl.exercises()
    assert all(start in flexions for flexions, start in EXERCISES.values())
    assert [one["knee"] for one in view.facts["exercises"]] == [1, 0, 0, 0, 0]


def test_yardsticks_and_marks_come_from_the_tables():
    facts = TooMuchTooLittle().facts
    laxity = constants("hip_laxity")
    shift, force = facts["yardsticks"]["shift"], facts["yardsticks"]["force"]
    assert (shift["low"], shift["value"]) == (
        laxity["healthy_translation_women"],
        laxity["healthy_translation_men"],
    )
    table = gl.evidence()
    walking = table[(table["study"] == "Bergmann et al.") & (table["condition"] == "walking at 4 km/h")]
    assert 100 * force["value"] == pytest.approx(float(walking["value"].item()))
    assert force["study"] == "Bergmann et al. 2001"
    assert shift["study"] == "McClincy et al. 2022"
    assert shift["read"] == "second-hand"
    assert [mark["at"] for mark in facts["marks"]] == [54, 81, laxity["healthy_passive_stiffness"]]
    assert {mark["at"] for mark in facts["marks"]} <= set(STOPS)


def test_deep_muscles_are_those_of_the_library():
    hip = gl.load_anatomy("delp1990")
    marked = [muscle["name"] for muscle in TooMuchTooLittle().facts["muscles"] if muscle["deep"]]
    assert marked == [name for name, deep in zip(hip.muscles, gl.Control().deep(hip), strict=True) if deep]
    assert "quadratus_femoris" in marked


def test_the_gauges_bring_their_styles():
    assert ".gl-gauge-bar" in TooMuchTooLittle()._css
    assert ".gl-gauge-bar" not in base.style("role_inversion")


@pytest.mark.parametrize("anatomy", STRONG)
def test_the_view_stays_light(anatomy):
    assert len(TooMuchTooLittle(anatomy=anatomy).data) < BUDGET


def test_repr_and_traits():
    view = TooMuchTooLittle(exercise="clam", control=0.5, predict=False)
    assert repr(view) == (
        "TooMuchTooLittle(exercise='clam', flexion=45, control=0.5, passive_stiffness=54, anatomy='delp1990')"
    )
    assert (view.stage, view.prediction) == ("explore", None)
    assert TooMuchTooLittle().stage == "predict"
    view.passive_stiffness = 189
    view.flexion = 90
    assert (view.passive_stiffness, view.flexion) == (189.0, 90.0)
    with pytest.raises(traitlets.TraitError):
        view.anatomy = "rajagopal2016"


def test_another_exercise_keeps_the_flexion_that_it_knows():
    view = TooMuchTooLittle(exercise="clam", flexion=65)
    view.exercise = "straight_leg_raise"
    assert view.flexion == EXERCISES["straight_leg_raise"][1]
    view.flexion = 20
    view.exercise = "prone_extension"
    assert view.flexion == 20


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"exercise": "clamshell"}, "'clamshell' is no exercise here; did you mean 'clam'"),
        ({"exercise": "clam", "flexion": 95}, "flexion in the clam is 95; write a number from 0 to 90"),
        (
            {"exercise": "prone_extension", "flexion": 45},
            "flexion in prone leg extension is 45; write a number from -20",
        ),
        ({"control": 2}, "control is 2; write a number from -1 to 1"),
        ({"control": float("nan")}, "write a number from -1 to 1"),
        ({"passive_stiffness": 10}, "passive_stiffness is 10; write a number from 20 to 300"),
        ({"anatomy": "dostal1981"}, "'dostal1981' tells no muscle's strength; write one of delp1990"),
        ({"anatomy": "delp"}, "did you mean 'delp1990'"),
    ],
)
def test_wrong_values_are_refused_with_what_to_write(wrong, says):
    with pytest.raises(traitlets.TraitError, match=says):
        TooMuchTooLittle(**wrong)
