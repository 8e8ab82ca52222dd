"""What was found in a person, in words from a closed list."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from glutlearn.anatomy import unknown_name
from glutlearn.arguments import told, word
from glutlearn.provenance import rows

LARGEST_RANGE = 60.0
"""Degrees of opening without roll. A clam that opens further leaves the range in which the rules were thought out."""


@cache
def vocabulary() -> dict[str, dict[str, Mapping[str, str]]]:
    """For each finding its words, and for each word its row of `data/prescription/words.csv`."""
    words: dict[str, dict[str, Mapping[str, str]]] = {}
    for row in rows("prescription/words.csv"):
        words.setdefault(row["finding"], {})[row["word"]] = row
    return words


@dataclass(frozen=True)
class Findings:
    """What an examination found, as far as the rules of `prescribe` ask for it.

    The first word of each list is the default. `aim`: "isolate", "strengthen", "motor_control". `stage`: "early",
    "middle", "late". `pain`: "none", "mild", "severe". `instability`, the control of the femoral head: "none",
    "too_much", "too_little". `atrophy`, the smaller part of gluteus medius: "none", "anterior", "middle", "posterior",
    "whole". `femoral_version`: "normal", "anteverted", "retroverted". `controlled_range`: degrees, 0…60, by which the
    knee opens before the pelvis rolls; the rules know it as none (below 10), some (10 to 25) and full (above 25).
    `tendinopathy`: True or False.

    Errors: a `ValueError` for a word that is not in its list names the near ones; a `TypeError` for another kind of
    thing says what to write.

    Examples
    --------
    >>> import glutlearn as gl
    >>> ana = gl.Findings(aim="strengthen", pain="mild", controlled_range=15)
    >>> ana.words()["controlled_range"]
    'some'
    >>> gl.Findings(aim="strength")
    Traceback (most recent call last):
        ...
    ValueError: there is no aim called 'strength'; did you mean strengthen?
    """

    aim: str = "isolate"
    stage: str = "early"
    pain: str = "none"
    instability: str = "none"
    atrophy: str = "none"
    femoral_version: str = "normal"
    controlled_range: float = 20
    tendinopathy: bool = False

    def __post_init__(self) -> None:
        for name, words in vocabulary().items():
            value = getattr(self, name)
            if name == "tendinopathy":
                if not isinstance(value, bool | np.bool_):
                    raise TypeError(f"tendinopathy is {told(value)}; write True or False")
                object.__setattr__(self, name, bool(value))
            elif name == "controlled_range":
                value = value.item() if isinstance(value, np.generic) else value
                if isinstance(value, bool) or not isinstance(value, int | float):
                    raise TypeError(f"controlled_range is {told(value)}; write degrees of opening without pelvic roll")
                object.__setattr__(self, name, value)
                if not (math.isfinite(value) and 0 <= value <= LARGEST_RANGE):
                    raise ValueError(f"controlled_range is {value:g}°; write degrees from 0 to {LARGEST_RANGE:g}")
            else:
                word(value, tuple(words), name)

    @classmethod
    def of(cls, given: Findings | Mapping[str, object]) -> Findings:
        """Findings as they are, or from a dictionary."""
        if isinstance(given, cls):
            return given
        if not isinstance(given, Mapping):
            raise TypeError(f"findings is {type(given).__name__}; write gl.Findings(...) or a dictionary")
        known = tuple(field.name for field in fields(cls))
        for name in given:
            if name not in known:
                raise ValueError(unknown_name(name, known, "finding"))
        return cls(**given)  # type: ignore[arg-type]

    def words(self) -> dict[str, str]:
        """Each finding as the rules know it."""
        found = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        return {
            **found,
            "controlled_range": band_of(self.controlled_range),
            "tendinopathy": "yes" if self.tendinopathy else "no",
        }

    def __str__(self) -> str:
        said = {**self.words(), "controlled_range": f"{self.controlled_range:g}° ({band_of(self.controlled_range)})"}
        return "; ".join(f"{name.replace('_', ' ')}: {word.replace('_', ' ')}" for name, word in said.items())


def band_of(degrees: float) -> str:
    """The word for a controlled range: a limit between two words belongs to the middle one.

    >>> [band_of(degrees) for degrees in (9.9, 10, 25, 25.1)]
    ['none', 'some', 'some', 'full']
    """
    bands = vocabulary()["controlled_range"]
    low, high = float(bands["some"]["from_deg"]), float(bands["some"]["to_deg"])
    return "none" if degrees < low else "full" if degrees > high else "some"
