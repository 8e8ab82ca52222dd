"""The view of losses on the built page: every control moves it, and every number is what the library answers."""

import random

from glutlearn.explorers.loss_cases import CASES, STATE
from living_page import NEXT_FRAME
from views import READ_CONTROLS, by_events, check_numbers, choose, opened, set_by_events, slider, sliders

VIEW = "what-is-left"


def test_prediction_is_answered_in_words(desktop, http_address):
    root = opened(desktop, http_address, VIEW, locked=True)
    control = slider(root, "atrophy")
    assert not (control.is_visible() and control.is_enabled())
    assert root.locator('[data-quantity="force"]').count() == 0, "the answer is shown before the prediction"
    root.locator('[data-trait="prediction-share"][value="higher"]').check()
    root.locator('[data-trait="prediction-helper"][value="gluteus_maximus"]').check()
    root.locator(".gl-predict-submit").click()
    assert control.is_visible() and control.is_enabled()
    assert len(check_numbers(root)) >= 20
    outcome = root.locator(".gl-explanation").inner_text()
    assert "You said a higher share" in outcome and "lower share" in outcome
    assert "gluteus maximus does take over most" in outcome


def test_any_stop_of_all_controls_shows_the_numbers_of_the_library(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
    draw = random.Random(3)
    for _ in range(20):
        choose(root, "part", draw.choice(STATE["part"]))
        set_by_events(root, {trait: draw.randrange(len(STATE[trait])) for trait in sliders(root)})
        check_numbers(root)


def test_a_patient_sets_what_is_lost_and_says_what_was_measured(desktop, http_address):
    root = opened(desktop, http_address, VIEW)
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
    root = opened(desktop, http_address, VIEW)
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
    root = opened(desktop, http_address, VIEW)
    by_events(slider(root, "band"), STATE["band"].index("gold"))
    by_events(slider(root, "flexion"), STATE["flexion"].index(90))
    desktop.evaluate(NEXT_FRAME)
    assert root.locator(".gl-sentence").inner_text().startswith("model This load cannot be held: ")
    assert "missing" in check_numbers(root)
