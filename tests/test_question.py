"""The bank of self-checks, question by question; and what is said to whoever writes one wrongly."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

import glutlearn as gl
from glutlearn import question_bank
from glutlearn.explorers import explorer as base
from glutlearn.explorers import shared_code
from glutlearn.question_answers import ANSWERS
from glutlearn.question_bank import QuestionError, complete, find, names

ROOT = Path(__file__).resolve().parent.parent
LESSONS = question_bank.lessons()
NAMES = [name for lesson in LESSONS for name in names(lesson)]

# An idea is named as the lessons name one: emphasised, in several words.
NAMED_IDEA = re.compile(r"(?<!\*)\*[^*\s][^*]*\s[^*]*\*(?!\*)")

CHOICE = {
    "kind": "choice",
    "prompt": "Which?",
    "options": [
        {"words": "This.", "right": True, "feedback": "It is."},
        {"words": "That.", "feedback": "The idea that *that is this*."},
    ],
}
NUMBER = {
    "kind": "number",
    "prompt": "How many?",
    "answer": 3,
    "tolerance": 0.5,
    "feedback": "Three.",
    "otherwise": "The idea that *three is another number*.",
}
ORDER = {
    "kind": "order",
    "prompt": "Which first?",
    "options": [{"key": key, "words": key} for key in "bca"],
    "answer": ["a", "b", "c"],
    "feedback": "As in the alphabet.",
    "otherwise": "The idea that *letters have no order*.",
}
CURVE = {
    "kind": "curve",
    "prompt": "How does it go?",
    "answer": lambda place: place,
    "tolerance": 0.1,
    "axis": {"label": "place", "from": 0, "to": 1},
    "curve": {"label": "height", "from": -1, "to": 2},
    "feedback": "Straight up.",
    "otherwise": "The idea that *it bends*.",
}


@pytest.fixture(autouse=True)
def drawing_code(tmp_path, monkeypatch):
    """A stand-in for the bundles, so that these tests need no Node."""
    for name in ("question", "shared_code"):
        (tmp_path / f"{name}.js").write_text(f"export default '{name}';", encoding="utf-8")
    monkeypatch.setattr(base, "BUNDLES", tmp_path)
    monkeypatch.setattr(shared_code, "_HELD", {})


def wrong_feedback(question):
    """All that a question says to wrong answers."""
    if question["kind"] in ("choice", "multiple"):
        return [option["feedback"] for option in question["options"] if not option["right"]]
    return [question["otherwise"], *(one["feedback"] for one in question.get("wrong", []))]


def objectives(lesson):
    """The numbers of a lesson's objectives."""
    cells = json.loads((ROOT / f"book/{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    text = "".join(cells[0]["source"]).partition("**After this lesson you can**")[2].partition("**Before")[0]
    return {int(number) for number in re.findall(r"^(\d+)\. \w", text, re.MULTILINE)}


def test_there_are_questions_of_every_kind():
    kinds = {find(name)[1]["kind"] for name in NAMES}
    assert kinds == set(question_bank.KINDS)


def test_names_are_unique_and_fit_an_address():
    assert len(set(NAMES)) == len(NAMES)
    assert [name for name in NAMES if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", name)] == []


@pytest.mark.parametrize("name", NAMES)
def test_question_is_whole_and_names_the_misconception_behind_every_wrong_answer(name):
    whole = complete(find(name)[1])
    for feedback in wrong_feedback(whole):
        assert NAMED_IDEA.search(feedback), feedback
        assert len(feedback.split()) >= 8, feedback


@pytest.mark.parametrize("name", NAMES)
def test_numbers_and_curves_are_computed_and_not_typed(name):
    fields = find(name)[1]
    if fields["kind"] in ("choice", "multiple"):
        return
    assert fields["answer"] in ANSWERS
    assert all(one["value"] in ANSWERS for one in fields.get("wrong", []) if "value" in one)
    whole = complete(fields)
    if fields["kind"] != "order":
        assert np.isfinite(whole["answer"]).all()
    for one in whole.get("wrong", []):
        if "value" in one:
            apart = abs(one["value"] - whole["answer"])
            assert apart > 2 * whole["tolerance"], "a wrong number must not pass as the right one, nor look like it"


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_objective_of_a_lesson_has_a_question(lesson):
    asked = [find(name)[1]["objective"] for name in names(lesson)]
    assert set(asked) == objectives(lesson)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_right_answer_is_not_always_in_one_place(lesson):
    choices = [find(name)[1]["options"] for name in names(lesson) if find(name)[1]["kind"] == "choice"]
    places = {[option.get("right", False) for option in options].index(True) for options in choices}
    assert len(places) > 1


def test_every_answer_function_is_asked_for():
    named = set()
    for name in NAMES:
        fields = find(name)[1]
        named |= {fields.get("answer"), *(one.get("value") for one in fields.get("wrong", []))}
    assert set(ANSWERS) <= named


def test_question_of_the_bank_by_its_name_whole_or_shortened():
    whole = gl.Question("problem-1-role-inversion/which-axis")
    short = gl.Question("problem-1/which-axis")
    assert repr(whole) == repr(short) == "Question('problem-1-role-inversion/which-axis')"
    assert whole.facts["of"] == len(names("problem-1-role-inversion"))
    assert (whole.answer, whole.correct, whole.tries) == (None, None, 0)


def test_questions_share_their_code():
    first, second = (gl.Question(name) for name in NAMES[:2])
    assert first.code is second.code
    assert "question" in first.code.code
    assert len(first._esm) + len(first._css) < 2000
    first.code.close()
    assert gl.Question(NAMES[0]).code.comm is not None


@pytest.mark.parametrize("fields", [CHOICE, NUMBER, ORDER, CURVE], ids=lambda fields: fields["kind"])
def test_ones_own_question_in_a_notebook(fields):
    question = gl.Question(**fields)
    assert question.facts["memory"] == question.facts["content"]
    assert repr(question).startswith(f"Question(kind='{fields['kind']}', prompt='")
    assert gl.Question("mine", **fields).facts["memory"] == "mine"
    json.dumps(question.get_state(["facts"]))


def test_content_tells_a_question_from_what_was_asked_before():
    contents = {gl.Question("mine", **{**NUMBER, "answer": answer}).facts["content"] for answer in (3, 4)}
    assert len(contents) == 2


def test_whoever_observes_is_told():
    question, seen = gl.Question(**NUMBER), []
    question.observe(lambda change: seen.append(change.new), ["answer", "correct", "tries"])
    question.set_state({"answer": 3.0, "correct": True, "tries": 1})
    assert seen == [3.0, True, 1]


def without(fields, *names):
    return {name: value for name, value in fields.items() if name not in names}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "essay", "prompt": "Why?"}, "kind is 'essay'; write one of choice, multiple, number, order, curve"),
        (without(CHOICE, "options"), "a question of kind 'choice' needs 'options'"),
        ({**CHOICE, "prompt": " "}, "prompt is ' '; write a sentence"),
        ({**CHOICE, "prompt": "See [this](that.md)."}, "prompt has a link or HTML; write text with"),
        ({**CHOICE, "tolerance": 1}, "kind 'choice' has no 'tolerance'; write one of"),
        ({**CHOICE, "options": CHOICE["options"][:1]}, "needs two options or more"),
        ({**CHOICE, "options": [CHOICE["options"][1]] * 2}, "0 options are right; write `right` in one"),
        ({**CHOICE, "options": "This"}, "options is 'This'; write a list such as"),
        ({**CHOICE, "options": [{"words": "This.", "feedbak": "No."}]}, "an option has no 'feedbak'; write"),
        ({**NUMBER, "answer": "three"}, "no function computes 'three'; write one of"),
        ({**NUMBER, "answer": "piriformis_armm"}, "did you mean 'piriformis_arm'"),
        ({**NUMBER, "answer": float("nan")}, "answer is nan; write a number"),
        ({**NUMBER, "tolerance": 0}, "tolerance is 0; write a number above 0"),
        ({**ORDER, "answer": ["a", "b"]}, "it must hold each key of three options or more once"),
        ({**ORDER, "answer": ["b", "c", "a"]}, "stand in the right order already"),
        ({**ORDER, "wrong": [{"before": ["a", "b"], "feedback": "No."}]}, "'a' does come before 'b'"),
        ({**CURVE, "axis": {"label": "place"}}, "axis is {'label': 'place'}; write"),
        ({**CURVE, "axis": {**CURVE["axis"], "points": 2}}, "axis has 2 points to drag; write a number from 3 to 13"),
        ({**CURVE, "answer": lambda place: 3 * place}, "out of the picture; write wider"),
        ({**CURVE, "answer": lambda place: place[1:]}, "must be 61 finite numbers"),
        ({**CURVE, "wrong": [{"shape": "round", "feedback": "No."}]}, "a shape is 'round'; write one of one side"),
    ],
)
def test_error_says_what_to_write(fields, said):
    with pytest.raises(QuestionError, match=re.escape(said)):
        gl.Question(**fields)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("the-hip/complete-statment", "did you mean 'the-hip/complete-statement'"),
        ("the-hop/complete-statement", "there is no question 'the-hop/complete-statement'; did you mean"),
        ("problem/which-axis", "there is no question 'problem/which-axis'"),
        (5, "5 is no name; write LESSON/QUESTION, such as the-hip/complete-statement"),
        ("the-hip", "there is no question 'the-hip'; did you mean 'the-hip/"),
    ],
)
def test_error_for_a_name_gives_the_near_ones(name, said):
    with pytest.raises(QuestionError, match=re.escape(said)):
        gl.Question(name)


def test_name_and_own_fields_do_not_mix():
    with pytest.raises(QuestionError, match="is taken from the bank; with 'prompt', write the kind"):
        gl.Question("the-hip/complete-statement", prompt="Which?")
    with pytest.raises(QuestionError, match="write the name of a question"):
        gl.Question()
