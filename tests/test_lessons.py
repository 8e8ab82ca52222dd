"""What every lesson promises its reader, whoever writes it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import curriculum
import glossary_links
from glutlearn import explorers, question_bank

ROOT = Path(__file__).resolve().parent.parent
LESSONS = [ROOT / f"book/{name}.ipynb" for name in curriculum.lessons()]
PRACTICE = ROOT / "exercises/bring-your-own-anatomy.ipynb"

DOI = re.compile(r"https://doi\.org/(10\.\d{4,}/\S+?)\)(?=[\s.,;:)]|$)", re.MULTILINE)
EXPLORERS = re.compile(rf"\bgl\.({'|'.join(set(explorers.__all__) - {'Question'})})\(")
QUESTION = re.compile(r'\bgl\.Question\("([\w/-]+)"\)')

ORDER = {
    "predict": r"^## Predict$",
    "move": r"^## Move$",
    "explain": r"^## Explain\b",
    "what was measured": r"^## What was measured\b",
    "how sure": r"^## How sure\b",
    "self-check": r"^## Self-check$",
    "what we know now": r"^## What we know now$",
    "claim, model, measurement": r"^## Claim, model, measurement$",
    "sources": r"^## Sources$",
}
"""Parts that every lesson has, in this order; before the first there is a patient or a puzzle."""

MEASURABLE = {
    "argue", "carry", "choose", "compute", "design", "explain", "find", "gather", "give", "name", "put", "read", "say",
    "sort", "state", "take", "tell", "write",
}  # fmt: skip
"""What one can see somebody do; nobody can see somebody understand, know or appreciate."""

# Whose bones, whose recordings or whose formula a figure shows.
SOURCE = re.compile(r"Delp|Dostal|Rajagopal|Uhlrich|noncentral t|Sources: the table")
TOO_FEW_WORDS = 5


class Lesson:
    """A lesson's text and code."""

    def __init__(self, path: Path):
        self.name = path.stem
        self.cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.text = "\n\n".join(self._sources("markdown"))
        self.code = self._sources("code")
        self.opening = self.text.partition("\n## ")[0]

    @property
    def objectives(self) -> dict[int, str]:
        """The numbered objectives."""
        return curriculum.objectives(self.name)

    @property
    def shown(self) -> str:
        """All text that the outputs hold."""
        return json.dumps([cell.get("outputs", []) for cell in self.cells], ensure_ascii=False)

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
    assert lesson.opening.lstrip().startswith("# ")
    question = re.search(r"^\*\*The question\.\*\* (.+\?)$", lesson.opening, re.MULTILINE)
    assert question, "the question is one line and ends with a question mark"
    assert not re.search(r"[.!?] [A-Z\"]", question[1]), "one sentence"
    assert "**Before you start.**" in lesson.opening
    assert re.search(r"\*\*Time\.\*\* About \d+ minutes\.", lesson.opening)


def test_its_objectives_are_what_one_can_see_somebody_do(lesson: Lesson):
    objectives = lesson.objectives
    assert list(objectives) == list(range(1, len(objectives) + 1)) and len(objectives) >= 3
    assert [words for words in objectives.values() if words.split()[0] not in MEASURABLE] == []


def test_each_key_term_leads_to_its_entry_in_the_glossary(lesson: Lesson):
    (listed,) = re.findall(r"^\*\*Key terms\.\*\* (.+)$", lesson.opening, re.MULTILINE)
    terms = listed.split(", ")
    assert len(terms) >= 3
    assert all(re.fullmatch(r"\[[^]]+\]\(glossary\.md#[\w-]+\)", term) for term in terms), listed


def test_no_link_leads_to_a_term_that_the_glossary_does_not_have(lesson: Lesson):
    assert set(re.findall(r"glossary\.md#([\w-]+)", lesson.text)) <= set(glossary_links.terms().values())


def test_every_term_of_the_glossary_is_linked_where_the_text_first_uses_it(lesson: Lesson):
    key_terms = set(re.findall(r"glossary\.md#([\w-]+)", lesson.opening.partition("**Key terms.**")[2]))
    body = lesson.text.removeprefix(lesson.opening).partition("\n## Sources")[0]
    found = glossary_links.unlinked(body, key_terms)
    assert [(anchor, body[max(0, begin - 40) : end + 20]) for begin, end, anchor in found] == []


def test_it_lets_the_reader_move_something(lesson: Lesson):
    assert any(EXPLORERS.search(code) for code in lesson.code)


def test_it_begins_with_a_puzzle_and_has_all_parts_in_the_order_of_learning(lesson: Lesson):
    places = {part: re.search(heading, lesson.text, re.MULTILINE) for part, heading in ORDER.items()}
    assert [part for part, place in places.items() if place is None] == []
    begins = [place.start() for place in places.values() if place]
    assert begins == sorted(begins)
    first = re.search(r"^## .+$", lesson.text, re.MULTILINE)
    assert first and first.start() < begins[0], "a patient or a puzzle comes first"


