"""Lay out what learners get on a JupyterHub: lessons and practice notebooks, without solutions and hidden tests."""

from __future__ import annotations

from pathlib import Path

import exercises
from stamps import ROOT

WANTED = ("book/*.ipynb", "book/*.md", "exercises/*.ipynb", "exercises/*.md")


def lay_out(folder: Path) -> list[Path]:
    """Write lessons, pages and practice notebooks into a folder, in the places where their links expect them."""
    files = {folder / path.relative_to(ROOT): path.read_bytes() for kind in WANTED for path in ROOT.glob(kind)}
    for path in exercises.sources():
        files[folder / exercises.STUDENT.name / path.name] = exercises.written(exercises.student(path)).encode()
    for target, content in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return sorted(files)
