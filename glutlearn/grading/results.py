"""The marks so far, one file for each submission, so that a run that was cut short loses nothing."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from glutlearn.grading.limits import Limits
from glutlearn.grading.submissions import Submission

Result = dict[str, Any]


class Results:
    """A folder of results, each under a key made of all that decides it: exercise, submission, limits, nbgrader."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder
        self.settings = json.dumps([asdict(limits), version("nbgrader")])
        folder.mkdir(parents=True, exist_ok=True)

    def key(self, submission: Submission) -> str:
        """Equal for equal work: two learners who handed in the same bytes are marked once."""
        assert submission.exercise is not None
        decides = (submission.exercise.name, submission.exercise.fingerprint, submission.fingerprint, self.settings)
        return hashlib.sha256("\0".join(decides).encode()).hexdigest()[:32]

    def read(self, key: str) -> Result | None:
        """What is stored under a key, if anything is, and it is whole."""
        try:
            stored = json.loads((self.folder / f"{key}.json").read_bytes())
        except (OSError, ValueError):
            return None
        return stored if isinstance(stored, dict) and stored.get("state") in {"marked", "failed"} else None

    def write(self, key: str, result: Result) -> None:
        """Store, so that at each moment there is a whole result or none."""
        place = self.folder / f"{key}.json"
        draft = place.with_suffix(f".{os.getpid()}.draft")
        with draft.open("w", encoding="utf-8") as stream:
            json.dump(result, stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(place)
