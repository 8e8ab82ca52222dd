"""The command line: `python -m glutlearn.grading release` and `python -m glutlearn.grading mark SUBMISSIONS`."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from glutlearn.grading import feedback, fence, marks, sample
from glutlearn.grading.cohort import mark_all
from glutlearn.grading.exercises import Exercise, find, prepare
from glutlearn.grading.limits import Limits
from glutlearn.grading.release import release
from glutlearn.grading.results import Results
from glutlearn.grading.submissions import collect

USUAL = Limits()


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="python -m glutlearn.grading", description="Hand out and mark notebooks with nbgrader."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    out = commands.add_parser("release", help="student versions of all exercises in one zip")
    out.add_argument("--into", type=Path, default=Path("exercises.zip"), help="the archive (default: %(default)s)")

    mark = commands.add_parser("mark", help="mark submissions; run again to go on after an interruption")
    mark.add_argument("submissions", type=Path, help="a folder for each learner, or a notebook for each")
    mark.add_argument("--into", type=Path, help="where marks and feedback go (default: SUBMISSIONS-marked)")
    mark.add_argument(
        "--show", choices=feedback.SHOWN, default="points", help="what feedback tells (default: %(default)s)"
    )
    mark.add_argument("--jobs", type=int, help="how many at a time (default: 3 for 2 processors)")
    mark.add_argument(
        "--cluster", metavar="ADDRESS", help="a dask scheduler whose workers mark, such as tcp://host:8786"
    )
    mark.add_argument("--again", action="store_true", help="mark anew what failed or was stopped before")
    mark.add_argument(
        "--cell-seconds", type=int, default=USUAL.cell_seconds, help="for one cell (default: %(default)s)"
    )
    mark.add_argument("--seconds", type=int, default=USUAL.seconds, help="for one notebook (default: %(default)s)")
    mark.add_argument("--megabytes", type=int, default=USUAL.megabytes, help="memory for one (default: %(default)s)")
    sample_ = commands.add_parser("sample", help="a small exercise and made-up submissions, to try this on")
    sample_.add_argument("folder", type=Path)
    sample_.add_argument("--learners", type=int, default=12, help="how many (default: %(default)s)")
    for command in (out, mark):
        command.add_argument(
            "--sources", type=Path, default=Path("source"), help="the instructor's notebooks (default: source)"
        )
        command.add_argument(
            "--released", type=Path, help="the student versions handed out, if not made by nbgrader alone"
        )
    return top


def exercises(sources: Path, released: Path | None) -> list[Exercise]:
    """All exercises, ready to be handed out or marked."""
    handed_out = {path: released / path.name if released else None for path in find(sources)}
    missing = [path.name for path in handed_out.values() if path and not path.is_file()]
    if missing:
        raise SystemExit(f"{released} has no student version of {', '.join(missing)}")
    return [prepare(path, student) for path, student in handed_out.items()]


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; the exit code is 1 where something could not be marked."""
    options = parser().parse_args(arguments)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if options.command == "sample":
        sample.write(options.folder, options.learners)
        print(f"try: python -m glutlearn.grading mark {options.folder}/submissions --sources {options.folder}/source")
        return 0
    if options.command == "release":
        release(exercises(options.sources, options.released), options.into)
        print(f"the student versions are in {options.into}")
        return 0
    return mark(options)


def mark(options: argparse.Namespace) -> int:
    """Mark, and say what came of it."""
    limits = Limits(options.cell_seconds, options.seconds, options.megabytes)
    into = options.into or options.submissions.parent / f"{options.submissions.resolve().name}-marked"
    results = Results(into / "results", limits)
    submissions = collect(options.submissions, exercises(options.sources, options.released))
    if not fence.strength() and not options.cluster:
        print("This system has no fence round the kernels: they can read and write what you can.", file=sys.stderr)
    try:
        marked = mark_all(submissions, results, limits, options.jobs, options.cluster, options.again)
    except KeyboardInterrupt:
        print("\nStopped. What is marked is stored; the same command goes on from there.", file=sys.stderr)
        return 130
    all_of_them = marks.all_marks(submissions, marked)
    marks.write(all_of_them, into)
    feedback.write(all_of_them, into / "feedback", options.show)
    failed = [one for one in all_of_them if one.state in {"failed", "stopped"}]
    print(f"{len(submissions)} submissions: {into / 'marks.csv'}, {into / 'tasks.csv'} and {into / 'feedback'}")
    for one in failed:
        place = one.submission.path.relative_to(options.submissions) if one.submission else ""
        print(f"  {one.state}: {place}: {one.remark}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
