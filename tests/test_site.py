"""Every page of the built site, in a browser, with the network unplugged."""

import re

import pytest

import glutlearn as gl
import table_of_contents
from living_page import settle
from pages import Watch, axe_faults, in_turn

LISTED = [page.file for page in table_of_contents.pages()]
# Sphinx makes these by itself: a reader comes to the first two by the search box, to the code by [source]. There is a
# page of code for each module that the reference names, all laid out alike: two stand for them.
PAGES = [f"{name}.html" for name in [*LISTED, "genindex", "search", "_modules/index", "_modules/glutlearn/moments"]]


def test_all_built_pages_are_tested(site):
    """A page that nobody lists here would go unseen."""
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html") if "_static" not in path.parts}
    code = {name for name in built if name.startswith("_modules/")}
    assert built - code == {*PAGES, "index.html"} - code
    assert {name for name in PAGES if name.startswith("_modules/")} <= code


@pytest.mark.parametrize("name", LISTED)
def test_contents_show_the_parts_of_the_course_and_unfold_where_the_reader_is(site, name):
    text = (site / f"{name}.html").read_text(encoding="utf-8")
    contents = text.partition('<nav class="bd-links')[2].partition("</nav>")[0]
    parts = dict.fromkeys(page.part for page in table_of_contents.pages() if page.part)
    assert re.findall(r'role="heading"><span class="caption-text">(.*?)</span>', contents) == list(parts)
    (here,) = [page for page in table_of_contents.pages() if page.file == name]
    unfolded = here.below or any(page.below == name for page in table_of_contents.pages())
    assert contents.count('<details open="open">') == bool(unfolded)


def test_code_in_the_text_leads_to_the_reference(site):
    """Where code is one public name, or one call of it, it is a link; more than that is left as it is."""
    page = (site / "book/your-own-anatomy.html").read_text(encoding="utf-8")
    assert re.search(r'<a [^>]*href="reference/anatomy.html#glutlearn.AnatomyError"[^>]*><code', page)
    page = (site / "book/glossary.html").read_text(encoding="utf-8")
    assert re.search(r'<a [^>]*href="reference/virtual-hips.html#glutlearn.virtual_hips"[^>]*><code', page)
    built = {path.name: path.read_text(encoding="utf-8") for path in (site / "book").glob("*.html")}
    longer = [name for name, text in built.items() if re.search(r"<a [^>]*reference/[^>]*><code.*?\)</span>\.", text)]
    assert longer == []


def test_every_name_of_the_library_is_in_the_reference_once(site):
    pages = {path.name: path.read_text(encoding="utf-8") for path in (site / "book/reference").glob("*.html")}
    for name in gl.__all__:
        places = [
            page
            for page, text in pages.items()
            if f'id="glutlearn.{name}"' in text or f'id="module-glutlearn.{name}"' in text
        ]
        assert len(places) == 1, (name, places)


@pytest.mark.parametrize("name", PAGES)
def test_footer_leads_to_the_statement_on_accessibility(site, name):
    found = re.search(
        r'<p class="course-footer">.*?<a href="([^"]+)">Accessibility</a>',
        (site / name).read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert found
    assert (
        found[1] == "#"
        if name == "book/accessibility.html"
        else ((site / name).parent / found[1]).resolve() == site / "book/accessibility.html"
    )


def undrawn(page):
    """The interactive views that have no size to speak of."""
    sizes = [(area, area.bounding_box()) for area in page.locator(".widget-subarea").all()]
    return [area.inner_html()[:300] for area, size in sizes if not size or size["width"] < 20 or size["height"] < 10]


def wordless(page):
    """The pictures that do not say in words what they show; a file's name is no words."""
    found = page.locator("img").evaluate_all("all => all.map(one => [one.alt.trim(), one.src.slice(0, 100)])")
    return [one for one in found if not one[0] or re.search(r"\.(png|svg|jpe?g|webp)$|^_?images?\b|/", one[0])]


@pytest.mark.parametrize("name", PAGES)
def test_page_on_a_desktop_in_light_and_dark(desktop, http_address, name):
    """From a server: everything is drawn, nothing is asked of others, pictures speak, and axe finds no fault."""
    watched = Watch(desktop, http_address)
    desktop.goto(http_address + name)
    settle(desktop)
    found = {"undrawn": undrawn(desktop), "wordless": wordless(desktop)}
    for scheme in in_turn(desktop, "light", "dark"):
        found[f"axe, {scheme}"] = axe_faults(desktop)
    assert not any(found.values()), found
    assert watched.faults == []


@pytest.mark.parametrize("name", PAGES)
def test_page_on_a_telephone_from_the_disk(telephone, site, name):
    """Without a server: everything is drawn, nothing is asked of others, and nothing is wider than the screen."""
    address = f"{site.as_uri()}/"
    watched = Watch(telephone, address)
    telephone.goto(address + name)
    settle(telephone)
    assert undrawn(telephone) == []
    width = telephone.evaluate("document.scrollingElement.scrollWidth")
    wide = telephone.evaluate(
        """() => [...document.querySelectorAll('.bd-article *')]
            .filter(one => one.getBoundingClientRect().right > 361)
            .map(one => one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 60))"""
    )
    assert width <= 360, wide
    assert watched.faults == []


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
