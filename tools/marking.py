"""Hand out this course's practice notebooks, and mark them: glutlearn.grading with this repository's folders."""

from __future__ import annotations

import argparse
import subprocess
import sys

import exercises
from stamps import ROOT

ARCHIVE = ROOT / "dist" / "exercises.zip"


def run(*arguments: str) -> int:
    """Call the grading on the sources and on the learners' versions as they are handed out."""
    exercises.build()
    command = [sys.executable, "-m", "glutlearn.grading", *arguments]
    folders = ["--sources", str(exercises.SOURCES), "--released", str(exercises.STUDENT)]
    process = subprocess.Popen([*command, *folders])
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # It gets the same Ctrl-C, and says goodbye in its own way.
            continue


def release() -> int:
    """Write all learners' versions into one archive."""
    return run("release", "--into", str(ARCHIVE))


def grade(options: argparse.Namespace) -> int:
    """Mark a folder of submissions."""
    given = {"--into": options.into, "--show": options.show, "--cluster": options.cluster}
    arguments = [word for name, value in given.items() if value for word in (name, str(value))]
    return run("mark", str(options.submissions), *arguments, *(["--again"] if options.again else []))
