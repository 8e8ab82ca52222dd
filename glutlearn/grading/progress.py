"""A line that says how far it is, and how long it will still take."""

from __future__ import annotations

import sys
import time
from typing import TextIO


class Progress:
    """A bar in a terminal; elsewhere, as in a log, a line now and then."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self.total = total
        self.stream = stream or sys.stderr
        self.done = self.failed = 0
        self.began = time.monotonic()
        self.last = -1

    def step(self, failed: bool) -> None:
        """One more."""
        self.done += 1
        self.failed += failed
        tenth = 10 * self.done // self.total
        if self.stream.isatty():
            ending = "\n" if self.done == self.total else ""
            print(f"\r{self.line()}", end=ending, file=self.stream, flush=True)
        elif tenth != self.last:
            self.last = tenth
            print(self.line(), file=self.stream, flush=True)

    def line(self) -> str:
        """What it says."""
        filled = 30 * self.done // self.total
        left = (time.monotonic() - self.began) / self.done * (self.total - self.done)
        bar = "#" * filled + "." * (30 - filled)
        trouble = f", {self.failed} not marked" if self.failed else ""
        return f"[{bar}] {self.done}/{self.total}{trouble}, {left // 60:.0f}:{left % 60:02.0f} left "
