"""What a check answers: whether an answer is right, and the reason why it is not."""

from __future__ import annotations

from dataclasses import dataclass


class NotYet(AssertionError):
    """An answer is not right yet; the message is the reason.

    Jupyter shows this error as its one line, without the lines of code that led to it.

    Examples
    --------
    >>> from glutlearn import check
    >>> check.number("a dozen", 10, 12, tolerance=0.5).confirm()
    Traceback (most recent call last):
    glutlearn.check.NotYet: a dozen: 10 is too small
    """

    __module__ = "glutlearn.check"
    """Where learners find it, and what an error of theirs says."""

    def _render_traceback_(self) -> list[str]:
        """What Jupyter shows in place of a traceback."""
        return [f"✗ {self}"]


@dataclass(frozen=True)
class Feedback:
    """Whether an answer is right, and why not.

    Examples
    --------
    >>> from glutlearn import check
    >>> roles = ["flexor", "extensor"]
    >>> feedback = check.choice("role", "flexor", "extensor", options=roles)
    >>> feedback.passed, feedback.reason
    (False, "'flexor' is not the answer")
    """

    what: str
    passed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return f"{'✓' if self.passed else '✗'} {self.what}: {self.reason}"

    def confirm(self) -> Feedback:
        """Return the feedback if the answer is right; raise `NotYet` with the reason if it is not."""
        if not self.passed:
            raise NotYet(f"{self.what}: {self.reason}")
        return self
