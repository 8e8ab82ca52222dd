"""How a QTI 2.1 item judges an answer: the score, and which feedback is shown.

Two outcomes are set. SCORE is 1 for the right answer and 0 for any other, as in the lessons. FEEDBACK holds the
identifiers of the modal feedback to show: of a choice the letters that were chosen; of a number or an order RIGHT, a
known wrong answer (WRONG1, WRONG2, …, the first that fits) or OTHERWISE. Who answers nothing gets no feedback.
"""

from __future__ import annotations

from itertools import combinations
from xml.etree.ElementTree import Element

from glutlearn.question_bank import Fields
from glutlearn.question_export.asked import exact, letters
from glutlearn.question_export.elements import element

RESPONSE, SCORE, FEEDBACK = "RESPONSE", "SCORE", "FEEDBACK"


def rules(fields: Fields) -> list[Element]:
    """The response rules of a question.

    Parameters
    ----------
    fields : dict
        As `glutlearn.question_bank.complete` returns it; not of a curve.

    Examples
    --------
    >>> from glutlearn.question_bank import complete, find
    >>> [rule.tag for rule in rules(complete(find("the-hip/string-in-a-model")[1]))]
    ['responseCondition']
    """
    match fields["kind"]:
        case "choice":
            return [_score_only(), _set(FEEDBACK, _variable(RESPONSE))]
        case "multiple":
            right = [
                letter for letter, one in zip(letters(fields).values(), fields["options"], strict=True) if one["right"]
            ]
            return [_score_only(), _set(FEEDBACK, _variable(RESPONSE)), _missed(right)]
        case "number":
            wrong = [_near(_base("float", exact(one["value"], fields)), fields) for one in fields["wrong"]]
            return [_verdict(_near(_correct(), fields), wrong)]
        case _:
            letter = letters(fields)
            wrong = [_before(letter[first], letter[second], len(letter)) for first, second in _known(fields)]
            return [_verdict(element("match", _variable(RESPONSE), _correct()), wrong)]


def _known(fields: Fields) -> list[tuple[str, str]]:
    return [tuple(one["before"]) for one in fields["wrong"]]


def _score_only() -> Element:
    right = element("match", _variable(RESPONSE), _correct())
    return element(
        "responseCondition",
        element("responseIf", right, _set(SCORE, _base("float", "1"))),
        element("responseElse", _set(SCORE, _base("float", "0"))),
    )


def _missed(right: list[str]) -> Element:
    """Say that something right was not chosen, beside what is said to each that was."""
    # `contains` would be shorter; players differ in which of its two operands is the container.
    all_right = element("and", *(element("member", _base("identifier", one), _variable(RESPONSE)) for one in right))
    more = element("multiple", _variable(FEEDBACK), _base("identifier", "MISSED"))
    return element("responseCondition", element("responseIf", element("not", all_right), _set(FEEDBACK, more)))


def _verdict(right: Element, wrong: list[Element]) -> Element:
    """Nothing, right, one of the known wrong answers, or another: the first that fits."""
    return element(
        "responseCondition",
        element("responseIf", element("isNull", _variable(RESPONSE)), _set(SCORE, _base("float", "0"))),
        element("responseElseIf", right, _set(SCORE, _base("float", "1")), _say("RIGHT")),
        *(
            element("responseElseIf", one, _set(SCORE, _base("float", "0")), _say(f"WRONG{number}"))
            for number, one in enumerate(wrong, start=1)
        ),
        element("responseElse", _set(SCORE, _base("float", "0")), _say("OTHERWISE")),
    )


def _near(wanted: Element, fields: Fields) -> Element:
    tolerance = f"{fields['tolerance']:g}"
    # Both directions are written out: one number for both is allowed, and read by fewer players.
    return element("equal", _variable(RESPONSE), wanted, toleranceMode="absolute", tolerance=f"{tolerance} {tolerance}")


def _before(first: str, second: str, count: int) -> Element:
    """Whether one option was put before another, anywhere: QTI 2.1 cannot ask at which place a value stands."""
    pairs = [element("and", _at(one, first), _at(other, second)) for one, other in combinations(range(1, count + 1), 2)]
    return element("or", *pairs)


def _at(place: int, letter: str) -> Element:
    return element("match", element("index", _variable(RESPONSE), n=str(place)), _base("identifier", letter))


def _say(identifier: str) -> Element:
    return _set(FEEDBACK, _base("identifier", identifier))


def _set(outcome: str, value: Element) -> Element:
    return element("setOutcomeValue", value, identifier=outcome)


def _variable(identifier: str) -> Element:
    return element("variable", identifier=identifier)


def _correct() -> Element:
    return element("correct", identifier=RESPONSE)


def _base(kind: str, value: str) -> Element:
    return element("baseValue", value, baseType=kind)
