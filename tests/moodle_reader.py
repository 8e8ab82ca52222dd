"""Moodle XML read as Moodle's importer reads it, field by field, and graded as its question types grade.

After question/format/xml/format.php and question/type/{multichoice,numerical,ordering}. Unlike that importer it refuses
what nobody reads: an element that is misspelt would be lost there without a word.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element


class Fields:
    """The children of an element, each to be read once and none to be left."""

    def __init__(self, element: Element):
        self.element = element
        self.left = list(element)

    def take(self, name: str) -> list[Element]:
        found = [one for one in self.left if one.tag == name]
        self.left = [one for one in self.left if one.tag != name]
        return found

    def one(self, name: str) -> Element:
        (found,) = self.take(name)
        return found

    def plain(self, name: str) -> str:
        return (self.one(name).text or "").strip()

    def html(self, name: str) -> str:
        return html(self.one(name))

    def close(self) -> None:
        assert self.left == [], [one.tag for one in self.left]


def html(element: Element) -> str:
    """A text with its format, which must be HTML here."""
    assert element.get("format") == "html"
    (text,) = element
    assert text.tag == "text"
    return (text.text or "").strip()


def read(data: bytes) -> list[dict]:
    """All questions of a file, each with the category that it falls into."""
    root = ElementTree.fromstring(data)
    assert root.tag == "quiz"
    category, questions = None, []
    for element in root:
        fields = Fields(element)
        if element.get("type") == "category":
            category = fields.one("category").findtext("text")
            fields.html("info"), fields.plain("idnumber")
        else:
            questions.append({"category": category, "type": element.get("type"), **question(element, fields)})
        fields.close()
    return questions


def question(element: Element, fields: Fields) -> dict:
    own = {"multichoice": multichoice, "numerical": numerical, "ordering": ordering}[element.get("type")]
    return {
        "name": fields.one("name").findtext("text"),
        "text": fields.html("questiontext"),
        "general": fields.html("generalfeedback"),
        "mark": float(fields.plain("defaultgrade")),
        "penalty": float(fields.plain("penalty")),
        "id": fields.plain("idnumber"),
        **own(fields),
        "hints": [html(one) for one in fields.take("hint")],
        "tags": [one.findtext("text") for one in fields.one("tags")],
    }


def combined(fields: Fields) -> dict:
    names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    return {name: fields.html(name) for name in names}


def multichoice(fields: Fields) -> dict:
    return {
        "single": fields.plain("single") == "true",
        "shuffled": fields.plain("shuffleanswers") == "true",
        "numbering": fields.plain("answernumbering"),
        "instruction": fields.plain("showstandardinstruction") == "1",
        **combined(fields),
        "answers": [
            {
                "text": (one.findtext("text") or "").strip(),
                "feedback": html(one.find("feedback")),
                "fraction": float(one.get("fraction")) / 100,
            }
            for one in fields.take("answer")
        ],
    }


def numerical(fields: Fields) -> dict:
    answers = [
        {
            "text": (one.findtext("text") or "").strip(),
            "feedback": html(one.find("feedback")),
            "fraction": float(one.get("fraction")) / 100,
            "tolerance": float(one.findtext("tolerance")),
        }
        for one in fields.take("answer")
    ]
    units = [unit.findtext("unit_name") for group in fields.take("units") for unit in group]
    for name in ("unitgradingtype", "unitpenalty", "unitsleft"):
        fields.plain(name)
    # 0: written or left out; 3: no unit at all. Moodle refuses a unit that nothing declares.
    assert fields.plain("showunits") == ("0" if units else "3")
    return {"answers": answers, "units": units}


def ordering(fields: Fields) -> dict:
    for name in ("layouttype", "numberingstyle", "showgrading"):
        fields.plain(name)
    count = int(fields.plain("selectcount"))
    made = {
        "all": fields.plain("selecttype") == "ALL",
        "all_or_nothing": fields.plain("gradingtype") == "ALL_OR_NOTHING",
        **combined(fields),
        "answers": [html_answer(one) for one in fields.take("answer")],
    }
    assert count == len(made["answers"])
    return made


def html_answer(element: Element) -> str:
    assert element.get("format") == "html"
    return (element.findtext("text") or "").strip()


def grade(read_question: dict, response) -> tuple[float, list[str]]:
    """The mark from 0 to 1 of an answer, and what is said to it: places, a number, or texts in order."""
    answers = read_question["answers"]
    match read_question["type"]:
        case "multichoice":
            chosen = [answers[place] for place in response]
            mark = min(1.0, max(0.0, sum(one["fraction"] for one in chosen)))
            return mark, [one["feedback"] for one in chosen] + said_to(read_question, mark)
        case "numerical":
            found = next(
                one
                for one in answers
                if one["text"] == "*" or abs(response - float(one["text"])) <= one["tolerance"] + 1e-12
            )
            return found["fraction"], [found["feedback"]]
        case _:
            mark = float(response == answers)
            return mark, said_to(read_question, mark)


def said_to(read_question: dict, mark: float) -> list[str]:
    right, nothing = mark > 0.99999, mark < 0.00001
    name = "correctfeedback" if right else "incorrectfeedback" if nothing else "partiallycorrectfeedback"
    return [read_question[name]] if read_question[name] else []
