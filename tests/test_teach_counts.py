"""What the flipped week, the rubric and the page on slides count is what the sources hold.

Each sentence with a number is written anew from lessons, capstone, library and catalogue of figures, and compared.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from math import gcd, sqrt

import pytest
from scipy import optimize, stats

import curriculum
import glutlearn as gl
import slides
from course_numbers import PIRIFORMIS, TARGET
from glutlearn import figures
from teachers_pages import page, without

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def table(name: str, heading: str) -> list[list[str]]:
    """The rows of the first table after some words, without its head."""
    below = page(name).partition(heading)[2].partition("|---")[2].splitlines()[1:]
    length = next(index for index, line in enumerate([*below, ""]) if not line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in below[:length]]


# The flipped week.


def linked_lessons() -> str:
    return WORDS[len(set(re.findall(r"\]\(\.\./([\w-]+)\.ipynb\)", page("flipped-week"))))]


def votes() -> str:
    return WORDS[len(table("flipped-week", "**Voted twice.**"))]


def minutes(heading: str, part: str) -> int:
    return next(int(row[0]) for row in table("flipped-week", heading) if part in row[1])


def questions_in_the_debate(speech: int) -> int:
    return minutes("## Second meeting", "The debate") - 4 * speech


def ending_alike() -> str:
    """In how many anatomies both muscles end on the same points of the femur as in Delp 1990."""

    def ends(name: str) -> list[list[float]]:
        hip = gl.load_anatomy(name)
        return [hip[muscle].points[-1].position.tolist() for muscle in (PIRIFORMIS, TARGET)]

    return WORDS[sum(ends(name) == ends("delp1990") for name in gl.anatomies())]


# The rubric.


def capstone(by_hand: bool) -> list[curriculum.Task]:
    return [task for task in curriculum.tasks() if task.notebook == "capstone" and task.by_hand is by_hand]


def hours() -> str:
    said = re.search(
        r"\*\*Time\.\*\* About (\d) hours", curriculum.cells(curriculum.PRACTICE / "capstone.ipynb")[0]["source"]
    )
    assert said
    return WORDS[int(said[1])]


def earns(line: str, words: str) -> int:
    """The points that a line of the capstone's rubric gives for what these words say."""
    (row,) = (row for row in curriculum.rubric()[1:] if row[0].startswith(f"**{line}**"))
    (points,) = (index - 1 for index, cell in enumerate(row) if words in cell)
    return points


def machine() -> str:
    (points,) = {task.points for task in capstone(by_hand=False)}
    numbers = " and ".join(str(task.number) for task in capstone(by_hand=False))
    return f"Tasks {numbers} are marked by machine, {points} points"


def total() -> int:
    return sum(task.points for kind in (True, False) for task in capstone(kind))


def most() -> int:
    return len(curriculum.rubric()[0]) - 2


# The slides.


def drawn_of_a_hip() -> str:
    """The figures that a public function draws of the anatomy that it is given first."""
    functions = [
        (name, list(inspect.signature(thing).parameters))
        for name, thing in inspect.getmembers(figures, inspect.isfunction)
        if not name.startswith("_") and thing.__module__ == figures.__name__
    ]
    of_a_hip = {name for name, parameters in functions if parameters[0] == "hip"}
    numbers = [slide.name[1] for slide in slides.SLIDES if of_a_hip & set(slide.draw.__code__.co_names)]
    return f"Figures {', '.join(numbers[:-1])} and {numbers[-1]}"


def size() -> str:
    width, height = (round(slides.DPI * inches) for inches in slides.SIZE)
    common = gcd(width, height)
    return f"{width // common} : {height // common}, {width} × {height} pixels"


