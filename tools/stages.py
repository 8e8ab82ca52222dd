"""The stages of `make test`: each runs, even after a failure, and a table at the end says how each went."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import browser
import bundle
import node
import notebooks
import website
from stamps import ROOT

SITE_TESTS = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/test_site*.py")))
BROWSER_TESTS = (*SITE_TESTS, "tests/test_lab.py")


@dataclass
class Outcome:
    """How a stage went."""

    name: str
    passed: bool
    seconds: float
    closing_line: str


class Failed(Exception):
    """A stage's runner has found fault; it has said with what. The message is its closing line."""


def run(*arguments: str, **variables: str) -> str:
    """Run a Python module, show what it prints as it prints it, and return its last line."""
    command = [sys.executable, "-m", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    print("$ " + " ".join(["python", *command[1:]]), flush=True)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    last = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        last = line.strip(" =\n") or last
    if process.wait() != 0:
        raise Failed(last)
    return last


def lint() -> str:
    """Style of code, and cleanness of notebooks."""
    first = run("ruff", "check", ".")
    second = run("ruff", "format", "--check", ".")
    try:
        notebooks.check()
    except SystemExit as fault:
        print(fault)
        raise Failed("notebooks are not clean") from fault
    return f"{first} {second}"


def types() -> str:
    """Types of library and tools."""
    return run("mypy")


def unit() -> str:
    """Unit tests, property tests and doctests."""
    ignored = [f"--ignore={name}" for name in BROWSER_TESTS]
    return run("pytest", "-n", "auto", "--benchmark-disable", *ignored)


def lessons() -> str:
    """Every cell of every notebook gives what its committed output says."""
    folders = [folder for folder in notebooks.FOLDERS if (ROOT / folder).is_dir()]
    options = ["--nbval", "--nbval-current-env", "-n", "2", "--dist", "loadscope", "-o", "addopts="]
    return run("pytest", *options, *folders)


def site() -> str:
    """The site builds without a warning."""
    try:
        website.build()
    except SystemExit as fault:
        print(fault)
        raise Failed(f"not built: see {website.LOG.relative_to(ROOT)}") from fault
    return "built without a warning"


def pages() -> str:
    """The built site in a browser."""
    return run("pytest", "-n", "2", "--dist", "worksteal", *SITE_TESTS, **{browser.VARIABLE: browser.find()})


def laboratory() -> str:
    """A lesson in JupyterLab, in a browser."""
    return run("pytest", "tests/test_lab.py", **{browser.VARIABLE: browser.find()})


STAGES: dict[str, Callable[[], str]] = {
    "lint": lint,
    "types": types,
    "unit": unit,
    "lessons": lessons,
    "site": site,
    "pages": pages,
    "lab": laboratory,
}


def perform(name: str) -> Outcome:
    """Run one stage."""
    print(f"\n{name}: {STAGES[name].__doc__}", flush=True)
    started = time.monotonic()
    try:
        closing_line, passed = STAGES[name](), True
    except Failed as failure:
        closing_line, passed = str(failure), False
    return Outcome(name, passed, time.monotonic() - started, closing_line)


def test(wanted: list[str]) -> int:
    """Run the stages named, or all, and return the exit code."""
    node.install_packages()
    bundle.bundle()
    outcomes = [perform(name) for name in wanted or STAGES]
    print()
    for outcome in outcomes:
        word = "passed" if outcome.passed else "FAILED"
        print(f"{outcome.name:8} {word} {outcome.seconds:6.0f} s  {outcome.closing_line}")
    return 0 if all(outcome.passed for outcome in outcomes) else 1
