"""A lesson can be read before its views arrive; they come when they are wanted, and it is said when they cannot."""

import pytest

from pages import Watch

LESSON = "book/problem-2-translation-control.html"
# Bytes as they lie on the disk; a host sends about a third of them.
ENOUGH = 900_000


def heavy(urls):
    return [url for url in urls if "/views/" in url or "/vendor/" in url]


@pytest.fixture
def opened(telephone, http_address, site):
    """The lesson as a telephone shows it first, what was asked for until then, and a watch over it."""
    asked = []
    telephone.on("request", lambda request: asked.append(request.url))
    watched = Watch(telephone, http_address)
    telephone.goto(http_address + LESSON)
    telephone.wait_for_load_state("networkidle")
    return telephone, asked, watched


def test_a_lesson_is_read_before_its_views_arrive(opened, http_address, site):
    page, asked, watched = opened
    assert heavy(asked) == []
    assert page.locator("article h1").is_visible()
    files = [site / url.removeprefix(http_address).partition("?")[0] for url in asked]
    assert sum(file.stat().st_size for file in files) < ENOUGH
    assert watched.faults == []


@pytest.mark.parametrize("wish", ["scroll", "key", "print"])
def test_views_come_when_they_are_wanted(opened, wish):
    page, asked, watched = opened
    assert page.locator(".gl-explorer").count() == 0
    place = page.locator("[data-waits]").first
    assert "on its way" in place.evaluate("one => getComputedStyle(one, '::after').content")
    if wish == "scroll":
        place.scroll_into_view_if_needed()
    elif wish == "key":
        page.keyboard.press("Tab")
    else:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.locator('.gl-explorer[data-ready="true"]').first.wait_for()
    assert heavy(asked)
    assert place.evaluate("one => getComputedStyle(one, '::after').content") == "none"
    assert watched.faults == []


def test_what_could_not_be_loaded_is_said(telephone, http_address):
    telephone.route("**/_static/views/**", lambda route: route.abort())
    telephone.goto(http_address + LESSON)
    telephone.keyboard.press("Tab")
    place = telephone.locator('[data-waits*="could not be loaded"]').first
    place.wait_for()
    assert "Reload" in place.evaluate("one => getComputedStyle(one, '::after').content")
