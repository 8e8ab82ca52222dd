"""A function of the learner's own, called on a few cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from glutlearn.check.arrays import curve
from glutlearn.check.feedback import Feedback
from glutlearn.check.given import is_open, of_type
from glutlearn.check.numbers import number


def function(
    what: str,
    answer: object,
    expected: Callable[..., Any],
    *,
    cases: Iterable[tuple[Any, ...]],
    tolerance: float,
    unit: str = "",
) -> Feedback:
    """Check a function: it is called on each case, and what it returns is compared.

    Parameters
    ----------
    what : str
    answer : object
        The learner's function. Whatever it raises becomes feedback.
    expected : callable
        A function that is right.
    cases : iterable of tuples
        The arguments of each call.
    tolerance : float
    unit : str
        As for `number`.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from glutlearn import check
    >>> cases = [(2,), (3,)]
    >>> check.function(
    ...     "half", lambda x: x // 2, lambda x: x / 2, cases=cases, tolerance=0.1
    ... )
    ✗ half: called with (3): 1 is too small
    """
    if is_open(answer):
        return Feedback(what, False, "there is no answer yet")
    if not callable(answer):
        return Feedback(what, False, f"a function is asked for (def …), and this is {of_type(answer)}")
    for case in cases:
        right = expected(*case)
        called = f"called with ({', '.join(_short(argument) for argument in case)}): "
        try:
            given = answer(*case)
        except NotImplementedError as error:
            return Feedback(what, False, str(error) or "there is no answer yet")
        except Exception as error:
            return Feedback(what, False, f"{called}it stops with {type(error).__name__}: {error}")
        if given is None:
            return Feedback(what, False, f"{called}it returns nothing; does its last line begin with return?")
        compare = number if np.ndim(right) == 0 else curve
        feedback = compare(what, given, right, tolerance=tolerance, unit=unit)
        if not feedback:
            return Feedback(what, False, called + feedback.reason)
    return Feedback(what, True, "right")


def _short(argument: object) -> str:
    text = repr(argument)
    return text if len(text) <= 40 else type(argument).__name__
