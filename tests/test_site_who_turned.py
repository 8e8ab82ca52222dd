"""The view of the rolling pelvis on the built page: every control moves it, and every number is the library's."""

import random

import pytest

import glutlearn as gl
from glutlearn.explorers.who_turned import MUSCLES, SHARE
from living_page import NEXT_FRAME
from views import (
    READ_CONTROLS,
    READ_NUMBERS,
    VIEWS,
    by_events,
    by_keyboard,
    check_numbers,
    choose,
    opened,
    set_by_events,
    slider,
)

VIEW = "who-turned"
# Pixels; a line that moves by less stands still.
STILL = 0.5


def knee_level(page, root):
    """Where the dashed line through the knee stands in the picture, in pixels from its upper edge."""
    page.evaluate(NEXT_FRAME)
    line = root.locator(".gl-overlay .gl-level")
    heights = [float(line.get_attribute(name)) for name in ("y1", "y2")]
    assert heights[0] == pytest.approx(heights[1], abs=STILL), "not level"
    return heights[0]


def test_prediction_is_answered_in_words(desktop, http_address):
    root = opened(desktop, http_address, VIEW, locked=True)
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
    root = opened(desktop, http_address, VIEW, locked=True)
    pictures, levels = [], []
    for rolled in ("false", "true"):
        button = root.locator(f'.gl-looks [data-rolled="{rolled}"]')
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        levels.append(knee_level(desktop, root))
        pictures.append(root.locator("canvas.gl-scene").screenshot())
    assert pictures[0] != pictures[1]
    assert levels[0] == pytest.approx(levels[1], abs=STILL)


def test_the_knee_stays_up_while_only_the_pelvis_rolls(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
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
    root = opened(desktop, http_address, VIEW)
    pick = random.Random(6)
    postures = [(0, 0, 0), (90, 50, 0), (90, 50, 15), (50, 30, 30), (50, 5, 5), (0, 0, 30), (0, 50, 30)]
    postures += [(5 * pick.randrange(19), 5 * pick.randrange(11), 2.5 * pick.randrange(13)) for _ in range(8)]
    for anatomy in ("delp1990", "rajagopal2016", "uhlrich2022"):
        choose(root, "anatomy", anatomy)
        for flexion, opening, roll in postures:
            set_by_events(root, {"flexion": flexion, "opening": opening, "pelvic_roll": roll})
            assert len(check_numbers(root)) >= 2, (anatomy, flexion, opening, roll)


def test_where_nothing_has_turned_there_is_no_axis(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
    by_events(slider(root, "opening"), 0)
    desktop.evaluate(NEXT_FRAME)
    assert "no axis" in root.locator(".gl-sentence").inner_text()
    assert root.locator('[data-quantity="arm"][data-value]').count() == 0
    assert root.locator('[data-quantity="arm"]').first.inner_text() == "no axis"
    assert root.locator(".gl-overlay").get_by_text("axis of the hip’s turn").count() == 0
    choose(root, "anatomy", "uhlrich2022")
    set_by_events(root, {"flexion": 50, "opening": 30, "pelvic_roll": 30})
    desktop.evaluate(NEXT_FRAME)
    assert "too little to speak of an axis" in root.locator(".gl-sentence").inner_text()


def test_where_the_leg_cannot_be_held_no_activation_is_told(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
    state = {"anatomy": "rajagopal2016", "flexion": 90, "opening": 50, "pelvic_roll": 0}
    assert ("activation", MUSCLES[0]) not in VIEWS[VIEW].numbers(state), "take a posture that these muscles cannot hold"
    set_by_events(root, {trait: state[trait] for trait in ("flexion", "opening", "pelvic_roll")})
    choose(root, "anatomy", state["anatomy"])
    desktop.evaluate(NEXT_FRAME)
    assert "no activation can be told" in root.locator(".gl-sentence").inner_text()
    assert root.locator('[data-quantity="activation"]').first.inner_text() == "not held"


def test_the_pelvis_follows_until_a_hand_takes_the_roll(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
    box, roll = root.locator('input[type=checkbox][data-trait="follow"]'), slider(root, "pelvic_roll")
    box.press("Space")
    assert box.is_checked()
    for opening, limit in ((30, 20), (50, 20), (50, 0), (15, 20), (45, 10)):
        by_events(slider(root, "controlled_range"), limit)
        by_events(slider(root, "opening"), opening)
        assert float(roll.input_value()) == float(gl.following_pelvis(opening, limit, SHARE))
        check_numbers(root)
    roll.focus()
    desktop.keyboard.press("ArrowRight")
    assert not box.is_checked() and float(roll.input_value()) == 20
    by_events(slider(root, "opening"), 10)
    assert float(roll.input_value()) == 20


def test_play_opens_the_knee_and_rests_on_a_number_of_the_library(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
    play = root.locator(".gl-play")
    play.press("Enter")
    desktop.wait_for_timeout(900)
    play.press("Enter")
    desktop.evaluate(NEXT_FRAME)
    assert float(slider(root, "opening").input_value()) % 5 == 0
    check_numbers(root)


COVERED = """root => {
    const moving = root.querySelector('.gl-turn-dot-words').getBoundingClientRect();
    const middles = one => Array.from({ length: one.getNumberOfChars() }, (_, at) => {
        const { x, y, width, height } = one.getExtentOfChar(at);
        return new DOMPoint(x + width / 2, y + height / 2).matrixTransform(one.getScreenCTM());
    });
    const covers = ({ x, y }) => x > moving.left && x < moving.right && y > moving.top && y < moving.bottom;
    const still = [...root.querySelectorAll('.gl-turn-name, .gl-prediction-words')];
    return still.filter(one => middles(one).some(covers)).map(one => one.textContent);
}"""


def test_the_words_that_move_cover_none_that_stand_still(telephone, http_address):
    root = opened(telephone, http_address, VIEW, locked=True)
    by_events(root.locator('.gl-predict input[type="range"]'), 30)
    root.locator(".gl-predict-submit").tap()
    for opening, roll in ((30, 0), (30, 20), (35, 10), (45, 20), (50, 15), (20, 5)):
        by_events(slider(root, "opening"), opening)
        by_events(slider(root, "pelvic_roll"), roll)
        telephone.evaluate(NEXT_FRAME)
        assert root.evaluate(COVERED) == [], (opening, roll)


def test_the_axis_is_a_point_to_those_who_look_along_it(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
    by_events(slider(root, "pelvic_roll"), 20)
    root.locator('[data-preset="down-the-axis"]').click()
    desktop.wait_for_timeout(900)
    desktop.evaluate(NEXT_FRAME)
    assert root.locator(".gl-overlay .gl-pivot").count() == len(MUSCLES)
