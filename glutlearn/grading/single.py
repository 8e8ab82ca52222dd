"""Mark one submission in a process started for it alone: where processes cannot be forked (macOS, Windows)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from glutlearn.grading.marking import mark
from glutlearn.grading.warm import say


def main() -> None:
    """Mark what lies in the folder named, and answer in one line."""
    answer = mark(Path(sys.argv[1]), forked=False)
    say(answer)
    os._exit(0)


if __name__ == "__main__":
    main()
