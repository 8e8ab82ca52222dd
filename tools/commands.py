"""What each command of course.py does. This runs in the course's environment; course.py has prepared it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

import book_pdf
import bundle
import classroom
import environment
import exercises
import lab
import marking
import notebooks
import offline_copy
import picture
import publication
import stages
import website
from stamps import ROOT

# What `bench` measures: the file, and what it needs first, which is the built site or an extra of pyproject.toml.
BENCHMARKS = {
    "views": ("slider_to_frame.py", "site"),
    "pages": ("lighthouse.py", "site"),
    "engines": ("against_engines.py", "validation"),
    "sharing": ("load_sharing.py", ""),
    "grading": ("grading.py", ""),
    "hub": ("hub.py", "hub"),
}


def perform(options: argparse.Namespace) -> int:
    """Carry out a command and return the exit code."""
    match options.command:
        case "setup" | "bundle":
            bundle.bundle()
            print("The interactive views are bundled")
        case "book":
            website.build()
            if not options.no_serve:
                website.serve(options.port)
        case "exercises":
            made = exercises.build()
            print(f"{len(made)} practice notebooks: for learners in {exercises.STUDENT.relative_to(ROOT)}/,")
            print(f"with solutions and hidden tests in {exercises.INSTRUCTOR.relative_to(ROOT)}/")
        case "classroom":
            written = classroom.lay_out(options.folder)
            print(f"{len(written)} notebooks and pages for learners in {options.folder}")
        case "zip":
            offline_copy.make()
        case "pdf":
            book_pdf.make(options.online)
        case "publish":
            publication.make(options.online)
        case "release":
            return marking.release()
        case "grade":
            return marking.grade(options)
        case "questions":
            command = [sys.executable, "-m", "glutlearn.question_export", "--to", options.into]
            site = ["--site", options.site] if options.site else []
            return subprocess.run([*command, *site], check=False).returncode
        case "lab":
            return lab.start(options.port)
        case "test":
            unknown = set(options.only) - set(stages.STAGES)
            if unknown:
                raise SystemExit(f"no stage {', '.join(sorted(unknown))}; the stages are {', '.join(stages.STAGES)}")
            return stages.test(options.only)
        case "notebooks" if options.check:
            notebooks.check()
        case "notebooks":
            bundle.bundle()
            notebooks.refresh(options.notebooks)
        case "picture":
            website.build()
            picture.take()
        case "figures":
            import slides  # draws, so it is loaded for this alone

            into = options.into or slides.FOLDER
            made = slides.make(into)
            print(f"{len(made)} files: open {into / 'index.html'}")
        case "test-validation":
            environment.add("validation")
            live = {**os.environ, "GLUTLEARN_LIVE_ENGINES": "1"}
            command = [sys.executable, "-m", "pytest", "tests/against_opensim", "tests/against_mujoco"]
            return subprocess.run(command, cwd=ROOT, env=live, check=False).returncode
        case "reference":
            environment.add("validation")
            command = [sys.executable, "-m", "glutlearn.engines.reference"]
            return subprocess.run(command, cwd=ROOT, check=False).returncode
        case "bench":
            file, needs = BENCHMARKS[options.what]
            if needs == "site":
                website.build()
            elif needs:
                environment.add(needs)
            given = [f"--{name}={getattr(options, name)}" for name in ("users", "over", "python")]
            command = [sys.executable, str(ROOT / "benchmarks" / file), *(given if options.what == "hub" else [])]
            return subprocess.run(command, check=False).returncode
    return 0
