"""The pages of the built site, each opened in a browser and turned into still HTML: see frozen_page.js for how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import table_of_contents
import website
from living_page import NEXT_FRAME, settle, unlock

FREEZE = (Path(__file__).parent / "frozen_page.js").read_text(encoding="utf-8")

SCALE = 0.8
"""Printed at this size, the 17 px of the pages' text become 10 points."""
SHEET = (210, 297)
MARGINS = (18, 18, 20, 18)
"""Of the paper, mm: width and height; top, right, bottom and left."""
PIXELS_PER_MM = 96 / 25.4
WIDTH = int((SHEET[0] - MARGINS[1] - MARGINS[3]) * PIXELS_PER_MM / SCALE)
"""CSS pixels from margin to margin, so that a view is drawn at the width at which it is printed."""

PATIENCE = 30_000  # milliseconds until a page has drawn everything, on a busy machine too


@dataclass(frozen=True)
class Stops:
    """Where a view is shown besides where it begins: a slider, its values, and the camera for them."""

    trait: str
    values: tuple[float, float]
    camera: str | None = None


STOPS = {
    "moment-arm": Stops("flexion", (45, 90)),
    "role-inversion": Stops("flexion", (45, 65), "down-the-femur"),
    "who-turned": Stops("pelvic_roll", (10, 20)),
    "too-much-too-little": Stops("control", (-1, 1)),
}
"""A view with a scene is shown twice more; one of bars or marks says at rest what it has to say."""


@dataclass(frozen=True)
class Page:
    """A page that the table of contents names: its file, its level there, and the caption of its part."""

    path: str
    level: int
    caption: str = ""

    @property
    def slug(self) -> str:
        """Its name within the book."""
        return self.path.removesuffix(".html").replace("/", "-")


@dataclass(frozen=True)
class Frozen:
    """A page as still HTML, with what it takes from elsewhere to look right."""

    page: Page
    title: str
    html: str
    styles: tuple[str, ...]
    files: tuple[str, ...]


def pages() -> list[Page]:
    """All pages of the course in their order; those below another one level down."""
    return [Page(f"{one.file}.html", 2 if one.below else 1, one.part) for one in table_of_contents.pages()]


BEFORE_PRINT = "() => { dispatchEvent(new Event('beforeprint')) }"

MOVE = """(view, [trait, value]) => {
    const slider = view.querySelector(`input[type=range][data-trait="${trait}"]`);
    slider.value = value;
    slider.dispatchEvent(new Event('input', {bubbles: true}));
}"""

# A copy of the scene and of what is said of it. A canvas is copied without what is drawn on it.
KEEP_STILL = """view => {
    const scene = view.querySelector('.gl-stage');
    const still = document.createElement('figure');
    const copy = scene.cloneNode(true);
    for (const [index, canvas] of scene.querySelectorAll('canvas').entries()) {
        copy.querySelectorAll('canvas')[index].getContext('2d')?.drawImage(canvas, 0, 0);
    }
    const words = view.querySelector('.gl-sentence').cloneNode(true);
    still.append(copy, words);
    let row = view.querySelector('.stops-on-paper');
    if (!row) {
        row = document.createElement('div');
        row.className = 'stops-on-paper';
        view.append(row);
    }
    row.append(still);
}"""


def keep_stops(page: Any) -> None:
    """Show each view with a scene at two more places of its main slider, side by side, then put it back."""
    for name, stops in STOPS.items():
        for view in page.locator(f'.gl-explorer[data-explorer="{name}"]').all():
            slider = view.locator(f'input[type=range][data-trait="{stops.trait}"]')
            if slider.count() != 1:
                raise SystemExit(f"the view {name} has no slider {stops.trait!r}; see STOPS in tools/frozen_pages.py")
            began = slider.input_value()
            camera = view.locator('[data-preset][aria-pressed="true"]').get_attribute("data-preset")
            for value in stops.values:
                if stops.camera:
                    view.locator(f'[data-preset="{stops.camera}"]').click()
                view.evaluate(MOVE, [stops.trait, value])
                page.evaluate(NEXT_FRAME)
                page.evaluate(BEFORE_PRINT)
                view.evaluate(KEEP_STILL)
            view.evaluate(MOVE, [stops.trait, began])
            view.locator(f'[data-preset="{camera}"]').click()
            page.evaluate(NEXT_FRAME)


def freeze(page: Any, which: Page, among: list[Page], online: str | None = None) -> Frozen:
    """Open a page of the built site and freeze it, its views unlocked and drawn."""
    page.goto((website.PAGES / which.path).as_uri())
    settle(page, PATIENCE)
    # On paper nobody can predict before the view shows itself.
    unlock(page)
    page.evaluate(NEXT_FRAME)
    keep_stops(page)
    page.evaluate(BEFORE_PRINT)
    slugs = [[one.path, one.slug] for one in among]
    found = page.evaluate(FREEZE, {"slug": which.slug, "slugs": slugs, "online": online})
    return Frozen(which, found["title"], found["html"], tuple(found["styles"]), tuple(found["files"]))


def freeze_all(window: Any, online: str | None) -> Iterator[Frozen]:
    """Freeze every page, in the order of the course."""
    among = pages()
    context = window.new_context(
        viewport={"width": WIDTH, "height": 1000}, color_scheme="light", reduced_motion="reduce", device_scale_factor=2
    )
    page = context.new_page()
    for which in among:
        yield freeze(page, which, among, online)
    context.close()
