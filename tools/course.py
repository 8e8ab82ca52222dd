"""Everything that can be done with the course, on any system: `python tools/course.py --help`.

On first use it makes its own environment; after that it does again only what has changed. It needs Python alone.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "The course needs Python 3.11 or newer, and this is Python %d.%d (%s).\n"
        "Install a newer one, and call it by name: make PYTHON=python3.12 book, or py -3.12 tools\\course.py book."
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

import argparse
import shutil
import subprocess
from pathlib import Path

import environment
from stamps import ROOT


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="course.py", description="Build, read, change and test the course.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    commands.add_parser("setup", help="make the course's environment (.venv) and bundle the interactive views")

    book = commands.add_parser("book", help="build the site and serve it on this machine")
    book.add_argument("--no-serve", action="store_true", help="only build")
    book.add_argument("--port", type=int, default=8000, help="where to serve (default: %(default)s)")

    lab = commands.add_parser("lab", help="open the lessons in JupyterLab")
    lab.add_argument("--port", type=int, default=8888, help="where JupyterLab listens (default: %(default)s)")

    test = commands.add_parser("test", help="run all tests")
    test.add_argument("--only", action="append", default=[], metavar="STAGE", help="only this stage; may be repeated")

    notebooks = commands.add_parser("notebooks", help="run all notebooks and write them back clean")
    notebooks.add_argument("notebooks", nargs="*", type=Path, help="only these")
    notebooks.add_argument("--check", action="store_true", help="run nothing; say which are not clean")

    commands.add_parser(
        "exercises", help="write the practice notebooks: for learners to practice/, for instructors beside"
    )

    laid = commands.add_parser("classroom", help="lay out what the learners of a JupyterHub get")
    laid.add_argument("folder", type=Path, help="where to, such as /srv/clam-course")
    commands.add_parser("zip", help="pack the built site into one zip that opens from the disk: dist/")
    pdf = commands.add_parser("pdf", help="print the whole course into one PDF: dist/")
    publish = commands.add_parser("publish", help="write the site with its zip and its PDF to download: _build/public/")
    for one in (pdf, publish):
        one.add_argument("--online", metavar="ADDRESS", help="where the site is published; the PDF's views link there")

    commands.add_parser("release", help="write the practice notebooks for learners into one zip, to hand out")
    grade = commands.add_parser("grade", help="mark what learners handed in; more options: python -m glutlearn.grading")
    grade.add_argument("submissions", type=Path, help="a folder for each learner, or a notebook for each")
    grade.add_argument("--into", type=Path, help="where marks and feedback go (default: SUBMISSIONS-marked)")
    grade.add_argument("--show", default="points", help="what feedback tells: points, reasons, everything")
    grade.add_argument(
        "--cluster", metavar="ADDRESS", help="a dask scheduler whose workers mark, such as tcp://host:8786"
    )
    grade.add_argument("--again", action="store_true", help="mark anew what failed or was stopped before")

    questions = commands.add_parser("questions", help="write the self-checks as Moodle XML and QTI 2.1")
    questions.add_argument("--into", type=Path, default=ROOT / "dist/questions", help="a folder (default: %(default)s)")
    questions.add_argument("--site", metavar="URL", help="a published course that each question links to")

    commands.add_parser("bundle", help="bundle the interactive views, if their sources have changed")
    bench = commands.add_parser("bench", help="measure how fast the views or the library are")
    bench.add_argument(
        "what",
        nargs="?",
        choices=["views", "pages", "engines", "sharing", "grading", "hub"],
        default="views",
        help="a slider's step to the painted frame; pages on a slow telephone; moment arms beside OpenSim and MuJoCo; "
        "load sharing beside scipy; marking beside nbgrader; a class on a JupyterHub",
    )
    bench.add_argument("--users", type=int, default=20, help="hub: how many learners (default: %(default)s)")
    bench.add_argument("--over", type=float, default=0.0, help="hub: seconds in which they come (default: at once)")
    bench.add_argument("--python", default=sys.executable, help="hub: its Python (default: the course's)")
    commands.add_parser("test-validation", help="run OpenSim and MuJoCo now, and compare the library with them")
    commands.add_parser("reference", help="store anew what OpenSim and MuJoCo answer")
    commands.add_parser("picture", help="take the README's picture from the built course")
    slides = commands.add_parser("figures", help="draw the key figures for slides: PNG and SVG, light and dark")
    slides.add_argument("--into", type=Path, help="where they go (default: _build/figures)")

    clean = commands.add_parser("clean", help="remove what was built")
    clean.add_argument("--all", action="store_true", help="the environment and the JavaScript packages too")
    return top


def remove(everything: bool) -> None:
    """Remove what was built; on request also what was installed."""
    built = ["_build", "dist", "practice", "book/assets/vendor", "glutlearn/explorers/bundles"]
    installed = [".venv", "node_modules"] if everything else []
    for name in [*built, *installed]:
        if (ROOT / name).is_dir():
            shutil.rmtree(ROOT / name)
            print(f"removed {name}")


def main() -> int:
    """Prepare the environment, and hand over to its Python."""
    options = parser().parse_args()
    if options.command == "clean":
        remove(options.all)
        return 0
    environment.prepare()
    if environment.is_active():
        # Imported only now, because it needs what the environment brings.
        import commands

        return commands.perform(options)
    inside = subprocess.Popen([environment.python(), Path(__file__).resolve(), *sys.argv[1:]])
    while True:
        try:
            return inside.wait()
        except KeyboardInterrupt:
            # Ctrl-C goes to both; the one inside says goodbye in its own way.
            continue


if __name__ == "__main__":
    sys.exit(main())
