"""What the instructor wrote: each notebook with its solutions and hidden tests, and what nbgrader makes of it."""

from __future__ import annotations

import ast
import hashlib
import json
import logging
import os
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from traitlets.config import Config

from glutlearn.grading.nbgrader_course import ASSIGNMENT, configuration, start

SOLUTION = ("BEGIN SOLUTION", "END SOLUTION")
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
LARGEST_FILE = 20_000_000
"""Bytes. A file that lies beside a notebook goes with it up to this size."""


@dataclass(frozen=True)
class Exercise:
    """One notebook to be marked, ready to be sent to another machine."""

    name: str
    source: bytes
    released: bytes
    gradebook: bytes
    files: tuple[tuple[str, bytes], ...]

    @cached_property
    def cells(self) -> list[dict[str, Any]]:
        """The instructor's cells that carry nbgrader's marks, in their order."""
        return marked_cells(json.loads(self.source))

    @cached_property
    def graded(self) -> dict[str, float]:
        """Each graded cell's points."""
        marks = [cell["metadata"]["nbgrader"] for cell in self.cells]
        return {one["grade_id"]: float(one.get("points") or 0) for one in marks if one.get("grade") or one.get("task")}

    @cached_property
    def secrets(self) -> frozenset[str]:
        """Each line that a learner must not see: of solutions and of hidden tests, without spaces."""
        found = set()
        for cell in self.cells:
            for begin, end in (SOLUTION, HIDDEN):
                found |= set(_between("".join(cell["source"]), begin, end))
        shown = {bare(line) for cell in marked_cells(json.loads(self.released)) for line in text(cell).splitlines()}
        return frozenset(line for line in found - shown if len(line) > 3)

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """What the instructor's own notebook imports, and the names of those modules that it uses."""
        cells = [cell for cell in json.loads(self.source)["cells"] if cell["cell_type"] == "code"]
        modules: dict[str, str] = {}
        for cell in cells:
            modules |= _imported(text(cell))
        used = {f"{modules[alias]}.{name}" for cell in cells for alias, name in _used(text(cell)) if alias in modules}
        return (*sorted(set(modules.values())), *sorted(used))

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever the marks could."""
        total = hashlib.sha256()
        for piece in (
            self.source,
            self.released,
            *(part for name, data in self.files for part in (name.encode(), data)),
        ):
            total.update(hashlib.sha256(piece).digest())
        return total.hexdigest()


def text(cell: dict[str, Any]) -> str:
    """A cell's source in one piece."""
    return "".join(cell["source"])


def marked_cells(notebook: Any) -> list[dict[str, Any]]:
    """The cells with nbgrader's marks and an id, of any notebook; of what is none, none."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    found = []
    for cell in cells if isinstance(cells, list) else []:
        metadata = cell.get("metadata") if isinstance(cell, dict) else None
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(marks, dict) and isinstance(marks.get("grade_id"), str) and "source" in cell:
            found.append(cell)
    return found


def find(folder: Path) -> list[Path]:
    """The instructor's notebooks in a folder: those with at least one graded cell."""
    found = []
    for path in sorted(folder.glob("*.ipynb")):
        marks = [cell["metadata"]["nbgrader"] for cell in marked_cells(json.loads(path.read_bytes()))]
        if any(one.get("grade") or one.get("task") for one in marks):
            found.append(path)
    if not found:
        raise SystemExit(f"no notebook in {folder} has a cell that nbgrader marks")
    return found


def prepare(source: Path, released: Path | None = None) -> Exercise:
    """Make the student version of a notebook, and nbgrader's record of its cells.

    Where the student version that was handed out was made in another way, give it: what counts as an unanswered task is
    then what the learners were given.
    """
    config = Config({"CourseDirectory": {"student_id": "."}})
    config.merge(configuration(source.parent))
    with tempfile.TemporaryDirectory(prefix="release-") as temporary:
        root = Path(temporary)
        into = root / "source" / ASSIGNMENT
        into.mkdir(parents=True)
        (into / source.name).write_bytes(source.read_bytes())
        (root / "gradebook.db").write_bytes(_empty_gradebook())
        problems = start("GenerateAssignment", root, config)
        made = root / "release" / ASSIGNMENT / source.name
        if not made.is_file():
            raise SystemExit(f"nbgrader could not make a student version of {source}:\n{problems}")
        student = made.read_bytes() if released is None else released.read_bytes()
        if released is not None:
            _adopt_stubs(root / "gradebook.db", source.stem, student)
        gradebook = (root / "gradebook.db").read_bytes()
    beside = [
        path for path in sorted(source.parent.iterdir()) if path.is_file() and not path.name.startswith((".", "_"))
    ]
    files = [path for path in beside if path.suffix not in {".ipynb", ".py"} or path.name.endswith("_data.py")]
    small = [path for path in files if path.stat().st_size <= LARGEST_FILE]
    return Exercise(
        source.stem, source.read_bytes(), student, gradebook, tuple((path.name, path.read_bytes()) for path in small)
    )


@cache
def _empty_gradebook() -> bytes:
    """A new gradebook; nbgrader calls a program for it, which is found only beside Python, and takes a second."""
    from nbgrader.api import Gradebook

    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), path])
    try:
        with tempfile.TemporaryDirectory(prefix="release-", ignore_cleanup_errors=True) as temporary:
            place = Path(temporary) / "gradebook.db"
            Gradebook(f"sqlite:///{place.as_posix()}").close()
            return place.read_bytes()
    finally:
        os.environ["PATH"] = path


def _adopt_stubs(gradebook: Path, name: str, student: bytes) -> None:
    """Let nbgrader know the stubs that were handed out: an answer that equals its stub is no answer."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(f"sqlite:///{gradebook}") as opened:
        for cell in marked_cells(json.loads(student)):
            marks = cell["metadata"]["nbgrader"]
            if not marks.get("solution") or "checksum" not in marks:
                continue
            try:
                known = opened.find_source_cell(marks["grade_id"], name, ASSIGNMENT)
            except MissingEntry:
                logging.getLogger(__name__).warning("%s is not in %s", marks["grade_id"], name)
                continue
            known.source, known.checksum = text(cell), marks["checksum"]
        opened.db.commit()


def bare(line: str) -> str:
    """A line without its spaces."""
    return "".join(line.split())


def _between(source: str, begin: str, end: str) -> list[str]:
    inside, found = False, []
    for line in source.splitlines():
        if begin in line or end in line:
            inside = begin in line
        elif inside:
            found.append(bare(line))
    return found


def _tree(source: str) -> ast.AST:
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!", "?"))]
    try:
        return ast.parse("\n".join(lines))
    except SyntaxError:
        return ast.Module([], [])


def _imported(source: str) -> dict[str, str]:
    """Each module that a cell imports, by the name it has there."""
    found: dict[str, str] = {}
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.Import):
            found |= {one.asname or one.name: one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found[node.module] = node.module
    return found


def _used(source: str) -> set[tuple[str, str]]:
    nodes = [node for node in ast.walk(_tree(source)) if isinstance(node, ast.Attribute)]
    return {(node.value.id, node.attr) for node in nodes if isinstance(node.value, ast.Name)}
