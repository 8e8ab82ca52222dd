"""What is asked, lesson by lesson, as both formats need it: complete questions, their wording, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from glutlearn.question_bank import Fields, complete, find, lessons, names, title
from glutlearn.question_export.elements import element, paragraphs

LEFT_OUT = {
    "curve": "a curve to be drawn has no counterpart in QTI 2.1 or Moodle; asked as a number at one place it would be "
    "another question, and what it says to wrong shapes would be said to nobody",
}
"""The kinds of question that are not exported, and why."""

MISSED = "Something that is right is not chosen."


class ExportError(ValueError):
    """An export that cannot be made; the message says what to write."""


@dataclass(frozen=True)
class Asked:
    """A question with its answer computed, and where it stands.

    Attributes
    ----------
    name : str
        As in the bank, LESSON/QUESTION.
    number : int
        Its place in the lesson, from 1.
    objective : int
        The objective of the lesson that it serves.
    fields : dict
        As `glutlearn.question_bank.complete` returns it.
    """

    name: str
    number: int
    objective: int
    fields: Fields

    @property
    def kind(self) -> str:
        """The kind of question, as in the bank."""
        return str(self.fields["kind"])

    @property
    def identifier(self) -> str:
        """The name as an identifier of XML."""
        return self.name.replace("/", "_")

    @property
    def title(self) -> str:
        """Its number, and its name as words."""
        return f"{self.number}. {self.name.partition('/')[2].replace('-', ' ').capitalize()}"


@dataclass(frozen=True)
class Lesson:
    """A lesson with its questions.

    Attributes
    ----------
    name, title : str
    address : str or None
        The lesson's page on a published site.
    questions : tuple of Asked
        Those that are exported.
    left_out : tuple of str
        The names of those that are not.
    """

    name: str
    title: str
    address: str | None
    questions: tuple[Asked, ...]
    left_out: tuple[str, ...]

    @property
    def origin(self) -> Element:
        """A paragraph that says which lesson is meant where a question speaks of its view, table or figure."""
        named: Element | str = element("a", self.title, href=self.address) if self.address else self.title
        return element("p", "Lesson of glutlearn: ", named)


def collect(site: str | None = None) -> list[Lesson]:
    """All lessons with questions, their answers computed.

    Parameters
    ----------
    site : str, optional
        The address of a published course, such as "https://example.org/glutlearn": questions then link to their
        lesson. Without it they name the lesson.

    Raises
    ------
    ExportError
        For a site that is not a whole address.

    Examples
    --------
    >>> from glutlearn.question_export.asked import collect
    >>> hip = collect("https://example.org/course")[-3]
    >>> hip.name, hip.address, len(hip.questions)
    ('the-hip', 'https://example.org/course/book/the-hip.html', 6)
    """
    if site is not None and (urlsplit(site).scheme not in ("http", "https") or not urlsplit(site).netloc):
        raise ExportError(f"site is {site!r}; write a whole address, such as https://example.org/glutlearn")
    return [_lesson(name, site) for name in lessons()]


def _lesson(lesson: str, site: str | None) -> Lesson:
    found = [find(name) for name in names(lesson)]
    asked = [
        Asked(name, fields["number"], fields["objective"], complete(fields))
        for name, fields in found
        if fields["kind"] not in LEFT_OUT
    ]
    return Lesson(
        lesson,
        title(lesson),
        f"{site.rstrip('/')}/book/{lesson}.html" if site else None,
        tuple(asked),
        tuple(name for name, fields in found if fields["kind"] in LEFT_OUT),
    )


def stem(asked: Asked, lesson: Lesson) -> list[Element]:
    """The question, what to do, and which lesson it is from, as paragraphs."""
    task = _task(asked.fields)
    return [*paragraphs(asked.fields["prompt"]), *(paragraphs(task) if task else []), lesson.origin]


def _task(fields: Fields) -> str:
    match fields["kind"]:
        case "multiple":
            return "Choose all that are right."
        case "number":
            unit = {"": "", "°": ", in degrees"}.get(fields["unit"], f", in {fields['unit']}")
            within = with_unit(f"{fields['tolerance']:g}", fields["unit"])
            return f"Write a number{unit}. Within {within} of the answer counts as right."
        case "order":
            first, last = fields["ends"]
            return f"Put them in order, from {first} to {last}."
    return ""


def quantity(value: float, digits: int, unit: str) -> str:
    """A number as the lessons write it, with a true minus and its unit.

    Examples
    --------
    >>> quantity(-4.94, 1, "mm"), quantity(10, 0, "°")
    ('−4.9\\xa0mm', '10°')
    """
    return with_unit(f"{value:.{digits}f}".replace("-", "−"), unit)


def with_unit(number: str, unit: str) -> str:
    """A number that is written already, and its unit.

    Examples
    --------
    >>> with_unit("1.5", "°"), with_unit("33", "")
    ('1.5°', '33')
    """
    space = "" if unit in ("", "°") else "\N{NO-BREAK SPACE}"
    return number + space + unit


def exact(value: float, fields: Fields) -> str:
    """A number as it is compared: to a hundredth of the tolerance or better.

    Examples
    --------
    >>> exact(4.943217, {"digits": 1}), exact(33.0, {"digits": 0})
    ('4.943', '33')
    """
    written = f"{value:.{fields['digits'] + 2}f}"
    return written.rstrip("0").rstrip(".")


def letters(fields: Fields) -> dict[str, str]:
    """Of a question with options: the letter that stands for each, by its key, or by its place where it has no key.

    Examples
    --------
    >>> letters({"options": [{"key": "clam/45"}, {"key": "stance"}]})
    {'clam/45': 'A', 'stance': 'B'}
    """
    options = fields["options"]
    return {str(option.get("key", place)): chr(ord("A") + place) for place, option in enumerate(options)}
