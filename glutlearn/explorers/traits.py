"""What the controls of a view may be set to: traits that refuse all else and say what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import traitlets


def one_of(what: str, value: str, allowed: Iterable[str]) -> str:
    """The value itself if it is allowed.

    Raises
    ------
    traitlets.TraitError
        Otherwise, naming what to write.
    """
    choices = list(allowed)
    if value in choices:
        return value
    near = difflib.get_close_matches(str(value), choices, n=3)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else f"write one of {', '.join(choices)}"
    raise traitlets.TraitError(f"{value!r} is no {what} here; {hint}")


def plain(what: str, value: object, instead: str) -> float:
    """The value as a number of Python's own, which the browser can be sent.

    Raises
    ------
    traitlets.TraitError
        For what is no number, naming what to write.
    """
    number = value.item() if isinstance(value, np.generic) else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise traitlets.TraitError(f"{what} is {value!r}; write {instead}")
    return number


def within(what: str, value: float, lowest: float, highest: float) -> float:
    """The value itself if it lies in the closed range of the control, in degrees or newtons.

    Raises
    ------
    traitlets.TraitError
        Otherwise, naming the range.
    """
    if not lowest <= value <= highest:
        raise traitlets.TraitError(f"{what} is {value:g}; write a number from {lowest:g} to {highest:g}")
    return value


def at_stop(what: str, value: float, stops: Sequence[float]) -> float:
    """The value itself if the slider can stand there.

    Raises
    ------
    traitlets.TraitError
        Otherwise, naming the stops.
    """
    if value in stops:
        return float(value)
    raise traitlets.TraitError(f"{what} is {value:g}; write one of {', '.join(f'{stop:g}' for stop in stops)}")


class OneOf(traitlets.Unicode[str, str | bytes]):
    """A name from a list, sent to the browser; `what` is how an error calls it, by default as the trait is called.

    Examples
    --------
    >>> class View(traitlets.HasTraits):
    ...     axis = OneOf("thigh", ["thigh", "clam"])
    >>> View(axis="clams")
    Traceback (most recent call last):
        ...
    traitlets.traitlets.TraitError: 'clams' is no axis here; did you mean 'clam'?
    """

    def __init__(self, start: str, allowed: Iterable[str], what: str = ""):
        super().__init__(start)
        self.tag(sync=True)
        self.allowed = list(allowed)
        self.what = what

    def validate(self, obj: Any, value: Any) -> str:
        """The name, if it is in the list."""
        return one_of(self.what or str(self.name), super().validate(obj, value), self.allowed)


class Within(traitlets.Float[float, float]):
    """A number from the first to the last node of a slider, sent to the browser.

    Examples
    --------
    >>> class View(traitlets.HasTraits):
    ...     flexion = Within(45, range(0, 91, 5))
    >>> View(flexion=100)
    Traceback (most recent call last):
        ...
    traitlets.traitlets.TraitError: flexion is 100; write a number from 0 to 90
    """

    def __init__(self, start: float, nodes: Sequence[float]):
        super().__init__(float(start))
        self.tag(sync=True)
        self.nodes = nodes

    def validate(self, obj: Any, value: Any) -> float:
        """The number, if it is in the range."""
        number = plain(str(self.name), value, f"a number from {self.nodes[0]:g} to {self.nodes[-1]:g}")
        return within(str(self.name), super().validate(obj, number), self.nodes[0], self.nodes[-1])


class AtStop(traitlets.Float[float, float]):
    """A number at which a slider can stand, sent to the browser.

    Examples
    --------
    >>> class View(traitlets.HasTraits):
    ...     tilt = AtStop(0, [-5, 0, 5])
    >>> View(tilt=3)
    Traceback (most recent call last):
        ...
    traitlets.traitlets.TraitError: tilt is 3; write one of -5, 0, 5
    """

    def __init__(self, start: float, stops: Sequence[float]):
        super().__init__(float(start))
        self.tag(sync=True)
        self.stops = stops

    def validate(self, obj: Any, value: Any) -> float:
        """The number, if it is a stop."""
        number = plain(str(self.name), value, f"one of {', '.join(f'{stop:g}' for stop in self.stops)}")
        return at_stop(str(self.name), super().validate(obj, number), self.stops)
