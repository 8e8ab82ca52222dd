"""The view of control on the built page: controls move it, numbers are the library's, what cannot be held is said."""

import random

import numpy as np
import pytest

import browser as browser_finder
import glutlearn as gl
from glutlearn.explorers.valley_grid import EXERCISES, LEVELS, STOPS, exercise_at
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

PAGE = "book/problem-2-translation-control.html"

# mm, body weights, shares, N·m: no number is shown as finely.
SAME_NUMBER = 1e-3


def opened(page, address, unlock=True):
    """Open the page and return the view, by default with its controls unlocked."""
    page.goto(address + PAGE)
    settle(page)
    if unlock:
        skip_predictions(page)
    return page.locator('.gl-explorer[data-explorer="too-much-too-little"]').first


def fresh_numbers(state):
    """What the library says now for what the controls say: {(quantity, muscle): value}."""
    hip = gl.load_anatomy(state["anatomy"])
    task = exercise_at(hip, state["exercise"], state["flexion"])
    least, answer = (gl.recruit(hip, task.posture, task.loads, control=level) for level in (0, state["control"]))
    moved = gl.translation(hip, task.posture, answer, passive_stiffness=state["passive_stiffness"])
    fresh = {
        ("shift", None): moved.distance,
        ("force", None): gl.contact_force(hip, task.posture, answer).body_weights,
        ("times-least-effort", None): answer.effort / least.effort,
        ("missing", None): np.linalg.norm(answer.residual),
        ("missing-stiffness", None): answer.missing_stiffness,
    }
    fresh |= {("activation", name): share for name, share in answer.activation.to_series().items()}
    return {key: float(value) for key, value in fresh.items()}


def check_numbers(root):
    """Every number shown is the library's; returns the quantities."""
    state, shown = root.evaluate(READ_CONTROLS), root.evaluate(READ_NUMBERS)
    fresh = fresh_numbers(state)
    for one in shown:
        assert one["value"] == pytest.approx(fresh[one["quantity"], one["muscle"]], abs=SAME_NUMBER), (state, one)
        assert one["text"], (state, one)
    missing = {"missing", "missing-stiffness"} & {one["quantity"] for one in shown}
    too_much = fresh["missing", None] > SAME_NUMBER or fresh["missing-stiffness", None] > SAME_NUMBER
    assert bool(missing) == too_much, state
    return [one["quantity"] for one in shown]


def look(page, root):
    page.evaluate(NEXT_FRAME)
    return {
        "scene": root.locator("canvas.gl-scene").screenshot(),
        "chart": root.locator("svg.gl-chart").evaluate("one => one.outerHTML"),
        "sentence": root.locator(".gl-sentence").inner_text(),
    }


def set_view(page, root, exercise, **values):
    """Choose an exercise, then set its sliders; the stiffness by the number of its stop."""
    choose(root, "exercise", exercise)
    for trait, value in values.items():
        by_events(slider(root, trait), STOPS.index(value) if trait == "passive_stiffness" else value)
    page.evaluate(NEXT_FRAME)


def test_controls_wait_for_the_prediction(desktop, http_address):
    root = opened(desktop, http_address, unlock=False)
    control = slider(root, "control")
    assert not (control.is_visible() and control.is_enabled())
    assert root.locator("[data-curve]").count() == 0
    for trait, said in (("prediction-shift", "smaller"), ("prediction-force", "smaller")):
        root.locator(f'.gl-predict [data-trait="{trait}"][value="{said}"]').check()
    root.locator(".gl-predict-submit").click()
    assert control.is_visible() and control.is_enabled()
    assert control.evaluate("one => one === document.activeElement")
    desktop.evaluate(NEXT_FRAME)
    assert root.locator("[data-curve]").count() == 2
    by_keyboard(control, 1)
    desktop.evaluate(NEXT_FRAME)
    outcome = root.locator(".gl-explanation").inner_text()
    assert "You said that the shift becomes smaller and the force becomes smaller. One of the two was so." in outcome
    check_numbers(root)


