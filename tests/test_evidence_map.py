"""What was measured: the view holds every finding of the table as it stands, and its filters lose and add none."""

import json
import re

import pandas as pd
import pytest
import traitlets

import glutlearn as gl
from glutlearn.explorers import EvidenceMap
from glutlearn.explorers import explorer as base
from glutlearn.explorers.evidence_map import FILTERS, QUANTITIES
from glutlearn.measurements import grade

BUDGET = 600_000  # bytes of text: what a photograph on the page would weigh


@pytest.fixture(autouse=True)
def drawing_code(tmp_path, monkeypatch):
    """A stand-in for the bundle, so that these tests need no Node."""
    (tmp_path / "evidence_map.js").write_text("export default { render() {} };", encoding="utf-8")
    monkeypatch.setattr(base, "BUNDLES", tmp_path)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return gl.evidence()


def rows_where(condition: pd.Series) -> list[int]:
    return condition.index[condition].tolist()


def angles(cell: str) -> list[float]:
    return [float(angle) for angle in cell.split("; ")] if cell else []


def test_every_finding_is_sent_as_it_stands(table):
    findings = EvidenceMap().facts["findings"]
    assert [one["id"] for one in findings] == table.index.tolist()
    for column in table.columns.drop("number"):
        assert [one[column] for one in findings] == table[column].tolist(), column
    for one, number in zip(findings, table["number"], strict=True):
        assert one["number"] == (float(number) if number else None)


def test_a_spread_stands_only_beside_one_number(table):
    for one in EvidenceMap().facts["findings"]:
        spread = one["sd"] if one["number"] is not None and re.fullmatch(r"[\d.]+", one["sd"]) else None
        assert one["spread"] == (None if spread is None else float(spread)), one


def test_the_reason_of_a_grade_is_that_of_the_table_s_own_rule(table):
    for one, row in zip(EvidenceMap().facts["findings"], table.to_dict("records"), strict=True):
        assert (one["grade"], one["reason"]) == grade(row)


def test_every_finding_is_found_under_every_filter_and_every_choice_finds_some():
    facts = EvidenceMap().facts
    for filtering in facts["filters"]:
        trait, offered = filtering["trait"], filtering["choices"]
        places = [one["places"][trait] for one in facts["findings"]]
        assert all(places), trait
        assert set(offered) == {"all", *(name for place in places for name in place)}, trait
        assert len(offered) == len(set(offered))


def test_order_is_kept_in_lists():
    """A stored notebook sorts the keys of every mapping."""
    facts = EvidenceMap().facts
    assert [one["trait"] for one in facts["filters"]] == list(FILTERS)
    assert [one["name"] for one in facts["claims"]][:2] == ["1 role inversion", "2 control"]
    assert facts["verdicts"] == ["supports", "qualifies", "contradicts", "context"]
    assert facts["quantities"][0]["groups"][0]["name"] == "clam"
    assert json.loads(json.dumps(facts, sort_keys=True)) == facts


@pytest.mark.parametrize("claim", ["1 role inversion", "2 control", "3 pain and load", "pelvis", "start at 65°"])
def test_claims_are_those_of_the_table(table, claim):
    wanted = rows_where(table["claim"].map(lambda cell: claim in cell.split("; ")))
    assert wanted
    assert EvidenceMap(claim=claim).left.index.tolist() == wanted


def test_what_bears_on_no_claim_is_background(table):
    assert EvidenceMap(claim="background").left.index.tolist() == rows_where(table["claim"] == "")


@pytest.mark.parametrize(
    ("muscle", "words"),
    [
        ("piriformis", "piriformis"),
        ("posterior gluteus medius", "posterior gluteus medius"),
        ("tensor fasciae latae", "tensor fasciae latae"),
        ("gluteus minimus", "minimus"),
    ],
)
def test_no_row_that_names_a_muscle_is_missed(table, muscle, words):
    found = set(EvidenceMap(muscle=muscle).left.index)
    assert found >= set(rows_where(table["muscle"].str.contains(words)))


def test_a_part_of_gluteus_medius_is_found_under_the_whole(table):
    found = set(EvidenceMap(muscle="gluteus medius").left.index)
    assert found >= set(rows_where(table["muscle"].str.contains("gluteus medius")))
    assert found >= set(EvidenceMap(muscle="posterior gluteus medius").left.index)


def test_exercises_are_those_of_the_table(table):
    offered = next(one["choices"] for one in EvidenceMap().facts["filters"] if one["trait"] == "exercise")
    for name in offered[1:-1]:
        wanted = rows_where(table["exercise"].map(lambda cell, name=name: name in cell.split("; ")))
        assert EvidenceMap(exercise=name).left.index.tolist() == wanted
    assert EvidenceMap(exercise=offered[-1]).left.index.tolist() == rows_where(table["exercise"] == "")


