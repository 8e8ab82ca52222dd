"""The bank of self-checks: one file of questions for each lesson, read, checked, and answered by the library."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
# Installed, the bank lies in the package; in a clone of the repository it lies beside the lessons.
FOLDERS = (HERE / "questions", HERE.parent / "book" / "questions")

Fields = dict[str, Any]

KINDS: dict[str, tuple[set[str], set[str]]] = {
    "choice": ({"options"}, set()),
    "multiple": ({"options"}, set()),
    "number": ({"answer", "tolerance", "feedback", "otherwise"}, {"unit", "wrong"}),
    "order": ({"options", "answer", "feedback", "otherwise"}, {"wrong", "ends"}),
    "curve": ({"answer", "tolerance", "axis", "curve", "feedback", "otherwise"}, {"wrong"}),
}
"""Of each kind of question: the fields that it must have, and those that it may have."""

SHAPES = ("one side", "level")
"""What a curve that was drawn can be told by: it never crosses zero, or hardly rises or falls."""

NODES = 61
"""Places at which a computed curve is sent."""


class QuestionError(ValueError):
    """A question that could not be asked; the message says what to write."""


def lessons() -> list[str]:
    """The lessons that have questions, in alphabetical order.

    Examples
    --------
    >>> from glutlearn.question_bank import lessons
    >>> "the-hip" in lessons()
    True
    """
    return sorted({path.stem for folder in FOLDERS for path in folder.glob("*.toml")})


def names(lesson: str) -> list[str]:
    """The names of a lesson's questions, as `Question` takes them, in the order in which they are asked.

    Raises
    ------
    QuestionError
        For a lesson without questions.
    """
    return [f"{lesson}/{question['id']}" for question in _read(lesson)]


def find(name: str) -> tuple[str, Fields]:
    """A question's full name, and its fields as they stand in the bank.

    Parameters
    ----------
    name : str
        LESSON/QUESTION; the lesson may be shortened to its beginning, such as "problem-1".

    Raises
    ------
    QuestionError
        For a name that is not in the bank, with the near ones.
    """
    if not isinstance(name, str):
        raise QuestionError(f"{name!r} is no name; write LESSON/QUESTION, such as the-hip/complete-statement")
    asked, slash, identity = name.partition("/")
    known = lessons()
    matching = [lesson for lesson in known if lesson == asked] or [one for one in known if one.startswith(f"{asked}-")]
    if not slash or len(matching) != 1:
        near = [one for lesson in matching or known for one in names(lesson)]
        raise QuestionError(f"there is no question {name!r}; {_hint(name, near)}")
    (lesson,) = matching
    questions = _read(lesson)
    for number, question in enumerate(questions, start=1):
        if question["id"] == identity:
            return f"{lesson}/{identity}", {**question, "number": number, "of": len(questions)}
    raise QuestionError(f"the lesson {lesson!r} has no question {identity!r}; {_hint(name, names(lesson))}")


def title(lesson: str) -> str:
    """A lesson's title.

    Raises
    ------
    QuestionError
        For a lesson without questions.

    Examples
    --------
    >>> from glutlearn.question_bank import title
    >>> title("the-pelvis-rolls")
    'The pelvis rolls along'
    """
    return str(_file(lesson)["title"])


def _read(lesson: str) -> list[Fields]:
    return list(_file(lesson).get("question", []))


@cache
def _file(lesson: str) -> Fields:
    for folder in FOLDERS:
        path = folder / f"{lesson}.toml"
        if path.is_file():
            return tomllib.loads(path.read_text(encoding="utf-8"))
    raise QuestionError(f"the lesson {lesson!r} has no questions; write one of {', '.join(lessons())}")


def _hint(written: str, allowed: Iterable[str]) -> str:
    choices = list(allowed)
    near = difflib.get_close_matches(written, choices, n=3)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else f"write one of {', '.join(choices)}"


def complete(fields: Mapping[str, Any]) -> Fields:
    """A question as the page takes it: every field checked, and its answer computed.

    Parameters
    ----------
    fields : mapping
        As in the bank: kind, prompt, and what `KINDS` says of the kind.

    Raises
    ------
    QuestionError
        For a field that is missing, unknown or of the wrong sort, with what to write.

    Examples
    --------
    >>> from glutlearn.question_bank import complete
    >>> fields = {
    ...     "kind": "number",
    ...     "prompt": "How long is a right angle?",
    ...     "answer": 90,
    ...     "unit": "°",
    ...     "tolerance": 0.5,
    ...     "feedback": "A quarter of a turn.",
    ...     "otherwise": "*A turn has 400 degrees* only for surveyors.",
    ... }
    >>> asked = complete(fields)
    >>> asked["answer"], asked["digits"]
    (90.0, 1)
    """
    kind = fields.get("kind")
    if kind not in KINDS:
        raise QuestionError(f"kind is {kind!r}; write one of {', '.join(KINDS)}")
    needed, possible = KINDS[kind]
    allowed = {"kind", "prompt", *needed, *possible}
    for name in fields:
        if name not in allowed | {"id", "objective", "number", "of"}:
            raise QuestionError(f"a question of kind {kind!r} has no {name!r}; {_hint(name, sorted(allowed))}")
    for name in ("prompt", *sorted(needed)):
        if name not in fields:
            raise QuestionError(f"a question of kind {kind!r} needs {name!r}")
    whole = dict(fields)
    for name in ("prompt", "feedback", "otherwise"):
        if name in whole:
            whole[name] = _text(name, whole[name])
    return _COMPLETE[kind](whole)


def _text(what: str, words: Any) -> str:
    """Words in the part of Markdown that the page knows."""
    if not isinstance(words, str) or not words.strip():
        raise QuestionError(f"{what} is {words!r}; write a sentence")
    if re.search(r"\]\(|<\w", words):
        raise QuestionError(f"{what} has a link or HTML; write text with **bold**, *emphasis* and `code` only")
    return words.strip()


def _listed(what: str, values: Any, example: str) -> list[Fields]:
    if isinstance(values, str | Mapping) or not all(isinstance(one, Mapping) for one in values):
        raise QuestionError(f"{what} is {values!r}; write a list such as [{example}]")
    return [dict(one) for one in values]


def _choices(fields: Fields) -> Fields:
    example = '{"words": "...", "right": True, "feedback": "..."}'
    options = _listed("options", fields["options"], example)
    for option in options:
        if unknown := set(option) - {"words", "right", "feedback"}:
            raise QuestionError(f"an option has no {min(unknown)!r}; write {example}")
        option["words"] = _text("the words of an option", option.get("words"))
        option["feedback"] = _text(f"the feedback on {option['words']!r}", option.get("feedback"))
        option["right"] = bool(option.get("right", False))
    right = sum(option["right"] for option in options)
    if len(options) < 2 or right == len(options):
        raise QuestionError("a question needs two options or more, and a wrong one among them")
    if fields["kind"] == "choice" and right != 1:
        raise QuestionError(f'{right} options are right; write `right` in one, or make the kind "multiple"')
    if not right:
        raise QuestionError("no option is right; write `right` in one or more")
    return {**fields, "options": options}


def _number(fields: Fields) -> Fields:
    tolerance = _positive("tolerance", fields["tolerance"])
    wrong = _listed("wrong", fields.get("wrong", []), '{"value": ..., "feedback": "..."}')
    return {
        **fields,
        "unit": fields.get("unit", ""),
        "answer": _finite("answer", computed(fields["answer"])),
        "tolerance": tolerance,
        "digits": max(0, -math.floor(math.log10(tolerance))),
        "wrong": [
            {
                "value": _finite("the value of a wrong answer", computed(one.get("value"))),
                "feedback": _text("the feedback on a wrong answer", one.get("feedback")),
            }
            for one in wrong
        ],
    }


def _order(fields: Fields) -> Fields:
    options = _listed("options", fields["options"], '{"key": "...", "words": "..."}')
    for option in options:
        option["words"] = _text("the words of an option", option.get("words"))
    keys = [option.get("key") for option in options]
    answer = list(computed(fields["answer"]))
    if len(keys) < 3 or len(set(keys)) != len(keys) or sorted(map(str, keys)) != sorted(map(str, answer)):
        raise QuestionError(f"the answer is {answer}; it must hold each key of three options or more once, not {keys}")
    if keys == answer:
        raise QuestionError("the options stand in the right order already; write them in another")
    wrong = _listed("wrong", fields.get("wrong", []), '{"before": ["a", "b"], "feedback": "..."}')
    for one in wrong:
        one["feedback"] = _text("the feedback on a wrong order", one.get("feedback"))
        first, second = one["before"]
        if answer.index(first) < answer.index(second):
            raise QuestionError(f"{first!r} does come before {second!r}; write `before` of what is wrong")
    ends = list(fields.get("ends", ("first", "last")))
    if len(ends) != 2:
        raise QuestionError(f'ends is {ends}; write what the first and the last is, such as ["earliest", "latest"]')
    return {**fields, "options": options, "answer": answer, "wrong": wrong, "ends": ends}


def _curve(fields: Fields) -> Fields:
    axis = _scale("axis", fields["axis"], {"points": 7})
    curve = _scale("curve", fields["curve"], {"step": 1, "up": "", "down": ""})
    if not 3 <= axis["points"] <= 13:
        raise QuestionError(f"axis has {axis['points']} points to drag; write a number from 3 to 13")
    nodes = np.linspace(axis["from"], axis["to"], NODES)
    heights = np.asarray(computed(fields["answer"], nodes), dtype=float)
    if heights.shape != nodes.shape or not np.isfinite(heights).all():
        raise QuestionError(f"the curve must be {NODES} finite numbers, one for each place that the function is given")
    if heights.min() < curve["from"] or heights.max() > curve["to"]:
        reach = f"{heights.min():.1f} to {heights.max():.1f}"
        raise QuestionError(f"the curve goes from {reach}, out of the picture; write wider `from` and `to` in curve")
    wrong = _listed("wrong", fields.get("wrong", []), '{"shape": "one side", "feedback": "..."}')
    for one in wrong:
        one["feedback"] = _text("the feedback on a wrong curve", one.get("feedback"))
        if one.get("shape") not in SHAPES:
            raise QuestionError(f"a shape is {one.get('shape')!r}; write one of {', '.join(SHAPES)}")
    return {
        **fields,
        "axis": axis,
        "curve": curve,
        "tolerance": _positive("tolerance", fields["tolerance"]),
        "answer": heights.round(3).tolist(),
        "wrong": wrong,
    }


_COMPLETE: dict[str, Callable[[Fields], Fields]] = {
    "choice": _choices,
    "multiple": _choices,
    "number": _number,
    "order": _order,
    "curve": _curve,
}


def _scale(what: str, scale: Any, others: Fields) -> Fields:
    """One direction of a picture: its label, unit and ends, with what else it may say."""
    example = '{"label": "hip flexion", "unit": "°", "from": 0, "to": 120}'
    if not isinstance(scale, Mapping) or not {"label", "from", "to"} <= set(scale):
        raise QuestionError(f"{what} is {scale!r}; write {example}")
    if unknown := set(scale) - {"label", "unit", "from", "to", *others}:
        raise QuestionError(f"{what} has no {min(unknown)!r}; write {example}")
    whole = {"unit": "", **others, **scale}
    if not _finite(f"{what} from", whole["from"]) < _finite(f"{what} to", whole["to"]):
        raise QuestionError(f"{what} goes from {whole['from']} to {whole['to']}; write the smaller number first")
    return whole


def _finite(what: str, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise QuestionError(f"{what} is {value!r}; write a number, or the name of a function that gives one")
    return number


def _positive(what: str, value: Any) -> float:
    number = _finite(what, value)
    if number <= 0:
        raise QuestionError(f"{what} is {number:g}; write a number above 0")
    return number


def computed(answer: Any, *given: Sequence[float] | np.ndarray) -> Any:
    """The answer itself, or what the function gives that it is or names.

    Raises
    ------
    QuestionError
        For a name that is not in `glutlearn.question_answers`.
    """
    if isinstance(answer, str):
        from glutlearn.question_answers import ANSWERS

        if answer not in ANSWERS:
            raise QuestionError(f"no function computes {answer!r}; {_hint(answer, ANSWERS)}")
        answer = ANSWERS[answer]
    return answer(*given) if callable(answer) else answer
