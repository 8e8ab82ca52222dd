"""What a function is given, looked at before use: another kind of thing is refused, with what to write instead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, unknown_name

LONGEST = 60
"""Letters of a value that an error repeats."""


def told(value: object) -> str:
    """A value as an error tells it: as it is written where that is short, else what it is.

    >>> told("65"), told({"flexion": list(range(100))})
    ("'65'", 'a dict')
    """
    words = repr(value)
    kind = type(value).__name__
    if len(words) <= LONGEST and "\n" not in words and not words.startswith("<"):
        return words
    return f"{'an' if kind[0] in 'AEIOUaeiou' else 'a'} {kind}"


def number(name: str, value: object, lowest: float, highest: float, what: str, above: bool = False) -> int | float:
    """One finite number in a closed range (with `above` without its lower end); `what` says in an error what to write.

    >>> number("height", 1.75, 1, 2.5, "metres from 1 to 2.5")
    1.75
    >>> number("height", "1.75", 1, 2.5, "metres from 1 to 2.5")
    Traceback (most recent call last):
        ...
    ValueError: height is '1.75'; write metres from 1 to 2.5
    """
    if isinstance(value, np.ndarray | xr.DataArray) and value.ndim == 0 and value.dtype.kind in "iuf":
        value = value.item()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float | Real):
        raise ValueError(f"{name} is {told(value)}; write {what}")
    plain = value if isinstance(value, int | float) else float(value)
    if not (math.isfinite(plain) and lowest <= plain <= highest) or (above and plain == lowest):
        raise ValueError(f"{name} is {plain:g}; write {what}")
    return plain


def whole_number(name: str, value: object, lowest: int, what: str) -> int:
    """One whole number from a lowest one on.

    >>> whole_number("n", 2000.0, 1, "a whole number of hips, at least 1")
    2000
    >>> whole_number("n", 2.5, 1, "a whole number of hips, at least 1")
    Traceback (most recent call last):
        ...
    ValueError: n is 2.5; write a whole number of hips, at least 1
    """
    given = number(name, value, lowest, math.inf, what)
    if given != int(given):
        raise ValueError(f"{name} is {given:g}; write {what}")
    return int(given)


def word(value: object, known: Sequence[str], kind: str) -> str:
    """One of the known words; an error names the near ones.

    >>> word("clams", ["thigh", "clam"], "axis")
    Traceback (most recent call last):
        ...
    ValueError: there is no axis called 'clams'; did you mean clam?
    """
    if not isinstance(value, str) or value not in known:
        raise ValueError(unknown_name(value, known, kind))
    return value


def check_hip(hip: object, name: str = "hip") -> None:
    """Refuse what is no anatomy, its name for instance."""
    if isinstance(hip, str):
        raise TypeError(f"{name} is {hip!r}, a name; write gl.load_anatomy({hip!r})")
    if not isinstance(hip, Anatomy):
        raise TypeError(f"{name} is {told(hip)}; write an anatomy, such as gl.load_anatomy('rajagopal2016')")
