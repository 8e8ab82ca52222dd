"""Sphinx extension: take out of each page what would reach for a foreign server, and let its words be heard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

# What theme and libraries write, and what stands in its place.
MENDED = [
    # The arrow that unfolds a part of the contents has no name.
    (re.compile(r'<summary>(?=<span[^>]*class="toctree-toggle")'), '<summary aria-label="The pages of this part">'),
    # Title and search stand in no landmark.
    (
        re.compile(r'(<div id="pst-primary-sidebar")'),
        r'\1 role="region" aria-label="Course: title, search and contents"',
    ),
    # A label of its own hides the words on the button from who speaks to the computer.
    (re.compile(r'(<button class="btn search-button-field[^"]*") title="Search" aria-label="Search"'), r"\1"),
    # The corner of a table heads nothing.
    (re.compile(r'<th(?: class="[^"]*")?>(?:&nbsp;|<p></p>)?</th>'), "<td></td>"),
    # An icon is a letter of a font, which would be read out.
    (re.compile(r'<(i|span) class="(?=[^"]*\bfa-)'), r'<\1 aria-hidden="true" class="'),
]


def is_foreign_launcher(script: Any) -> bool:
    """Tell whether a file belongs to Thebe, which fetches itself from a content network and is not used here."""
    name = getattr(script, "filename", None) or ""
    code = getattr(script, "attributes", {}).get("body", "")
    return "thebe" in f"{name} {code}"


def drop_thebe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Leave Thebe's scripts and styles out of the page."""
    for kind in ("script_files", "css_files"):
        context[kind] = [entry for entry in context[kind] if not is_foreign_launcher(entry)]


def let_summaries_speak(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let folded code be called what its line says: a label of its own would be read out instead."""
    context["body"] = context.get("body", "").replace('<summary aria-label="Toggle hidden content">', "<summary>")


def lead_the_footer(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Make the footer's link, written as seen from the top of the site, right for a page in any folder."""
    path = context["pathto"]("book/accessibility")
    context["theme_extra_footer"] = context["theme_extra_footer"].replace("book/accessibility.html", path)


def mend_for_listeners(app: Sphinx, exception: Exception | None) -> None:
    """Give a name to what others leave nameless, and let silent what says nothing."""
    for page in Path(app.outdir).rglob("*.html") if exception is None else ():
        text = mended = page.read_text(encoding="utf-8")
        for fault, cure in MENDED:
            mended = fault.sub(cure, mended)
        if mended != text:
            page.write_text(mended, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx; the first to run after Thebe has added its files."""
    app.connect("html-page-context", drop_thebe, priority=900)
    app.connect("html-page-context", let_summaries_speak)
    app.connect("html-page-context", lead_the_footer)
    app.connect("build-finished", mend_for_listeners)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