@pytest.mark.parametrize(
    ("choice", "lowest", "highest"), [("below 45°", 0, 44.9), ("45° to 64°", 45, 64.9), ("65° or more", 65, 180)]
)
def test_angles_are_those_of_the_table(table, choice, lowest, highest):
    wanted = rows_where(
        table["hip_flexion_deg"].map(lambda cell: any(lowest <= angle <= highest for angle in angles(cell)))
    )
    assert wanted
    assert EvidenceMap(hip_flexion=choice).left.index.tolist() == wanted


@pytest.mark.parametrize(("method", "electrode"), [("fine wire", "fine wire"), ("surface electrodes", "surface")])
def test_electrodes_are_those_of_the_table(table, method, electrode):
    found = set(EvidenceMap(method=method).left.index)
    assert found >= set(rows_where(table["electrode"] == electrode))
    other = {"fine wire": "surface", "surface": "fine wire"}[electrode]
    assert not found & set(rows_where(table["electrode"] == other))


@pytest.mark.parametrize(
    ("method", "words"), [("imaging", "MRI|tomography"), ("trial", "trial"), ("cadaver", "dissection")]
)
def test_no_row_of_a_method_is_missed(table, method, words):
    assert set(EvidenceMap(method=method).left.index) >= set(rows_where(table["design"].str.contains(words)))


def test_grades_are_those_of_the_table(table):
    for level in set(table["grade"]):
        assert EvidenceMap(grade=level).left.index.tolist() == rows_where(table["grade"] == level)


def test_filters_narrow_each_other_and_all_lets_everything_through(table):
    view = EvidenceMap()
    pd.testing.assert_frame_equal(view.left, table)
    view.muscle, view.method = "piriformis", "fine wire"
    wanted = set(EvidenceMap(muscle="piriformis").left.index) & set(EvidenceMap(method="fine wire").left.index)
    assert set(view.left.index) == wanted
    assert wanted
    view.muscle = view.method = "all"
    assert len(view.left) == len(table)


@pytest.mark.parametrize("name", QUANTITIES)
def test_an_axis_holds_numbers_of_its_unit_and_drops_nothing_that_belongs(table, name):
    facts = next(one for one in EvidenceMap().facts["quantities"] if one["name"] == name)
    on_axis = [row for group in facts["groups"] for row in group["findings"]]
    assert len(on_axis) == len(set(on_axis)) > 1
    assert not set(on_axis) & set(facts["beside"])
    assert set(table.loc[on_axis, "unit"]) <= set(QUANTITIES[name]["units"])
    assert (table.loc[on_axis, "number"] != "").all()
    belongs = QUANTITIES[name]["belongs"]
    assert {*on_axis, *facts["beside"]} == {row for row, cells in table.iterrows() if belongs(cells)}


def test_every_measured_activation_with_a_number_is_on_the_axis(table):
    facts = EvidenceMap().facts["quantities"][0]
    on_axis = {row for group in facts["groups"] for row in group["findings"]}
    measured = (table["electrode"] != "") & table["unit"].isin(["% MVIC", "% MVC"]) & (table["number"] != "")
    assert on_axis >= set(rows_where(measured & table["quantity"].str.startswith("activation")))


def test_the_view_stays_light():
    assert len(json.dumps(EvidenceMap().facts, ensure_ascii=False).encode()) < BUDGET


def test_repr_and_traits():
    view = EvidenceMap(muscle="piriformis", selected=0)
    assert repr(view) == (
        "EvidenceMap(claim='all', muscle='piriformis', exercise='all', hip_flexion='all', method='all', grade='all', "
        "quantity='activation', selected=0)"
    )
    assert (view.stage, view.prediction) == ("predict", None)
    assert EvidenceMap(predict=False).stage == "explore"
    view.selected = None
    seen = []
    view.observe(seen.append, ["claim", "muscle", "exercise", "method", "grade", "selected"])
    view.claim, view.exercise, view.selected = "start at 65°", "clam", 17
    assert [change["name"] for change in seen] == ["claim", "exercise", "selected"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"claim": "start at 65"}, "'start at 65' is no claim here; did you mean 'start at 65°'"),
        ({"muscle": "pirformis"}, "did you mean 'piriformis'"),
        ({"exercise": "clams"}, "did you mean 'clam'"),
        ({"hip_flexion": "65"}, "'65' is no hip flexion here; write one of all, below 45°"),
        ({"method": "fine wires"}, "did you mean 'fine wire'"),
        ({"grade": "A"}, "'A' is no grade here; write one of all"),
        ({"quantity": "moment arms"}, "did you mean 'moment arm'"),
        ({"selected": -1}, "selected is -1; write a row of gl.evidence\\(\\), 0 to"),
        ({"selected": 100_000}, "selected is 100000; write a row"),
    ],
)
def test_wrong_values_are_refused_with_what_to_write(wrong, says):
    with pytest.raises(traitlets.TraitError, match=says):
        EvidenceMap(**wrong)
