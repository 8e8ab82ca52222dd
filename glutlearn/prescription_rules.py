"""The rules from findings to a prescription: a table, each row with its source.

A condition is written as `finding=word|word; finding=word`: every part must hold, and `|` separates the words of which
one is enough. "always" holds for everybody. The same form, with columns of the evidence table, names the rows that a
rule rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from glutlearn.anatomy import unknown_name
from glutlearn.measurements import GRADES, evidence
from glutlearn.patient import vocabulary
from glutlearn.provenance import rows

KINDS = ("claim", "model", "measurement")
UNKNOWN = "not enough known"
NOTHING_FOUND = "nothing found"

Condition = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Rule:
    """One row of `data/prescription/rules.csv`.

    Of the rules of one kind that fit, the highest priority decides; where a parameter gathers, all are kept.
    """

    rule: str
    parameter: str
    value: str
    when: str
    kind: str
    priority: int
    reason: str
    source: str
    finding: str
    verdict: str
    confidence: str

    @cached_property
    def condition(self) -> Condition:
        """The findings for which it holds, checked against their vocabulary."""
        words = vocabulary()
        wanted = conditions(self.when)
        for finding, allowed in wanted.items():
            if finding not in words:
                raise ValueError(f"rule {self.rule}: {unknown_name(finding, tuple(words), 'finding')}")
            for word in allowed:
                if word not in words[finding]:
                    raise ValueError(f"rule {self.rule}: {unknown_name(word, tuple(words[finding]), finding)}")
        return wanted

    @property
    def voice(self) -> str:
        """Who says it: the "document" that the course explains, or the "course"."""
        return "document" if self.source.startswith("document") else "course"

    def holds(self, words: Mapping[str, str]) -> bool:
        """Whether it fits findings, given as the words of `Findings.words`."""
        return all(words[finding] in allowed for finding, allowed in self.condition.items())

    @cached_property
    def rests_on(self) -> list[dict[str, str]]:
        """The rows of the evidence table that it rests on; none for the document and the model."""
        if self.voice == "document" or self.source.startswith("model: ") or self.source == NOTHING_FOUND:
            return []
        wanted = conditions(self.finding)
        return [
            row
            for row in _studies().get(self.source, [])
            if all(row[column] in allowed for column, allowed in wanted.items())
        ]

    @cached_property
    def standing(self) -> str:
        """How far it can be trusted: no further than its rows of evidence, nor than the rule itself says."""
        said = [self.confidence] if self.confidence else []
        return min([*said, *(row["grade"] for row in self.rests_on)], key=GRADES.index)


def conditions(text: str) -> Condition:
    """A condition taken apart.

    >>> conditions("aim=strengthen; pain=none|mild")
    {'aim': ('strengthen',), 'pain': ('none', 'mild')}
    >>> conditions("always")
    {}
    """
    if text == "always":
        return {}
    parts = [part.partition("=") for part in text.split("; ")]
    if not all(name and equals for name, equals, _ in parts):
        raise ValueError(f"{text!r} is no condition; write finding=word|word; finding=word, or always")
    return {name: tuple(words.split("|")) for name, _, words in parts}


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the table."""
    return tuple(
        Rule(priority=int(row["priority"]), **{column: cell for column, cell in row.items() if column != "priority"})
        for row in rows("prescription/rules.csv")
    )


@cache
def parameters() -> dict[str, Mapping[str, str]]:
    """What a prescription says, in its order: `label`, and `gathers` ("all" where every fitting rule is kept)."""
    return {row["parameter"]: row for row in rows("prescription/parameters.csv")}


def chosen(words: Mapping[str, str]) -> list[Rule]:
    """The rules that speak for these findings, in the order of parameter, voice, kind and priority."""
    groups: dict[tuple[str, str, str], list[Rule]] = {}
    for rule in rules():
        if rule.holds(words):
            groups.setdefault((rule.parameter, rule.voice, rule.kind), []).append(rule)
    order = list(parameters())
    kept: list[Rule] = []
    for key in sorted(groups, key=lambda key: (order.index(key[0]), key[1] != "document", KINDS.index(key[2]))):
        kept += _speaking(groups[key], gathers=parameters()[key[0]]["gathers"] == "all")
    return kept


def _speaking(fitting: list[Rule], gathers: bool) -> list[Rule]:
    ordered = sorted(fitting, key=lambda rule: -rule.priority)
    if gathers:
        known = [rule for rule in ordered if rule.value != UNKNOWN]
        ordered = known or ordered[:1]
    else:
        ordered = [rule for rule in ordered if rule.priority == ordered[0].priority]
    return list({rule.value: rule for rule in reversed(ordered)}.values())[::-1]


@cache
def _studies() -> dict[str, list[dict[str, str]]]:
    """The rows of evidence by study and year."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in evidence().to_dict("records"):
        words = {str(column): str(cell) for column, cell in row.items()}
        found.setdefault(f"{words['study']} {words['year']}".strip(), []).append(words)
    return found
