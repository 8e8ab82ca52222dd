"""The numbers on the teachers' pages are the library's: each sentence that has one is written anew and compared."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

import glutlearn as gl
from course_numbers import (
    PIRIFORMIS,
    TARGET,
    active,
    answer,
    apart,
    clam_arms,
    closing,
    lost,
    nine_of_ten,
    pressed,
    recorded_angles,
    shortening,
    switch,
    switches,
    target_first,
    turned,
)
from teachers_pages import page, without

NUMBERS: dict[str, list[Callable[[], str]]] = {
    "class-50-minutes": [
        lambda: f"In Delp 1990 that is at {switch('delp1990', PIRIFORMIS):.0f}°; posterior gluteus medius has gone "
        f"first, at {switch('delp1990', TARGET):.0f}°.",
        lambda: f"In Delp 1990 piriformis has lost {lost(PIRIFORMIS):.0f} % of its leverage and posterior gluteus "
        f"medius {lost(TARGET):.0f} %.",
        lambda: f"Stop at {switch('delp1990', PIRIFORMIS):.0f}°.",
        lambda: f'"so {min(switches(PIRIFORMIS)):.0f}° is right"',
    ],
    "lab-2-hours": [
        lambda: f"In this hip the switch comes at {switch('dostal1981', TARGET):.0f}°.",
        lambda: f"piriformis between {np.floor(min(switches(PIRIFORMIS))):.0f}° and "
        f"{np.ceil(max(switches(PIRIFORMIS))):.0f}°, posterior gluteus medius between "
        f"{np.floor(min(switches(TARGET))):.0f}° and {np.ceil(max(switches(TARGET))):.0f}°",
        lambda: f"{nine_of_ten()[0]:.0f}° to {nine_of_ten()[1]:.0f}° at 5 mm",
        lambda: f"gluteus medius switches first in {target_first():.0f} of 100",
        lambda: f"30° is {np.radians(30):.2f} of a radian",
    ],
    "misconceptions": [
        lambda: f"In Delp 1990 it changes at {switch('delp1990', TARGET):.0f}°, before piriformis does "
        f"({switch('delp1990', PIRIFORMIS):.0f}°). In Dostal & Andrews 1981 it changes at "
        f"{switch('dostal1981', TARGET):.0f}°.",
        lambda: f"With the knee at 90° the two lines are {apart():.0f}° apart in Rajagopal 2016",
        lambda: f'"Below {switch("delp1990", PIRIFORMIS):.0f}° outwards, above it inwards."',
        lambda: f"Error 5 mm: nine of ten hips between {nine_of_ten()[0]:.0f}° and {nine_of_ten()[1]:.0f}°.",
        lambda: f"the leverage of piriformis falls by {lost(PIRIFORMIS):.0f} %",
        lambda: f"piriformis goes from {active(PIRIFORMIS, 45):.0f} % of its activation to "
        f"{active(PIRIFORMIS, 65):.0f} %",
        lambda: f"rises from {pressed(0):.1f} to {pressed(1):.1f} body weights",
        lambda: f"it works at {active(TARGET, 45):.0f} % of its full activation",
        lambda: f"by {shortening(PIRIFORMIS, 45, 20):.0f} mm at 45° of hip flexion and by "
        f"{shortening(PIRIFORMIS, 65, 20):.0f} mm at 65°",
        lambda: f"asks {closing('red'):.0f} N·m more, beside the {closing():.0f} N·m of the leg itself",
        lambda: f"Roll 0°: the hip has turned by {turned(0):.0f}°. Roll 20°: the knee is as high, and the hip has "
        f"turned by {turned(20):.0f}°.",
    ],
}  # fmt: skip
"""Each sentence with a number, as the library writes it now."""

SETTINGS = r"(?:0|10|45|60|65|90)°|(?:5|0|10) mm|30°|20°|\+?100 %|32 %|68 %|30 cm|10 cm|60 cm|5 cm"
"""What a reader sets, or is told as given: stops of sliders, the rule, lengths of a lace."""

WITH_UNIT = re.compile(r"(?<![\w.,])\+?\d+(?:\.\d+)?(?:°| %| mm| cm| N·m| N| body weights)")


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_those_of_the_library(name: str):
    for sentence in NUMBERS[name]:
        assert sentence() in page(name)


@pytest.mark.parametrize("name", NUMBERS)
def test_no_number_stands_in_a_page_unchecked(name: str):
    left = without(name, NUMBERS[name])
    assert [found for found in WITH_UNIT.findall(left) if not re.fullmatch(SETTINGS, found)] == []


def test_at_65_degrees_both_muscles_open_the_clam_with_less_leverage_than_at_45_in_all_four_anatomies():
    for name in gl.anatomies():
        for muscle in (PIRIFORMIS, TARGET):
            at45, at65 = clam_arms(name, muscle)
            assert 0 < at65 < at45
        rival, target = (np.divide(*clam_arms(name, muscle)[::-1]) for muscle in (PIRIFORMIS, TARGET))
        assert target < rival, "the target has lost the larger share"


def test_no_clam_was_recorded_above_60_degrees():
    assert max(recorded_angles()) == 60


def test_a_ceiling_at_68_percent_changes_nothing_in_a_light_clam():
    hip, task, shared = answer(45)
    capped = gl.recruit(hip, task.posture, task.loads, capacity=gl.capacity(hip, inhibition={TARGET: 0.32}))
    assert float(abs(capped.activation - shared.activation).max()) < 1e-6


def test_tilting_the_pelvis_moves_the_switch_by_as_much():
    hip = gl.load_anatomy("delp1990")
    tilted = gl.virtual_hips(hip, n=1, attachment_sd=0, pelvic_tilt_deg=10)
    moved = gl.inversion_angles(tilted, PIRIFORMIS).values.ravel()[0] - switch("delp1990", PIRIFORMIS)
    assert abs(abs(float(moved)) - 10) < 0.1
