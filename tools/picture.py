"""Take the picture of the README from the built course: the view of lesson 1, as a reader has it."""

from __future__ import annotations

import browser
import website
from living_page import settle, unlock
from stamps import ROOT

PICTURE = ROOT / "book" / "assets" / "role-inversion.png"
LESSON = website.PAGES / "book" / "problem-1-role-inversion.html"
FLEXION = 65
SETTLING = 1500  # milliseconds until a scene that software draws has come to rest and is drawn fine


def take() -> None:
    """Unlock the view, set it to the document's angle, and photograph scene and curves."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser.find(), args=browser.launch_arguments())
        page = window.new_page(viewport={"width": 1500, "height": 1200}, device_scale_factor=1.5)
        page.goto(LESSON.as_uri())
        settle(page)
        unlock(page)
        view = page.locator('.gl-explorer[data-explorer="role-inversion"]')
        slider = view.locator('input[type=range][data-trait="flexion"]')
        slider.fill(str(FLEXION))
        page.wait_for_timeout(SETTLING)
        top, bottom = view.bounding_box(), view.locator(".gl-sentence").bounding_box()
        assert top and bottom
        height = bottom["y"] + bottom["height"] + 12 - top["y"]
        scrolled = page.evaluate("window.scrollY")
        page.screenshot(
            path=PICTURE,
            clip={"x": top["x"], "y": top["y"] + scrolled, "width": top["width"], "height": height},
            full_page=True,
        )
        window.close()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size / 1000:.0f} kB")
