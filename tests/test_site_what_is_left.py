"""The view of losses on the built page: every control moves it, and every number is what the library answers."""

import itertools
import random

import pytest

import glutlearn as gl
from glutlearn.explorers.loss_cases import CASES, STATE
from losses import HEALTHY, fresh
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

PAGE = "book/problem-3-pain-and-load.html"

# Percent, N, N·m, body weights. A moment that changes hands is the difference of two that were rounded.
SAME_NUMBER = {
    "activation": 0.01, "reach": 0.1, "force": 0.1, "change": 0.02, "opening": 0.1, "contact": 0.001, "missing": 0.01,
}  # fmt: skip


def opened(page, address, unlock=True):
    """Open the page and return the view, by default with its controls unlocked."""
    page.goto(address + PAGE)
    settle(page)
    if unlock:
        skip_predictions(page)
    return page.locator('.gl-explorer[data-explorer="what-is-left"]').first


def fresh_number(one, state, before, now):
    """What the library says now of one number of the view."""
    quantity, muscle = one["quantity"], one["muscle"]
    if quantity == "reach":
        return now["activation"][muscle] / (1 - state["inhibition"] / 100)
    if quantity == "change":
        return now["moment"][muscle] - before["moment"][muscle]
    if quantity == "opening":
        return sum(now["moment"].values())
    return now[quantity] if muscle is None else now[quantity][muscle]


def check_numbers(root):
    """Every number shown is the library's; returns their quantities."""
    state, shown = root.evaluate(READ_CONTROLS), root.evaluate(READ_NUMBERS)
    hip = gl.load_anatomy(state["anatomy"])
    state = {name: state[name] for name in STATE}
    before, now = fresh(hip, state | HEALTHY), fresh(hip, state)
    for one in shown:
        wanted = fresh_number(one, state, before, now)
        assert one["value"] == pytest.approx(wanted, abs=SAME_NUMBER[one["quantity"]]), (state, one)
        assert one["text"], (state, one)
    quantities = [one["quantity"] for one in shown]
    assert ("missing" in quantities) == (now["missing"] > SAME_NUMBER["missing"]), state
    return quantities


def look(page, root):
    page.evaluate(NEXT_FRAME)
    return root.locator("svg.gl-chart").evaluate("one => one.outerHTML"), root.locator(".gl-sentence").inner_text()


def test_controls_wait_for_the_prediction(desktop, http_address):
    root = opened(desktop, http_address, unlock=False)
    control = slider(root, "atrophy")
    assert not (control.is_visible() and control.is_enabled())
    assert root.locator('[data-quantity="force"]').count() == 0, "the answer is shown before the prediction"
    root.locator('[data-trait="prediction-share"][value="higher"]').check()
    root.locator('[data-trait="prediction-helper"][value="gluteus_maximus"]').check()
    root.locator(".gl-predict-submit").click()
    assert control.is_visible() and control.is_enabled()
    desktop.evaluate(NEXT_FRAME)
    assert len(check_numbers(root)) >= 20
    outcome = root.locator(".gl-explanation").inner_text()
    assert "You said a higher share" in outcome and "lower share" in outcome
    assert "gluteus maximus does take over most" in outcome


@pytest.mark.parametrize(("scheme", "move"), [("http", by_keyboard), ("file", by_events)])
def test_every_slider_moves_the_drawing(desktop, site, http_address, scheme, move):
    address = http_address if scheme == "http" else f"{site.as_uri()}/"
    watched = Watch(desktop, address)
    root = opened(desktop, address)
    assert set(sliders(root)) == set(STATE) - {"part"}
    for trait in sliders(root):
        control = slider(root, trait)
        start = float(control.input_value())
        looks = []
        for place in positions(control):
            move(control, place)
            assert root.evaluate(READ_CONTROLS)[trait] == STATE[trait][round(place)]
            looks.append(look(desktop, root))
            assert len(check_numbers(root)) >= 20
        for (chart, sentence), (other_chart, other_sentence) in itertools.pairwise(looks):
            assert chart != other_chart, f"{trait}: the bars stand still"
            assert sentence != other_sentence, f"{trait}: the sentence says the same"
        # What the others do is seen best where this one does little.
        move(control, start)
    assert watched.faults == []


def test_choices_show_the_numbers_of_the_library(desktop, http_address):
    root = opened(desktop, http_address)
    for choice in choices(root):
        for trait, value in choice.items():
            choose(root, trait, value)
        desktop.evaluate(NEXT_FRAME)
        assert len(check_numbers(root)) >= 20, choice


def test_any_stop_of_all_controls_shows_the_numbers_of_the_library(desktop, http_address):
    root = opened(desktop, http_address)
    draw = random.Random(3)
    for _ in range(20):
        choose(root, "part", draw.choice(STATE["part"]))
        for trait in sliders(root):
            by_events(slider(root, trait), draw.randrange(len(STATE[trait])))
        desktop.evaluate(NEXT_FRAME)
        check_numbers(root)


def test_a_patient_sets_what_is_lost_and_says_what_was_measured(desktop, http_address):
    root = opened(desktop, http_address)
    for case in CASES:
        choose(root, "case", case)
        desktop.evaluate(NEXT_FRAME)
        state = root.evaluate(READ_CONTROLS)
        assert state["case"] == case
        assert "Not measured" in root.locator(".gl-who").inner_text()
        assert root.locator(".gl-patient").is_visible() == (case != "healthy")
    by_events(slider(root, "inhibition"), 4)
    assert root.evaluate(READ_CONTROLS)["case"] == "own"


def test_lost_drive_shows_only_under_load(desktop, http_address):
    root = opened(desktop, http_address)
    choose(root, "part", "gluteus_medius")
    by_events(slider(root, "atrophy"), 0)
    by_events(slider(root, "inhibition"), STATE["inhibition"].index(50))
    by_events(slider(root, "band"), STATE["band"].index("none"))
    desktop.evaluate(NEXT_FRAME)
    assert "The lost drive does not show" in root.locator(".gl-kinds").inner_text()
    assert "as in the healthy hip" in root.locator(".gl-sentence").inner_text()
    by_events(slider(root, "band"), STATE["band"].index("gold"))
    desktop.evaluate(NEXT_FRAME)
    assert "Here the lost drive shows" in root.locator(".gl-kinds").inner_text()
    check_numbers(root)


def test_a_load_that_cannot_be_held_is_said(desktop, http_address):
    root = opened(desktop, http_address)
    by_events(slider(root, "band"), STATE["band"].index("gold"))
    by_events(slider(root, "flexion"), STATE["flexion"].index(90))
    desktop.evaluate(NEXT_FRAME)
    assert root.locator(".gl-sentence").inner_text().startswith("model This load cannot be held: ")
    assert "missing" in check_numbers(root)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_use_on_a_telephone(browser, http_address, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    root = opened(page, http_address)
    by_keyboard(slider(root, "inhibition"), 5)
    page.evaluate(NEXT_FRAME)
    faults = serious_faults(page)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    context.close()
    assert faults == []
    assert width <= 360


def test_touch_moves_a_slider_on_a_telephone(telephone, http_address):
    watched = Watch(telephone, http_address)
    root = opened(telephone, http_address, unlock=False)
    root.locator(".gl-predict-skip").tap()
    control = slider(root, "inhibition")
    before = look(telephone, root)
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box["height"] >= 24, "too small for a fingertip"
    telephone.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    assert before != look(telephone, root)
    check_numbers(root)
    assert watched.faults == []
