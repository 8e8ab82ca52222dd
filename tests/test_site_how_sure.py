"""The view of many hips on the built page: every control changes it, and every number is counted by the library."""

import random

import numpy as np
import pytest

import glutlearn as gl
from pages import Watch, serious_faults, settle, skip_predictions
from views import (
    NEXT_FRAME,
    READ_CONTROLS,
    READ_NUMBERS,
    by_events,
    by_keyboard,
    choices,
    choose,
    positions,
    slider,
    sliders,
)

PAGE = "book/how-sure-are-you.html"

# Percent and degrees: whole numbers are shown.
SAME_NUMBER = 0.01


def opened(page, address, unlock=True):
    """Open the page and return the view, by default with its controls unlocked."""
    page.goto(address + PAGE)
    settle(page)
    if unlock:
        skip_predictions(page)
    return page.locator('.gl-explorer[data-explorer="how-sure"]')


def fresh_numbers(state):
    """What the library counts now for what the controls say: {(quantity, muscle): percent or degrees}."""
    muscles = [state["upper"], state["lower"]]
    hips = gl.virtual_hips(
        gl.load_anatomy(state["anatomy"]).select(muscles),
        n=1000,
        attachment_sd=state["attachment_mm"] / 1000,
        anteversion_deg=state["anteversion_deg"],
        pelvic_tilt_deg=state["pelvic_tilt_deg"],
        seed=0,
    )
    first = np.stack([gl.inversion_angles(hips, muscle, state["about"]).isel(root=0) for muscle in muscles])
    found = ~np.isnan(first)
    first[~found] = np.inf
    fresh = {}
    for index, muscle in enumerate(muscles):
        own, other = first[index], first[1 - index]
        fresh["share-inside", muscle] = 100 * ((own >= 45) & (own <= 65)).mean()
        fresh["share-none", muscle] = 100 * (~found[index]).mean()
        fresh["share-first", muscle] = 100 * (own < other).mean()
        fresh["share-only-one", muscle] = 100 * (found[0] != found[1]).mean()
        fresh["share-neither", muscle] = 100 * (~found.any(axis=0)).mean()
        if found[index].any():
            summary = np.quantile(own[found[index]], [0.05, 0.5, 0.95])
            fresh |= {(name, muscle): angle for name, angle in zip(("low", "median", "high"), summary, strict=True)}
    return fresh


def check_numbers(root):
    """Every number shown is the library's; returns how many there were."""
    state, shown = root.evaluate(READ_CONTROLS), root.evaluate(READ_NUMBERS)
    fresh = fresh_numbers(state)
    for one in shown:
        assert one["value"] == pytest.approx(fresh[one["quantity"], one["muscle"]], abs=SAME_NUMBER), (state, one)
        assert one["text"], (state, one)
    return len(shown)


def look(page, root):
    page.evaluate(NEXT_FRAME)
    chart = root.locator("svg.gl-chart").first.evaluate("one => one.outerHTML")
    return chart, root.locator(".gl-sentence").inner_text()


def test_controls_wait_for_the_prediction(desktop, http_address):
    root = opened(desktop, http_address, unlock=False)
    control = slider(root, "attachment_mm")
    assert not (control.is_visible() and control.is_enabled())
    root.locator(".gl-predict-submit").click()
    assert control.is_visible() and control.is_enabled()
    desktop.evaluate(NEXT_FRAME)
    assert check_numbers(root) >= 4


@pytest.mark.parametrize("move", [by_keyboard, by_events])
def test_every_slider_moves_the_drawing(desktop, address, move):
    watched = Watch(desktop, address)
    root = opened(desktop, address)
    assert set(sliders(root)) == {"attachment_mm", "anteversion_deg", "pelvic_tilt_deg"}
    for trait in sliders(root):
        control = slider(root, trait)
        low, middle, high = positions(control)
        looks = []
        for value in (low, middle, high):
            move(control, value)
            looks.append(look(desktop, root))
            assert check_numbers(root) >= 4
        assert len({chart for chart, _ in looks}) == 3, f"{trait}: the histogram stands still"
        assert len({sentence for _, sentence in looks}) == 3, f"{trait}: the sentence says the same"
        move(control, middle)
    assert watched.faults == []


def test_choices_show_the_numbers_of_the_library(desktop, http_address):
    root = opened(desktop, http_address)
    offered = choices(root)
    assert len(offered) > 100
    # A fixed sample: all of them would take minutes, and each muscle, axis and anatomy comes up several times.
    for choice in random.Random(1).sample(offered, 24):
        for trait, value in choice.items():
            choose(root, trait, value)
        desktop.evaluate(NEXT_FRAME)
        assert check_numbers(root) >= 4, choice


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_use_on_a_telephone(browser, http_address, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    root = opened(page, http_address)
    by_keyboard(slider(root, "attachment_mm"), 10)
    page.evaluate(NEXT_FRAME)
    faults = serious_faults(page)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    context.close()
    assert faults == []
    assert width <= 360
