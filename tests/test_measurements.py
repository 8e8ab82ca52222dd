"""The table of evidence: closed vocabularies, and every grade recomputed from the columns."""

from __future__ import annotations

import csv
import re

import pandas as pd
import pytest
from scipy import stats

import glutlearn as gl
from glutlearn.measurements import ENOUGH_PEOPLE, GRADES, grade
from glutlearn.provenance import DATA

FIRST = [
    *("topic", "study", "year", "doi", "n", "design", "condition", "muscle"),
    *("quantity", "value", "sd", "unit", "verdict", "read", "note"),
]
ADDED = ["claim", "exercise", "hip_flexion_deg", "electrode", "number", "grade"]

VERDICTS = {"supports", "qualifies", "contradicts", "context"}
READ = {"full text", "abstract", "second-hand"}
CLAIMS = {"1 role inversion", "2 control", "3 pain and load", "pelvis", "start at 65°"}
ELECTRODES = {"", "fine wire", "surface"}
EXERCISES = {
    "bent knee fall-out",
    "bridge",
    "clam",
    "dip test",
    "front plank",
    "hip hitch",
    "hop",
    "isometric abduction",
    "isometric rotation",
    "lunge",
    "one-leg stance",
    "prone heel squeeze",
    "prone hip extension",
    "prone hip rotation",
    "quadruped hip extension",
    "resisted abduction-extension",
    "side plank",
    "side-lying abduction",
    "side-lying external rotation",
    "side-stepping",
    "single-leg bridge",
    "single-leg squat",
    "squat",
    "stairs",
    "step-up",
    "supine hip flexion",
    "walking",
    "wall press",
    "water exercise",
}

DOI = re.compile(r"10\.\d{4,9}/[^\s;,]+[^\s;,.]")
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return gl.evidence()


def finding(**columns: str) -> dict[str, str]:
    """A finding as good as one can be, but for the columns given."""
    best = {"design": "isometric dynamometry", "n": "30 people", "electrode": "", "muscle": "gluteus medius"}
    return best | {"doi": "10.1000/1", "note": "", "read": "full text"} | columns


def test_old_columns_come_first_and_every_line_is_whole(found: pd.DataFrame):
    assert found.columns.tolist() == [*FIRST, *ADDED]
    with (DATA / "evidence" / "findings.csv").open(newline="", encoding="utf-8") as stream:
        assert {len(line) for line in csv.reader(stream)} == {len(FIRST) + len(ADDED)}


@pytest.mark.parametrize("column", ["topic", "study", "design", "quantity", "value", "verdict", "read", "grade"])
def test_what_every_row_has_to_say(found: pd.DataFrame, column: str):
    assert found.study[found[column] == ""].tolist() == []


def test_no_cell_has_stray_blanks(found: pd.DataFrame):
    assert (found == found.apply(lambda column: column.str.strip())).all(axis=None)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("verdict", VERDICTS),
        ("read", READ),
        ("electrode", ELECTRODES),
        ("grade", set(GRADES)),
        ("exercise", EXERCISES | {""}),
    ],
)
def test_closed_vocabularies(found: pd.DataFrame, column: str, words: set[str]):
    assert set(found[column]) <= words


def test_claims_are_those_of_the_document_and_only_context_has_none(found: pd.DataFrame):
    for row in found.itertuples():
        claims = row.claim.split("; ") if row.claim else []
        assert set(claims) <= CLAIMS, row.study
        assert len(claims) == len(set(claims)) <= 2, row.study
        assert claims or row.verdict == "context", row.study
    assert {claim for cell in found.claim for claim in cell.split("; ")} - {""} == CLAIMS


def test_dois_have_the_form_of_a_doi(found: pd.DataFrame):
    assert [doi for doi in found.doi if doi and not DOI.fullmatch(doi)] == []


def test_a_missing_doi_or_year_is_said_in_the_note(found: pd.DataFrame):
    """What could not be verified is marked, so that nobody takes an empty cell for an oversight."""
    for row in found[found.doi == ""].itertuples():
        assert re.search(r"DOI|PMC\d|PubMed|No study|page|public repository|note|news|Model", row.note), row.study


def test_one_doi_belongs_to_one_paper(found: pd.DataFrame):
    """The first author and the year, which may be spelt with "and" or "&"."""
    papers: dict[str, set[tuple[str, str]]] = {}
    for row in found[found.doi != ""].itertuples():
        papers.setdefault(row.doi, set()).add((re.split(r"[ ,]", row.study)[0], row.year))
    assert {doi: names for doi, names in papers.items() if len(names) > 1} == {}


def test_no_finding_is_listed_twice(found: pd.DataFrame):
    same = ["study", "year", "n", "condition", "muscle", "quantity", "value", "claim"]
    assert found[found.duplicated(same, keep=False)][same].values.tolist() == []


