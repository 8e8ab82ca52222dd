"""The student versions of all exercises in one archive, to hand out."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

from glutlearn.grading.exercises import HIDDEN, SOLUTION, Exercise, bare, text

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same content gives the same archive."""


def release(exercises: Sequence[Exercise], archive: Path) -> None:
    """Write the archive, after a look for anything that a learner must not see."""
    files: dict[str, bytes] = {}
    for exercise in exercises:
        cells = json.loads(exercise.released)["cells"]
        shown = json.dumps(cells)
        marks = [mark for mark in (*SOLUTION, *HIDDEN) if mark in shown]
        told = marks or sorted(exercise.secrets & {bare(line) for cell in cells for line in text(cell).splitlines()})
        if told:
            raise SystemExit(f"{exercise.name}: its student version holds {told}; not released")
        files |= {f"{exercise.name}.ipynb": exercise.released, **dict(exercise.files)}
    archive.parent.mkdir(parents=True, exist_ok=True)
    draft = archive.with_suffix(".draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            opened.writestr(entry, data)
    draft.replace(archive)
