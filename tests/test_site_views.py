"""What holds for every interactive view with sliders, on the built pages: each control moves the drawing, each number
is the library's, and a keyboard, a finger, a telephone and a computer without WebGL are enough."""

import itertools
import random

import pytest

from living_page import NEXT_FRAME
from pages import Watch, axe_faults, in_turn
from views import (
    VIEWS,
    by_events,
    by_keyboard,
    check_numbers,
    choices,
    choose,
    look,
    opened,
    positions,
    slider,
    sliders,
)

IN_SPACE = [name for name in VIEWS if name not in ("how-sure", "what-is-left")]


@pytest.mark.parametrize("name", VIEWS)
def test_controls_wait_for_the_prediction(desktop, http_address, name):
    root = opened(desktop, http_address, name, locked=True)
    controls = [slider(root, trait) for trait in sliders(root)]
    assert not any(control.is_visible() and control.is_enabled() for control in controls)
    form = root.locator(".gl-predict")
    for group in form.evaluate("form => [...new Set([...form.querySelectorAll('[type=radio]')].map(one => one.name))]"):
        form.locator(f'[type=radio][name="{group}"]').first.check()
    form.locator(".gl-predict-submit").click()
    controls = [slider(root, trait) for trait in sliders(root)]
    assert controls and all(control.is_visible() and control.is_enabled() for control in controls)
    assert check_numbers(root)


@pytest.mark.parametrize(("scheme", "move"), [("http", by_keyboard), ("file", by_events)])
@pytest.mark.parametrize("name", VIEWS)
def test_every_slider_moves_the_drawing(desktop, site, http_address, name, scheme, move):
    address = http_address if scheme == "http" else f"{site.as_uri()}/"
    watched = Watch(desktop, address)
    root = opened(desktop, address, name)
    assert set(sliders(root)) == VIEWS[name].sliders
    for trait in sliders(root):
        control = slider(root, trait)
        start = float(control.input_value())
        looks = []
        for value in positions(control):
            move(control, value)
            assert float(control.input_value()) == pytest.approx(value), trait
            looks.append(look(root))
            assert check_numbers(root)
        for before, after in itertools.pairwise(looks):
            assert before != after, f"{trait}: nothing moves"
            for part in before if trait not in VIEWS[name].partial else ():
                assert before[part] != after[part], f"{trait}: the {part} stands still"
        # What another does is seen best where this one does little.
        move(control, start)
    assert watched.faults == []


@pytest.mark.parametrize("name", VIEWS)
def test_choices_show_the_numbers_of_the_library(desktop, http_address, name):
    root = opened(desktop, http_address, name)
    offered = choices(root)
    assert len(offered) > 1
    first = slider(root, VIEWS[name].first)
    # A fixed sample: all of them would take minutes, and each option comes up several times.
    for choice in random.Random(1).sample(offered, min(24, len(offered))):
        for trait, value in choice.items():
            choose(root, trait, value)
        for place in positions(first)[1:]:
            by_events(first, place)
            assert check_numbers(root), choice


def test_muscles_stand_in_their_order_whether_the_outputs_were_stored_or_not(desktop, http_address):
    """A stored notebook sorts the keys of every mapping; piriformis and its rival come first all the same."""
    root = opened(desktop, http_address, "role-inversion")
    boxes = root.locator('input[type=checkbox][data-trait="muscles"]')
    assert [box.get_attribute("value") for box in boxes.all()][:2] == ["piriformis", "gluteus_medius_posterior"]


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_no_fault_in_use_on_a_telephone_in_dark_and_light(browser, http_address, name):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    root = opened(page, http_address, name)
    control = slider(root, VIEWS[name].first)
    by_keyboard(control, positions(control)[2])
    check_numbers(root)
    # What else is on the page is looked at by the tests of pages.
    faults, widths = {}, {}
    for scheme in in_turn(page, "dark", "light"):
        faults[scheme] = axe_faults(page, within=f'.gl-explorer[data-explorer="{name}"]')
        widths[scheme] = page.evaluate("document.scrollingElement.scrollWidth")
    context.close()
    assert not any(faults.values()), faults
    assert max(widths.values()) <= 360, widths


@pytest.mark.parametrize("name", VIEWS)
def test_touch_moves_a_slider_on_a_telephone(telephone, http_address, name):
    watched = Watch(telephone, http_address)
    root = opened(telephone, http_address, name, locked=True)
    root.locator(".gl-predict-skip").tap()
    control = slider(root, VIEWS[name].first)
    by_events(control, positions(control)[0])
    before = look(root)
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box["height"] >= 24, "too small for a fingertip"
    telephone.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    low, _, high = positions(control)
    assert float(control.input_value()) > low + 0.6 * (high - low)
    assert before["sentence"] != look(root)["sentence"]
    check_numbers(root)
    assert telephone.evaluate("document.scrollingElement.scrollWidth") <= 360
    assert watched.faults == []


@pytest.mark.parametrize("name", VIEWS)
def test_no_words_on_a_chart_are_cut_off_on_a_telephone(telephone, http_address, name):
    root = opened(telephone, http_address, name)
    telephone.evaluate(NEXT_FRAME)
    cut = root.evaluate(
        """root => [...root.querySelectorAll('svg.gl-chart text')].filter(one => {
            const [words, chart] = [one, one.ownerSVGElement].map(each => each.getBoundingClientRect());
            return one.textContent && (words.left < chart.left - 1 || words.right > chart.right + 1);
        }).map(one => one.textContent)"""
    )
    assert cut == []


@pytest.mark.parametrize("name", IN_SPACE)
def test_without_webgl_the_chart_still_works_and_the_view_says_so(browser_without_webgl, http_address, name):
    page = browser_without_webgl.new_page(viewport={"width": 1280, "height": 900})
    watched = Watch(page, http_address)
    root = opened(page, http_address, name)
    said = root.locator(".gl-no-webgl").inner_text().strip()
    charts = []
    for value in positions(slider(root, VIEWS[name].first))[::2]:
        by_keyboard(slider(root, VIEWS[name].first), value)
        check_numbers(root)
        charts.append(root.locator("svg.gl-chart").evaluate("one => one.outerHTML"))
    page.close()
    assert said
    assert charts[0] != charts[1]
    assert watched.faults == []
