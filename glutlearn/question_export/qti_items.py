"""Questions as QTI 2.1 assessment items, and a lesson's questions as an assessment test.

Written after "IMS Question & Test Interoperability 2.1", final, of 2012: the information model and its XSD binding.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from glutlearn import __version__
from glutlearn.question_bank import Fields
from glutlearn.question_export.asked import MISSED, Asked, Lesson, exact, letters, quantity, stem
from glutlearn.question_export.elements import element, fill, paragraphs
from glutlearn.question_export.qti_rules import FEEDBACK, RESPONSE, SCORE, rules

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"

ROOT = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
    "toolName": "glutlearn",
    "toolVersion": __version__,
}

TYPES = {
    "choice": ("single", "identifier"),
    "multiple": ("multiple", "identifier"),
    "number": ("single", "float"),
    "order": ("ordered", "identifier"),
}
"""Cardinality and base type of the answer to each kind of question."""


def item(asked: Asked, lesson: Lesson) -> Element:
    """A question as an assessment item: it judges by itself, and says at once what is behind a wrong answer.

    Parameters
    ----------
    asked : Asked
    lesson : Lesson

    Examples
    --------
    >>> from glutlearn.question_export.asked import collect
    >>> pelvis = next(lesson for lesson in collect() if lesson.name == "the-pelvis-rolls")
    >>> made = item(pelvis.questions[0], pelvis)
    >>> made.get("identifier"), made.findtext("responseDeclaration/correctResponse/value")
    ('the-pelvis-rolls_own-turn', '10.35')
    """
    fields = asked.fields
    cardinality, base = TYPES[asked.kind]
    several = "multiple" if asked.kind == "multiple" else "single"
    return element(
        "assessmentItem",
        element(
            "responseDeclaration",
            element("correctResponse", *(element("value", value) for value in correct(fields))),
            identifier=RESPONSE,
            cardinality=cardinality,
            baseType=base,
        ),
        score(normalMaximum="1"),
        element("outcomeDeclaration", identifier=FEEDBACK, cardinality=several, baseType="identifier"),
        element("itemBody", *stem(asked, lesson), _interaction(fields)),
        element("responseProcessing", *rules(fields)),
        *_feedback(fields),
        **ROOT,
        **{"xml:lang": "en"},
        identifier=asked.identifier,
        title=f"{lesson.title} · {asked.title}",
        adaptive="false",
        timeDependent="false",
    )


def score(**attributes: str) -> Element:
    """The declaration of the outcome SCORE, which begins at 0."""
    nothing = element("defaultValue", element("value", "0"))
    return element(
        "outcomeDeclaration", nothing, identifier=SCORE, cardinality="single", baseType="float", **attributes
    )


def correct(fields: Fields) -> list[str]:
    """The right answer as the item writes it: letters, or one number."""
    match fields["kind"]:
        case "number":
            return [exact(fields["answer"], fields)]
        case "order":
            return [letters(fields)[key] for key in fields["answer"]]
        case _:
            return [letters(fields)[str(place)] for place, one in enumerate(fields["options"]) if one["right"]]


def _interaction(fields: Fields) -> Element:
    if fields["kind"] == "number":
        entry = element("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength="8")
        made = element("p", entry)
        if fields["unit"]:
            entry.tail = f" {fields['unit']}"
        return made
    choices = [
        fill(element("simpleChoice", identifier=letter), option["words"])
        for letter, option in zip(letters(fields).values(), fields["options"], strict=True)
    ]
    if fields["kind"] == "order":
        return element("orderInteraction", *choices, responseIdentifier=RESPONSE, shuffle="false")
    most = "1" if fields["kind"] == "choice" else "0"
    return element("choiceInteraction", *choices, responseIdentifier=RESPONSE, shuffle="false", maxChoices=most)


def _feedback(fields: Fields) -> list[Element]:
    match fields["kind"]:
        case "choice":
            return [
                _modal(letter, option["right"], paragraphs(option["feedback"]))
                for letter, option in zip(letters(fields).values(), fields["options"], strict=True)
            ]
        case "multiple":
            # Several are shown at a time, so each says which option it is about.
            said = [
                _modal(letter, option["right"], _about(option))
                for letter, option in zip(letters(fields).values(), fields["options"], strict=True)
            ]
            return [*said, _modal("MISSED", False, paragraphs(MISSED))]
        case "number":
            computed = f"The library computes {quantity(fields['answer'], fields['digits'], fields['unit'])}."
            right = paragraphs(f"{computed} {fields['feedback']}")
        case _:
            right = paragraphs(fields["feedback"])
    known = [
        _modal(f"WRONG{number}", False, paragraphs(one["feedback"]))
        for number, one in enumerate(fields["wrong"], start=1)
    ]
    return [_modal("RIGHT", True, right), *known, _modal("OTHERWISE", False, paragraphs(fields["otherwise"]))]


def _about(option: Fields) -> list[Element]:
    return [element("p", fill(element("strong"), option["words"])), *paragraphs(option["feedback"])]


def _modal(identifier: str, right: bool, content: list[Element]) -> Element:
    title = "Right" if right else "Not quite"
    return element(
        "modalFeedback", *content, outcomeIdentifier=FEEDBACK, identifier=identifier, showHide="show", title=title
    )


def test(lesson: Lesson, hrefs: list[str]) -> Element:
    """A lesson's questions as a test: any order, as many tries as wanted, told at once.

    Parameters
    ----------
    lesson : Lesson
    hrefs : list of str
        Where each of its items lies, seen from the test.
    """
    items = [
        element("assessmentItemRef", identifier=asked.identifier, href=href)
        for asked, href in zip(lesson.questions, hrefs, strict=True)
    ]
    control = element(
        "itemSessionControl", maxAttempts="0", showFeedback="true", allowReview="true", showSolution="true"
    )
    section = element("assessmentSection", *items, identifier="questions", title=lesson.title, visible="true")
    part = element(
        "testPart", control, section, identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    total = element("sum", element("testVariables", variableIdentifier=SCORE))
    return element(
        "assessmentTest",
        score(),
        part,
        element("outcomeProcessing", element("setOutcomeValue", total, identifier=SCORE)),
        **ROOT,
        identifier=lesson.name,
        title=lesson.title,
    )
