"""How much a submission may take, and who stops it when it takes more."""

from __future__ import annotations

import signal
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

import psutil

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Seconds are those of the clock on the wall, so a busy machine needs more of them."""

    cell_seconds: int = 30
    """For one cell; nbgrader's own default."""

    seconds: int = 300
    """For the whole notebook."""

    megabytes: int = 2048
    """Memory of the kernel and all it starts, beyond what the imported libraries take."""

    processes: int = 32
    """How many processes the kernel may start."""

    file_megabytes: int = 100
    """Size of one file that it writes."""


def restrain(limits: Limits) -> None:
    """Set this process's limits, and those of all it starts, where the system has such limits."""
    try:
        import resource
    except ImportError:  # Windows: only the watch is left
        return

    def lower(what: int, value: int) -> None:
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(what, (value, value))

    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, limits.file_megabytes * MEGABYTE)
    if sys.platform == "linux":
        # Not the address space: each thread reserves much of that and uses little.
        lower(resource.RLIMIT_DATA, psutil.Process().memory_info().data + limits.megabytes * MEGABYTE)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that none escapes being found (Linux)."""
    if sys.platform == "linux":
        import ctypes

        set_child_subreaper = 36
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def descendants(pid: int) -> list[psutil.Process]:
    """All living processes below one."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def kill_all(pid: int, itself: bool = False) -> None:
    """Kill everything below a process. Stop them all first, so that none can start another meanwhile."""
    for _ in range(50):
        below = descendants(pid)
        if itself and psutil.pid_exists(pid):
            below.append(psutil.Process(pid))
        living = [one for one in below if _is_living(one)]
        if not living:
            return
        for kind in ("SIGSTOP", "SIGKILL"):
            for one in living:
                try:
                    one.send_signal(getattr(signal, kind)) if hasattr(signal, kind) else one.kill()
                except psutil.Error:
                    continue
        psutil.wait_procs(living, timeout=0.2)


def _is_living(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


class Watch(threading.Thread):
    """Looks at all that this process has started, twice a second, and kills it when it has taken too much."""

    def __init__(self, pid: int, limits: Limits) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.limits = limits
        self.deadline = time.monotonic() + limits.seconds
        self.reason: str | None = None
        self.over = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self.over.wait(0.5):
            self.reason = self.reason or self.fault()
            if self.reason:
                kill_all(self.pid)

    def fault(self) -> str | None:
        """What is too much now, if anything."""
        if time.monotonic() > self.deadline:
            return f"it took longer than {self.limits.seconds} s"
        below = descendants(self.pid)
        if len(below) > self.limits.processes:
            return f"it started more than {self.limits.processes} processes"
        if sum(map(_resident, below)) > self.limits.megabytes * MEGABYTE:
            return f"it took more than {self.limits.megabytes} MB of memory"
        return None

    def __enter__(self) -> Watch:
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.over.set()
        self.join()
        kill_all(self.pid)


def _resident(process: psutil.Process) -> int:
    """Memory of its own: the libraries' pages, which forked kernels share, do not count."""
    try:
        memory = process.memory_info()
    except psutil.Error:
        return 0
    return int(memory.rss - getattr(memory, "shared", 0))
