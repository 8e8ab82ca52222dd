"""Hands and eyes for the interactive views: move a control, read what a view shows."""

import itertools

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

NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


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
