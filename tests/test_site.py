"""Every page of the built site, in a browser, with the network unplugged."""

import re

import pytest
import yaml

from pages import ROOT, Watch, serious_faults, settle

TABLE = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
LESSONS = [
    TABLE["root"],
    *(page["file"] for chapter in TABLE["chapters"] for page in (chapter, *chapter.get("sections", []))),
]
# Sphinx makes these two by itself; a reader comes to them by the search box.
PAGES = [f"{name}.html" for name in [*LESSONS, "genindex", "search"]]


def test_all_built_pages_are_tested(site):
    """A page that nobody lists here would go unseen."""
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html") if "_static" not in path.parts}
    assert built == {*PAGES, "index.html"}


@pytest.mark.parametrize("name", PAGES)
def test_page_draws_without_network_or_error(desktop, address, name):
    watched = Watch(desktop, address)
    desktop.goto(address + name)
    settle(desktop)
    assert watched.faults == []
    for area in desktop.locator(".widget-subarea").all():
        size = area.bounding_box()
        assert size is not None and size["width"] > 20 and size["height"] > 10, area.inner_html()[:300]


def test_first_address_leads_to_the_first_lesson(desktop, address):
    watched = Watch(desktop, address)
    desktop.goto(address + "index.html")
    desktop.wait_for_url("**/book/index.html")
    assert watched.faults == []


def test_search_finds_a_word(desktop, address):
    watched = Watch(desktop, address)
    desktop.goto(address + "search.html?q=piriformis")
    desktop.locator("#search-results li a").first.wait_for()
    assert watched.faults == []


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_says_in_words_what_it_shows(desktop, http_address, name):
    desktop.goto(http_address + name)
    settle(desktop)
    for picture in desktop.locator("img").all():
        words = (picture.get_attribute("alt") or "").strip()
        source = picture.get_attribute("src") or ""
        assert words, f"no alt: {source[:100]}"
        assert not re.search(r"\.(png|svg|jpe?g|webp)$|^_?images?\b|/", words), f"a file name is no alt: {words}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(browser, http_address, name, scheme):
    """Contrast included, in both colour schemes; the views are looked at once more when they are in use."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(http_address + name)
    settle(page)
    assert page.locator("html").get_attribute("data-theme") == scheme
    faults = serious_faults(page)
    context.close()
    assert faults == []


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_telephone(telephone, http_address, name):
    watched = Watch(telephone, http_address)
    telephone.goto(http_address + name)
    settle(telephone)
    width = telephone.evaluate("document.scrollingElement.scrollWidth")
    wide = telephone.evaluate(
        """() => [...document.querySelectorAll('.bd-article *')]
            .filter(one => one.getBoundingClientRect().right > 361)
            .map(one => one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 60))"""
    )
    assert width <= 360, wide
    assert watched.faults == []
