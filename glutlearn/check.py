"""Feedback on the answers of the practice notebooks: not only right or wrong, but what a wrong answer gives away.

Each function takes what was asked, the learner's answer, and what is expected, and returns a `Feedback`. A wrong answer
never raises an error; a wrong call (no tolerance, an expectation that is no number) does, because it is the author's.

>>> import numpy as np
>>> from glutlearn import check
>>> check.angle("half a right angle", 45, 45)
✓ half a right angle: right
>>> check.angle("half a right angle", np.radians(45), 45)
✗ half a right angle: this looks like radians; the answer is asked for in °
>>> check.number("leverage of piriformis", 31, -31.1, tolerance=0.5, unit="mm")
✗ leverage of piriformis: the size is right and the sign is wrong: look up which direction counts as positive

In a notebook, `.confirm()` after a check stops the cell where the answer is wrong, with the reason and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import xarray as xr

from glutlearn import slips

__all__ = [
    "Feedback",
    "NotYet",
    "angle",
    "choice",
    "curve",
    "function",
    "labelled",
    "number",
    "seal",
    "several",
    "sorting",
]


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

    def _render_traceback_(self) -> list[str]:
        """What Jupyter shows in place of a traceback."""
        return [f"✗ {self}"]


@dataclass(frozen=True)
class Feedback:
    """Whether an answer is right, and why not.

    Examples
    --------
    >>> from glutlearn import check
    >>> feedback = check.choice("role", "flexor", "extensor", options=["flexor", "extensor"])
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


