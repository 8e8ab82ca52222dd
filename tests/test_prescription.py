"""Every rule has a source, every person gets an answer, and nothing is decided silently."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

import glutlearn as gl
from glutlearn.measurements import GRADES
from glutlearn.patient import vocabulary
from glutlearn.prescription import NOTICE, VIEWS
from glutlearn.prescription_numbers import NUMBERS, PLACEHOLDER
from glutlearn.prescription_rules import (
    KINDS,
    NOTHING_FOUND,
    UNKNOWN,
    Rule,
    chosen,
    conditions,
    parameters,
    rules,
)

SUITABLE = {"yes", "not yet, translation control first", "not this exercise", "refer", UNKNOWN}
PARTS = ("problem 1", "problem 2", "problem 3", "note", "conclusion", "whole")
DOCUMENT = {f"document, {part}" for part in PARTS}
DECIDING = [name for name, row in parameters().items() if not row["gathers"]]


def everybody() -> Iterator[dict[str, str]]:
    words = vocabulary()
    for combination in itertools.product(*words.values()):
        yield dict(zip(words, combination, strict=True))


@cache
def said_to_everybody() -> list[tuple[dict[str, str], list[Rule]]]:
    return [(words, chosen(words)) for words in everybody()]


def named(rule: Rule) -> str:
    return rule.rule


def test_how_many_people_there_are():
    assert len(said_to_everybody()) == 3 * 3 * 3 * 3 * 5 * 3 * 3 * 2


def test_everybody_gets_an_answer_to_everything_from_the_document_the_model_and_measurements():
    wanted = {
        (parameter, voice, kind)
        for parameter in parameters()
        for voice, kind in [("document", "claim"), ("course", "model"), ("course", "measurement")]
    }
    for words, said in said_to_everybody():
        assert wanted <= {(rule.parameter, rule.voice, rule.kind) for rule in said}, words


def test_every_rule_speaks_for_somebody():
    assert {rule.rule for rule in rules()} == {rule.rule for _, said in said_to_everybody() for rule in said}


def test_rules_of_one_voice_kind_and_priority_never_say_different_things():
    for words in everybody():
        heard: dict[tuple[str, str, str, int], str] = {}
        for rule in rules():
            if rule.holds(words):
                key = (rule.parameter, rule.voice, rule.kind, rule.priority)
                assert heard.setdefault(key, rule.value) == rule.value, (rule.rule, words)


def test_a_decision_has_one_answer_from_each_voice_and_kind():
    for _, said in said_to_everybody():
        keys = [(rule.parameter, rule.voice, rule.kind) for rule in said if rule.parameter in DECIDING]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("voice", ["document", "course"])
@pytest.mark.parametrize("finding", ["pain", "instability"])
def test_severe_pain_or_instability_never_gets_a_yes_without_a_warning(voice: str, finding: str):
    alarming = {"pain": {"severe"}, "instability": {"too_much", "too_little"}}[finding]
    for words, said in said_to_everybody():
        mine = [rule for rule in said if rule.voice == voice]
        if words[finding] in alarming and any(r.parameter == "suitable_now" and r.value == "yes" for r in mine):
            warnings = [r for r in mine if r.parameter == "watch" and set(r.condition.get(finding, ())) <= alarming]
            assert any(finding in rule.condition for rule in warnings), words


def test_severe_pain_is_referred_and_never_answered_with_yes_by_the_course():
    for words, said in said_to_everybody():
        if words["pain"] == "severe":
            answers = {r.value for r in said if r.parameter == "suitable_now" and r.voice == "course"}
            assert "refer" in answers and "yes" not in answers, words


def test_closed_words():
    assert {rule.parameter for rule in rules()} == set(parameters())
    assert {rule.kind for rule in rules()} == set(KINDS)
    assert {rule.confidence for rule in rules()} <= {*GRADES, ""}
    assert {rule.value for rule in rules() if rule.parameter == "suitable_now"} == SUITABLE
    assert len({rule.rule for rule in rules()}) == len(rules())


@pytest.mark.parametrize("rule", rules(), ids=named)
def test_a_rule_has_a_source_that_exists_and_a_standing(rule: Rule):
    assert rule.condition is not None
    assert rule.standing in GRADES
    if rule.voice == "document":
        assert rule.source in DOCUMENT and rule.kind == "claim"
    elif rule.source.startswith("model: "):
        assert rule.kind == "model"
        for call in re.findall(r"gl\.(\w+)\(", rule.source):
            assert call in gl.__all__, call
    elif rule.source == NOTHING_FOUND:
        assert rule.value == UNKNOWN and rule.kind == "measurement"
    else:
        assert rule.rests_on, "no such row in the evidence table"
        assert rule.kind in ("measurement", "claim")


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.rests_on], ids=named)
def test_no_line_says_more_than_the_rows_it_cites(rule: Rule):
    assert {row["verdict"] for row in rule.rests_on} == {rule.verdict}
    grades = [GRADES.index(row["grade"]) for row in rule.rests_on]
    assert GRADES.index(rule.standing) <= min(grades)
    assert len({row["value"] for row in rule.rests_on}) == 1 or "{value}" not in rule.reason, "which row?"


@pytest.mark.parametrize("rule", rules(), ids=named)
def test_numbers_of_model_and_studies_are_never_typed(rule: Rule):
    """What remains once placeholders are gone: angles and counts that the sentence is about, but no result."""
    for name, _ in PLACEHOLDER.findall(rule.reason):
        assert name in NUMBERS
    bare = PLACEHOLDER.sub("", rule.reason)
    assert not re.search(r"\d\s?(mm|N·m|body weights|N\b)", bare)
    assert not re.search(r"\d\s?%", re.sub(r"above 40 % MVIC|40 % smaller|60 % cheaper", "", bare))
    assert ("{value}" not in bare and "{n}" not in bare) or rule.rests_on


def test_every_number_of_the_model_is_quoted_by_a_rule():
    quoted = {name for rule in rules() for name, _ in PLACEHOLDER.findall(rule.reason)}
    assert quoted == set(NUMBERS)


def test_reasons_are_filled():
    for aim, instability in itertools.product(vocabulary()["aim"], vocabulary()["instability"]):
        for line in gl.prescribe({"aim": aim, "instability": instability, "atrophy": "posterior"}).lines:
            assert "{" not in line.reason and "nan" not in line.reason, line.rule


def test_the_views_are_parts_of_the_whole():
    both = gl.prescribe({"aim": "strengthen"})
    assert set(both.document.lines) | set(both.course.lines) == set(both.lines)
    assert {line.kind for line in both.document.lines} == {"claim"}
    assert both.document == gl.prescribe({"aim": "strengthen"}, view="document")
    assert both.course == gl.prescribe(gl.Findings(aim="strengthen"), view="course")
    assert both.document.course == both.course and both.course.document == both.document
    assert both.course.course == both.course
    assert {both.view, both.document.view, both.course.view} == set(VIEWS)


def test_the_documents_path_for_a_painful_hip_that_is_controlled_and_one_that_is_not():
    def path(**findings: object) -> dict[str, str]:
        return {line.parameter: line.value for line in gl.prescribe(findings, view="document").lines}

    held, loose = path(pain="mild"), path(pain="mild", instability="too_little")
    assert held["suitable_now"] == "yes" and held["start_flexion"] == "65° or more"
    assert held["load"].startswith("more load or facilitation")
    assert loose["suitable_now"].startswith("not yet") and loose["load"] == "the leg's own weight"


def test_the_angle_is_disputed_openly():
    (dispute,) = (found for found in gl.prescribe({}).contradictions if found.parameter == "start_flexion")
    assert [line.kind for line in dispute.lines] == list(KINDS)
    assert len({line.value for line in dispute.lines}) == 3
    assert str(dispute).count(" / ") == 2


def test_not_enough_known_contradicts_nothing():
    for words in itertools.islice(everybody(), 0, None, 97):
        findings = {**words, "controlled_range": 20, "tendinopathy": words["tendinopathy"] == "yes"}
        for found in gl.prescribe(findings).contradictions:
            assert UNKNOWN not in {line.value for line in found.lines}
            assert found.parameter in DECIDING


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"aim": "strength"}, ValueError, "no aim called 'strength'; did you mean strengthen"),
        ({"aims": "isolate"}, ValueError, "no finding called 'aims'; did you mean aim"),
        ({"instability": True}, ValueError, "write one of none, too_much, too_little"),
        ({"controlled_range": 61}, ValueError, "write degrees from 0 to 60"),
        ({"controlled_range": float("nan")}, ValueError, "write degrees from 0 to 60"),
        ({"controlled_range": "full"}, TypeError, "write degrees of opening"),
        ({"tendinopathy": "yes"}, TypeError, "write True or False"),
        ({"controlled_range": "15"}, TypeError, "controlled_range is '15'; write degrees of opening"),
        ({"aim": ["isolate"]}, ValueError, "there is no aim called"),
        ({"aim": None}, ValueError, "write one of isolate"),
        ({5: "mild"}, ValueError, "there is no finding called 5"),
        ("isolate", TypeError, r"write gl.Findings\(...\) or a dictionary"),
    ],
)
def test_errors_say_what_to_write(given: object, error: type[Exception], says: str):
    with pytest.raises(error, match=says):
        gl.prescribe(given)  # type: ignore[arg-type]


def test_findings_may_come_from_a_row_of_a_table():
    row = pd.DataFrame({"controlled_range": [15.0], "tendinopathy": [True]}).iloc[0]
    for given in (dict(row), {"controlled_range": np.float32(15), "tendinopathy": np.bool_(True)}):
        found = gl.Findings(**given)
        assert found == gl.Findings(controlled_range=15, tendinopathy=True)
        assert (type(found.controlled_range), type(found.tendinopathy)) == (float, bool)


def test_a_table_without_lines_has_its_columns():
    nothing = replace(gl.prescribe({}), lines=())
    assert list(nothing.to_frame().columns) == list(gl.prescribe({}).to_frame().columns)


def test_an_unknown_view_is_named():
    with pytest.raises(ValueError, match="there is no view called None"):
        gl.prescribe({}, view=None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no view called 'documents'; did you mean document"):
        gl.prescribe({}, view="documents")


@pytest.mark.parametrize("text", ["aim", "=isolate", "aim=isolate; "])
def test_a_malformed_condition_is_refused(text: str):
    with pytest.raises(ValueError, match="is no condition"):
        conditions(text)


@pytest.mark.parametrize(
    ("when", "says"), [("aims=isolate", "did you mean aim"), ("aim=isolated", "did you mean isolate")]
)
def test_a_rule_for_unknown_words_is_refused(when: str, says: str):
    one = Rule("X", "watch", "v", when, "claim", 0, "r", "document, note", "", "", "low")
    with pytest.raises(ValueError, match=f"rule X: .*{says}"):
        one.holds({})


def test_the_table_has_a_row_for_each_line():
    start = gl.prescribe({"aim": "motor_control"})
    table = start.to_frame()
    assert len(table) == len(start.lines)
    assert table.columns[:4].tolist() == ["parameter", "value", "reason", "kind"]
    assert list(dict.fromkeys(table.parameter)) == list(parameters())


@pytest.mark.parametrize("view", VIEWS)
def test_the_summary_is_a_page_that_says_what_it_is(view: str):
    page = gl.prescribe({"aim": "strengthen", "pain": "severe", "instability": "too_little"}, view).summary()
    assert NOTICE in page
    assert len(page.splitlines()) < 40 and len(page) < 5000
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert len({row.count("|") for row in rows}) == 1, "a cell breaks the table"
    assert "aim: strengthen" in page


class Tags(HTMLParser):
    """The text of a page and its tags, which must close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_well_formed_and_escapes_what_it_prints():
    start = gl.prescribe({"aim": "strengthen"})
    html = start._repr_html_()
    tags = Tags()
    tags.feed(html)
    assert not tags.open
    assert NOTICE in tags.text
    for line in start.lines:
        assert line.reason in tags.text
    assert "60° &gt; 45° &gt; 30°" in html


def test_the_text_form_says_that_it_is_no_advice():
    assert NOTICE in repr(gl.prescribe({}))
