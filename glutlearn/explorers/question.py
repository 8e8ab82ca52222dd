"""A self-check that answers at once: choose, compute, order, or draw a curve, and be told why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets
import traitlets

from glutlearn.explorers.explorer import Explorer
from glutlearn.explorers.shared_code import SharedCode, shared_code
from glutlearn.question_bank import QuestionError, complete, find

REPEATED = 48
"""Letters of the prompt that the repr of one's own question repeats."""


class Question(Explorer):
    """A self-check: whoever answers is told at once whether that is right, and which misconception is behind it.

    It needs no kernel. Answers are remembered in the browser alone, until they are forgotten on request, and sent to
    nobody; in a notebook the kernel can watch them. The right answer lies in the page, where a determined learner can
    read it: this is a self-check, not an examination.

    Parameters
    ----------
    name : str, optional
        A question of the course, LESSON/QUESTION, as in `book/questions/LESSON.toml`; the lesson may be shortened to
        its beginning. With a question of your own: what the browser remembers its answer by.
    kind : str, optional
        Of your own question, as everything below: "choice" (one of several), "multiple" (all that are right), "number",
        "order" or "curve" (to be drawn).
    prompt : str
        What is asked. All texts may hold **bold**, *emphasis* and `code`.
    options : list of dict
        For a choice {"words": ..., "feedback": ..., "right": True or left out}; for an order {"key": ...,
        "words": ...}.
    answer : float, list, function, or name of one in `glutlearn.question_answers`
        For a number its value. For an order all keys from first to last. For a curve a function of the places along its
        axis. Not for choices.
    tolerance : float
        How far a number, or a curve anywhere, may be off, in its unit.
    unit : str
        Of the number.
    axis, curve : dict
        Of a curve, {"label": "hip flexion", "unit": "°", "from": 0, "to": 120}. The axis may have "points", how many to
        drag; the curve may have "step", and "up" and "down", what a positive and a negative value means.
    ends : (str, str)
        Of an order: what the first one is, and the last one.
    feedback, otherwise : str
        What is said to the right number, order or curve, and to a wrong one.
    wrong : list of dict
        What is said instead to a wrong answer that is known: to a number {"value": ..., "feedback": ...}; to an order
        {"before": [one, other], "feedback": ...}; to a curve {"shape": "one side" or "level", "feedback": ...}.

    Attributes
    ----------
    answer : str, list, float or None
        What the learner last answered: letters "A" to the options' number (in a list for "multiple"), the number, the
        keys in order, or the heights of the points. The page writes it.
    correct : bool or None
        Whether that is right; None before the first try.
    tries : int

    Raises
    ------
    glutlearn.question_bank.QuestionError
        For a name that is not in the bank, and for a question that could not be asked, with what to write.

    Examples
    --------
    >>> from glutlearn.explorers import Question
    >>> check = Question("problem-1-role-inversion/which-axis")  # doctest: +SKIP
    >>> check.observe(lambda change: print(change.new), "correct")  # doctest: +SKIP

    Your own:

    >>> asked = dict(
    ...     kind="number",
    ...     prompt="Turned by 5°, a string is 2 mm longer. How large is its moment arm?",
    ...     unit="mm",
    ...     answer=2 / 0.0873,
    ...     tolerance=1,
    ...     feedback="Length divided by turn, in radians.",
    ...     otherwise="*A change of length is not yet leverage*: divide it by the turn.",
    ... )
    >>> Question(**asked)  # doctest: +SKIP
    Question(kind='number', prompt='Turned by 5°, a string is 2 mm longer. How larg…')
    """

    bundle = "shared_code"

    code = traitlets.Instance(SharedCode).tag(sync=True, **ipywidgets.widget_serialization)
    answer = traitlets.Any(None, allow_none=True).tag(sync=True)
    correct = traitlets.Bool(None, allow_none=True).tag(sync=True)
    tries = traitlets.Int(0).tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        name: str | None = None,
        *,
        kind: str | None = None,
        prompt: str | None = None,
        options: Sequence[Mapping[str, Any]] | None = None,
        answer: float | Sequence[str] | Callable[..., Any] | str | None = None,
        tolerance: float | None = None,
        unit: str | None = None,
        axis: Mapping[str, Any] | None = None,
        curve: Mapping[str, Any] | None = None,
        ends: Sequence[str] | None = None,
        feedback: str | None = None,
        otherwise: str | None = None,
        wrong: Sequence[Mapping[str, Any]] | None = None,
    ):
        own = {
            "prompt": prompt,
            "options": options,
            "answer": answer,
            "tolerance": tolerance,
            "unit": unit,
            "axis": axis,
            "curve": curve,
            "ends": ends,
            "feedback": feedback,
            "otherwise": otherwise,
            "wrong": wrong,
        }
        own = {key: value for key, value in own.items() if value is not None}
        if kind is not None:
            fields = {"kind": kind, **own}
        elif name is None:
            raise QuestionError(
                'write the name of a question, such as "the-hip/complete-statement", or the kind of your own'
            )
        elif own:
            raise QuestionError(
                f"{name!r} is taken from the bank; with {min(own)!r}, write the kind of your question too"
            )
        else:
            name, fields = find(name)
        asked = complete(fields)
        content = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
        self._said = f"{name!r}" if kind is None else f"kind={kind!r}, prompt={_shortened(asked['prompt'])!r}"
        super().__init__(
            {}, {**asked, "memory": name or content, "content": content}, code=shared_code("question"), _css=""
        )

    def __repr__(self) -> str:
        return f"Question({self._said})"


def _shortened(prompt: str) -> str:
    return prompt if len(prompt) <= REPEATED else f"{prompt[: REPEATED - 1]}…"
