"""The course's own Python environment, `.venv`: made on first use, and renewed when its list of packages changes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from stamps import ROOT, fingerprint, is_current, leave

FOLDER = ROOT / ".venv"
EXTRAS = "development,course,instructors"


def python() -> Path:
    """The environment's Python."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_active() -> bool:
    """Tell whether the environment's Python is the one that runs this."""
    return Path(sys.prefix).resolve() == FOLDER.resolve()


def wanted() -> str:
    """The fingerprint of what the environment is made from."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = json.dumps([settings["build-system"], settings["project"]])
    # The folder's own place counts: an environment that was moved or copied does not work any more.
    return fingerprint([ROOT / "constraints.txt"], asked, str(FOLDER), EXTRAS)


def is_ready() -> bool:
    """Tell whether the environment is there, works, and holds what pyproject.toml and constraints.txt say."""
    return python().is_file() and is_current(FOLDER / "installed.sha256", wanted())


def works() -> bool:
    """Tell whether the environment's Python starts, is new enough, and has pip."""
    if not python().is_file():
        return False
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python(), "-c", question], capture_output=True, check=False).returncode == 0


def create() -> None:
    """Make an empty environment."""
    if FOLDER.exists():
        print("The environment .venv does not start any more; making it anew", flush=True)
        shutil.rmtree(FOLDER)
    made = subprocess.run([sys.executable, "-m", "venv", FOLDER], check=False)
    if made.returncode != 0:
        raise SystemExit(
            f"{sys.executable} could not make a virtual environment in {FOLDER}.\n"
            "On Debian and Ubuntu, install the package python3-venv (sudo apt-get install python3-venv) and try again."
        )


def add(extra: str) -> None:
    """Install one more of the project's extras into the environment, at the pinned versions."""
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--editable", f".[{extra}]", "--constraint", "constraints.txt"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SystemExit(f"pip could not install the extra {extra!r}; its message above says why.")


def prepare() -> None:
    """Make the environment and install the course into it, unless both were done already."""
    if is_ready():
        return
    if not works():
        create()
    print("Installing the course into .venv (some minutes the first time)", flush=True)
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--editable", f".[{EXTRAS}]", "--constraint", "constraints.txt"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SystemExit("pip could not install the course; its message above says why.")
    leave(FOLDER / "installed.sha256", wanted())
