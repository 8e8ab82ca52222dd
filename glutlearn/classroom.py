"""Start a learner's server on a JupyterHub, with the lessons beside what the learner already has.

The hub starts `python -m glutlearn.classroom FOLDER` in place of a bare server. It runs with the learner's own rights:
no administrator writes into a folder that learners control. What a learner has changed is never overwritten.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def hand_out(lessons: Path, into: Path) -> list[Path]:
    """Copy what a learner does not have yet.

    A file that is there stays as it is, changed or not; a learner who wants a fresh copy of a notebook renames or
    deletes the old one and starts the server again.

    Parameters
    ----------
    lessons : Path
        The folder with the notebooks for everybody.
    into : Path
        The learner's folder; made if it is not there.

    Returns
    -------
    list of Path
        The files that were copied, in alphabetical order.

    Raises
    ------
    FileNotFoundError
        If there is no folder with notebooks for everybody.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> place = Path(tempfile.mkdtemp())
    >>> (place / "lessons").mkdir()
    >>> _ = (place / "lessons" / "the-hip.ipynb").write_text("{}")
    >>> [path.name for path in hand_out(place / "lessons", place / "mine")]
    ['the-hip.ipynb']
    >>> hand_out(place / "lessons", place / "mine")
    []
    """
    if not lessons.is_dir():
        raise FileNotFoundError(f"no folder {lessons}; make it: python tools/course.py classroom {lessons}")
    copied = []
    for source in sorted(path for path in lessons.rglob("*") if path.is_file()):
        target = into / source.relative_to(lessons)
        # A link that leads nowhere is the learner's too.
        if target.exists() or target.is_symlink():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        copied.append(target)
    return copied


def main(arguments: list[str]) -> None:
    """Hand out the lessons of the first argument, then become the learner's server with the other arguments."""
    lessons = Path(arguments[0])
    hand_out(lessons, Path.home() / lessons.name)
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *arguments[1:]])


if __name__ == "__main__":
    main(sys.argv[1:])
