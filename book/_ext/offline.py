"""Sphinx extension: take out of each page what would reach for a foreign server, or speak over its own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

PAGES = "The pages of this part"


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


def name_the_parts(app: Sphinx, exception: Exception | None) -> None:
    """Give the arrow that unfolds a part of the contents a name: the theme leaves it without one."""
    for page in Path(app.outdir).rglob("*.html") if exception is None else ():
        text = page.read_text(encoding="utf-8")
        arrow = '<summary><span class="toctree-toggle"'
        if arrow in text:
            page.write_text(text.replace(arrow, arrow.replace(">", f' aria-label="{PAGES}">', 1)), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx; the first to run after Thebe has added its files."""
    app.connect("html-page-context", drop_thebe, priority=900)
    app.connect("html-page-context", let_summaries_speak)
    app.connect("build-finished", name_the_parts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
