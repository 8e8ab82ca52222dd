"""The practice notebooks on the built site: to be read and downloaded, without a solution in any of its files."""

from __future__ import annotations

import html
import json
import re
from functools import cache

import pytest

import exercises
from living_page import settle
from pages import Watch

NAMES = [path.stem for path in exercises.sources()]
TEXT = {".html", ".js", ".json", ".ipynb", ".txt", ".md", ".inv", ".xml"}


@pytest.fixture(scope="module")
def published(site) -> dict[str, str]:
    """Every file of the site that holds text, as text."""
    found = {}
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in TEXT and "vendor" not in path.parts:
            text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8", errors="replace"))
            found[path.relative_to(site).as_posix()] = html.unescape(text)
    return found


@cache
def all_handed_out() -> str:
    """The learners' versions of all notebooks: what one gives, another may ask for."""
    return "".join(exercises.written(exercises.student(source)) for source in exercises.sources())


def solutions(name: str) -> list[str]:
    """The lines of a notebook's solutions and hidden tests that stand nowhere in what is handed out."""
    notebook = json.loads((exercises.SOURCES / f"{name}.ipynb").read_text(encoding="utf-8"))
    handed_out = all_handed_out()
    kept, inside = [], False
    for cell in notebook["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if "### BEGIN" in line or "### END" in line:
                inside = "### BEGIN" in line
            elif (
                inside
                and len(line.strip()) > 24
                and json.dumps(line.strip(), ensure_ascii=False)[1:-1] not in handed_out
            ):
                kept.append(line.strip())
    return kept


@pytest.mark.parametrize("name", NAMES)
def test_no_file_of_the_site_holds_a_solution(published, name):
    wanted = solutions(name)
    assert wanted
    # A lesson, and the copy of it that its download button gives, may show a line that a solution needs too.
    practice = {file: text for file, text in published.items() if not file.startswith(("book/", "_sources/book/"))}
    assert [(file, line) for file, text in practice.items() for line in wanted if line in text] == []


def test_no_file_of_the_site_holds_nbgrader_s_marks(published):
    marks = re.compile(r"### (BEGIN|END) (SOLUTION|HIDDEN TESTS)")
    assert [file for file, text in published.items() if marks.search(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_is_to_do_and_can_be_downloaded(published, site, name):
    assert "to do: task 1 of " + name in published[f"practice/{name}.html"]
    downloads = list((site / "_downloads").rglob(f"{name}.ipynb"))
    assert len(downloads) == 1
    source = exercises.SOURCES / f"{name}.ipynb"
    assert downloads[0].read_text(encoding="utf-8") == exercises.written(exercises.student(source))


def test_a_hint_unfolds(desktop, address):
    watched = Watch(desktop, address)
    desktop.goto(address + "practice/the-hip.html")
    settle(desktop)
    hint = desktop.locator("article details").first
    inside = hint.locator("p").first
    assert not inside.is_visible()
    hint.locator("summary").click()
    assert inside.is_visible()
    assert watched.faults == []
