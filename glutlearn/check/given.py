"""What learners give and authors expect: whether it is there, and as which numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np


def is_open(answer: object) -> bool:
    """Whether nothing has been answered yet."""
    return answer is None or answer is ... or (isinstance(answer, str) and answer.strip() in ("", "...", "…"))


def given_numbers(answer: object) -> tuple[np.ndarray | None, str]:
    """An answer as numbers, or why it is none."""
    if is_open(answer):
        return None, "there is no answer yet"
    if isinstance(answer, str):
        return None, f"{answer!r} is a text; write a number, without quotation marks and without its unit"
    if callable(answer):
        return None, "this is a function, not what it returns; call it with ()"
    if isinstance(answer, (bool, np.bool_)):
        return None, f"{answer} is a truth value, not a number"
    try:
        numbers = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return None, f"numbers are asked for, and this is {of_type(answer)}"
    if not numbers.size:
        return None, "this is empty"
    if not np.isfinite(numbers).all():
        return None, "this is not a finite number (nan or inf)"
    return numbers, ""


def expected_numbers(value: Any) -> np.ndarray:
    """What is expected, as numbers; NaN, as for hips without a switch, do not count."""
    numbers = np.asarray(value, dtype=float)
    if numbers.ndim == 1:
        numbers = numbers[~np.isnan(numbers)]
    if not numbers.size or not np.isfinite(numbers).all():
        raise ValueError(f"what is expected has to be finite numbers, not {value!r}")
    return numbers


def positive(tolerance: float) -> None:
    """Refuse a tolerance that leaves no room."""
    if not tolerance > 0:
        raise ValueError(f"the tolerance is {tolerance}; it has to be more than zero, in the unit of the answer")


def listed(words: Iterable[str]) -> str:
    """Words in quotation marks, one after the other."""
    return ", ".join(repr(word) for word in words)


def of_type(answer: object) -> str:
    """What an answer is, said of it."""
    return f"of the type {type(answer).__name__}"
