"""The marks as tables: a row for each learner and exercise, and a row for each task."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glutlearn.grading.exercises import Exercise
from glutlearn.grading.results import Result
from glutlearn.grading.submissions import Submission

COLUMNS = ("learner", "exercise", "score", "max_score", "state", "to_mark_by_hand", "file", "remark")
TASK_COLUMNS = ("learner", "exercise", "task", "score", "max_score", "to_mark_by_hand")


@dataclass(frozen=True)
class Mark:
    """What one learner gets for one exercise."""

    learner: str
    exercise: Exercise | None
    result: Result
    submission: Submission | None

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """Each graded cell; without an answer that could be marked, zero for each."""
        if self.result.get("tasks"):
            tasks: list[dict[str, Any]] = self.result["tasks"]
            return tasks
        points = self.exercise.graded if self.exercise else {}
        return [
            {"id": name, "score": 0.0, "max_score": most, "waits": False, "ended": "missing"}
            for name, most in points.items()
        ]

    @property
    def score(self) -> float:
        """All points that were given; what waits for marking by hand counts nothing yet."""
        return sum(task["score"] for task in self.tasks)

    @property
    def most(self) -> float:
        """All points that there are."""
        return sum(task["max_score"] for task in self.tasks)

    @property
    def state(self) -> str:
        """One word: `marked`, `stopped` in the midst, `failed` wholly, or `missing`."""
        if self.submission is None:
            return "missing"
        return "stopped" if self.result.get("stopped") else str(self.result["state"])

    @property
    def remark(self) -> str:
        """What the instructor should know."""
        said = [self.result.get("fault"), self.result.get("stopped"), self.submission.remark if self.submission else ""]
        return "; ".join(filter(None, said))


def all_marks(submissions: Sequence[Submission], results: Sequence[Result]) -> list[Mark]:
    """A mark for each learner and each exercise that anybody handed in; who did not hand it in has zero."""
    marks = [Mark(one.learner, one.exercise, result, one) for one, result in zip(submissions, results, strict=True)]
    exercises = {one.exercise.name: one.exercise for one in submissions if one.exercise}
    have = {(mark.learner, mark.exercise.name) for mark in marks if mark.exercise}
    for learner in {one.learner for one in submissions}:
        for name, exercise in exercises.items():
            # A notebook that nobody can tell may be the one that seems missing; its own row says so.
            if (learner, name) not in have:
                marks.append(Mark(learner, exercise, {"state": "missing", "fault": "not handed in"}, None))
    return sorted(marks, key=lambda mark: (mark.learner, mark.exercise.name if mark.exercise else ""))


def write(marks: Iterable[Mark], folder: Path) -> None:
    """Write `marks.csv` and `tasks.csv`."""
    marks = list(marks)
    _table(
        folder / "marks.csv",
        COLUMNS,
        (
            (
                mark.learner,
                mark.exercise.name if mark.exercise else "",
                f"{mark.score:g}",
                f"{mark.most:g}",
                mark.state,
                sum(bool(task["waits"]) for task in mark.tasks),
                mark.submission.path.name if mark.submission else "",
                mark.remark,
            )
            for mark in marks
        ),
    )
    _table(
        folder / "tasks.csv",
        TASK_COLUMNS,
        (
            (
                mark.learner,
                mark.exercise.name if mark.exercise else "",
                task["id"],
                f"{task['score']:g}",
                f"{task['max_score']:g}",
                int(bool(task["waits"])),
            )
            for mark in marks
            for task in mark.tasks
        ),
    )


def _table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    draft = path.with_suffix(f".{os.getpid()}.draft")
    # With the mark by which spreadsheets know UTF-8: learners have names in every script.
    with draft.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows([_harmless(value) for value in row] for row in rows)
    draft.replace(path)


def _harmless(value: object) -> object:
    """A spreadsheet runs a cell that begins like a formula, and a learner chooses the names of files."""
    if isinstance(value, str):
        value = " ".join(value.split())
        return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
    return value
