"""One number with a unit, or an angle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from glutlearn.check import slips
from glutlearn.check.feedback import Feedback
from glutlearn.check.given import expected_numbers, given_numbers, positive


def number(
    what: str,
    answer: object,
    expected: Any,
    *,
    tolerance: float,
    unit: str = "",
    because: Mapping[str, Any] | None = None,
) -> Feedback:
    """Check a number with a unit.

    Parameters
    ----------
    what : str
        What was asked for, in a few words; the feedback begins with it.
    answer : object
        What the learner gave: anything at all.
    expected : number, or an array of numbers that are all right
    tolerance : float
        How far the answer may lie from what is expected, in the unit.
    unit : str
        "°", "mm", "m", "%", "share of one", "N", "N·m", "N/mm", "body weights", "people" or nothing.
    because : mapping, optional
        Wrong numbers that one comes to by a certain mistake: the mistake in words, and its number.

    Returns
    -------
    Feedback

    Raises
    ------
    ValueError
        If the tolerance is not positive, the expectation not finite or the unit not known.

    Examples
    --------
    >>> from glutlearn import check
    >>> check.number("moment arm", -31, -31.1, tolerance=0.5, unit="mm")
    ✓ moment arm: right
    >>> check.number("moment arm", -0.0311, -31.1, tolerance=0.5, unit="mm")
    ✗ moment arm: this looks like metres; the answer is asked for in mm
    >>> wrong = {"this is the distance alone; the angle counts too": -33.9}
    >>> check.number("moment arm", -33.9, -31.1, tolerance=0.5, unit="mm", because=wrong)
    ✗ moment arm: this is the distance alone; the angle counts too
    """
    slips.known(unit)
    positive(tolerance)
    right = expected_numbers(expected).ravel()
    given, fault = given_numbers(answer)
    if given is None:
        return Feedback(what, False, fault)
    if given.size != 1:
        return Feedback(what, False, f"one number is asked for, and here are {given.size}")
    given = given.reshape(())
    if any(slips.close(given, one, tolerance) for one in right):
        return Feedback(what, True, "right")
    for reason, wrong in (because or {}).items():
        if slips.close(given, expected_numbers(wrong), tolerance):
            return Feedback(what, False, reason)
    nearest = right[np.abs(right - given).argmin()]
    for one in (nearest, *right):
        if slip := slips.slip(given, np.asarray(one), tolerance, unit):
            return Feedback(what, False, slip)
    size = "large" if given > nearest else "small"
    nearly = "only a little too" if abs(given - nearest) <= 3 * tolerance else "too"
    words = f"{float(given):.4g}" + (unit if unit in ("", "°") else f" {unit}")
    return Feedback(what, False, f"{words} is {nearly} {size}")


def angle(what: str, answer: object, expected: Any, *, tolerance: float = 1, **options: Any) -> Feedback:
    """Check an angle in degrees: radians and an angle taken from the other line are recognised.

    Parameters
    ----------
    what : str
    answer : object
    expected : number or array of numbers that are all right, such as `gl.inversion_angles` gives
        In degrees.
    tolerance : float
        In degrees.
    **options
        As for `number`.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> import glutlearn as gl
    >>> from glutlearn import check
    >>> expected = gl.inversion_angles(gl.load_anatomy("delp1990"), "piriformis")
    >>> check.angle("inversion of piriformis", 57, expected)
    ✓ inversion of piriformis: right
    >>> check.angle("inversion of piriformis", 32.8, expected)
    ✗ inversion of piriformis: this is what is missing to a right angle: the angle was taken from the other line
    """
    return number(what, answer, expected, tolerance=tolerance, unit="°", **options)
