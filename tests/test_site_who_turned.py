"""The view of the rolling pelvis on the built page: every control moves it, and every number is the library's."""

import itertools
import random

import numpy as np
import pytest

import browser as browser_finder
import glutlearn as gl
from glutlearn.explorers.who_turned import LEAST_TURN, MUSCLES, SHARE
from pages import Watch, serious_faults, settle, skip_predictions
from views import NEXT_FRAME, READ_CONTROLS, READ_NUMBERS, by_events, by_keyboard, choose, positions, slider, sliders

PAGE = "book/the-pelvis-rolls.html"
SLIDERS = {"opening", "pelvic_roll", "controlled_range", "flexion"}

# Degrees, mm, cm and shares of full activation: none is shown finer than ten times this.
SAME_NUMBER = 0.01
# Pixels; a line that moves by less stands still.
STILL = 0.5


def opened(page, address, unlock=True):
    """Open the page and return the view, by default with its controls unlocked."""
    page.goto(address + PAGE)
    settle(page)
    root = page.locator('.gl-explorer[data-explorer="who-turned"][data-ready="true"]')
    root.wait_for()
    if unlock:
        skip_predictions(page)
    return root


def turn_of(state, roll):
    """What the library says now of a clam: {(quantity, muscle): number}, without what there is not."""
    hip = gl.load_anatomy(state["anatomy"])
    task = gl.exercise(hip, "clam", flexion=state["flexion"], opening=state["opening"], pelvic_roll=roll)
    turn = gl.hip_turn(task.start, task.posture)
    angle = float(turn.angle)
    found = {
        ("hip-turn", None): angle,
        ("pelvis-part", None): state["opening"] - angle,
        ("knee-height", None): 100 * float(gl.knee_height(hip, task.posture, roll)),
    }
    if angle >= LEAST_TURN:
        cosine = float(turn.axis @ gl.clam_axis(hip, task.start))
        found["tilt", None] = np.degrees(np.arccos(min(cosine, 1)))
        arms = gl.moment_arms_about(hip, task.posture, turn.axis)
        found |= {("arm", muscle): 1000 * float(arms.sel(muscle=muscle)) for muscle in MUSCLES}
    recruited = gl.recruit(hip, task.posture, task.loads)
    if recruited.feasible:
        found |= {("activation", muscle): float(recruited.activation.sel(muscle=muscle)) for muscle in MUSCLES}
    return found


def fresh_numbers(state):
    held = turn_of(state, 0)
    beside = {(f"{name}-held", muscle): value for (name, muscle), value in held.items()}
    return turn_of(state, state["pelvic_roll"]) | beside


def check_numbers(root):
    """Every number shown is the library's, and none is missing that it has; returns how many there were."""
    state, shown = root.evaluate(READ_CONTROLS), root.evaluate(READ_NUMBERS)
    fresh = fresh_numbers(state)
    for one in shown:
        wanted = fresh[one["quantity"], one.get("muscle")]
        # Where the axis is that of the clam, its tilt is rounded as the axes are.
        close = 0.05 if one["quantity"] == "tilt" else SAME_NUMBER
        assert one["value"] == pytest.approx(wanted, abs=close), (state, one)
        assert one["text"], (state, one)
    told = {(one["quantity"], one.get("muscle")) for one in shown}
    for name, muscle in fresh:
        if name.split("-")[0] in ("arm", "activation"):
            assert (name, muscle) in told, f"{name} of {muscle} is not shown at {state}"
    return len(shown)


def look(page, root):
    page.evaluate(NEXT_FRAME)
    return {
        "scene": root.locator("canvas.gl-scene").screenshot(),
        "chart": root.locator("svg.gl-chart").evaluate("one => one.outerHTML"),
        "sentence": root.locator(".gl-sentence").inner_text(),
    }


def knee_level(page, root):
    """Where the dashed line through the knee stands in the picture, in pixels from its upper edge."""
    page.evaluate(NEXT_FRAME)
    line = root.locator(".gl-overlay .gl-level")
    heights = [float(line.get_attribute(name)) for name in ("y1", "y2")]
    assert heights[0] == pytest.approx(heights[1], abs=STILL), "not level"
    return heights[0]


