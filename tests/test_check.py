"""Feedback on answers: what a wrong answer gives away, and that no answer at all stops a check."""

from __future__ import annotations

import math

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as some

import glutlearn as gl
from glutlearn import check

JUNK = [None, ..., "", "48", "forty", True, [], {}, set(), object(), len, math.nan, math.inf, 1j, b"1",
        [[1], [2, 3]], np.array("x"), xr.Dataset()]  # fmt: skip


def number(answer: object, **options: object) -> str:
    feedback = check.number("arm", answer, -31.1, **{"tolerance": 0.5, "unit": "mm", **options})
    assert feedback.passed is (feedback.reason == "right")
    return feedback.reason


@pytest.mark.parametrize("answer", [-31, -31.1, -31.6, np.float32(-31), np.array([-31.0]), xr.DataArray(-31.2)])
def test_a_right_number_passes_in_whatever_it_is_held(answer):
    assert number(answer) == "right"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (-0.0311, "this looks like metres; the answer is asked for in mm"),
        (-3.11, "this looks like centimetres; the answer is asked for in mm"),
        (31, "the size is right and the sign is wrong"),
        (0.0311, "this looks like metres and has the wrong sign"),
        (-32.2, "-32.2 mm is only a little too small"),
        (-20, "-20 mm is too large"),
        ("-31 mm", "is a text; write a number"),
        (None, "there is no answer yet"),
        (..., "there is no answer yet"),
        (True, "is a truth value"),
        ([-31, -31], "one number is asked for, and here are 2"),
        (math.nan, "not a finite number"),
        (lambda: -31, "call it with ()"),
        ({"arm": -31}, "of the type dict"),
    ],
)
def test_a_wrong_number_is_told_why(answer, told):
    assert told in number(answer)


@pytest.mark.parametrize(
    ("unit", "answer", "expected", "told"),
    [
        ("°", math.radians(57), 57, "radians"),
        ("°", 33, 57, "missing to a right angle"),
        ("°", 123, 57, "missing to 180°"),
        ("%", 0.45, 45, "a share of one"),
        ("share of one", 45, 0.45, "per cent"),
        ("N·m", 8400, 8.4, "newton millimetres"),
        ("N", 0.94, 942, "kilonewtons"),
        ("m", 31, 0.031, "millimetres"),
        ("body weights", 160, 1.6, "per cent of body weight"),
        ("N/mm", 54_000, 54, "newtons per metre"),
    ],
)
def test_the_usual_slips_with_a_unit_are_named(unit, answer, expected, told):
    feedback = check.number("it", answer, expected, tolerance=0.02 * expected, unit=unit)
    assert not feedback
    assert told in feedback.reason


def test_an_expectation_of_nothing_is_not_taken_for_a_slip():
    """About zero every sign and every unit looks alike."""
    assert check.number("left", 0.5, 0, tolerance=0.1, unit="mm").reason == "0.5 mm is too large"


def test_one_of_several_right_numbers_is_right_and_missing_ones_do_not_count():
    roots = xr.DataArray([48.5, np.nan, 102.0], dims="root")
    assert check.angle("switch", 102, roots).passed
    assert check.angle("switch", math.radians(102), roots).reason.startswith("this looks like radians")


def test_the_author_s_mistakes_come_before_the_general_ones():
    mistakes = {"this is piriformis": 31.1}
    assert number(31.1, because=mistakes) == "this is piriformis"


@given(some.floats(-1e6, 1e6), some.sampled_from(["°", "mm", "N·m", "%", ""]))
def test_a_number_within_the_tolerance_always_passes_and_one_without_never_does(expected, unit):
    assert check.number("x", expected + 0.49, expected, tolerance=0.5, unit=unit)
    assert not check.number("x", expected + 0.51, expected, tolerance=0.5, unit=unit)


@pytest.mark.parametrize("answer", JUNK, ids=[f"{number}-{type(one).__name__}" for number, one in enumerate(JUNK)])
def test_no_answer_whatever_raises_an_error(answer):
    array = xr.DataArray([1.0, 2.0], dims="flexion", coords={"flexion": [0, 90]})
    two = ["one", "two"]
    for feedback in (
        check.number("it", answer, 5, tolerance=1),
        check.angle("it", answer, 5),
        check.choice("it", answer, "one", options=two),
        check.several("it", answer, ["one"], options=two),
        check.sorting("it", answer, {"A": "one"}, kinds=two),
        check.curve("it", answer, [1, 2], tolerance=0.1),
        check.labelled("it", answer, array, tolerance=0.1),
        check.function("it", answer, abs, cases=[(-1,)], tolerance=0.1),
    ):
        assert feedback.passed is False
        assert len(feedback.reason) > 8


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: check.number("it", 1, 1, tolerance=0),
        lambda: check.number("it", 1, 1, tolerance=math.nan),
        lambda: check.number("it", 1, math.nan, tolerance=1),
        lambda: check.number("it", 1, [], tolerance=1),
        lambda: check.number("it", 1, 1, tolerance=1, unit="inch"),
        lambda: check.choice("it", "one", "three", options=["one", "two"]),
        lambda: check.choice("it", "one", "one", options=["one", "two"], because={"three": "no"}),
        lambda: check.several("it", [], ["three"], options=["one"]),
        lambda: check.sorting("it", {}, {"A": "three"}, kinds=["one"]),
        lambda: check.curve("it", [1], [1], tolerance=-1),
    ],
)
def test_a_wrong_call_raises(misuse):
    with pytest.raises(ValueError, match=r"\w"):
        misuse()


def test_labels_have_to_be_expected_of_a_labelled_array():
    with pytest.raises(TypeError, match="use curve"):
        check.labelled("it", 1, np.array([1.0]), tolerance=1)