def test_nothing_to_compute_or_install_comes_before_the_first_view(lesson: Lesson):
    sources = [(cell["cell_type"], "".join(cell["source"])) for cell in lesson.cells]
    view = next(place for place, (kind, source) in enumerate(sources) if kind == "code" and EXPLORERS.search(source))
    explain = next(
        place for place, (_, source) in enumerate(sources) if re.search(ORDER["explain"], source, re.MULTILINE)
    )
    assert view < explain
    assert [source for kind, source in sources[:view] if kind == "code"] == []
    assert [source for _, source in sources[:view] if "$" in source] == [], "a formula before the first idea"
    code = [source for kind, source in sources[view:explain] if kind == "code"]
    assert all(EXPLORERS.search(source) for source in code), "code comes after the view and its explanation"
    assert not any(re.search(r"\b(pip|conda|mamba) install", source) for _, source in sources[:explain])
    assert not any("pip install" in code for code in lesson.code)


def test_it_has_three_self_checks_or_more_whose_every_wrong_answer_is_answered(lesson: Lesson):
    asked = [name for code in lesson.code for name in QUESTION.findall(code)]
    assert len(asked) >= 3
    for name in asked:
        question = question_bank.complete(question_bank.find(name)[1])
        told = [option["feedback"] for option in question.get("options", []) if not option.get("right", True)]
        told += [one["feedback"] for one in question.get("wrong", [])]
        told += [question["otherwise"]] if "otherwise" in question else []
        assert told and all(len(feedback.split()) >= TOO_FEW_WORDS for feedback in told), name


def test_its_questions_are_those_of_the_bank_in_their_order_below_the_self_check(lesson: Lesson):
    asked = [name for code in lesson.code for name in QUESTION.findall(code)]
    assert asked == question_bank.names(lesson.name)
    cells = ["".join(cell["source"]) for cell in lesson.cells]
    places = [index for index, cell in enumerate(cells) if QUESTION.search(cell)]
    (heading,) = (index for index, cell in enumerate(cells) if cell.startswith("## Self-check"))
    assert places == list(range(heading + 1, heading + 1 + len(asked)))
    # The page shows the question and not the line that calls for it.
    assert all("remove-input" in lesson.cells[place]["metadata"].get("tags", []) for place in places)


def test_what_we_know_now_answers_each_objective_and_the_one_question(lesson: Lesson):
    known = lesson.part("## What we know now")
    answered = re.findall(r"^- \*[^*]+ \((?:objective )?(\d+)\)\.\*", known, re.MULTILINE)
    assert [int(number) for number in answered] == list(lesson.objectives)
    assert "one question" in known


def test_it_says_what_is_claim_what_is_model_and_what_is_measurement(lesson: Lesson):
    kinds = lesson.part("## Claim, model, measurement")
    for kind in ("claim", "model", "measurement"):
        assert f'<span class="{kind}">{kind}</span>' in kinds, kind


def test_every_source_is_cited_and_has_an_address_or_says_where_it_was_read(lesson: Lesson):
    """Cited where its first author is named: in the text, or in a table or figure of the evidence."""
    listed = re.findall(r"^- (.+)$", lesson.part("## Sources"), re.MULTILINE)
    listed = [one for one in listed if ": see [" not in one]
    assert any("https://doi.org/10." in one for one in listed)
    read = re.compile(r"\]\(https://|abstract|second-hand|quoted", re.IGNORECASE)
    assert [one for one in listed if not read.search(one)] == []
    said = (lesson.text.partition("\n## Sources")[0] + "\n".join(lesson.code) + lesson.shown).lower()
    for one in listed:
        named = re.split(r"[ ,.]", one)[0].lower() in said or _cited_by_address(one, said)
        assert named or "further reading" in one, one


def _cited_by_address(source: str, said: str) -> bool:
    return any(address.lower() in said for address in re.findall(r"\((https://[^\s]+?)\)(?=[\s.,;]|$)", source))


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
            assert SOURCE.search(about["figure"]["caption"]), "whose bones, or whose recordings?"


def test_the_practice_without_points_keeps_the_same_promises_as_far_as_they_apply():
    practice = Lesson(PRACTICE)
    assert practice.opening.lstrip().startswith("# ")
    assert re.search(r"\*\*The question\.\*\* .*\?", practice.opening)
    assert re.search(r"\*\*Time\.\*\* About \d+ minutes", practice.opening)
    assert set(re.findall(r"glossary\.md#([\w-]+)", practice.text)) <= set(glossary_links.terms().values())
    assert any(EXPLORERS.search(code) for code in practice.code)
    questions = re.split(r"^\*\*\d+\. ", practice.part("## Self-check"), flags=re.MULTILINE)[1:]
    assert len(questions) >= 3
    for question in questions:
        answers = re.findall(r"<details><summary>(.*?)</summary>\n\n(.*?)\n\n</details>", question, re.DOTALL)
        assert len(answers) >= 2, question[:60]
        assert all(len(feedback.split()) >= TOO_FEW_WORDS for _, feedback in answers), question[:60]
    assert "one question" in practice.part("## What we know now")
    for kind in ("claim", "model", "measurement"):
        assert f'<span class="{kind}">{kind}</span>' in practice.part("## Claim, model, measurement"), kind
