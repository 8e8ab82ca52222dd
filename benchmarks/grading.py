"""How fast a cohort is marked, as a ratio against nbgrader's own command on the same submissions in the same run.

Forty made-up learners hand in the sample exercise, no two alike. `nbgrader autograde` marks them as an instructor
would; `python -m glutlearn.grading mark` marks them on all processors, starting from nothing. The marks must be the
same. The cohort is cut in parts, and the two take turns, so that a busy machine slows both; ours pays its start anew
for each part.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from glutlearn.grading import sample
from glutlearn.grading.exercises import prepare
from glutlearn.grading.limits import Limits
from glutlearn.grading.nbgrader_course import ASSIGNMENT
from glutlearn.grading.results import Results
from glutlearn.grading.submissions import collect

LEARNERS = 40
PARTS = 1
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        sample.write(folder, LEARNERS)
        names = sorted(path.name for path in (folder / "submissions").iterdir())
        parts = [names[at::PARTS] for at in range(PARTS)]
        seconds = {"nbgrader autograde": 0.0, "glutlearn.grading": 0.0}
        for number, part in enumerate(parts):
            place = folder / f"part-{number}"
            for name in part:
                shutil.copytree(folder / "submissions" / name, place / "submissions" / name)
            theirs = _course(folder, place, part)
            seconds["nbgrader autograde"] += _timed(lambda at=theirs: _nbgrader(at))  # type: ignore[misc]
            seconds["glutlearn.grading"] += _timed(lambda at=place: _ours(folder, at))  # type: ignore[misc]
            if _marks_by_nbgrader(theirs) != _marks_by_us(folder, place):
                raise SystemExit("the two give different marks")
    print(f"{LEARNERS} submissions, the same marks\n{'':24}{'s':>8}{'s each':>8}")
    for name, value in seconds.items():
        print(f"{name:24}{value:8.1f}{value / LEARNERS:8.2f}")
    print(f"ratio {seconds['nbgrader autograde'] / seconds['glutlearn.grading']:.1f}")


def _timed(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _course(folder: Path, place: Path, part: list[str]) -> Path:
    """The same as a course of nbgrader's, with the student version made and the submissions collected."""
    course = place / "course"
    source = course / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    shutil.copy(folder / "source" / f"{sample.NAME}.ipynb", source)
    for name in part:
        shutil.copytree(folder / "submissions" / name, course / "submitted" / name / ASSIGNMENT)
    _call(course, "generate_assignment", ASSIGNMENT)
    return course


def _call(course: Path, *words: str) -> None:
    scripts = sysconfig.get_path("scripts")
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    command = [sys.executable, "-m", "nbgrader", *words]
    subprocess.run(command, cwd=course, env={**os.environ, "PATH": path}, check=True, **QUIET)  # type: ignore[call-overload]


def _nbgrader(course: Path) -> None:
    _call(course, "autograde", ASSIGNMENT)


def _ours(folder: Path, place: Path) -> None:
    command = [sys.executable, "-m", "glutlearn.grading", "mark", str(place / "submissions")]
    subprocess.run([*command, "--sources", str(folder / "source")], check=True, **QUIET)  # type: ignore[call-overload]


def _marks_by_nbgrader(course: Path) -> dict[str, dict[str, float]]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            one.student.id: {grade.name: grade.score for notebook in one.notebooks for grade in notebook.grades}
            for one in gradebook.assignment_submissions(ASSIGNMENT)
        }


def _marks_by_us(folder: Path, place: Path) -> dict[str, dict[str, float]]:
    found = collect(place / "submissions", [prepare(folder / "source" / f"{sample.NAME}.ipynb")])
    store = Results(place / "submissions-marked" / "results", Limits())
    marks = {}
    for one in found:
        result = store.read(store.key(one))
        assert result is not None
        marks[one.learner] = {task["id"]: task["score"] for task in result["tasks"]}
    return marks


if __name__ == "__main__":
    main()
