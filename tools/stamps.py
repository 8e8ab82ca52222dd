"""A step is done again only when what it was made from has changed: fingerprints of files, kept in stamp files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Hash the names and contents of files, and any further words that the step depends on.

    Contents, not times: a clone, a copy or an unpacked archive gives every file a new time.
    """
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        # A checkout on Windows may end lines in CRLF; that alone is no reason to do a step again.
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    for word in words:
        total.update(word.encode() + b"\0")
    return total.hexdigest()


def is_current(stamp: Path, expected: str) -> bool:
    """Tell whether the step that left this stamp was done for the same fingerprint."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == expected


def leave(stamp: Path, value: str) -> None:
    """Note that a step was done."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="ascii")