def test_words_may_be_written_as_people_write_them():
    options = ["gluteus_medius", "the axis"]
    assert check.choice("it", " Gluteus  Medius ", "gluteus_medius", options=options)
    assert check.several("it", ("The Axis",), ["the axis"], options=options)


def test_an_unknown_word_is_answered_with_those_there_are():
    feedback = check.choice("kind", "guess", "model", options=["claim", "model"])
    assert feedback.reason == "'guess' is not one of the answers; write one of 'claim', 'model'"
    assert "write a list" in check.several("kind", "claim", ["claim"], options=["claim"]).reason


def test_a_choice_of_several_is_told_what_is_wrong_before_what_is_missing():
    options = ["a", "b", "c"]
    assert "'c' does not belong here: too far" in check.several(
        "it", ["a", "c"], ["a", "b"], options=options, because={"c": "too far"}
    ).reason  # fmt: skip
    assert "1 is missing" in check.several("it", ["a"], ["a", "b"], options=options).reason


def test_statements_are_counted_and_the_first_wrong_one_explained():
    right = {"A": "claim", "B": "model", "C": "model"}
    kinds = ["claim", "model"]
    reasons = {"B": "it is computed"}
    feedback = check.sorting("it", {**right, "B": "claim"}, right, kinds=kinds, because=reasons)
    assert feedback.reason == "2 of 3 are sorted rightly; look again at B: it is computed"
    assert check.sorting("it", {**right, "B": ...}, right, kinds=kinds).reason == "B has no kind yet"
    assert "give a kind to each of" in check.sorting("it", {"A": "claim"}, right, kinds=kinds).reason


def test_a_seal_stands_for_an_answer_and_differs_from_question_to_question():
    seal = check.seal("model", "kind")
    assert check.choice("kind", "model", seal, options=["claim", "model"])
    assert not check.choice("kind", "claim", seal, options=["claim", "model"])
    assert seal != check.seal("model", "another kind")
    sealed = {"A": check.seal("model", "it", "A"), "B": check.seal("model", "it", "B")}
    assert sealed["A"] != sealed["B"]
    assert check.sorting("it", {"A": "model", "B": "model"}, sealed, kinds=["claim", "model"])


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ([10, 20], "3 numbers are asked for, and here are 2 numbers"),
        ([30, 20, 10], "reverse order"),
        ([-10, -20, -30], "sign is wrong"),
        ([0.01, 0.02, 0.03], "this looks like metres"),
        ([10, 25, 30], "1 of 3 values is wrong; the first is number 2 (25), which is too large"),
        ([[10, 20, 30]], "1 × 3 numbers"),
    ],
)
def test_a_wrong_curve_is_told_why(answer, told):
    assert told in check.curve("arms", answer, [10, 20, 30], tolerance=1, unit="mm").reason


def test_rows_for_columns_are_recognised():
    assert "exchanged" in check.curve("table", np.ones((2, 3)), np.ones((3, 2)), tolerance=1).reason


def test_a_labelled_array_may_be_turned_and_sorted_otherwise():
    arms = gl.moment_arms(gl.load_anatomy("delp1990"), gl.Posture(flexion=[0, 45, 90]))
    wanted = arms.sel(muscle=["piriformis", "gluteus_medius_posterior"])
    turned = wanted.transpose("posture", "coordinate", "muscle").isel(muscle=[1, 0])
    assert check.labelled("arms", turned, wanted, tolerance=1e-6, unit="m")
    # All muscles are a learner's own choice: what is asked for is among them.
    wide = check.labelled("arms", arms, wanted, tolerance=1e-6, unit="m")
    assert "along muscle there are 27 and not 2" in wide.reason
    few = check.labelled("arms", wanted.isel(muscle=[0]), wanted, tolerance=1e-6, unit="m")
    assert few.reason == "along muscle, gluteus_medius_posterior is missing"
    assert check.labelled("arms", 1000 * wanted, wanted, tolerance=1e-4, unit="m").reason.startswith(
        "this looks like millimetres"
    )
    assert "is missing" in check.labelled("arms", wanted.isel(muscle=0), wanted, tolerance=1, unit="m").reason
    assert "a DataArray with labels" in check.labelled("arms", wanted.values, wanted, tolerance=1, unit="m").reason


def test_what_a_function_raises_or_forgets_is_feedback():
    def asked(x):
        return 2.0 * x

    def told(answer):
        return check.function("double", answer, asked, cases=[(1,), (3,)], tolerance=0.1).reason

    assert told(lambda x: x + x) == "right"
    assert told(lambda x: None).startswith("called with (1): it returns nothing; does its last line begin with return?")
    assert "it stops with TypeError" in told(lambda: 2)
    assert "it stops with ZeroDivisionError" in told(lambda x: x / 0)
    assert "called with (3): 3 is too small" in told(lambda x: x if x > 2 else 2 * x)
    assert "a function is asked for" in told(2)

    def stub(x):
        raise NotImplementedError("to do: task 1")

    assert told(stub) == "to do: task 1"


def test_confirming_returns_the_feedback_or_stops_with_one_line():
    assert check.number("it", 1, 1, tolerance=0.1).confirm().passed
    with pytest.raises(check.NotYet, match="it: 2 is too large") as stopped:
        check.number("it", 2, 1, tolerance=0.1).confirm()
    # Jupyter shows this and no code.
    assert stopped.value._render_traceback_() == ["✗ it: 2 is too large"]
    assert isinstance(stopped.value, AssertionError)


def test_feedback_reads_as_a_line():
    assert repr(check.number("it", 1, 1, tolerance=0.1)) == "✓ it: right"
    assert bool(check.number("it", 1, 1, tolerance=0.1)) is True
