"""Every link of the built site leads somewhere, wherever the site is put: at a root, in a folder, on a disk."""

from __future__ import annotations

import shutil
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import website
from living_page import settle
from pages import Watch

LEADING = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "form": "action",
}


class Page(HTMLParser):
    """What a page links to, and the places in it that can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.places |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag in LEADING and LEADING[tag] in given:
            self.links.append(given[LEADING[tag]])


@cache
def read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def is_local(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc


def leads_somewhere(link: str, path: Path, site: Path) -> bool:
    """Whether a link on a page of the site leads to a file of the site, and to a place in it where it names one."""
    parts = urlsplit(link)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.exists() or not target.is_relative_to(site.resolve()):
        return False
    return not parts.fragment or target.suffix != ".html" or unquote(parts.fragment) in read(target).places


def test_every_link_leads_to_a_file_and_a_place_of_the_site(site: Path):
    pages = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    links = [(path, link) for path in pages for link in filter(is_local, read(path).links)]
    assert len(links) > 1000
    leaving = [(path.name, link) for path, link in links if link.startswith("/")]
    assert leaving == [], "a link from the root leaves the folder that the site lies in"
    assert [(path.name, link) for path, link in links if not leads_somewhere(link, path, site)] == []


@pytest.fixture
def in_a_folder(site: Path, tmp_path: Path, monkeypatch):
    """The site as GitHub Pages and most departments serve it: below a folder of a larger site."""
    shutil.copytree(site, tmp_path / "my-course", copy_function=shutil.copy)
    monkeypatch.setattr(website, "PAGES", tmp_path)
    with website.served() as address:
        yield f"{address}my-course/"


def test_in_a_folder_of_a_larger_site_pages_and_views_work(desktop, in_a_folder: str):
    watched = Watch(desktop, in_a_folder)
    desktop.goto(in_a_folder)
    desktop.wait_for_url("**/my-course/book/index.html")
    settle(desktop)
    for name in ("book/the-hip.html", "book/teach/map.html", "book/problem-1-role-inversion.html"):
        # Leaving while something still arrives, the page's icon or a view's code, would be a request that failed.
        desktop.wait_for_load_state("networkidle")
        desktop.goto(in_a_folder + name)
        settle(desktop)
    desktop.wait_for_load_state("networkidle")
    desktop.locator('.gl-explorer[data-explorer="role-inversion"][data-ready="true"]').wait_for()
    desktop.goto(in_a_folder + "search.html?q=piriformis")
    desktop.locator("#search-results li a").first.wait_for()
    assert watched.faults == []