COUNTED: dict[str, list[Callable[[], str]]] = {
    "flipped-week": [
        lambda: f"Send the {linked_lessons()} links below",
        lambda: f"{votes().capitalize()} questions, voted twice",
        lambda: f"cut two of the {votes()} votes",
        lambda: f"two speakers a side, 4 minutes each; {questions_in_the_debate(4)} minutes of questions",
        lambda: f"(15 minutes instead of {minutes('## At home, between', 'What was measured')})",
        lambda: f"in {ending_alike()} of them piriformis and posterior gluteus medius end on the same points of the "
        "femur",
    ],
    "rubric": [
        lambda: f"{WORDS[len(capstone(True) + capstone(False))]} tasks, about {hours()} hours",
        lambda: f"{WORDS[len(curriculum.rubric()) - 1].capitalize()} lines with up to {most()} points each make "
        f"{sum(task.points for task in capstone(True))}. {machine()} each. Together {total()}.",
        lambda: f"Task 1: underline each statement, and write *c*, *m* or *me* beside it for claim, model and "
        f"measurement. No letters fit: 0 or {earns('The claim', 'own words')} point.",
        lambda: f"Task 5: find the axis. A result without its axis is {earns('The model', 'without axis')} on the line "
        "*The model*",
        lambda: f"Task 5: find the best point of the other side. Not there: at most "
        f"{earns('The argument', 'best point of the other side') - 1} point for the argument.",
        lambda: f"If so, not {earns('The argument', 'weakest necessary part')} points.",
        lambda: f'Task 6: finish the sentence "if …, I would …". If you cannot, at most '
        f"{earns('What would change it', 'turn the verdict round') - 1} points.",
        lambda: f"Up to {len(table('rubric', '## Participation'))} points a meeting",
        lambda: f"The {WORDS[len(table('rubric', '## Participation'))]} together make the "
        f"{len(table('rubric', '## Participation'))} points.",
    ],
    "slides": [
        lambda: size(),
        lambda: f"{drawn_of_a_hip()} are functions of `gl.figures` with an anatomy as their first argument; figure 3 "
        f"shows all {WORDS[len(gl.anatomies())]} anatomies",
    ],
}  # fmt: skip
"""Each sentence that counts something, as the sources have it now."""

CHOSEN = {
    "flipped-week": r"Problem 1|\(10 minutes\)|(?:3|15|50) minutes|1 to 4 of|1 and [24] of|(?:60|65|90)°",
    "rubric": r"10 minutes|65°|[01] points?|2 points on a line|60 %|the 60\b|at least 1 point",
    "slides": r"CC BY 4\.0|uhlrich2022|flexion=65|dpi=300|python3",
}
"""What the page itself sets: the rule and postures, advice, marks for being there, names."""


def without_what_is_held(name: str) -> str:
    """A page without the sentences above, the minutes in the first column of a table, and names of things."""
    left = re.sub(r"^(\| \d+ \||#.*|\d+\. )", "", without(name, COUNTED[name]), flags=re.MULTILINE)
    return re.sub(r"\{\w+\}`[^`]+`|\]\([^)]+\)", "", left)


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_counted_is_there(name: str):
    for sentence in COUNTED[name]:
        assert sentence() in page(name)


@pytest.mark.parametrize("name", COUNTED)
def test_no_number_stands_in_a_page_unchecked(name: str):
    left = re.sub(CHOSEN[name], "", without_what_is_held(name))
    assert re.findall(r".{0,30}\d.{0,30}", left) == []


def test_objectives_that_the_week_promises_exist():
    promised = {"problem-1-role-inversion": (1, 2, 3, 4), "how-sure-are-you": (1, 4), "what-was-measured": (1, 2)}
    assert "1 to 4 of *Problem 1*, 1 and 4 of *How sure*, 1 and 2 of *What was measured*" in page("flipped-week")
    for lesson, numbers in promised.items():
        assert set(numbers) <= set(curriculum.objectives(lesson))


@pytest.mark.parametrize("name", gl.anatomies())
def test_at_65_degrees_piriformis_turns_the_thigh_inwards_and_opens_the_knee(name: str):
    """As the pairs in the first meeting are to find; and somewhere only one of the two is true."""
    hip = gl.load_anatomy(name)
    pose = gl.Posture.grid(flexion=[45, 65], knee_flexion=[90])
    thigh, clam = (
        gl.moment_arms_about(hip, pose, axis(hip, pose)).sel(muscle=PIRIFORMIS).values
        for axis in (gl.thigh_axis, gl.clam_axis)
    )
    assert "(Flexion 65°, knee 90° will do in all four.)" in page("flipped-week")
    assert thigh[1] > 0 < clam[1]
    assert thigh[0] < 0 < clam[0]


def test_ten_people_see_only_large_differences():
    """Paired, four chances in five, 5 % on two sides: from 0.8 standard deviations on Cohen speaks of a large one."""

    def power(effect: float, people: int = 10) -> float:
        return float(stats.nct.sf(stats.t.ppf(0.975, people - 1), people - 1, effect * sqrt(people)))

    assert "ten see only large differences" in page("flipped-week")
    assert optimize.brentq(lambda effect: power(effect) - 0.8, 0.1, 3) > 0.8


def test_the_code_on_the_page_draws(tmp_path, monkeypatch):
    (block,) = re.findall(r"```python\n(.*?)```", page("slides"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "slides.md", "exec"), {})
    assert (tmp_path / "my-figure.png").stat().st_size > 10_000
