"""Hands and eyes for the interactive views: open one, move a control, read what it shows, hold it to the library."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import pytest

import expected
from living_page import NEXT_FRAME, settle, unlock


@dataclass(frozen=True)
class View:
    """What the tests know of an interactive view."""

    page: str
    # The slider that a reader moves first, and all of them.
    first: str
    sliders: frozenset[str]
    # What the library says of each number, and the largest difference that counts as none, in the number's unit:
    # no number is shown finer than ten times this, and grids are sent as 32-bit numbers.
    numbers: Callable[[dict], dict]
    same: dict[str, float]
    # Sliders that need not move each part of the picture: what they change may not be drawn there.
    partial: frozenset[str] = frozenset()
    # Quantities that must be told of every muscle that they exist for.
    complete: frozenset[str] = frozenset()


VIEWS = {
    "moment-arm": View(
        "book/the-hip.html",
        "flexion",
        frozenset({"flexion", "adduction", "rotation", "force"}),
        expected.moment_arm,
        {"": 0.01},
        partial=frozenset({"adduction", "rotation", "force"}),
    ),
    "role-inversion": View(
        "book/problem-1-role-inversion.html",
        "flexion",
        frozenset({"flexion", "knee_flexion"}),
        expected.role_inversion,
        {"": 0.01},
        partial=frozenset({"knee_flexion"}),
    ),
    "how-sure": View(
        "book/how-sure-are-you.html",
        "attachment_mm",
        frozenset({"attachment_mm", "anteversion_deg", "pelvic_tilt_deg"}),
        expected.how_sure,
        {"": 0.01},
    ),
    "too-much-too-little": View(
        "book/problem-2-translation-control.html",
        "control",
        frozenset({"control", "flexion", "passive_stiffness"}),
        expected.too_much_too_little,
        {"": 0.001},
    ),
    "what-is-left": View(
        "book/problem-3-pain-and-load.html",
        "inhibition",
        frozenset({"atrophy", "inhibition", "facilitation", "band", "flexion"}),
        expected.what_is_left,
        # A moment that changes hands is the difference of two that were rounded.
        {"": 0.01, "reach": 0.1, "force": 0.1, "change": 0.02, "opening": 0.1, "contact": 0.001},
    ),
    "who-turned": View(
        "book/the-pelvis-rolls.html",
        "pelvic_roll",
        frozenset({"opening", "pelvic_roll", "controlled_range", "flexion"}),
        expected.who_turned,
        # Where the axis is that of the clam, its tilt is rounded as the axes are.
        {"": 0.01, "tilt": 0.05, "tilt-held": 0.05},
        partial=frozenset({"controlled_range"}),
        complete=frozenset({"arm", "arm-held", "activation", "activation-held"}),
    ),
}

READ_CONTROLS = """root => {
    const state = {};
    for (const control of root.querySelectorAll('[data-trait]')) {
        if (control.closest('.gl-predict')) continue;
        const name = control.dataset.trait;
        const stop = control.dataset.value;
        if (stop !== undefined) state[name] = Number.isNaN(Number(stop)) ? stop : Number(stop);
        else if (control.type === 'range' || control.type === 'number') state[name] = Number(control.value);
        else if (control.type === 'checkbox') (state[name] ??= []).push(...(control.checked ? [control.value] : []));
        else if (control.type !== 'radio' || control.checked) state[name] = control.value;
    }
    state.anatomy ??= root.dataset.anatomy;
    return state;
}"""

READ_NUMBERS = """root => [...root.querySelectorAll('[data-quantity][data-value]')].map(one => ({
    quantity: one.dataset.quantity,
    muscle: one.dataset.muscle,
    value: Number(one.dataset.value),
    text: one.textContent.trim(),
}))"""


def sliders(root):
    """The traits that have a slider, those of the prediction left out."""
    return root.evaluate(
        """root => [...root.querySelectorAll('input[type=range][data-trait]')]
            .filter(one => !one.closest('.gl-predict')).map(one => one.dataset.trait)"""
    )


def slider(root, trait):
    return root.locator(f'input[type=range][data-trait="{trait}"]')


def positions(control):
    """A slider's minimum, its middle as near as its steps allow, and its maximum."""
    low, high, step = (float(control.get_attribute(name)) for name in ("min", "max", "step"))
    return low, low + step * round((high - low) / 2 / step), high


