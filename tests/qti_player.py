"""A small player of QTI 2.1 items: it answers one, runs its response processing, and says what is shown.

It knows what glutlearn's items use, and raises for anything else. The rules are those of the information model: NULL is
None here, an operator on NULL gives NULL, and a condition that is NULL is not met.
"""

from __future__ import annotations

import math
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


class Item:
    """An assessment item, read from its file."""

    def __init__(self, data: bytes):
        self.root = ElementTree.fromstring(data)
        self.declared = {one.get("identifier"): one for one in self.root if one.tag.endswith("Declaration")}
        self.feedback = {one.get("identifier"): one for one in self.root.iter(f"{QTI}modalFeedback")}

    def correct(self):
        """The declared right answer."""
        declaration = self.declared["RESPONSE"]
        values = [one.text for one in declaration.iter(f"{QTI}value")]
        return self.typed(values[0] if declaration.get("cardinality") == "single" else values)

    def typed(self, value):
        """An answer as the response declaration types it."""
        if self.declared["RESPONSE"].get("baseType") == "float":
            return float(value)
        return value

    def answer(self, response) -> tuple[float, list[str]]:
        """The score of an answer, and the identifiers of the feedback that is shown."""
        self.values = {"RESPONSE": response, "SCORE": 0.0, "FEEDBACK": None}
        assert float(self.root.find(f".//{QTI}outcomeDeclaration[@identifier='SCORE']//{QTI}value").text) == 0
        self.run(self.root.find(f"{QTI}responseProcessing"))
        said = self.values["FEEDBACK"]
        shown = [] if said is None else said if isinstance(said, list) else [said]
        return self.values["SCORE"], [one for one in self.feedback if one in shown]

    def run(self, rules) -> None:
        for rule in rules:
            match rule.tag.removeprefix(QTI):
                case "setOutcomeValue":
                    assert rule.get("identifier") in self.declared, "an outcome must be declared"
                    self.values[rule.get("identifier")] = self.value(rule[0])
                case "responseCondition":
                    for branch in rule:
                        if branch.tag == f"{QTI}responseElse":
                            self.run(branch)
                        elif self.value(branch[0]) is True:
                            self.run(branch[1:])
                        else:
                            continue
                        break
                case unknown:
                    raise NotImplementedError(unknown)

    def value(self, expression: Element):
        operator = expression.tag.removeprefix(QTI)
        match operator:
            case "variable":
                return self.values[expression.get("identifier")]
            case "correct":
                return self.correct()
            case "baseValue":
                return float(expression.text) if expression.get("baseType") == "float" else expression.text
        given = [self.value(one) for one in expression]
        match operator:
            case "isNull":
                return given[0] is None or given[0] == []
            case "multiple":
                parts = [one if isinstance(one, list) else [one] for one in given if one is not None]
                return [value for part in parts for value in part] or None
            case "and":
                return False if False in given else None if None in given else True
            case "or":
                return True if True in given else None if None in given else False
        if None in given:
            return None
        match operator:
            case "not":
                return not given[0]
            case "match":
                return self.same(*given)
            case "member":
                return given[0] in given[1]
            case "index":
                place = int(expression.get("n"))
                return given[0][place - 1] if place <= len(given[0]) else None
            case "equal":
                assert expression.get("toleranceMode") == "absolute"
                below, above = map(float, expression.get("tolerance").split())
                # Both bounds count, which is the default; a sum of decimals is not exact.
                slack = 1e-12
                return given[1] - below - slack <= given[0] <= given[1] + above + slack and math.isfinite(given[0])
        raise NotImplementedError(operator)

    def same(self, one, other) -> bool:
        if self.declared["RESPONSE"].get("cardinality") == "multiple" and isinstance(one, list):
            return sorted(one) == sorted(other)
        return one == other
