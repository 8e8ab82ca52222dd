"""What the course teaches, asks and marks, read from where it stands: lessons, question bank and practice notebooks.

Nothing is written down a second time for teachers. A question names its objective in `book/questions/`; a marked cell
of a practice notebook names its objectives in its metadata, as `{"glutlearn": {"objectives": ["the-hip/1"]}}`; where
in a lesson an objective is reached says `book/teach/objectives.toml`.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import table_of_contents

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
PRACTICE = ROOT / "exercises" / "source"

VIEWS = {
    "MomentArm": "moment arm",
    "RoleInversion": "role inversion",
    "HowSure": "many hips",
    "TooMuchTooLittle": "too much, too little",
    "WhatIsLeft": "what is left",
    "WhoTurned": "who turned",
    "EvidenceMap": "map of the evidence",
}
"""The interactive views, by the name in a lesson's code, as teachers' pages call them."""


@dataclass(frozen=True)
class Task:
    """One task of a practice notebook."""

    notebook: str
    number: int
    title: str
    points: int
    by_hand: bool
    objectives: tuple[str, ...]

    @property
    def name(self) -> str:
        """NOTEBOOK/NUMBER, as teachers' pages refer to it."""
        return f"{self.notebook}/{self.number}"


@dataclass(frozen=True)
class Question:
    """One self-check of the bank, as far as teachers need it."""

    name: str
    objective: int
    prompt: str
    ideas: tuple[str, ...]


@cache
def lessons() -> tuple[str, ...]:
    """The lessons in the order of the course."""
    listed = [page.file.removeprefix("book/") for page in table_of_contents.pages()]
    return tuple(name for name in listed if "/" not in name and (BOOK / f"{name}.ipynb").is_file())


@cache
def cells(path: Path) -> list[dict[str, Any]]:
    """A notebook's cells, each with its source in one piece."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in found]


def text(lesson: str) -> str:
    """All that a lesson says in words."""
    return "\n\n".join(cell["source"] for cell in cells(BOOK / f"{lesson}.ipynb") if cell["cell_type"] == "markdown")


def title(lesson: str) -> str:
    """A lesson's title."""
    return text(lesson).splitlines()[0].removeprefix("# ")


def objectives(lesson: str) -> dict[int, str]:
    """A lesson's numbered objectives, without links."""
    listed = text(lesson).partition("**After this lesson you can**")[2].partition("**Before")[0]
    plain = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", listed)
    return {int(number): words.rstrip(";.") for number, words in re.findall(r"^(\d+)\. (.+)$", plain, re.MULTILINE)}


def minutes(lesson: str) -> int:
    """How long a reader takes."""
    found = re.search(r"\*\*Time\.\*\* About (\d+) minutes", text(lesson))
    assert found, f"{lesson} says no time"
    return int(found[1])


def views(lesson: str) -> list[str]:
    """The interactive views that a lesson shows, by their names in the code."""
    code = "\n".join(cell["source"] for cell in cells(BOOK / f"{lesson}.ipynb") if cell["cell_type"] == "code")
    return [name for name in VIEWS if re.search(rf"\bgl\.{name}\(", code)]


def headings(lesson: str) -> list[str]:
    """The headings of a lesson's parts."""
    return re.findall(r"^#{2,3} (.+)$", text(lesson), re.MULTILINE)


def anchor(heading: str) -> str:
    """What a heading is called in an address."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@cache
def places() -> dict[str, dict[str, str]]:
    """For each lesson, the heading under which each objective is reached."""
    found: dict[str, dict[str, str]] = tomllib.loads((BOOK / "teach/objectives.toml").read_text(encoding="utf-8"))
    return found


@cache
def questions(lesson: str) -> tuple[Question, ...]:
    """A lesson's self-checks, in their order."""
    found = tomllib.loads((BOOK / f"questions/{lesson}.toml").read_text(encoding="utf-8"))["question"]
    return tuple(
        Question(f"{lesson}/{one['id']}", one["objective"], one["prompt"], tuple(_ideas(one))) for one in found
    )


def _ideas(question: dict[str, Any]) -> list[str]:
    """The misconceptions that a question names: what its feedback on wrong answers emphasises in several words."""
    options = question.get("options", [])
    said = [one.get("feedback", "") for one in [*options, *question.get("wrong", [])] if not one.get("right")]
    emphasised = re.findall(r"(?<!\*)\*([^*\s][^*]*\s[^*]*)\*(?!\*)", " ".join([*said, question.get("otherwise", "")]))
    return list(dict.fromkeys(idea.rstrip(".,") for idea in emphasised))


@cache
def tasks() -> tuple[Task, ...]:
    """The tasks of all practice notebooks, in the order of the course, the capstone last."""
    order = [*lessons(), "capstone"]
    return tuple(task for name in order for task in _tasks(name))


def _tasks(notebook: str) -> list[Task]:
    found = cells(PRACTICE / f"{notebook}.ipynb")
    told = "\n".join(cell["source"] for cell in found if cell["cell_type"] == "markdown")
    titles = dict(re.findall(r"^## Task (\d+) \(\d+ points?\): (.+)$", told, re.MULTILINE))
    marked = [cell for cell in found if cell["metadata"].get("nbgrader", {}).get("grade")]
    made = []
    for cell in marked:
        marks = cell["metadata"]["nbgrader"]
        number = marks["grade_id"].rpartition("_")[2]
        reached = tuple(cell["metadata"].get("glutlearn", {}).get("objectives", ()))
        by_hand = cell["cell_type"] == "markdown"
        made.append(Task(notebook, int(number), titles[number], marks["points"], by_hand, reached))
    return made


def rubric() -> list[list[str]]:
    """The rows of the capstone's rubric, its heading first: criterion, and what earns 0, 1, 2 and 3 points."""
    told = "\n".join(cell["source"] for cell in cells(PRACTICE / "capstone.ipynb") if cell["cell_type"] == "markdown")
    part = re.split(r"\n## ", told.partition("## The rubric\n")[2])[0]
    lines = [line for line in part.splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[field.strip() for field in line.strip("|").split("|")] for line in lines]
