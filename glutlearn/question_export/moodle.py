"""The questions as Moodle XML: one category for each lesson.

Moodle publishes no schema; this writes what its importer reads (question/format/xml/format.php, and for orders
question/type/ordering/questiontype.php, a question type that is part of Moodle from version 4.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from glutlearn.question_bank import Fields
from glutlearn.question_export.asked import MISSED, Asked, Lesson, exact, quantity, stem
from glutlearn.question_export.elements import element, fill, html, paragraphs

TYPES = {"choice": "multichoice", "multiple": "multichoice", "number": "numerical", "order": "ordering"}
"""Moodle's name for each kind of question."""

AGAIN = "Not yet right. Read what is said about your answer, and try again."
"""The hint; there are two, so that a quiz with several tries gives three."""


def quiz(lessons: Sequence[Lesson]) -> Element:
    """The questions of all lessons.

    Parameters
    ----------
    lessons : sequence of Lesson

    Examples
    --------
    >>> from glutlearn.question_export.asked import collect
    >>> made = quiz(collect())
    >>> made[0].findtext("category/text")
    'top/glutlearn/Can you trust the numbers?'
    >>> sorted({one.get("type") for one in made})
    ['category', 'multichoice', 'numerical', 'ordering']
    """
    made = element("quiz")
    for lesson in lessons:
        made.append(_category(lesson))
        made.extend(_question(asked, lesson) for asked in lesson.questions)
    return made


def _category(lesson: Lesson) -> Element:
    # A slash in a name is doubled: single ones divide the path.
    path = f"top/glutlearn/{lesson.title.replace('/', '//')}"
    return element(
        "question",
        element("category", element("text", path)),
        _formatted("info", [lesson.origin]),
        element("idnumber", f"glutlearn/{lesson.name}"),
        type="category",
    )


def _question(asked: Asked, lesson: Lesson) -> Element:
    fields = asked.fields
    kind = TYPES[asked.kind]
    tags = ("glutlearn", lesson.name, f"objective {asked.objective}")
    return element(
        "question",
        element("name", element("text", asked.title)),
        _formatted("questiontext", stem(asked, lesson)),
        _formatted("generalfeedback", _solution(fields)),
        element("defaultgrade", "1"),
        element("penalty", "0.3333333"),
        element("idnumber", asked.name),
        *{"multichoice": _multichoice, "numerical": _numerical, "ordering": _ordering}[kind](fields),
        *(_formatted("hint", paragraphs(AGAIN)) for _ in range(2)),
        element("tags", *(element("tag", element("text", tag)) for tag in tags)),
        type=kind,
    )


def _multichoice(fields: Fields) -> list[Element]:
    single = fields["kind"] == "choice"
    right = sum(option["right"] for option in fields["options"])
    # A wrong choice takes away all: whoever ticks everything gets nothing.
    worth = {True: f"{100 / right:.7g}", False: "0" if single else "-100"}
    return [
        element("single", "true" if single else "false"),
        element("shuffleanswers", "false"),
        element("answernumbering", "ABCD"),
        element("showstandardinstruction", "0"),
        *_combined(correct="", partly="" if single else MISSED, wrong=""),
        *(
            _answer(worth[option["right"]], html([fill(element("p"), option["words"])]), _said(option), "html")
            for option in fields["options"]
        ),
    ]


def _said(option: Fields) -> str:
    """To a wrong option its misconception; the explanation of the right one is in the general feedback, for all."""
    return "Right." if option["right"] else option["feedback"]


def _numerical(fields: Fields) -> list[Element]:
    def answer(worth: str, value: str, tolerance: float, feedback: str) -> Element:
        made = _answer(worth, value, feedback, "moodle_auto_format")
        made.append(element("tolerance", f"{tolerance:g}"))
        return made

    tolerance = fields["tolerance"]
    made = [
        answer("100", exact(fields["answer"], fields), tolerance, "Right."),
        *(answer("0", exact(one["value"], fields), tolerance, one["feedback"]) for one in fields["wrong"]),
        answer("0", "*", 0, fields["otherwise"]),
    ]
    if fields["unit"]:
        unit = element("unit", element("multiplier", "1"), element("unit_name", fields["unit"]))
        made.append(element("units", unit))
    # The unit may be written or left out, and earns nothing.
    shown = "0" if fields["unit"] else "3"
    return [
        *made,
        element("unitgradingtype", "0"),
        element("unitpenalty", "0.1"),
        element("showunits", shown),
        element("unitsleft", "0"),
    ]


def _ordering(fields: Fields) -> list[Element]:
    words = _words(fields)
    # Moodle has one feedback for all wrong orders, so it says of each known mistake when it applies.
    known = [
        f"If you put “{words[first].rstrip('.')}” before “{words[second].rstrip('.')}”: {one['feedback']}"
        for one in fields["wrong"]
        for first, second in [one["before"]]
    ]
    wrong = "\n\n".join([fields["otherwise"], *known])
    return [
        element("layouttype", "VERTICAL"),
        element("selecttype", "ALL"),
        element("selectcount", str(len(words))),
        element("gradingtype", "ALL_OR_NOTHING"),
        element("showgrading", "HIDE"),
        element("numberingstyle", "none"),
        *_combined(correct="Right.", partly=wrong, wrong=wrong),
        *(
            element(
                "answer",
                element("text", html([fill(element("p"), words[key])])),
                fraction=str(place),
                format="html",
            )
            for place, key in enumerate(fields["answer"], start=1)
        ),
    ]


def _words(fields: Fields) -> dict[str, str]:
    return {option["key"]: option["words"] for option in fields["options"]}


def _answer(worth: str, text: str, feedback: str, form: str) -> Element:
    return element(
        "answer", element("text", text), _formatted("feedback", paragraphs(feedback)), fraction=worth, format=form
    )


def _combined(correct: str, partly: str, wrong: str) -> list[Element]:
    said = {"correctfeedback": correct, "partiallycorrectfeedback": partly, "incorrectfeedback": wrong}
    return [_formatted(name, paragraphs(words) if words else []) for name, words in said.items()]


def _solution(fields: Fields) -> list[Element]:
    """The answer and why, as the lesson shows it on request; Moodle shows it to all when the question is over."""
    match fields["kind"]:
        case "number":
            computed = f"The library computes {quantity(fields['answer'], fields['digits'], fields['unit'])}."
            return paragraphs(f"{computed} {fields['feedback']}")
        case "order":
            words = _words(fields)
            listed = element("ol", *(fill(element("li"), words[key]) for key in fields["answer"]))
            return [listed, *paragraphs(fields["feedback"])]
    right = [option for option in fields["options"] if option["right"]]
    return [
        part
        for option in right
        for part in (element("p", fill(element("strong"), option["words"])), *paragraphs(option["feedback"]))
    ]


def _formatted(tag: str, content: list[Element]) -> Element:
    return element(tag, element("text", html(content)), format="html")
