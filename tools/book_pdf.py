"""The whole course as one PDF that reads well without interaction.

The built pages are opened one after the other in a browser, their views are unlocked and drawn, and what is then there
is frozen into still HTML (`frozen_pages`). All of it is put into one document (`printed_book`), with the answers to the
self-checks at its end (`printed_answers`), and printed by the same browser: once to learn on which page each part
begins, and once more with those numbers in the contents. One document, rather than a PDF for each page merged
afterwards, because then links between lessons, page numbers, bookmarks and tags come from one hand. Sphinx could put
the pages together too (`singlehtml`), but a view is alive only once, in a browser, and one page with all of them would
hold more three-dimensional pictures than a browser draws.
"""

from __future__ import annotations

import html
import shutil
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import NameObject, TextStringObject

import browser
import pdf_faults
import printed_answers
import printed_book
import website
from frozen_pages import PATIENCE, SCALE, WIDTH, Frozen, freeze_all
from glutlearn import question_bank
from stamps import ROOT

VERSION = version("glutlearn")
TITLE = "The clam, computed"
QUESTION = "At which hip flexion should a clam be prescribed for the posterior gluteus medius, for whom, and when not?"
AUTHOR = "The glutlearn contributors"
PICTURE = ROOT / "book" / "assets" / "role-inversion.png"
BOOK = ROOT / "dist" / f"glutlearn-course-{VERSION}.pdf"
WORK = website.BUILD / "pdf"

# A table that is wider than the paper is made smaller as a whole.
FIT_TABLES = """width => {
    for (const table of document.querySelectorAll('.part table')) {
        const room = table.parentElement.clientWidth || width;
        if (table.scrollWidth > room + 1) table.style.zoom = Math.max(0.5, room / table.scrollWidth);
    }
}"""

HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(one => one.getClientRects().length).map(one => one.textContent)"""

# What still reaches over the margin; names on a scene are cut at its edge and do not count.
TOO_WIDE = """width => [...document.querySelectorAll('.part *')]
    .filter(one => !one.closest('svg, .gl-stage, mjx-assistive-mml'))
    .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > width + 1)
    .map(one => `${one.closest('.part').id}: ${one.tagName.toLowerCase()}.${one.className} ` +
        `${one.textContent.trim().slice(0, 60)}`)"""


def front_page(online: str | None) -> str:
    """The title page."""
    alive = (
        f'The interactive course: <a href="{html.escape(online)}">{html.escape(online)}</a>'
        if online
        else "In the course itself every view can be moved: open its site, or start it with <code>make book</code>."
    )
    return (
        f"<h1>{TITLE}</h1><p class='question'>{html.escape(QUESTION)}</p>"
        f"<img src='{PICTURE.as_uri()}' alt='Piriformis and posterior gluteus medius on a model hip, and their "
        "leverage about the thigh against hip flexion'>"
        f"<p>{AUTHOR}<br>Version {VERSION}</p>"
        f"<p class='small'>{alive} On paper each view is shown where it begins, and some at two more places of their "
        f"slider. Code that is folded on the pages is left out; it is in the notebooks.</p>"
        "<p class='small'>For teaching: an explanation of published models and measurements, <strong>not medical "
        "advice</strong>. Text and figures: CC BY 4.0. Code: MIT licence.</p>"
    )


def parts_of(frozen: list[Frozen]) -> list[printed_book.Part]:
    """All pages, and the answers to the lessons' questions."""
    parts = [printed_book.Part(one.page.slug, one.title, one.page.level, one.html, one.page.caption) for one in frozen]
    asking = [
        (Path(one.page.path).stem, one.title)
        for one in frozen
        if one.page.path.startswith("book/") and Path(one.page.path).stem in question_bank.lessons()
    ]
    answers = printed_answers.chapter(asking)
    return [*parts, printed_book.Part("answers", "Answers to the self-checks", 1, answers, parts[-1].caption)]


def print_once(page: Any, document: str, into: Path) -> list[str]:
    """Print a document, and return the words of its headings, in the order of their bookmarks."""
    source = WORK / "book.html"
    source.write_text(document, encoding="utf-8")
    page.goto(source.as_uri())
    page.emulate_media(media="print", color_scheme="light")
    page.wait_for_function("() => document.fonts.status === 'loaded'", timeout=PATIENCE)
    page.evaluate(FIT_TABLES, WIDTH)
    if wide := page.evaluate(TOO_WIDE, WIDTH):
        raise SystemExit("\n".join(["This is wider than the paper:", *wide]))
    page.pdf(path=into, scale=SCALE, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
    return page.evaluate(HEADINGS)


def entitle(printed: Path, headings: list[str], into: Path) -> None:
    """Write the words of the headings into the bookmarks, and the book's own title, author and subject.

    Where a page breaks before a heading, Chromium lays it out twice and doubles its words in the bookmark; where a
    line breaks in it, the blank is lost.
    """
    writer = pypdf.PdfWriter(printed, incremental=True)
    marks = list(bookmark_objects(writer.root_object["/Outlines"].get_object()))
    if len(marks) != len(headings):
        raise SystemExit(f"the print has {len(marks)} bookmarks for {len(headings)} headings")
    for mark, heading in zip(marks, headings, strict=True):
        mark[NameObject("/Title")] = TextStringObject(pdf_faults.plain(heading))
    writer.add_metadata({"/Title": TITLE, "/Author": AUTHOR, "/Subject": QUESTION})
    writer.write(into)


def bookmark_objects(above: Any) -> Iterator[Any]:
    """The bookmarks below one, in the order in which they are read."""
    mark = above.get("/First")
    while mark is not None:
        mark = mark.get_object()
        yield mark
        yield from bookmark_objects(mark)
        mark = mark.get("/Next")


def make(online: str | None = None) -> Path:
    """Print the course and return the file; with the address of the published site, its views lead there."""
    from playwright.sync_api import sync_playwright

    if not website.is_up_to_date():
        website.build()
    started = time.monotonic()
    WORK.mkdir(parents=True, exist_ok=True)
    BOOK.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser.find(), args=browser.launch_arguments())
        frozen = []
        for one in freeze_all(window, online):
            frozen.append(one)
            print(f"  {one.title}", flush=True)
        parts = parts_of(frozen)
        styles = [style for one in frozen for style in one.styles]
        files = [file for one in frozen for file in one.files]
        document = printed_book.assembled(TITLE, front_page(online), parts, styles, files)
        page = window.new_page(viewport={"width": WIDTH, "height": 1000})
        page.set_default_timeout(4 * PATIENCE)
        print_once(page, document, WORK / "first.pdf")
        numbers = pdf_faults.pages_of_names(pypdf.PdfReader(WORK / "first.pdf"))
        headings = print_once(page, printed_book.with_page_numbers(document, numbers), WORK / "second.pdf")
        window.close()
    entitle(WORK / "second.pdf", headings, WORK / "titled.pdf")
    reader = pypdf.PdfReader(WORK / "titled.pdf")
    found = pdf_faults.faults(reader, [part.title for part in parts])
    if pdf_faults.pages_of_names(reader) != numbers:
        found.append("filling in the page numbers has moved what they count")
    if found:
        raise SystemExit("\n".join(["The book is not as it should be:", *found]))
    shutil.copyfile(WORK / "titled.pdf", BOOK)
    size = BOOK.stat().st_size / 1e6
    print(f"{BOOK.relative_to(ROOT)}: {len(reader.pages)} pages, {size:.1f} MB, in {time.monotonic() - started:.0f} s")
    return BOOK
