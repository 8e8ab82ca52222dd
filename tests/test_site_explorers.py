"""The interactive views on the built pages: every control moves the drawing, and every number is the library's."""

import itertools

import pytest

import browser as browser_finder
import glutlearn as gl
from glutlearn.explorers.moment_arm import KNEE_FLEXION
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

# Each view, and the page that shows it first.
EXPLORERS = {
    "moment-arm": "book/the-hip.html",
    "role-inversion": "book/problem-1-role-inversion.html",
}

# mm, and N·m for a moment: no number is shown finer than ten times this. The grid is sent as 32-bit numbers.
SAME_NUMBER = 0.01


def opened(page, address, name, unlock=True):
    """Open the page of a view, and return the view; by default with its controls unlocked."""
    page.goto(address + EXPLORERS[name])
    settle(page)
    if unlock:
        skip_predictions(page)
    return page.locator(f'.gl-explorer[data-explorer="{name}"]').first


def look(page, root):
    """What the view shows now: drawing, curves and sentence."""
    page.evaluate(NEXT_FRAME)
    return {
        "scene": root.locator("canvas.gl-scene").screenshot(),
        "chart": root.locator("svg.gl-chart").evaluate("one => one.outerHTML"),
        "sentence": root.locator(".gl-sentence").inner_text(),
    }


def role_inversion_arms(state):
    """The moment arms, in m, that the library gives now for what the controls of the view say."""
    hip = gl.load_anatomy(state["anatomy"])
    pose = gl.Posture(flexion=state["flexion"], knee_flexion=state["knee_flexion"])
    axis = {"thigh": gl.thigh_axis, "clam": gl.clam_axis}[state["axis"]]
    return gl.moment_arms_about(hip, pose, axis(hip, pose))


def moment_arm_arms(state):
    """The same for the view of one muscle, where the lesson chooses the anatomy and the knee keeps its angle."""
    hip = gl.load_anatomy(state["anatomy"])
    angles = {name: state[name] for name in ("flexion", "adduction", "rotation")}
    pose = gl.Posture(**angles, knee_flexion=KNEE_FLEXION)
    return gl.moment_arms(hip, pose).sel(coordinate=state["axis"])


FRESH_ARMS = {"role-inversion": role_inversion_arms, "moment-arm": moment_arm_arms}


def check_numbers(root):
    """Every number shown is the library's; returns how many there were."""
    root.locator('[data-quantity="arm"][data-value]').first.wait_for(state="attached")
    state = root.evaluate(READ_CONTROLS)
    shown = root.evaluate(READ_NUMBERS)
    arms = FRESH_ARMS[root.get_attribute("data-explorer")](state)
    for one in shown:
        fresh = 1000 * float(arms.sel(muscle=one["muscle"]))
        if one["quantity"] == "moment":
            fresh *= state["force"] / 1000
        assert one["value"] == pytest.approx(fresh, abs=SAME_NUMBER), (state, one)
        assert one["text"], (state, one)
    return len(shown)


@pytest.mark.parametrize("name", EXPLORERS)
def test_controls_wait_for_the_prediction(desktop, http_address, name):
    root = opened(desktop, http_address, name, unlock=False)
    control = slider(root, "flexion")
    assert not (control.is_visible() and control.is_enabled())
    form = root.locator(".gl-predict")
    for group in form.evaluate("form => [...new Set([...form.querySelectorAll('[type=radio]')].map(one => one.name))]"):
        form.locator(f'[type=radio][name="{group}"]').first.check()
    form.locator(".gl-predict-submit").click()
    assert control.is_visible() and control.is_enabled()
    desktop.evaluate(NEXT_FRAME)
    check_numbers(root)


