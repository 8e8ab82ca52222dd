"""A lane marks one submission after another, each in its own process; several lanes work side by side."""

from __future__ import annotations

import json
import os
import pickle
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from glutlearn.grading.kernel import KEPT
from glutlearn.grading.limits import kill_all
from glutlearn.grading.marking import Job

MARGIN = 60
"""Seconds after which a lane gives up on a process that should have given up by itself."""

COMMAND = [sys.executable, "-P", "-m"]
"""Python without the caller's folder on its path."""


class Lane:
    """Where it can, it forks from a process that is warm already; elsewhere each submission starts Python anew."""

    def __init__(self, modules: Iterable[str] = ()) -> None:
        self.modules = list(modules)
        self.forks = sys.platform == "linux"
        self.pid: int | None = None
        self.source: subprocess.Popen[bytes] | None = None
        self.to = self.back = -1
        self.heard = b""

    def mark(self, job: Job) -> dict[str, Any]:
        """The marks of one submission. Whatever it does, there is an answer, and nothing of it is left."""
        with tempfile.TemporaryDirectory(prefix="mark-", dir=_short(), ignore_cleanup_errors=True) as temporary:
            root = Path(temporary)
            (root / "course").mkdir()
            (root / "course" / "job.pickle").write_bytes(pickle.dumps(job))
            (root / "course" / "limits.json").write_text(json.dumps(asdict(job.limits)), encoding="utf-8")
            return self._fork(root, job) if self.forks else self._begin(root, job)

    def close(self) -> None:
        """End the process that forks, and all below it."""
        if self.source is None:
            return
        for end in (self.to, self.back):
            os.close(end)
        if self.pid is not None:
            kill_all(self.pid, itself=True)
        _leave(self.source)
        self.source = self.pid = None
        self.heard = b""

    def _fork(self, root: Path, job: Job) -> dict[str, Any]:
        try:
            if self.source is None:
                heat([self])
            if self.pid is None:
                self.pid = self._hear(300)["ready"]
            os.write(self.to, json.dumps({"folder": str(root)}).encode() + b"\n")
            answer = self._hear(job.limits.seconds + MARGIN)
            if "free" in answer:
                return {"state": "failed", "fault": answer["fault"] or "its marking process gave no answer"}
            self._hear(MARGIN)
        except (OSError, ValueError, TimeoutError) as fault:
            self.close()
            return {"state": "failed", "fault": f"its marking process was lost ({fault})"}
        return answer

    def _hear(self, seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while b"\n" not in self.heard:
            ready, _, _ = select.select([self.back], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError(f"no answer in {seconds:.0f} s")
            piece = os.read(self.back, 1 << 20)
            if not piece:
                raise OSError("it ended without an answer")
            self.heard += piece
        line, _, self.heard = self.heard.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _begin(self, root: Path, job: Job) -> dict[str, Any]:
        command = [*COMMAND, "glutlearn.grading.single", str(root)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=_environment())
        try:
            heard, _ = process.communicate(timeout=job.limits.seconds + MARGIN)
            answer: dict[str, Any] = json.loads(heard.decode().strip().splitlines()[-1])
            return answer
        except (subprocess.TimeoutExpired, ValueError, IndexError):
            return {"state": "failed", "fault": "its marking process gave no answer"}
        finally:
            kill_all(process.pid, itself=True)
            process.wait()


def heat(lanes: Sequence[Lane]) -> None:
    """Start one process that imports everything, and then forks one for each of these lanes, to fork for it."""
    lanes = [lane for lane in lanes if lane.forks]
    if not lanes:
        return
    pairs = []
    for lane in lanes:
        hear, lane.to = os.pipe()
        lane.back, say = os.pipe()
        pairs.append((hear, say))
    settings = {"modules": sorted({name for lane in lanes for name in lane.modules}), "pairs": pairs}
    theirs = [end for pair in pairs for end in pair]
    source = subprocess.Popen(
        [*COMMAND, "glutlearn.grading.warm", json.dumps(settings)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=_environment(),
        pass_fds=theirs,
        # Ctrl-C is for the one who gives the orders.
        start_new_session=True,
    )
    for end in theirs:
        os.close(end)
    with _guard:
        _users[source] = len(lanes)
    for lane in lanes:
        lane.source = source


_users: dict[subprocess.Popen[bytes], int] = {}
_guard = threading.Lock()


def _leave(source: subprocess.Popen[bytes]) -> None:
    """End a source when its last lane has left it."""
    with _guard:
        _users[source] -= 1
        if _users[source]:
            return
        del _users[source]
    kill_all(source.pid, itself=True)
    source.wait()


_own = threading.local()


def mark_here(job: Job) -> dict[str, Any]:
    """Mark on this thread's own lane, which is kept for the next: what a dask worker does."""
    lane = getattr(_own, "lane", None)
    if lane is None:
        lane = _own.lane = Lane(job.exercise.imports)
    answer: dict[str, Any] = lane.mark(job)
    return answer


def _short() -> str | None:
    """Where folders are made: sockets lie in them, and the name of a socket has at most 107 characters."""
    return "/tmp" if sys.platform != "win32" and len(tempfile.gettempdir()) > 50 else None


def _environment() -> dict[str, str]:
    """What a marking process, and so whatever it forks, can read of the caller's environment."""
    kept = {name: os.environ[name] for name in (*KEPT, "HOME", "USERPROFILE", "MPLCONFIGDIR") if name in os.environ}
    # One thread each: the lanes share the processors already.
    one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    backend = {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYTHONUTF8": "1"}
    debugger = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    return {**kept, **one, **backend, **debugger}