def seal(answer: str, *about: str) -> str:
    """What to write in place of an answer in words, so that it does not stand in a notebook that learners read.

    `choice`, `several` and `sorting` take it for the answer. It keeps an answer from being read by accident and no
    more: there are few options, and each can be tried.

    Parameters
    ----------
    answer : str
    *about : str
        What was asked; in `sorting` the statement too.

    Returns
    -------
    str

    Examples
    --------
    >>> from glutlearn import check
    >>> check.seal("the axis", "what matters")
    '7095248f'
    >>> check.choice("what matters", "the axis", "7095248f", options=["the axis", "the load"])
    ✓ what matters: right
    """
    return sha256("|".join([*about, _plain(answer)]).encode()).hexdigest()[:8]


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
    >>> wrong = {"this is the distance alone; the angle between the lines counts too": -33.9}
    >>> check.number("moment arm", -33.9, -31.1, tolerance=0.5, unit="mm", because=wrong)
    ✗ moment arm: this is the distance alone; the angle between the lines counts too
    """
    slips.known(unit)
    _positive(tolerance)
    right = _expected(expected).ravel()
    given, fault = _numbers(answer)
    if given is None:
        return Feedback(what, False, fault)
    if given.size != 1:
        return Feedback(what, False, f"one number is asked for, and here are {given.size}")
    given = given.reshape(())
    if any(slips.close(given, one, tolerance) for one in right):
        return Feedback(what, True, "right")
    for reason, wrong in (because or {}).items():
        if slips.close(given, _expected(wrong), tolerance):
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


def choice(
    what: str, answer: object, expected: str, *, options: Collection[str], because: Mapping[str, str] | None = None
) -> Feedback:
    """Check one choice among several words. Capitals, spaces and underscores do not matter.

    Parameters
    ----------
    what : str
    answer : object
    expected : str
        One of the options, or its seal.
    options : collection of str
    because : mapping, optional
        For an option, why it is not the answer; that of the right option is never shown.

    Returns
    -------
    Feedback

    Raises
    ------
    ValueError
        If what is expected, or what a reason is given for, is not among the options.

    Examples
    --------
    >>> from glutlearn import check
    >>> options = ["claim", "model", "measurement"]
    >>> check.choice("kind", "Model", "model", options=options)
    ✓ kind: right
    >>> check.choice("kind", "claim", "model", options=options, because={"claim": "somebody computed it"})
    ✗ kind: somebody computed it
    """
    (expected,) = _unsealed([expected], options, what)
    named = _named(options, [expected, *(because or {})])
    if _open(answer):
        return Feedback(what, False, "there is no answer yet")
    if not isinstance(answer, str) or _plain(answer) not in named:
        return Feedback(what, False, f"{answer!r} is not one of the answers; write one of {_listed(options)}")
    given = named[_plain(answer)]
    if given == expected:
        return Feedback(what, True, "right")
    return Feedback(what, False, (because or {}).get(given, f"{answer!r} is not the answer"))


def several(
    what: str,
    answer: object,
    expected: Iterable[str],
    *,
    options: Collection[str],
    because: Mapping[str, str] | None = None,
) -> Feedback:
    """Check a choice of several words, in any order.

    Parameters
    ----------
    what : str
    answer : object
        A list, tuple or set of words.
    expected : iterable of str
        All of those that are right, or their seals.
    options : collection of str
    because : mapping, optional
        For an option, why it does not belong to the answer, or why it does.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from glutlearn import check
    >>> parts = ["anterior", "middle", "posterior"]
    >>> check.several("closers", ["anterior"], ["middle", "anterior"], options=parts)
    ✗ closers: what you chose is right, and 1 is missing
    >>> check.several("closers", ["posterior"], ["anterior"], options=parts, because={"posterior": "it opens"})
    ✗ closers: 'posterior' does not belong here: it opens
    """
    right = _unsealed(expected, options, what)
    named = _named(options, [*right, *(because or {})])
    if _open(answer):
        return Feedback(what, False, "there is no answer yet")
    if isinstance(answer, str) or not isinstance(answer, (list, tuple, set, frozenset)):
        return Feedback(what, False, 'write a list of words, such as ["one", "two"]')
    for word in answer:
        if not isinstance(word, str) or _plain(word) not in named:
            return Feedback(what, False, f"{word!r} is not one of the answers; choose among {_listed(options)}")
    given = {named[_plain(word)] for word in answer}
    if wrong := sorted(given - set(right)):
        told = f": {because[wrong[0]]}" if because and wrong[0] in because else ""
        return Feedback(what, False, f"{wrong[0]!r} does not belong here{told}")
    if missing := set(right) - given:
        count = f"{len(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        return Feedback(what, False, f"what you chose is right, and {count}" if given else f"{count}")
    return Feedback(what, True, "right")


def sorting(
    what: str,
    answer: object,
    expected: Mapping[str, str],
    *,
    kinds: Collection[str],
    because: Mapping[str, str] | None = None,
) -> Feedback:
    """Check statements that were sorted into kinds.

    Parameters
    ----------
    what : str
    answer : object
        A dictionary: for each statement its kind.
    expected : mapping
        The same; each kind may be sealed.
    kinds : collection of str
    because : mapping, optional
        For a statement, what tells its kind; shown when it was sorted wrongly.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from glutlearn import check
    >>> kinds = ["claim", "model", "measurement"]
    >>> check.sorting("statements", {"A": "model", "B": "claim"}, {"A": "model", "B": "model"}, kinds=kinds)
    ✗ statements: 1 of 2 is sorted rightly; look again at B
    """
    expected = {about: _unsealed([kind], kinds, what, about)[0] for about, kind in expected.items()}
    named = _named(kinds, expected.values())
    if _open(answer):
        return Feedback(what, False, "there is no answer yet")
    if not isinstance(answer, Mapping) or set(answer) != set(expected):
        return Feedback(what, False, f"give a kind to each of {_listed(expected)}, and to nothing else")
    for statement, kind in answer.items():
        if _open(kind):
            return Feedback(what, False, f"{statement} has no kind yet")
        if not isinstance(kind, str) or _plain(kind) not in named:
            return Feedback(what, False, f"{kind!r} is not a kind; write one of {_listed(kinds)}")
    wrong = [statement for statement, kind in expected.items() if named[_plain(answer[statement])] != kind]
    if not wrong:
        return Feedback(what, True, "right")
    right = len(expected) - len(wrong)
    told = f": {because[wrong[0]]}" if because and wrong[0] in because else ""
    verb = "is" if right == 1 else "are"
    return Feedback(what, False, f"{right} of {len(expected)} {verb} sorted rightly; look again at {wrong[0]}{told}")


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
    _positive(tolerance)
    right = _expected(expected)
    given, fault = _numbers(answer)
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
    >>> check.labelled("rotation", arms, arms.sel(coordinate="rotation"), tolerance=0.001, unit="m")
    ✗ rotation: there is a dimension too many: coordinate; choose one value of it with .sel
    """
    if not isinstance(expected, xr.DataArray):
        raise TypeError(f"a DataArray is expected here, not {type(expected).__name__}; use curve for plain numbers")
    if _open(answer):
        return Feedback(what, False, "there is no answer yet")
    if isinstance(answer, xr.Dataset):
        return Feedback(what, False, f"this is a Dataset; choose one of its variables: {_listed(map(str, answer))}")
    if not isinstance(answer, xr.DataArray):
        return Feedback(what, False, f"a DataArray with labels is asked for, and this is {_a(answer)}")
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
    >>> check.function("half", lambda x: x // 2, lambda x: x / 2, cases=[(2,), (3,)], tolerance=0.1)
    ✗ half: called with (3): 1 is too small
    """
    if _open(answer):
        return Feedback(what, False, "there is no answer yet")
    if not callable(answer):
        return Feedback(what, False, f"a function is asked for (def …), and this is {_a(answer)}")
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


def _positive(tolerance: float) -> None:
    if not tolerance > 0:
        raise ValueError(f"the tolerance is {tolerance}; it has to be more than zero, in the unit of the answer")


def _expected(value: Any) -> np.ndarray:
    """What is expected, as numbers; NaN, as for hips without a switch, do not count."""
    numbers = np.asarray(value, dtype=float)
    if numbers.ndim == 1:
        numbers = numbers[~np.isnan(numbers)]
    if not numbers.size or not np.isfinite(numbers).all():
        raise ValueError(f"what is expected has to be finite numbers, not {value!r}")
    return numbers


def _numbers(answer: object) -> tuple[np.ndarray | None, str]:
    """An answer as numbers, or why it is none."""
    if _open(answer):
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
        return None, f"numbers are asked for, and this is {_a(answer)}"
    if not numbers.size:
        return None, "this is empty"
    if not np.isfinite(numbers).all():
        return None, "this is not a finite number (nan or inf)"
    return numbers, ""


def _open(answer: object) -> bool:
    return answer is None or answer is ... or (isinstance(answer, str) and answer.strip() in ("", "...", "…"))


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").casefold().split())


def _unsealed(expected: Iterable[str], options: Iterable[str], *about: str) -> list[str]:
    """The options that are meant, where the answers may be sealed."""
    sealed = {seal(option, *about): option for option in options}
    return [sealed.get(word, word) for word in expected]


def _named(options: Collection[str], used: Iterable[str]) -> dict[str, str]:
    """The options by their plain form; what is used has to be among them."""
    if unknown := [word for word in used if word not in options]:
        raise ValueError(f"{unknown[0]!r} is not among the options {_listed(options)}")
    return {_plain(option): option for option in options}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(repr(word) for word in words)


def _a(answer: object) -> str:
    return f"of the type {type(answer).__name__}"


def _short(argument: object) -> str:
    text = repr(argument)
    return text if len(text) <= 40 else type(argument).__name__


def _shape(numbers: np.ndarray) -> str:
    if numbers.ndim < 2:
        return f"{numbers.size} numbers" if numbers.size != 1 else "1 number"
    return " × ".join(map(str, numbers.shape)) + " numbers"
