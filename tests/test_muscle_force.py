"""The force of a muscle at full activation: by hand, at and off the optimal length of its fibres."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import glutlearn as gl
from glutlearn.muscle_force import force_per_activation


def piriformis(**strengths: float) -> gl.Anatomy:
    hip = gl.load_anatomy("delp1990").select(["piriformis"])
    return replace(hip, lines=(replace(hip.lines[0], **strengths),))


def force(hip: gl.Anatomy, force_length: bool = True) -> float:
    return float(force_per_activation(hip, gl.Posture(), force_length)[0, 0, 0])


def test_without_lengths_it_is_the_published_force_along_the_tendon():
    assert force(gl.load_anatomy("delp1990").select(["piriformis"]), False) == pytest.approx(
        444 * np.cos(np.radians(10))
    )


def test_at_the_optimal_length_nothing_is_lost():
    """The path is a tendon and a fibre of optimal length at its pennation: full force, less the pennation."""
    path = float(gl.path_lengths(piriformis(), gl.Posture())[0])
    hip = piriformis(
        optimal_fiber_length=0.03, pennation=20.0, tendon_slack_length=path - 0.03 * np.cos(np.radians(20))
    )
    assert force(hip) == pytest.approx(444 * np.cos(np.radians(20)))


@pytest.mark.parametrize("stretch", [0.5, 1.5])
def test_half_a_length_off_leaves_what_the_bell_curve_says(stretch: float):
    """exp(−0.5² / 0.45) = 0.574 (Thelen 2003), shorter or longer."""
    path = float(gl.path_lengths(piriformis(), gl.Posture())[0])
    hip = piriformis(optimal_fiber_length=0.03, pennation=0.0, tendon_slack_length=path - stretch * 0.03)
    assert force(hip) == pytest.approx(444 * np.exp(-0.25 / 0.45))


def test_a_slack_tendon_pulls_nothing():
    path = float(gl.path_lengths(piriformis(), gl.Posture())[0])
    assert force(piriformis(tendon_slack_length=path + 0.01)) == 0
