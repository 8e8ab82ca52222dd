"""Styles of controlling the femoral head: from too little, over just enough, to too much."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from glutlearn.anatomy import Anatomy, Mask
from glutlearn.arguments import number
from glutlearn.provenance import rows

STIFFEST = 100.0
"""N/mm: the floor that `Control.at(1)` asks of the muscles. A choice, made so that the range shows the whole valley."""


@dataclass(frozen=True)
class Control:
    """What control of the femoral head asks of the muscles, besides balancing the load.

    The styles of the document, "too much" and "too little", made into numbers. They are definitions of this course,
    not measurements.

    Parameters
    ----------
    deep_share : float
        0…1: how much of their economical share the deep muscles close to the joint are given (Retchford 2013 lists
        them); the others have to make up for it.
    stiffness : float
        N/mm: the least stiffness that the muscles together must have against a shift of the femoral head, in
        whatever direction is the weakest.
    minimum : float
        0…1: the least activation of every muscle, needed or not.

    Raises
    ------
    ValueError
        For a share or an activation outside 0…1, a negative stiffness, and a level outside −1…1.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.Control.at(-0.5)
    Control(deep_share=0.5, stiffness=0, minimum=0)
    >>> gl.Control.at(0) == gl.Control()
    True
    """

    deep_share: float = 1
    stiffness: float = 0
    minimum: float = 0

    def __post_init__(self) -> None:
        for name in ("deep_share", "minimum"):
            self._keep(name, 1, "a share from 0 to 1")
        self._keep("stiffness", math.inf, "newtons per millimetre, 0 or more")

    def _keep(self, name: str, highest: float, what: str) -> None:
        object.__setattr__(self, name, number(name, getattr(self, name), 0, highest, what))

    @classmethod
    def at(cls, level: float) -> Control:
        """One scale from too little (−1) over the least effort (0) to too much (1).

        Below zero the deep muscles' share falls to nothing; above zero the stiffness asked for rises to `STIFFEST`.
        """
        what = "a number from -1 (too little) to 1 (too much)"
        level = number("the level of control", level, -1, 1, what)
        return cls(deep_share=min(1.0, 1.0 + level), stiffness=max(0.0, level) * STIFFEST)

    @classmethod
    def of(cls, given: Control | float | None) -> Control:
        """A control as it is, from a level, or none."""
        if given is None:
            return cls()
        return given if isinstance(given, Control) else cls.at(given)

    def deep(self, hip: Anatomy) -> Mask:
        """Which of a hip's muscles count as deep, (muscles,)."""
        listed = {row["muscle"] for row in rows("retchford2013/local_stabilizers.csv")}
        return np.array([name in listed for name in hip.muscles])

    def __repr__(self) -> str:
        return f"Control(deep_share={self.deep_share:g}, stiffness={self.stiffness:g}, minimum={self.minimum:g})"
