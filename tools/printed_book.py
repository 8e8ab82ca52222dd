"""One HTML document out of the frozen pages: title page, contents, every page as a part, and the answers.

What a browser does well is left to it: page breaks, page numbers, running titles (margin boxes of named pages), links,
bookmarks. It cannot tell on which page a link ends, so those numbers are left open here (`page-of`) and filled in from
a first print.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

STYLE = (Path(__file__).parent / "printed_book.css").read_text(encoding="utf-8")

OPEN_NUMBER = re.compile(r'<span class="page-of" data-of="([^"]+)">[^<]*</span>')


@dataclass(frozen=True)
class Part:
    """What begins on a page of its own: its name in links, its title, its level in the contents, its HTML, and the
    caption under which the contents list it.
    """

    slug: str
    title: str
    level: int
    html: str
    caption: str = ""


def page_of(target: str) -> str:
    """Room for the number of the page on which a link ends."""
    return f'<span class="page-of" data-of="{html.escape(target)}"></span>'


def contents(parts: Sequence[Part]) -> str:
    """The table of contents: under each caption a line for each part, with its link and room for its page number."""
    lists = []
    for caption, under in groupby(parts, key=lambda part: part.caption):
        lines = "".join(
            f'<li class="level-{part.level}"><a href="#{part.slug}"><span>{html.escape(part.title)}</span>'
            f"{page_of(part.slug)}</a></li>"
            for part in under
        )
        heading = f'<p class="caption">{html.escape(caption)}</p>' if caption else ""
        lists.append(f"{heading}<ol>{lines}</ol>")
    return f'<nav class="book-contents"><h1 id="contents">Contents</h1>{"".join(lists)}</nav>'


def running_titles(parts: Sequence[Part]) -> str:
    """A named page for each part, which carries its title in the upper margin."""
    return "\n".join(
        f'@page {name_of_page(part)} {{ @top-right {{ content: "{escaped(part.title)}" }} }}' for part in parts
    )


def name_of_page(part: Part) -> str:
    """What CSS calls the pages of a part."""
    return f"of-{part.slug}"


def escaped(text: str) -> str:
    """A text as it stands between quotation marks in CSS."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def body(part: Part) -> str:
    """A part as a section; the pages it stands on are named after it."""
    return f'<section class="part bd-article" id="{part.slug}" style="page: {name_of_page(part)}">{part.html}</section>'


def assembled(
    title: str, front: str, parts: Sequence[Part], styles: Sequence[str] = (), files: Sequence[str] = ()
) -> str:
    """The whole document.

    Parameters
    ----------
    title : str
        Of the book: it becomes the title of the file.
    front : str
        HTML of the title page.
    parts : sequence of Part
    styles, files : sequence of str
        Style sheets, as text and as addresses; each is taken once.
    """
    sheets = "".join(f'<link rel="stylesheet" href="{html.escape(file)}">' for file in dict.fromkeys(files))
    rules = "\n".join(dict.fromkeys([*styles, STYLE, running_titles(parts)]))
    # A style sheet ends at the first thing that looks like its end.
    rules = rules.replace("</", "<\\/")
    return (
        f'<!doctype html><html lang="en" data-theme="light" class="printed-book"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>{sheets}<style>{rules}</style></head><body>"
        f'<section class="title-page">{front}</section>{contents(parts)}{"".join(map(body, parts))}</body></html>'
    )


def with_page_numbers(document: str, pages: Mapping[str, int]) -> str:
    """The document with the numbers of pages filled in.

    Raises
    ------
    SystemExit
        For a number that is asked for and not known: its link would lead nowhere.
    """
    missing = sorted({target for target in OPEN_NUMBER.findall(document) if target not in pages})
    if missing:
        raise SystemExit(f"nothing in the book is named {', '.join(missing)}, and something refers to its page")
    return OPEN_NUMBER.sub(
        lambda found: f'<span class="page-of" data-of="{found[1]}">{pages[found[1]]}</span>', document
    )
