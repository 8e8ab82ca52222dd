"""A page of the built course in a browser: have everything drawn, unlock its views, wait for the next frame."""

from __future__ import annotations

from typing import Any

# As long as this is false, something is still to be drawn.
HAS_DRAWN = """() => {
    const views = document.querySelectorAll('script[type="application/vnd.jupyter.widget-view+json"]').length;
    const drawn = [...document.querySelectorAll('.widget-subarea')].filter(one => one.firstElementChild).length;
    const ready = [...document.querySelectorAll('.gl-explorer')].every(one => one.dataset.ready === 'true');
    const formulas = document.querySelectorAll('.math').length;
    const typeset = document.querySelectorAll('.math mjx-container').length;
    return drawn >= views && ready && typeset >= formulas && document.fonts.status === 'loaded';
}"""

NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def settle(page: Any, patience: float = 30_000) -> None:
    """Wait, at most so many milliseconds, until a page has drawn everything it has, views and formulas too."""
    page.wait_for_load_state("load")
    # What is heavy comes when a reader comes near it, or presses a key.
    page.keyboard.press("Shift")
    page.wait_for_function(HAS_DRAWN, timeout=patience)


def unlock(page: Any) -> None:
    """Skip every prediction that a page asks for."""
    for button in page.locator(".gl-predict-skip").all():
        if button.is_visible():
            # By keyboard: while a page settles, a button can slip away between pressing and releasing a mouse.
            button.press("Enter")
