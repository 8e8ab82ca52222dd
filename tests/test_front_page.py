"""The numbers on the front page are the library's, and those of its evidence."""

from __future__ import annotations

import re

import numpy as np
import pytest

import glutlearn as gl
from course_numbers import (
    PIRIFORMIS,
    TARGET,
    clam_arms,
    closing,
    nine_of_ten,
    recorded_angles,
    shortening,
    switches,
    turned,
)
from website import ROOT

PAGE = " ".join((ROOT / "book" / "index.md").read_text(encoding="utf-8").split())
WORDS = {3: "three", 8: "eight", 19: "nineteen"}


def found(study: str, quantity: str) -> list[str]:
    """What one study gives for a quantity."""
    rows = gl.evidence()
    return list(rows.value[rows.study.eq(study) & rows.quantity.eq(quantity)])


def test_switch_of_piriformis_lies_in_the_window_in_all_anatomies():
    assert "the four anatomies put the switch inside that window" in PAGE
    assert "between 45° and 65° of flexion" in PAGE
    assert len(switches(PIRIFORMIS)) == 4
    assert all(45 <= angle <= 65 for angle in switches(PIRIFORMIS))


def test_target_changes_earlier_in_most_anatomies():
    assert "posterior gluteus medius changes too, in most of the anatomies earlier" in PAGE
    earlier = np.array(switches(TARGET)) < np.array(switches(PIRIFORMIS))
    assert len(earlier) / 2 < earlier.sum() < len(earlier)


def test_spread_of_the_switch():
    spreads = []
    for name in gl.anatomies():
        low, high = nine_of_ten(name)
        spreads.append(high - low)
    apart = np.ptp(switches(TARGET))
    assert f"nine hips of ten spread over {min(spreads):.0f}–{max(spreads):.0f}°" in PAGE
    assert f"differ by up to {apart:.0f}° about gluteus medius" in PAGE


def test_share_of_the_pelvis():
    (share,) = found("Bohannon and Bass", "share of apparent hip flexion")
    least, most = map(int, re.fullmatch(r"(\d+) to (\d+)", share).groups())
    at_the_hip = [65 * (1 - part / 100) for part in (most, least)]
    assert f"the pelvis takes {least}–{most} % of what looks like hip flexion" in PAGE
    assert f'"65°" may be {at_the_hip[0]:.0f} to {at_the_hip[1]:.0f}° at the hip' in PAGE


def test_compartments_that_shift_inwards():
    (compartments,) = found("Delp et al.", "compartments that shift towards internal rotation")
    assert f"{compartments} of 18 muscle parts shift towards turning inwards, in four cadavers" in PAGE


def test_both_muscles_open_the_clam_with_less_leverage_at_65_degrees():
    assert "both muscles still open the knee at 65°, with less leverage than at 45°" in PAGE
    for name in gl.anatomies():
        for muscle in (PIRIFORMIS, TARGET):
            at45, at65 = clam_arms(name, muscle)
            assert 0 < at65 < at45


def test_moment_of_bands_beside_the_leg():
    bands = [closing(colour) for colour in ("tan", "blue")]
    least, most, leg = (WORDS[round(moment)] for moment in (*bands, closing()))
    assert f"a band adds {least} to {most} newton metres, from tan to blue, to the {leg} of the leg" in PAGE


def test_roll_of_the_pelvis_in_people():
    alone = gl.evidence().query("study == 'Koh and Jung' and condition == 'clam, no feedback' and muscle == 'pelvis'")
    assert f"rolls by {float(alone.value.item()):.0f}° on average" in PAGE


def test_what_a_roll_of_20_degrees_takes_from_the_target():
    assert "the hip may have done all of the opening or a third" in PAGE
    assert turned(0) == pytest.approx(30)
    assert turned(20) == pytest.approx(10, abs=1)
    assert "where it takes 20° of an opening of 30°, the target shortens by less than half as much at 45°" in PAGE
    assert 0 < shortening(TARGET, 45, 30, roll=20) < shortening(TARGET, 45, 30) / 2
    assert "and hardly at all at 65°" in PAGE
    assert abs(shortening(TARGET, 65, 30, roll=20)) < 2


def test_angles_that_were_recorded():
    assert "up to 60°, and nothing is recorded above" in PAGE
    assert "No recording that we found reaches 65°." in PAGE
    assert max(recorded_angles()) == 60