@pytest.mark.parametrize(("scheme", "move"), [("http", by_keyboard), ("http", by_events), ("file", by_events)])
@pytest.mark.parametrize("name", EXPLORERS)
def test_every_slider_moves_the_drawing(desktop, site, http_address, name, scheme, move):
    address = http_address if scheme == "http" else f"{site.as_uri()}/"
    watched = Watch(desktop, address)
    root = opened(desktop, address, name)
    assert "flexion" in sliders(root)
    for trait in sliders(root):
        control = slider(root, trait)
        low, middle, high = positions(control)
        looks = []
        for value in (low, middle, high):
            move(control, value)
            assert float(control.input_value()) == pytest.approx(value), trait
            looks.append(look(desktop, root))
            check_numbers(root)
        for before, after in itertools.pairwise(looks):
            assert before != after, f"{trait}: nothing moves"
            if trait == "flexion":
                assert before["scene"] != after["scene"], "the scene stands still"
                assert before["chart"] != after["chart"], "the marker stands still"
                assert before["sentence"] != after["sentence"], "the sentence says the same"
        move(control, middle)
    assert watched.faults == []


def test_muscles_stand_in_their_order_whether_the_outputs_were_stored_or_not(desktop, http_address):
    """A stored notebook sorts the keys of every mapping; piriformis and its rival come first all the same."""
    root = opened(desktop, http_address, "role-inversion")
    boxes = root.locator('input[type=checkbox][data-trait="muscles"]')
    assert [box.get_attribute("value") for box in boxes.all()][:2] == ["piriformis", "gluteus_medius_posterior"]


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_choice_shows_the_numbers_of_the_library(desktop, http_address, name):
    root = opened(desktop, http_address, name)
    assert len(choices(root)) > 1
    for choice in choices(root):
        for trait, value in choice.items():
            choose(root, trait, value)
        for value in positions(slider(root, "flexion")):
            by_events(slider(root, "flexion"), value)
            desktop.evaluate(NEXT_FRAME)
            assert check_numbers(root) >= 1, choice


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", EXPLORERS)
def test_axe_finds_no_serious_fault_in_use(browser, http_address, name, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    root = opened(page, http_address, name)
    by_keyboard(slider(root, "flexion"), positions(slider(root, "flexion"))[2])
    page.evaluate(NEXT_FRAME)
    faults = serious_faults(page)
    context.close()
    assert faults == []


@pytest.mark.parametrize("name", EXPLORERS)
def test_touch_moves_the_slider_on_a_telephone(telephone, http_address, name):
    watched = Watch(telephone, http_address)
    root = opened(telephone, http_address, name, unlock=False)
    root.locator(".gl-predict-skip").tap()
    control = slider(root, "flexion")
    before = look(telephone, root)
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box["height"] >= 24, "too small for a fingertip"
    telephone.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    after = look(telephone, root)
    assert float(control.input_value()) > 0.7 * float(control.get_attribute("max"))
    assert before["sentence"] != after["sentence"]
    check_numbers(root)
    assert telephone.evaluate("document.scrollingElement.scrollWidth") <= 360
    assert watched.faults == []


@pytest.mark.parametrize("name", EXPLORERS)
def test_without_webgl_the_curves_still_work_and_the_view_says_so(playwright, http_address, name):
    without = playwright.chromium.launch(
        executable_path=browser_finder.find(), args=browser_finder.launch_arguments(webgl=False)
    )
    page = without.new_page(viewport={"width": 1280, "height": 900})
    watched = Watch(page, http_address)
    root = opened(page, http_address, name)
    assert root.locator(".gl-no-webgl").inner_text().strip()
    curves = root.locator("svg.gl-chart")
    by_keyboard(slider(root, "flexion"), positions(slider(root, "flexion"))[0])
    before = curves.evaluate("one => one.outerHTML")
    by_keyboard(slider(root, "flexion"), positions(slider(root, "flexion"))[2])
    page.evaluate(NEXT_FRAME)
    after = curves.evaluate("one => one.outerHTML")
    check_numbers(root)
    without.close()
    assert before != after
    assert watched.faults == []
