"""What each command of course.py does. This runs in the course's environment; course.py has prepared it."""

from __future__ import annotations

import argparse
import subprocess
import sys

import bundle
import lab
import notebooks
import stages
import website
from stamps import ROOT


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
        case "bench":
            website.build()
            return subprocess.run([sys.executable, ROOT / "benchmarks/slider_to_frame.py"], check=False).returncode
    return 0
