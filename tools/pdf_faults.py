"""What a printed book must not have: parts without bookmark, empty pages, pages without number, dead links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdf

FEW = 20
"""Letters below which a page without a picture counts as empty."""


def pages_of_names(reader: pypdf.PdfReader) -> dict[str, int]:
    """The page, counted from 1, to which each named place leads."""
    numbers = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            numbers[name.removeprefix("/")] = number + 1
    return numbers


def bookmarks(outline: Sequence[Any]) -> Iterator[str]:
    """The titles of all bookmarks, those below others too."""
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry)
        else:
            yield plain(entry.title)


def plain(text: str) -> str:
    """A text without what differs between a page and its bookmark: the kinds of its blanks."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


def has_picture(page: pypdf.PageObject) -> bool:
    """Tell whether a bitmap is drawn on a page."""
    objects = page.get("/Resources", {}).get("/XObject", {})
    return any(one.get_object().get("/Subtype") == "/Image" for one in objects.values())


def links(page: pypdf.PageObject) -> Iterator[tuple[str, str]]:
    """What kind of link each is, and where it leads: ("name", a place in the book) or ("address", a URI)."""
    for reference in page.get("/Annots") or []:
        link = reference.get_object()
        if link.get("/Subtype") != "/Link":
            continue
        action = link.get("/A", {}).get_object() if "/A" in link else {}
        if "/URI" in action:
            yield "address", str(action["/URI"])
        else:
            target = link.get("/Dest", action.get("/D"))
            yield "name", str(target).removeprefix("/") if isinstance(target, str) else ""


def faults(reader: pypdf.PdfReader, titles: Sequence[str], unnumbered: int = 1) -> list[str]:
    """What is wrong with a printed book.

    Parameters
    ----------
    reader : pypdf.PdfReader
    titles : sequence of str
        Of all parts: each must be a bookmark.
    unnumbered : int
        Pages at the beginning that carry no number.

    Returns
    -------
    list of str
        Empty for a book without fault.
    """
    marked = set(bookmarks(reader.outline))
    found = [f"no bookmark leads to “{title}”" for title in titles if plain(title) not in marked]
    places = pages_of_names(reader)
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        if len(re.sub(r"\s", "", text)) < FEW and not has_picture(page):
            found.append(f"page {number} is empty")
        if number > unnumbered and not re.search(rf"(?m)^\s*{number}\s*$", text):
            found.append(f"page {number} does not carry its number")
        for kind, target in links(page):
            if kind == "name" and target and target not in places:
                found.append(f"page {number} has a link to {target!r}, which is nowhere in the book")
            if kind == "address" and not target.startswith(("https://", "http://", "mailto:")):
                found.append(f"page {number} has a link to {target}, which leads nowhere")
    return found