def test_controls_wait_for_the_prediction(desktop, http_address):
    root = opened(desktop, http_address, unlock=False)
    control = slider(root, "pelvic_roll")
    assert not (control.is_visible() and control.is_enabled())
    assert root.evaluate(READ_NUMBERS) == [] or not root.locator(".gl-levers").is_visible()
    by_events(root.locator('.gl-predict input[type="range"]'), 25)
    root.locator(".gl-predict-submit").click()
    assert control.is_visible() and control.is_enabled()
    assert "25°" not in root.locator(".gl-explanation").inner_text(), "told before anything was moved"
    by_keyboard(control, 20)
    desktop.evaluate(NEXT_FRAME)
    hip = gl.load_anatomy(root.evaluate(READ_CONTROLS)["anatomy"])
    start, end = gl.clam(hip, 45, 0), gl.clam(hip, 45, 30, pelvic_roll=20)
    words = root.locator(".gl-explanation").inner_text()
    assert "You said 25°" in words and f"turned {float(gl.hip_turn(start, end).angle):.1f}°" in words
    check_numbers(root)


def test_the_two_clams_of_the_question_look_different_but_for_the_knee(desktop, http_address):
    root = opened(desktop, http_address, unlock=False)
    pictures, levels = [], []
    for rolled in ("false", "true"):
        button = root.locator(f'.gl-looks [data-rolled="{rolled}"]')
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        levels.append(knee_level(desktop, root))
        pictures.append(root.locator("canvas.gl-scene").screenshot())
    assert pictures[0] != pictures[1]
    assert levels[0] == pytest.approx(levels[1], abs=STILL)


@pytest.mark.parametrize(("scheme", "move"), [("http", by_keyboard), ("http", by_events), ("file", by_events)])
def test_every_slider_moves_the_drawing(desktop, site, http_address, scheme, move):
    address = http_address if scheme == "http" else f"{site.as_uri()}/"
    watched = Watch(desktop, address)
    root = opened(desktop, address)
    assert set(sliders(root)) == SLIDERS
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
            assert before["chart"] != after["chart"], f"{trait}: the chart stands still"
            if trait != "controlled_range":
                assert before["scene"] != after["scene"], f"{trait}: the scene stands still"
                assert before["sentence"] != after["sentence"], f"{trait}: the sentence says the same"
        assert len({one["sentence"] for one in looks}) > 1, trait
        move(control, middle)
    assert watched.faults == []


def test_the_knee_stays_up_while_only_the_pelvis_rolls(desktop, http_address):
    root = opened(desktop, http_address)
    for preset in ("side-lying", "from-behind", "along-the-pelvis"):
        root.locator(f'[data-preset="{preset}"]').click()
        desktop.wait_for_timeout(800)
        levels = []
        for roll in (0, 12.5, 30):
            by_events(slider(root, "pelvic_roll"), roll)
            levels.append(knee_level(desktop, root))
        assert max(levels) - min(levels) < STILL, preset
        by_events(slider(root, "opening"), 10)
        assert abs(knee_level(desktop, root) - levels[-1]) > 10, "the knee did not come down"
        by_events(slider(root, "opening"), 30)


def test_the_numbers_are_the_library_s_wherever_the_sliders_stand(desktop, http_address):
    root = opened(desktop, http_address)
    pick = random.Random(6)
    postures = [(0, 0, 0), (90, 50, 0), (90, 50, 15), (50, 30, 30), (50, 5, 5), (0, 0, 30), (0, 50, 30)]
    postures += [(5 * pick.randrange(19), 5 * pick.randrange(11), 2.5 * pick.randrange(13)) for _ in range(8)]
    for anatomy in ("delp1990", "rajagopal2016", "uhlrich2022"):
        choose(root, "anatomy", anatomy)
        for flexion, opening, roll in postures:
            for trait, value in (("flexion", flexion), ("opening", opening), ("pelvic_roll", roll)):
                by_events(slider(root, trait), value)
            desktop.evaluate(NEXT_FRAME)
            assert check_numbers(root) >= 2, (anatomy, flexion, opening, roll)


def test_where_nothing_has_turned_there_is_no_axis(desktop, http_address):
    root = opened(desktop, http_address)
    by_events(slider(root, "opening"), 0)
    desktop.evaluate(NEXT_FRAME)
    assert "no axis" in root.locator(".gl-sentence").inner_text()
    assert root.locator('[data-quantity="arm"][data-value]').count() == 0
    assert root.locator('[data-quantity="arm"]').first.inner_text() == "no axis"
    assert root.locator(".gl-overlay").get_by_text("axis of the hip’s turn").count() == 0
    choose(root, "anatomy", "uhlrich2022")
    for trait, value in (("flexion", 50), ("opening", 30), ("pelvic_roll", 30)):
        by_events(slider(root, trait), value)
    desktop.evaluate(NEXT_FRAME)
    assert "too little to speak of an axis" in root.locator(".gl-sentence").inner_text()