@pytest.mark.parametrize("move", [by_keyboard, by_events])
def test_every_slider_moves_the_drawing(desktop, address, move):
    watched = Watch(desktop, address)
    root = opened(desktop, address)
    assert set(sliders(root)) == {"control", "flexion", "passive_stiffness"}
    for trait in sliders(root):
        control = slider(root, trait)
        low, middle, high = positions(control)
        looks = []
        for value in (low, middle, high):
            move(control, value)
            assert float(control.input_value()) == pytest.approx(value), trait
            looks.append(look(desktop, root))
            assert {"shift", "force", "activation"} <= set(check_numbers(root))
        for part in ("scene", "chart", "sentence"):
            assert len({one[part] for one in looks}) == 3, f"{trait}: the {part} stands still"
        move(control, middle)
    assert watched.faults == []


def test_every_exercise_shows_the_numbers_of_the_library(desktop, http_address):
    root = opened(desktop, http_address)
    assert [choice["exercise"] for choice in choices(root)] == gl.exercises()
    some = random.Random(3)
    for exercise, (flexions, _) in EXERCISES.items():
        for _ in range(4):
            set_view(
                desktop,
                root,
                exercise,
                flexion=some.choice(flexions),
                control=round(float(some.choice(LEVELS)), 1),
                passive_stiffness=some.choice(STOPS),
            )
            assert len(check_numbers(root)) >= 5


def test_the_flexion_stays_within_the_exercise(desktop, http_address):
    root = opened(desktop, http_address)
    set_view(desktop, root, "clam", flexion=90)
    before = 90
    for exercise, (flexions, start) in EXERCISES.items():
        choose(root, "exercise", exercise)
        desktop.evaluate(NEXT_FRAME)
        low, _, high = positions(slider(root, "flexion"))
        assert (low, high) == (flexions[0], flexions[-1])
        before = before if low <= before <= high else start
        assert float(slider(root, "flexion").input_value()) == before
        check_numbers(root)


def test_what_cannot_be_held_is_said(desktop, http_address):
    root = opened(desktop, http_address)
    set_view(desktop, root, "clam", flexion=90, control=-1)
    assert "missing" in check_numbers(root)
    assert "cannot be held" in root.locator(".gl-means").inner_text()
    sentence = root.locator(".gl-sentence").inner_text()
    assert "Nothing holds the clam" in sentence
    assert "as others make up for the deep muscles" in sentence
    assert root.locator(".gl-cannot").count() > 0
    set_view(desktop, root, "clam", flexion=90, control=0)
    assert "missing" not in check_numbers(root)


def test_the_valley_is_where_both_are_below(desktop, http_address):
    root = opened(desktop, http_address)
    set_view(desktop, root, "prone_extension", flexion=10, passive_stiffness=54)
    assert root.locator(".gl-inside-both").count() == 1
    set_view(desktop, root, "one_leg_stance", flexion=0, passive_stiffness=54)
    assert root.locator(".gl-inside-both").count() == 0
    assert "no setting of the control keeps both below" in root.locator(".gl-sentence").inner_text()


def test_the_control_can_be_dragged_on_the_chart_and_played(desktop, http_address):
    root = opened(desktop, http_address)
    chart = root.locator("svg.gl-chart")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    desktop.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    assert float(slider(root, "control").input_value()) > 0.5
    desktop.evaluate(NEXT_FRAME)
    check_numbers(root)
    by_events(slider(root, "control"), -1)
    root.locator(".gl-play").press("Enter")
    desktop.wait_for_function("one => Number(one.value) > 0", arg=slider(root, "control").element_handle())
    root.locator(".gl-play").press("Enter")
    desktop.evaluate(NEXT_FRAME)
    check_numbers(root)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_use_on_a_telephone(browser, http_address, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    root = opened(page, http_address)
    by_keyboard(slider(root, "control"), 1)
    page.evaluate(NEXT_FRAME)
    faults = serious_faults(page)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    context.close()
    assert faults == []
    assert width <= 360


def test_without_webgl_the_chart_still_works_and_the_view_says_so(playwright, http_address):
    without = playwright.chromium.launch(
        executable_path=browser_finder.find(), args=browser_finder.launch_arguments(webgl=False)
    )
    page = without.new_page(viewport={"width": 1280, "height": 900})
    watched = Watch(page, http_address)
    root = opened(page, http_address)
    assert root.locator(".gl-no-webgl").inner_text().strip()
    before = root.locator("svg.gl-chart").evaluate("one => one.outerHTML")
    by_keyboard(slider(root, "control"), 1)
    page.evaluate(NEXT_FRAME)
    after = root.locator("svg.gl-chart").evaluate("one => one.outerHTML")
    check_numbers(root)
    without.close()
    assert before != after
    assert watched.faults == []
