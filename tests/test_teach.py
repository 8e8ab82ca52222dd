"""The teachers' pages: the map is whole, no name in it is dead, and minutes and points add up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import curriculum
import table_of_contents
from teachers_pages import PAGES, page

PLANS = ("index", "class-50-minutes", "lab-2-hours", "flipped-week")


def objectives() -> list[str]:
    return [f"{lesson}/{number}" for lesson in curriculum.lessons() for number in curriculum.objectives(lesson)]


# The map.


@pytest.mark.parametrize("objective", objectives())
def test_every_objective_is_asked_for_and_marked_and_has_its_place_in_the_lesson(objective: str):
    lesson, _, number = objective.partition("/")
    assert [one for one in curriculum.questions(lesson) if one.objective == int(number)], "no self-check asks for it"
    assert [task for task in curriculum.tasks() if objective in task.objectives], "no task marks it"
    assert curriculum.places()[lesson][number] in curriculum.headings(lesson)


def test_every_marked_task_serves_an_objective_that_exists():
    known = set(objectives())
    for task in curriculum.tasks():
        assert task.objectives, f"{task.name} serves nothing; write its objectives into the metadata of its marked cell"
        assert set(task.objectives) <= known, task.name


def test_places_are_given_for_the_objectives_and_for_nothing_else():
    assert {f"{lesson}/{number}" for lesson, numbers in curriculum.places().items() for number in numbers} == set(
        objectives()
    )


def test_the_map_has_a_table_for_each_lesson_in_the_order_of_the_course():
    assert re.findall(r"^```\{objective-map\} ([\w-]+)$", page("map"), re.MULTILINE) == list(curriculum.lessons())


def test_every_lesson_has_a_view_that_the_map_can_name():
    assert all(curriculum.views(lesson) for lesson in curriculum.lessons())


# Names in the pages.


@pytest.mark.parametrize("name", PAGES)
def test_no_question_or_task_that_a_page_names_is_dead(name: str):
    questions = {one.name for lesson in curriculum.lessons() for one in curriculum.questions(lesson)}
    tasks = {task.name for task in curriculum.tasks()}
    assert set(re.findall(r"\{question\}`([^`]+)`", page(name))) <= questions
    assert set(re.findall(r"\{task\}`([^`]+)`", page(name))) <= tasks


@pytest.mark.parametrize("name", PLANS[1:])
def test_a_plan_has_questions_with_answers_and_says_what_to_do_when_something_fails(name: str):
    text = page(name)
    assert len(re.findall(r"\{question\}`", text)) >= 4
    assert re.search(r"\{task\}`", text)
    assert "## When something fails" in text and "no network" in text.lower()
    assert "## When time runs short" in text and "Do not cut" in text
    assert "**Before " in text and "**Afterwards they can**" in text


def test_each_page_is_in_the_contents():
    assert {f"book/teach/{name}" for name in PAGES} <= {page.file for page in table_of_contents.pages()}


# Minutes.


def minutes_of(text: str) -> list[tuple[int, list[int]]]:
    """For each heading with minutes: what it says, and the minutes of the table below it."""
    found = []
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        said = re.match(r"[^\n]*?(\d+) minutes", part)
        rows = re.findall(r"^\| (\d+) \|", part, re.MULTILINE)
        if said:
            found.append((int(said[1]), [int(row) for row in rows]))
    return found


@pytest.mark.parametrize("name", PLANS)
def test_the_minutes_of_each_table_add_up_to_its_heading(name: str):
    tables = minutes_of(page(name))
    assert tables
    for said, rows in tables:
        assert sum(rows) == said


@pytest.mark.parametrize(("name", "title", "total"), [
    ("class-50-minutes", "# A class of 50 minutes", 50),
    ("lab-2-hours", "# A lab of 2 hours", 120),
    ("flipped-week", "# A flipped week: 210 minutes at home, 90 in class", 300),
])  # fmt: skip
def test_the_tables_add_up_to_the_title(name: str, title: str, total: int):
    assert page(name).startswith(title + "\n")
    assert sum(said for said, _ in minutes_of(page(name))) == total


@pytest.mark.parametrize("name", ["class-50-minutes", "lab-2-hours"])
def test_each_part_of_a_plan_is_described_with_its_minutes(name: str):
    planned = re.findall(
        r"^\| (\d+) \| ([^|]+) \|", page(name).partition("## The plan")[2].partition("\n## ")[0], re.MULTILINE
    )
    described = re.findall(r"^### .+ \((\d+)\)$", page(name), re.MULTILINE)
    assert [minutes for minutes, part in planned if part.strip() != "Pause"] == described


def test_reading_at_home_is_given_the_time_that_the_lesson_says():
    for title, lesson in (
        ("The hip", "the-hip"),
        ("Problem 1", "problem-1-role-inversion"),
        ("How sure can anyone be?", "how-sure-are-you"),
    ):
        given = re.search(rf"^\| (\d+) \| \[{re.escape(title)}\]", page("flipped-week"), re.MULTILINE)
        assert given and int(given[1]) == curriculum.minutes(lesson)


def test_it_counts_the_self_checks_rightly():
    words = {"six": 6, "eight": 8}
    for lesson, count in re.findall(r"\]\(\.\./([\w-]+)\.ipynb\), with its (\w+) self-checks", page("flipped-week")):
        assert len(curriculum.questions(lesson)) == words[count], lesson


# The rubric.


def test_the_points_of_the_capstone_add_up_as_the_page_says():
    tasks = [task for task in curriculum.tasks() if task.notebook == "capstone"]
    by_hand = sum(task.points for task in tasks if task.by_hand)
    lines = curriculum.rubric()[1:]
    assert by_hand == 3 * len(lines) == 18
    assert sum(task.points for task in tasks) == by_hand + 4 == 22
    for task in tasks:
        if task.by_hand:
            assert task.points == 3 * sum(f"(task {task.number})" in row[0] for row in lines), task.name
    for said in ("Six lines with up to 3 points each make 18", "2 points each", "Together 22"):
        assert said in page("rubric")


def test_the_rubric_stands_in_the_capstone_alone():
    """Its words come from there: a second copy would drift away."""
    assert "```{capstone-rubric}\n```" in page("rubric")
    for row in curriculum.rubric()[1:]:
        assert row[0] not in page("rubric")


# Misconceptions.

GUIDE = (
    "gluteus medius is always an external rotator",
    "the clam turns the thigh about its long axis",
    "a role switches at one angle in everyone",
    "more activation = better exercise",
    "more co-contraction always means more joint force",
    "pain always inhibits",
    "a bigger cross-section on ultrasound = more activation",
    "the band's colour tells the force",
    "knee height = hip rotation",
)


@pytest.mark.parametrize("idea", GUIDE)
def test_each_common_misconception_has_a_question_and_a_demonstration(idea: str):
    part = next(part for part in page("misconceptions").split("\n## ") if part.lower().startswith(idea + "\n"))
    for what in ("**Where it shows.**", "**Which question catches it.** {question}`", "**Break it.**", "**Say then.**"):
        assert what in part
    caught = [one for name in re.findall(r"\{question\}`([^`]+)`", part) for one in ideas(name)]
    assert len(caught) >= 2


def ideas(name: str) -> tuple[str, ...]:
    return next(one.ideas for one in curriculum.questions(name.partition("/")[0]) if one.name == name)


def test_every_question_names_an_idea():
    for lesson in curriculum.lessons():
        assert [one.name for one in curriculum.questions(lesson) if not one.ideas] == []


def test_slides_that_a_plan_names_by_number_are_what_it_says():
    from slide_catalogue import SLIDES

    numbered = {int(slide.name[:2]): slide.name[3:] for slide in SLIDES}
    assert [numbered[number] for number in (2, 4, 5)] == ["down-the-femur", "about-the-thigh", "about-the-clam-axis"]
    assert "figures 2, 4 and 5" in page("class-50-minutes")


def test_the_list_of_pages_holds_no_machine_or_foreign_place():
    for name in PAGES:
        links = re.findall(r"\]\(([^)]+)\)", page(name))
        local = [link.partition("#")[0] for link in links if not link.startswith(("http", "#"))]
        missing = [link for link in local if link and not exists(PAGES[name].parent / link)]
        assert missing == [], name


def exists(path: Path) -> bool:
    """A page of the book, or the practice version that the build makes of a source."""
    whole = path.resolve()
    made = curriculum.PRACTICE / whole.name if whole.parent == curriculum.ROOT / "practice" else whole
    return whole.exists() or made.exists()