def by_keyboard(control, value):
    """Move a slider as somebody without a mouse does."""
    low, _, high = positions(control)
    control.focus()
    keys = control.page.keyboard
    keys.press("End" if value == high else "Home")
    if low < value < high:
        for _ in range(round((value - low) / float(control.get_attribute("step")))):
            keys.press("ArrowRight")


def by_events(control, value):
    """Set a slider's value and tell the page so, as a drag does."""
    control.evaluate(
        """(input, value) => {
            input.value = value;
            input.dispatchEvent(new Event('input', {bubbles: true}));
            input.dispatchEvent(new Event('change', {bubbles: true}));
        }""",
        value,
    )


def set_by_events(root, values):
    """Set several sliders, {trait: value}, one after the other and without a frame between them."""
    root.evaluate(
        """(root, values) => {
            for (const [trait, value] of values) {
                const input = root.querySelector(`input[type=range][data-trait="${trait}"]`);
                input.value = value;
                input.dispatchEvent(new Event('input', {bubbles: true}));
                input.dispatchEvent(new Event('change', {bubbles: true}));
            }
        }""",
        list(values.items()),
    )


def choices(root):
    """Every combination of what the view's drop-down lists and radio buttons offer, as {trait: value}."""
    offered = root.evaluate(
        """root => {
            const offered = {};
            for (const one of root.querySelectorAll('select[data-trait], input[type=radio][data-trait]')) {
                if (one.closest('.gl-predict') || !one.checkVisibility()) continue;
                const values = one.tagName === 'SELECT' ? [...one.options].map(option => option.value) : [one.value];
                (offered[one.dataset.trait] ??= []).push(...values);
            }
            return offered;
        }"""
    )
    return [dict(zip(offered, values, strict=True)) for values in itertools.product(*offered.values())]


def choose(root, trait, value):
    control = root.locator(f'select[data-trait="{trait}"], input[type=radio][data-trait="{trait}"][value="{value}"]')
    if control.evaluate("one => one.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.check()


def opened(page, address, name, locked=False):
    """Open the page of a view, and return the view; by default with its controls unlocked."""
    page.goto(address + VIEWS[name].page)
    settle(page)
    if not locked:
        unlock(page)
    return page.locator(f'.gl-explorer[data-explorer="{name}"][data-ready="true"]').first


def look(root):
    """What a view shows now: its drawing in space where it has one, its first chart, and its sentence."""
    root.page.evaluate(NEXT_FRAME)
    seen = {
        "chart": root.locator("svg.gl-chart").first.evaluate("one => one.outerHTML"),
        "sentence": root.locator(".gl-sentence").inner_text(),
    }
    if root.locator("canvas.gl-scene").count():
        seen["scene"] = root.locator("canvas.gl-scene").screenshot()
    return seen


def check_numbers(root):
    """Every number shown is the library's, and what is missing is said; returns the quantities shown."""
    root.page.evaluate(NEXT_FRAME)
    view = VIEWS[root.get_attribute("data-explorer")]
    state, shown = root.evaluate(READ_CONTROLS), root.evaluate(READ_NUMBERS)
    wanted = view.numbers(state)
    for one in shown:
        close = view.same.get(one["quantity"], view.same[""])
        assert one["value"] == pytest.approx(wanted[one["quantity"], one["muscle"]], abs=close), (state, one)
        assert one["text"], (state, one)
    quantities = [one["quantity"] for one in shown]
    said, there = (
        any(name.startswith("missing") for name in names) for names in (quantities, [name for name, _ in wanted])
    )
    assert said == there, f"what cannot be held is {'' if said else 'not '}said at {state}"
    told = {(one["quantity"], one["muscle"]) for one in shown}
    assert {key for key in wanted if key[0] in view.complete} <= told, f"not everything is told at {state}"
    return quantities