def test_where_the_leg_cannot_be_held_no_activation_is_told(desktop, http_address):
    root = opened(desktop, http_address)
    state = {"anatomy": "rajagopal2016", "flexion": 90, "opening": 50, "pelvic_roll": 0}
    assert ("activation", MUSCLES[0]) not in fresh_numbers(state), "take a posture that these muscles cannot hold"
    for trait in ("flexion", "opening", "pelvic_roll"):
        by_events(slider(root, trait), state[trait])
    choose(root, "anatomy", state["anatomy"])
    desktop.evaluate(NEXT_FRAME)
    assert "no activation can be told" in root.locator(".gl-sentence").inner_text()
    assert root.locator('[data-quantity="activation"]').first.inner_text() == "not held"


def test_the_pelvis_follows_until_a_hand_takes_the_roll(desktop, http_address):
    root = opened(desktop, http_address)
    box, roll = root.locator('input[type=checkbox][data-trait="follow"]'), slider(root, "pelvic_roll")
    box.press("Space")
    assert box.is_checked()
    for opening, limit in ((30, 20), (50, 20), (50, 0), (15, 20), (45, 10)):
        by_events(slider(root, "controlled_range"), limit)
        by_events(slider(root, "opening"), opening)
        assert float(roll.input_value()) == float(gl.following_pelvis(opening, limit, SHARE))
        desktop.evaluate(NEXT_FRAME)
        check_numbers(root)
    roll.focus()
    desktop.keyboard.press("ArrowRight")
    assert not box.is_checked() and float(roll.input_value()) == 20
    by_events(slider(root, "opening"), 10)
    assert float(roll.input_value()) == 20


def test_play_opens_the_knee_and_rests_on_a_number_of_the_library(desktop, http_address):
    root = opened(desktop, http_address)
    play = root.locator(".gl-play")
    play.press("Enter")
    desktop.wait_for_timeout(900)
    play.press("Enter")
    desktop.evaluate(NEXT_FRAME)
    assert float(slider(root, "opening").input_value()) % 5 == 0
    check_numbers(root)


def test_the_axis_is_a_point_to_those_who_look_along_it(desktop, http_address):
    root = opened(desktop, http_address)
    by_events(slider(root, "pelvic_roll"), 20)
    root.locator('[data-preset="down-the-axis"]').click()
    desktop.wait_for_timeout(900)
    desktop.evaluate(NEXT_FRAME)
    assert root.locator(".gl-overlay .gl-pivot").count() == len(MUSCLES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_use_on_a_telephone(browser, http_address, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    root = opened(page, http_address, unlock=False)
    faults = serious_faults(page)
    skip_predictions(page)
    by_keyboard(slider(root, "pelvic_roll"), 20)
    page.evaluate(NEXT_FRAME)
    faults += serious_faults(page)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    context.close()
    assert faults == []
    assert width <= 360


def test_touch_moves_the_roll_on_a_telephone(telephone, http_address):
    watched = Watch(telephone, http_address)
    root = opened(telephone, http_address, unlock=False)
    root.locator(".gl-predict-skip").tap()
    control = slider(root, "pelvic_roll")
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box["height"] >= 24, "too small for a fingertip"
    telephone.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    telephone.evaluate(NEXT_FRAME)
    assert float(control.input_value()) > 20
    check_numbers(root)
    assert watched.faults == []


def test_without_webgl_the_rest_still_works_and_the_view_says_so(playwright, http_address):
    without = playwright.chromium.launch(
        executable_path=browser_finder.find(), args=browser_finder.launch_arguments(webgl=False)
    )
    page = without.new_page(viewport={"width": 1280, "height": 900})
    watched = Watch(page, http_address)
    root = opened(page, http_address)
    assert root.locator(".gl-no-webgl").inner_text().strip()
    chart = root.locator("svg.gl-chart")
    before = chart.evaluate("one => one.outerHTML")
    by_keyboard(slider(root, "pelvic_roll"), 30)
    page.evaluate(NEXT_FRAME)
    after = chart.evaluate("one => one.outerHTML")
    check_numbers(root)
    without.close()
    assert before != after
    assert watched.faults == []
