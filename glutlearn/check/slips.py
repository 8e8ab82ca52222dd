"""What a wrong number gives away about the one who wrote it: another unit, the other sign, the other line.

The slips are looked for in the order in which they should be told: first the unit, then the direction, then the size.
"""

from __future__ import annotations

from math import pi

import numpy as np

IN_OTHER_UNITS = {
    "°": {"radians": 180 / pi},
    "mm": {"metres": 1000.0, "centimetres": 10.0},
    "m": {"millimetres": 0.001, "centimetres": 0.01},
    "%": {"a share of one": 100.0},
    "share of one": {"per cent": 0.01},
    "N": {"kilonewtons": 1000.0},
    "N·m": {"newton millimetres": 0.001, "newton centimetres": 0.01},
    "N/mm": {"newtons per metre": 0.001},
    "body weights": {"per cent of body weight": 0.01},
    "people": {},
    "": {},
}
"""For each unit: the units that people write instead, and what turns those into it."""


def known(unit: str) -> str:
    """The unit, if slips are known for it; otherwise say which there are."""
    if unit not in IN_OTHER_UNITS:
        raise ValueError(f"no unit {unit!r} here; write one of {', '.join(filter(None, IN_OTHER_UNITS))}, or nothing")
    return unit


def close(answer: np.ndarray, expected: np.ndarray, tolerance: float) -> bool:
    """Tell whether all numbers agree, within a tolerance in their own unit."""
    return bool(np.all(np.abs(answer - expected) <= tolerance * (1 + 1e-9)))


def slip(answer: np.ndarray, expected: np.ndarray, tolerance: float, unit: str) -> str | None:
    """The slip that turns what was expected into what was answered, in words; None if there is none that we know."""
    size = float(np.abs(expected).max())
    if size <= 2 * tolerance:
        return None
    for other, factor in IN_OTHER_UNITS[unit].items():
        # A number read to the nearest unit of the right scale is read as well in another scale, never better.
        if close(answer * factor, expected, tolerance):
            return f"this looks like {other}; the answer is asked for in {unit}"
        if close(-answer * factor, expected, tolerance):
            return f"this looks like {other} and has the wrong sign; the answer is asked for in {unit}"
    if close(-answer, expected, tolerance):
        return "the size is right and the sign is wrong: look up which direction counts as positive"
    if unit == "°" and close(90 - answer, expected, tolerance):
        return "this is what is missing to a right angle: the angle was taken from the other line"
    if unit == "°" and close(180 - answer, expected, tolerance):
        return "this is what is missing to 180°: the angle was taken from the other end of the line"
    if answer.ndim == 1 and answer.size > 1 and close(answer[::-1], expected, tolerance):
        return "the values are right and in the reverse order"
    return None
