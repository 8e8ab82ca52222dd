"""A small exercise and made-up learners, to try the marking on: `python -m glutlearn.grading sample FOLDER`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NAME = "turning-point"
SETUP = "import numpy as np\n\nimport glutlearn as gl"
SOLUTIONS = {
    "half": "def half(angle):\n    ### BEGIN SOLUTION\n    return angle / 2\n    ### END SOLUTION",
    "mean": "def mean(values):\n    ### BEGIN SOLUTION\n    return float(np.mean(values))\n    ### END SOLUTION",
    "angle": "### BEGIN SOLUTION\nhip = gl.load_anatomy('delp1990')\n"
    "angle = float(gl.inversion_angles(hip, 'piriformis', about='thigh').values[0])\n### END SOLUTION",
}
CHECKS = {
    "half": "assert half(90) == 45, 'half of 90 is 45'\n"
    "### BEGIN HIDDEN TESTS\nassert half(-31) == -15.5, 'negative too'\n### END HIDDEN TESTS",
    "mean": "assert mean([1, 3]) == 2\n### BEGIN HIDDEN TESTS\nassert mean([7, 8, 12]) == 9\n### END HIDDEN TESTS",
    "angle": "assert 0 < angle < 90, 'in degrees'\n"
    "### BEGIN HIDDEN TESTS\nassert abs(angle - 57.2) < 0.1\n### END HIDDEN TESTS",
}
POINTS = {"half": 2, "mean": 3, "angle": 5}
RIGHT = {
    "half": "def half(angle):\n    return angle / 2",
    "mean": "def mean(values):\n    return sum(values) / len(values)",
    "angle": "angle = gl.inversion_angles(gl.load_anatomy('delp1990'), 'piriformis', about='thigh').item()",
}
WRONG = {
    "half": "def half(angle):\n    return angle // 2",
    "mean": "def mean(values):\n    return values[len(values) // 2]",
    "angle": "angle = 0.998",
}

Notebook = dict[str, Any]


def notebook() -> Notebook:
    """The instructor's notebook: three tasks with solution and hidden tests, and one to be answered in words."""
    cells = [_cell("markdown", "title", "# Where a role turns over"), _cell("code", "setup", SETUP, locked=True)]
    for name in SOLUTIONS:
        cells.append(_cell("code", f"{name}_task", SOLUTIONS[name], solution=True))
        cells.append(_cell("code", f"{name}_check", CHECKS[name], grade=True, points=POINTS[name]))
    words = "### BEGIN SOLUTION\nBecause its line passes the axis.\n### END SOLUTION"
    cells.append(_cell("markdown", "why", words, solution=True, grade=True, points=4))
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, name: str, source: str, **marks: Any) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    if marks:
        usual = {"grade": False, "solution": False, "task": False, "schema_version": 3, "grade_id": name}
        marks = {**usual, "locked": not marks.get("solution"), **marks}
        cell["metadata"] = {"nbgrader": marks}
    return cell


def answered(released: bytes, answers: dict[str, str]) -> bytes:
    """A learner's notebook: the student version with answers in the cells of these tasks."""
    made = json.loads(released)
    for cell in made["cells"]:
        task = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removesuffix("_task")
        if task in answers:
            cell["source"] = answers[task]
    return json.dumps(made).encode()


def learners(count: int) -> dict[str, dict[str, str]]:
    """Made-up learners' answers: each right or wrong by turns, some not given, and no two alike."""
    found = {}
    for number in range(count):
        answers = {}
        for at, name in enumerate(SOLUTIONS):
            if (number + at) % 7:
                answers[name] = f"# {number}\n" + (RIGHT if number >> at & 1 else WRONG)[name]
        answers["why"] = f"Learner {number} thinks so."
        found[f"learner-{number:03}"] = answers
    return found


def write(folder: Path, count: int = 12) -> None:
    """Write `source` with the exercise, and `submissions` with a folder for each learner."""
    from glutlearn.grading.exercises import prepare

    source = folder / "source" / f"{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps(notebook(), indent=1), encoding="utf-8")
    released = prepare(source).released
    for learner, answers in learners(count).items():
        own = folder / "submissions" / learner
        own.mkdir(parents=True)
        (own / f"{NAME}.ipynb").write_bytes(answered(released, answers))
