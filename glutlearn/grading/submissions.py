"""What the learners handed in: found by folder, and told apart by the ids of nbgrader's cells, not by file name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from glutlearn.grading.exercises import Exercise, marked_cells

LARGEST = 20_000_000
"""Bytes. A notebook that is larger is not opened."""

LARGEST_IN_ALL = 50_000_000
"""Bytes of all the files that a learner put beside a notebook."""


@dataclass(frozen=True)
class Submission:
    """One learner's notebook for one exercise; without an exercise where it could not be told which."""

    learner: str
    path: Path
    notebook: bytes
    exercise: Exercise | None
    fault: str = ""
    remark: str = ""
    beside: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever what was handed in changes."""
        total = hashlib.sha256(self.notebook)
        for name, data in self.beside:
            total.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
        return total.hexdigest()


def collect(folder: Path, exercises: Sequence[Exercise]) -> list[Submission]:
    """All submissions below a folder, in the learners' order.

    A folder for each learner, with notebooks anywhere in it; or notebooks side by side, each named after its learner.
    Where a learner handed in an exercise twice, the one with the exercise's own name counts, or else the newest.
    """
    if not folder.is_dir():
        raise SystemExit(f"there is no folder {folder}")
    found: dict[tuple[str, str], list[Submission]] = {}
    for path in sorted(folder.rglob("*.ipynb")):
        parts = path.relative_to(folder).parts
        if path.is_symlink() or not path.is_file() or any(part.startswith(".") or part == "__MACOSX" for part in parts):
            continue
        learner = parts[0] if len(parts) > 1 else path.stem
        one = _read(learner, path, exercises, alone=len(parts) == 1)
        # Those that nobody can tell apart are each reported by themselves.
        key = (learner, one.exercise.name if one.exercise else str(path))
        found.setdefault(key, []).append(one)
    if not found:
        raise SystemExit(f"there is no notebook in {folder}")
    return [_choose(candidates) for _, candidates in sorted(found.items())]


def _read(learner: str, path: Path, exercises: Sequence[Exercise], alone: bool) -> Submission:
    named = next((one for one in exercises if one.name == path.stem), None)
    if path.stat().st_size > LARGEST:
        return Submission(learner, path, b"", named, f"larger than {LARGEST // 1_000_000} MB: not opened")
    data = path.read_bytes()
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError) as fault:
        return Submission(learner, path, data, named, f"not a notebook: {fault}"[:200])
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        return Submission(learner, path, data, named, "not a notebook of format 4: it has no cells")
    ids = {cell["metadata"]["nbgrader"]["grade_id"] for cell in marked_cells(notebook)}
    shared = {
        one.name: len(ids & {cell["metadata"]["nbgrader"]["grade_id"] for cell in one.cells}) for one in exercises
    }
    most = max(shared.values(), default=0)
    best = [one for one in exercises if most and shared[one.name] == most]
    if not best:
        return Submission(learner, path, data, named, "has none of the cells that an exercise marks by nbgrader's ids")
    if len(best) > 1 and named not in best:
        return Submission(learner, path, data, None, f"could be any of {', '.join(one.name for one in best)}")
    exercise = named if named in best else best[0]
    assert exercise is not None
    renamed = "" if alone or path.stem == exercise.name else f"recognised by its cells in {path.name}"
    return Submission(learner, path, data, exercise, "", renamed, () if alone else _beside(path))


def _beside(path: Path) -> tuple[tuple[str, bytes], ...]:
    """Small files that the learner put beside the notebook; nbgrader takes them along too."""
    taken, total = [], 0
    for other in sorted(path.parent.iterdir()):
        if other.is_symlink() or not other.is_file() or other.suffix == ".ipynb" or other.name.startswith("."):
            continue
        total += other.stat().st_size
        if total > LARGEST_IN_ALL:
            break
        taken.append((other.name, other.read_bytes()))
    return tuple(taken)


def _choose(candidates: list[Submission]) -> Submission:
    def worth(one: Submission) -> tuple[bool, bool, float]:
        assert one.exercise is not None or len(candidates) == 1
        return (not one.fault, bool(one.exercise and one.path.stem == one.exercise.name), one.path.stat().st_mtime)

    if len(candidates) == 1:
        return candidates[0]
    best = max(candidates, key=worth)
    others = ", ".join(one.path.name for one in candidates if one is not best)
    remark = "; ".join(filter(None, [best.remark, f"handed in more than once: not marked: {others}"]))
    return Submission(best.learner, best.path, best.notebook, best.exercise, best.fault, remark, best.beside)
