"""The view of control on the built page: controls move it, numbers are the library's, what cannot be held is said."""

import random

from glutlearn import exercises
from glutlearn.explorers.valley_grid import EXERCISES, LEVELS, STOPS
from living_page import NEXT_FRAME
from views import by_events, by_keyboard, check_numbers, choices, choose, opened, positions, set_by_events, slider

VIEW = "too-much-too-little"


def set_view(page, root, exercise, **values):
    """Choose an exercise, then set its sliders; the stiffness by the number of its stop."""
    choose(root, "exercise", exercise)
    if "passive_stiffness" in values:
        values["passive_stiffness"] = STOPS.index(values["passive_stiffness"])
    set_by_events(root, values)
    page.evaluate(NEXT_FRAME)


def test_prediction_is_answered_in_words(desktop, http_address):
    root = opened(desktop, http_address, VIEW, locked=True)
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


def test_every_exercise_shows_the_numbers_of_the_library(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
    assert [choice["exercise"] for choice in choices(root)] == exercises()
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
    root = opened(desktop, http_address, VIEW)
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
    root = opened(desktop, http_address, VIEW)
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
    root = opened(desktop, http_address, VIEW)
    set_view(desktop, root, "prone_extension", flexion=10, passive_stiffness=54)
    assert root.locator(".gl-inside-both").count() == 1
    set_view(desktop, root, "one_leg_stance", flexion=0, passive_stiffness=54)
    assert root.locator(".gl-inside-both").count() == 0
    assert "no setting of the control keeps both below" in root.locator(".gl-sentence").inner_text()


def test_the_control_can_be_dragged_on_the_chart_and_played(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
    chart = root.locator("svg.gl-chart")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    desktop.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    assert float(slider(root, "control").input_value()) > 0.5
    check_numbers(root)
    by_events(slider(root, "control"), -1)
    root.locator(".gl-play").press("Enter")
    desktop.wait_for_function("one => Number(one.value) > 0", arg=slider(root, "control").element_handle())
    root.locator(".gl-play").press("Enter")
    check_numbers(root)
