"""The practice notebooks in two versions, from one source: for learners without solutions, for instructors with them.

A source in `exercises/source/` holds each solution once, between nbgrader's marks. nbgrader's own preprocessors, in the
order of `nbgrader generate_assignment`, make the learners' version of it, so its conventions hold for whoever grades
with nbgrader: cell ids, checksums, locked cells. No database is needed for that.
"""

from __future__ import annotations

import ast
import builtins
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

import notebooks
from stamps import ROOT

SOURCES = ROOT / "exercises" / "source"
# Beside book/ and exercises/, so that a link to a lesson means the same here, in the sources' place and on the site.
STUDENT = ROOT / "practice"
INSTRUCTOR = ROOT / "_build" / "exercises" / "instructor"

ORDER = (
    "the-hip",
    "problem-1-role-inversion",
    "how-sure-are-you",
    "problem-2-translation-control",
    "problem-3-pain-and-load",
    "the-pelvis-rolls",
    "what-was-measured",
    "can-we-trust-it",
    "prescribe-with-reasons",
    "capstone",
)
"""One notebook for each lesson, in the order of the course, and the piece of work at its end."""


class Stubs(ClearSolutions):  # type: ignore[misc]
    """Puts in place of each solution a line that says which task is still to be done."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Name the task in the stub, then leave the rest to nbgrader."""
        if utils.is_solution(cell):
            name, _, number = cell.metadata.nbgrader.grade_id.rpartition("_task_")
            said = f"to do: task {number} of {name}"
            self.code_stub = {"python": f'# Your lines in place of the next one:\nraise NotImplementedError("{said}")'}
            self.text_stub = f"*{said}: write here, in place of this line.*"
        return super().preprocess_cell(cell, resources, cell_index)


# In the order of nbgrader's own `GenerateAssignment.preprocessors`, where it says why.
PREPROCESSORS = (
    LockCells,
    Stubs,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
)


def sources() -> list[Path]:
    """The instructors' notebooks, in the order of the course."""
    found = {path.stem: path for path in SOURCES.glob("*.ipynb")}
    if unknown := set(found) - set(ORDER):
        raise SystemExit(f"exercises/source has {', '.join(sorted(unknown))}, which tools/exercises.py does not order")
    return [found[name] for name in ORDER if name in found]


def is_graded(cell: Any) -> bool:
    """Tell whether nbgrader gives points for a cell, or clears it."""
    return bool(utils.is_grade(cell) or utils.is_solution(cell))


def assigned(source: str) -> set[str]:
    """The names that a cell's code gives a value to, on its outer level."""
    tree = ast.parse(source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return names | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def used(source: str) -> set[str]:
    """The names that a cell's code reads."""
    tree = ast.parse(source)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - set(dir(builtins))


def kept_outputs(notebook: Any) -> dict[str, list[Any]]:
    """The outputs of the cells that are given: those in which no answer of a learner plays a part.

    A page shows the curve that is to be read although nobody has answered yet. A cell that reads a name which a
    solution gives a value to is shown without its output.
    """
    answers: set[str] = set()
    kept = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if utils.is_solution(cell):
            answers |= assigned(cell.source)
        elif not utils.is_grade(cell) and not used(cell.source) & answers:
            kept[cell.id] = cell.outputs
    return kept


def fold(cell: Any) -> None:
    """Fold away the code that a learner need not read: tests, and what draws a figure or a table on the page."""
    if utils.is_grade(cell):
        cell.metadata["jupyter"] = {"source_hidden": True}
    if utils.is_grade(cell) or cell.outputs:
        cell.metadata["tags"] = ["hide-input"]


def student(path: Path) -> Any:
    """The learners' version of a source: stubs for solutions, no hidden tests, no output that tells an answer."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    given = kept_outputs(notebook)
    resources: dict[str, Any] = {}
    for preprocessor in PREPROCESSORS:
        notebook, resources = preprocessor().preprocess(notebook, resources)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = given.get(cell.id, [])
            fold(cell)
    # The site shows it as it is: a stub that was run would be an error on the page.
    notebook.metadata["mystnb"] = {"execution_mode": "off"}
    return notebook


def written(notebook: Any) -> str:
    """A notebook as a file, clean as all notebooks of this course are."""
    return notebooks.serialised(notebooks.clean(nbformat.from_dict(notebook)))  # type: ignore[no-untyped-call]


def build() -> list[Path]:
    """Write each source's version for learners to practice/, for instructors to _build/exercises/instructor/."""
    for folder in (STUDENT, INSTRUCTOR):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    made = []
    for path in sources():
        made.append(STUDENT / path.name)
        made[-1].write_text(written(student(path)), encoding="utf-8", newline="\n")
        shutil.copyfile(path, INSTRUCTOR / path.name)
    return made
