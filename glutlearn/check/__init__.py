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

from glutlearn.check.arrays import curve, labelled
from glutlearn.check.feedback import Feedback, NotYet
from glutlearn.check.functions import function
from glutlearn.check.numbers import angle, number
from glutlearn.check.words import choice, seal, several, sorting

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
