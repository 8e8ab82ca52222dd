"""The command line: `python -m glutlearn.question_export --to DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from glutlearn.question_export.asked import ExportError
from glutlearn.question_export.files import write


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(
        prog="python -m glutlearn.question_export",
        description="Write the self-checks as Moodle XML and QTI 2.1, for a learning platform.",
    )
    made.add_argument("--to", type=Path, default=Path("questions"), help="a folder (default: %(default)s)")
    made.add_argument(
        "--site", metavar="URL", help="a published course that each question links to, such as https://example.org/hip"
    )
    return made


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; the exit code is 1 where nothing could be written."""
    options = parser().parse_args(arguments)
    try:
        print(write(options.to, options.site))
    except (ExportError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
