"""A process that has imported what the exercises import, and forks one marker for each submission (Linux).

It is told a folder a line and forks; the marker answers on standard output, in one line. When the marker has ended, or
was killed because it took too long, this process says that it is free again: only then is it told the next. So when
its input can be read meanwhile, that is its end: it kills what runs, and goes.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from glutlearn.grading.limits import adopt_orphans, kill_all

USUAL = (
    "nbgrader.converters",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "matplotlib.font_manager",
)
QUIETLY = ("dask.array",)
"""What a library imports by itself at its first use, where it is installed (xarray, to know dask's arrays)."""

NEVER = ("matplotlib_inline.backend_inline",)
"""Imported in the kernel only: it looks for the kernel when it is imported, to draw each cell's figures at its end."""

GRACE = 20
"""Seconds that a marker gets beyond its submission's limit, to stop the kernel and write down the marks."""


def say(answer: dict[str, Any]) -> None:
    """Answer in one line."""
    line = json.dumps(answer).encode() + b"\n"
    while line:
        line = line[os.write(1, line) :]


def warm(names: list[str]) -> None:
    """Import what the kernels will need; what cannot be imported here is the notebooks' own business."""
    quietly = [name for name in QUIETLY if importlib.util.find_spec(name.partition(".")[0])]
    for name in ("glutlearn.grading.marking", *USUAL, *names, *quietly):
        try:
            _load(name)
        except BaseException as fault:
            print(f"{name} was not imported beforehand: {fault}", file=sys.stderr)
    for name in NEVER:
        sys.modules.pop(name, None)


def _load(name: str) -> None:
    """Import a module, or touch a module's name: some libraries load a part when it is first used."""
    parent, _, last = name.rpartition(".")
    if parent in sys.modules and hasattr(sys.modules[parent], last):
        return
    importlib.import_module(name)


def attend(pid: int, seconds: float) -> str | None:
    """Wait for a marker; say why, if it did not end by itself. None: whoever gives the orders is gone."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return "" if status == 0 else f"the marking process ended by itself (status {status})"
        ready, _, _ = select.select([0], [], [], 0.02)
        if ready:
            return None
    return f"it could not be stopped after {seconds:.0f} s"


def _line() -> bytes:
    """The next line, and nothing of what follows it: that would be kept where `attend` cannot see it."""
    line = b""
    while not line.endswith(b"\n") and (character := os.read(0, 1)):
        line += character
    return line


def serve() -> None:
    """Fork for each line, until there is no more."""
    adopt_orphans()
    say({"ready": os.getpid()})
    while line := _line():
        folder = Path(json.loads(line)["folder"])
        seconds = json.loads((folder / "course" / "limits.json").read_bytes())["seconds"]
        pid = os.fork()
        if pid == 0:
            _mark_and_go(folder)
        fault = attend(pid, seconds + GRACE)
        kill_all(os.getpid())
        if fault is None:
            shutil.rmtree(folder, ignore_errors=True)
            return
        say({"free": True, "fault": fault})


def main() -> None:
    """Get warm, and fork a server for each pair of pipes."""
    settings = json.loads(sys.argv[1])
    warm(settings["modules"])
    every = {end for pair in settings["pairs"] for end in pair}
    for hear, tell in settings["pairs"]:
        if os.fork() == 0:
            os.setsid()
            os.dup2(hear, 0)
            os.dup2(tell, 1)
            # A pipe has ended when its last holder has closed it: hold no other server's.
            for end in every:
                os.close(end)
            serve()
            os._exit(0)
    for end in every:
        os.close(end)
    for _ in settings["pairs"]:
        os.wait()


def _mark_and_go(folder: Path) -> None:
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        adopt_orphans()
        from glutlearn.grading.marking import mark

        say(mark(folder, forked=True))
        status = 0
    except BaseException as fault:
        print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
