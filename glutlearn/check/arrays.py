"""Many numbers: in their order, or with dimensions and labels."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from glutlearn.check import slips
from glutlearn.check.feedback import Feedback
from glutlearn.check.given import expected_numbers, given_numbers, is_open, listed, of_type, positive


def curve(what: str, answer: object, expected: Any, *, tolerance: float, unit: str = "") -> Feedback:
    """Check a list or array of numbers in their order.

    Parameters
    ----------
    what : str
    answer : object
    expected : array
    tolerance : float
        For each number, in the unit.
    unit : str
        As for `number`.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from glutlearn import check
    >>> check.curve("arms", [0.01, 0.02, 0.03], [10, 20, 30], tolerance=0.5, unit="mm")
    ✗ arms: this looks like metres; the answer is asked for in mm
    >>> check.curve("arms", [10, 20, 33], [10, 20, 30], tolerance=0.5, unit="mm")
    ✗ arms: 1 of 3 values is wrong; the first is number 3 (33), which is too large
    """
    slips.known(unit)
    positive(tolerance)
    right = expected_numbers(expected)
    given, fault = given_numbers(answer)
    if given is None:
        return Feedback(what, False, fault)
    if given.shape != right.shape:
        if given.shape == right.shape[::-1] and given.ndim > 1:
            return Feedback(what, False, "rows and columns are exchanged")
        return Feedback(what, False, f"{_shape(right)} are asked for, and here are {_shape(given)}")
    if slips.close(given, right, tolerance):
        return Feedback(what, True, "right")
    if slip := slips.slip(given, right, tolerance, unit):
        return Feedback(what, False, slip)
    off = (given - right).ravel()
    wrong = np.flatnonzero(np.abs(off) > tolerance)
    size = "large" if off[wrong[0]] > 0 else "small"
    first = f"number {wrong[0] + 1} ({given.ravel()[wrong[0]]:.4g}), which is too {size}"
    verb = "is" if wrong.size == 1 else "are"
    return Feedback(what, False, f"{wrong.size} of {given.size} values {verb} wrong; the first is {first}")


def labelled(what: str, answer: object, expected: xr.DataArray, *, tolerance: float, unit: str = "") -> Feedback:
    """Check a DataArray: its dimensions, its labels, then its numbers.

    Parameters
    ----------
    what : str
    answer : object
    expected : xarray.DataArray
        The order of its dimensions does not matter.
    tolerance : float
    unit : str
        As for `number`.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> import glutlearn as gl
    >>> from glutlearn import check
    >>> arms = gl.moment_arms(gl.load_anatomy("delp1990"), gl.Posture(flexion=[0, 90]))
    >>> check.labelled(
    ...     "rotation", arms, arms.sel(coordinate="rotation"), tolerance=0.001, unit="m"
    ... )
    ✗ rotation: there is a dimension too many: coordinate; choose one value of it with .sel
    """
    if not isinstance(expected, xr.DataArray):
        raise TypeError(f"a DataArray is expected here, not {type(expected).__name__}; use curve for plain numbers")
    if is_open(answer):
        return Feedback(what, False, "there is no answer yet")
    if isinstance(answer, xr.Dataset):
        return Feedback(what, False, f"this is a Dataset; choose one of its variables: {listed(map(str, answer))}")
    if not isinstance(answer, xr.DataArray):
        return Feedback(what, False, f"a DataArray with labels is asked for, and this is {of_type(answer)}")
    if extra := [str(dim) for dim in answer.dims if dim not in expected.dims]:
        return Feedback(what, False, f"there is a dimension too many: {extra[0]}; choose one value of it with .sel")
    if missing := [str(dim) for dim in expected.dims if dim not in answer.dims]:
        return Feedback(what, False, f"the dimension {missing[0]} is missing")
    for dim in expected.dims:
        if dim in expected.coords:
            if dim not in answer.coords:
                return Feedback(what, False, f"the dimension {dim} has lost its labels")
            absent = [label for label in expected[dim].values if label not in answer[dim].values]
            if absent:
                return Feedback(what, False, f"along {dim}, {absent[0]} is missing")
        if expected.sizes[dim] != answer.sizes[dim]:
            return Feedback(what, False, f"along {dim} there are {answer.sizes[dim]} and not {expected.sizes[dim]}")
    labels = {dim: expected[dim] for dim in expected.dims if dim in expected.coords}
    return curve(what, answer.sel(labels).transpose(*expected.dims), expected, tolerance=tolerance, unit=unit)


def _shape(numbers: np.ndarray) -> str:
    if numbers.ndim < 2:
        return f"{numbers.size} numbers" if numbers.size != 1 else "1 number"
    return " × ".join(map(str, numbers.shape)) + " numbers"
