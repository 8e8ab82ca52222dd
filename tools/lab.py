"""JupyterLab on the lessons, in the course's own environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import bundle
from stamps import ROOT

SETTINGS = {
    # A course asks no server for news, and its first screen is not a question about that.
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
    # A lesson starts its kernel when it is opened.
    "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True},
}


def write_settings() -> None:
    """Write the course's defaults into its environment; a learner's own settings go over them."""
    path = Path(sys.prefix) / "share/jupyter/lab/settings/overrides.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(SETTINGS, indent=2), encoding="utf-8")


def command(folder: Path, *options: str) -> list[str]:
    """The command that starts JupyterLab with a folder's notebooks."""
    arguments = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", *options]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    return arguments


def start(port: int) -> int:
    """Start JupyterLab with the lessons open, until interrupted."""
    bundle.bundle()
    write_settings()
    start_page = "--LabApp.default_url=/lab/tree/book"
    return subprocess.run(command(ROOT, start_page, f"--port={port}"), cwd=ROOT, check=False).returncode
