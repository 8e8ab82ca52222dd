"""What every lesson promises its reader, whoever writes it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from glutlearn import explorers, question_bank

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = [chapter["file"] for chapter in yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["chapters"]]
LESSONS = [ROOT / f"{name}.ipynb" for name in CHAPTERS if (ROOT / f"{name}.ipynb").is_file()]

DOI = re.compile(r"https://doi\.org/(10\.\d{4,}/\S+?)\)(?=[\s.,;:)]|$)", re.MULTILINE)
EXPLORERS = re.compile(rf"\bgl\.({'|'.join(set(explorers.__all__) - {'Question'})})\(")
QUESTION = re.compile(r'\bgl\.Question\("([\w/-]+)"\)')

ORDER = ["## Predict", "## Move", "## Explain", "## What was measured", "## Self-check", "## What we know now"]
"""Parts that come in this order wherever a lesson has them; the last two every lesson has."""


class Lesson:
    """A lesson's text and code."""

    def __init__(self, path: Path):
        self.name = path.stem
        self.cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.text = "\n\n".join(self._sources("markdown"))
        self.code = self._sources("code")

    def _sources(self, kind: str) -> list[str]:
        return ["".join(cell["source"]) for cell in self.cells if cell["cell_type"] == kind]

    def part(self, heading: str) -> str:
        """The text from a heading to the next of its rank."""
        begun = self.text.partition(f"\n{heading}")[2]
        return re.split(r"\n## ", begun)[0]


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return Lesson(request.param)


def test_there_are_lessons():
    assert {"the-hip", "problem-1-role-inversion"} <= {path.stem for path in LESSONS}


def test_it_opens_with_title_question_objectives_and_what_it_takes(lesson: Lesson):
    opening = lesson.text.partition("\n## ")[0]
    assert opening.lstrip().startswith("# ")
    assert re.search(r"\*\*The question\.\*\* .*\?", opening)
    objectives = opening.partition("**After this lesson you can**")[2].partition("**Before")[0]
    assert len(re.findall(r"^\d+\. \w", objectives, re.MULTILINE)) >= 3
    assert "**Before you start.**" in opening
    assert re.search(r"\*\*Time\.\*\* About \d+ minutes", opening)


def test_its_key_terms_are_in_the_glossary(lesson: Lesson):
    glossary = (ROOT / "book/glossary.md").read_text(encoding="utf-8")
    terms = {re.sub(r"[^\w\s-]", "", line[3:]).strip().lower().replace(" ", "-") for line in glossary.splitlines()
             if line.startswith("## ")}  # fmt: skip
    linked = set(re.findall(r"glossary\.md#([\w-]+)", lesson.text))
    assert len(linked) >= 3
    assert linked <= terms, "a link to a term that the glossary does not have"


def test_it_lets_the_reader_move_something(lesson: Lesson):
    assert any(EXPLORERS.search(code) for code in lesson.code)


def test_the_parts_come_in_the_order_of_learning(lesson: Lesson):
    places = [lesson.text.find(f"\n{part}") for part in ORDER]
    assert places[-1] > places[-2] > 0
    present = [place for place in places if place >= 0]
    assert present == sorted(present)


def test_code_and_installation_do_not_come_before_the_first_idea(lesson: Lesson):
    kinds = [cell["cell_type"] for cell in lesson.cells]
    assert kinds.index("code") >= 2
    assert not any("pip install" in code for code in lesson.code)


def test_it_checks_the_reader_and_names_the_misconception_behind_wrong_answers(lesson: Lesson):
    """Questions of the bank, which `test_question.py` looks into, or answers that are unfolded."""
    checks = lesson.part("## Self-check")
    questions = re.split(r"^\*\*\d+\. ", checks, flags=re.MULTILINE)[1:]
    asked = [name for code in lesson.code for name in QUESTION.findall(code)]
    assert len(questions) + len(asked) >= 3
    for question in questions:
        answers = re.findall(r"<details><summary>(.*?)</summary>\n\n(.*?)\n\n</details>", question, re.DOTALL)
        assert len(answers) >= 2, question[:60]
        assert all(len(feedback.split()) >= 5 for _, feedback in answers), question[:60]
    if questions:
        assert re.search(r"misconception|idea that|behind (it|this) is|\*[a-z][^*]{15,}\*", checks, re.IGNORECASE)


def test_its_questions_are_those_of_the_bank_in_their_order_below_the_self_check(lesson: Lesson):
    asked = [name for code in lesson.code for name in QUESTION.findall(code)]
    if not asked:
        return
    assert asked == question_bank.names(lesson.name)
    cells = ["".join(cell["source"]) for cell in lesson.cells]
    places = [index for index, cell in enumerate(cells) if QUESTION.search(cell)]
    (heading,) = (index for index, cell in enumerate(cells) if cell.startswith("## Self-check"))
    assert places == list(range(heading + 1, heading + 1 + len(asked)))
    # The page shows the question and not the line that calls for it.
    assert all("remove-input" in lesson.cells[place]["metadata"].get("tags", []) for place in places)


def test_it_ends_with_what_is_known_and_says_of_what_kind_it_is(lesson: Lesson):
    known = lesson.part("## What we know now")
    assert "one question" in known
    kinds = lesson.part("## Claim, model, measurement")
    for kind in ("claim", "model", "measurement"):
        assert f'<span class="{kind}">{kind}</span>' in kinds, kind


def test_every_doi_it_names_is_in_the_bibliography_and_in_its_own_sources(lesson: Lesson):
    bibliography = (ROOT / "book/references.bib").read_text(encoding="utf-8")
    named = set(DOI.findall(lesson.text))
    assert named
    listed = set(DOI.findall(lesson.part("## Sources")))
    assert named <= listed, "cited in the text, but not among the lesson's sources"
    assert {doi for doi in listed if doi not in bibliography} == set()


def test_every_figure_says_in_words_what_it_finds(lesson: Lesson):
    for cell in lesson.cells:
        for output in cell.get("outputs", []):
            if "image/png" not in output.get("data", {}):
                continue
            about = cell["metadata"]["mystnb"]
            assert len(about["image"]["alt"].split()) >= 12, "say what the figure shows, not only what it is of"
            assert len(about["figure"]["caption"].split()) >= 8