def test_angles_are_angles_in_rising_order(found: pd.DataFrame):
    for cell in found.hip_flexion_deg[found.hip_flexion_deg != ""]:
        angles = [float(angle) for angle in cell.split("; ")]
        assert angles == sorted(set(angles))
        assert 0 <= angles[0] <= angles[-1] <= 120


def test_number_is_the_value_wherever_that_is_one_number(found: pd.DataFrame):
    for row in found.itertuples():
        assert row.number == (row.value if NUMBER.fullmatch(row.value) else ""), row.value


def test_an_electrode_goes_with_muscle_activity_alone(found: pd.DataFrame):
    activity = found.design.str.contains("EMG|electrode|wire|intramuscular")
    assert activity[found.electrode != ""].all()
    percent = found.unit.str.fullmatch("% MVI?C") & ~found.design.str.contains("review|model")
    assert (found.electrode[percent] != "").all()


def test_every_grade_follows_from_the_other_columns(found: pd.DataFrame):
    graded = found.assign(expected=[grade(row)[0] for row in found.to_dict("records")])
    wrong = graded[graded.expected != graded.grade]
    assert wrong[["study", "year", "design", "n", "grade", "expected"]].values.tolist() == []


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, "high"),
        ({"read": "abstract"}, "moderate"),
        ({"read": "second-hand"}, "low"),
        ({"n": "19 people"}, "moderate"),
        ({"n": ""}, "moderate"),
        ({"n": "6 mild, 6 advanced, 12 controls"}, "high"),
        ({"n": "19 people, 12 of them ill"}, "moderate"),
        ({"design": "systematic review", "n": "5 studies"}, "high"),
        ({"design": "systematic review", "n": "4 studies"}, "moderate"),
        ({"design": "fine wire", "electrode": "fine wire", "muscle": "piriformis"}, "high"),
        ({"design": "surface EMG", "electrode": "surface"}, "moderate"),
        ({"design": "surface EMG", "electrode": "surface", "muscle": "posterior gluteus medius"}, "low"),
        ({"design": "ultrasound"}, "moderate"),
        ({"design": "musculoskeletal model", "n": "model"}, "low"),
        ({"design": "narrative review", "n": "review"}, "low"),
        ({"design": "theory", "n": "", "read": "second-hand", "doi": ""}, "very low"),
        ({"doi": ""}, "moderate"),
        ({"doi": "", "note": "PubMed 1."}, "high"),
    ],
)
def test_the_rule_of_the_grades(columns: dict[str, str], expected: str):
    assert grade(finding(**columns))[0] == expected


def test_a_grade_gives_its_reasons():
    assert grade(finding(n="9 men", read="second-hand")) == (
        "low",
        "measured directly; fewer than 20 people or specimens; read second-hand",
    )


def test_twenty_people_find_two_thirds_of_a_standard_deviation():
    """Where the threshold comes from: power 0.8 of a comparison within people, two-sided 5 %."""
    freedom = ENOUGH_PEOPLE - 1
    critical = stats.t.ppf(0.975, freedom)
    assert stats.nct.sf(critical, freedom, 2 / 3 * ENOUGH_PEOPLE**0.5) == pytest.approx(0.8, abs=0.01)


def test_high_is_kept_for_what_was_read_in_full(found: pd.DataFrame):
    assert (found["read"][found.grade == "high"] == "full text").all()


def test_no_clam_above_sixty_degrees_has_a_recording(found: pd.DataFrame):
    """The lessons say so; a new row that changes it has to change them as well."""
    clams = found[(found.exercise == "clam") & (found.electrode != "") & (found.hip_flexion_deg != "")]
    assert max(float(angle) for cell in clams.hip_flexion_deg for angle in cell.split("; ")) == 60


def test_the_makers_chart_is_the_same_in_both_tables(found: pd.DataFrame):
    """Here in pound-force, as printed; there in newtons to one decimal."""
    newtons_per_pound_force = 4.4482
    with (DATA / "thera_band" / "tension.csv").open(newline="", encoding="utf-8") as stream:
        table = {(row["colour"], row["elongation_percent"]): float(row["tension_N"]) for row in csv.DictReader(stream)}
    chart = found[found.study == "Thera-Band, chart of the maker"]
    listed = {
        (row.muscle.removesuffix(" band"), row.condition.split()[0]): newtons_per_pound_force * float(row.number)
        for row in chart.itertuples()
    }
    assert listed == pytest.approx(table, abs=0.06)


@pytest.mark.parametrize(
    ("study", "folder", "sex"), [("de Leva", "deleva1996", "male"), ("Dempster, quoted by Winter", "winter2009", "any")]
)
def test_body_segments_are_the_same_in_both_tables(found: pd.DataFrame, study: str, folder: str, sex: str):
    with (DATA / folder / "segments.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["sex"] == sex]
    table = [float(row[column]) for row in rows for column in ("mass_fraction", "com_fraction")]
    assert [float(number) for number in found.number[found.study == study]] == pytest.approx(table)
