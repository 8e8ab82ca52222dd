"""A server that sends the content security policy which the guide recommends loses nothing of the pages."""

import re

import pytest

import website
from living_page import settle
from pages import ROOT, Watch
from views import by_keyboard, check_numbers, look, opened, positions, slider

GUIDE = (ROOT / "book/teach/fork-and-publish.md").read_text(encoding="utf-8")
(POLICY,) = re.findall(r"^ *(default-src .+)$", GUIDE, re.MULTILINE)
# Together they have views, a map, self-checks, formulas, tables, figures, folded parts and code of the library.
PAGES = ["book/the-hip", "book/what-was-measured", "practice/the-hip", "book/teach/rubric", "book/reference/loads"]


class Guarded(website.QuietHandler):
    """Sends the policy with every answer."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def guarded_address(site):
    with website.served(Guarded) as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_everything_on_a_page_is_drawn(desktop, guarded_address, name):
    watched = Watch(desktop, guarded_address)
    answered = desktop.goto(f"{guarded_address}{name}.html")
    assert answered.headers["content-security-policy"] == POLICY
    settle(desktop)
    desktop.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert watched.faults == []


def test_a_view_moves_with_the_numbers_of_the_library(desktop, guarded_address):
    watched = Watch(desktop, guarded_address)
    root = opened(desktop, guarded_address, "moment-arm")
    before = look(root)
    control = slider(root, "flexion")
    by_keyboard(control, positions(control)[1])
    assert look(root)["sentence"] != before["sentence"]
    assert check_numbers(root)
    assert watched.faults == []


def test_a_self_check_is_answered_and_remembered(desktop, guarded_address):
    watched = Watch(desktop, guarded_address)
    desktop.goto(f"{guarded_address}book/the-hip.html")
    settle(desktop)
    question = desktop.locator('.gl-explorer[data-question="the-hip/always-an-external-rotator"]')
    question.locator("input").first.check()
    question.locator(".gl-check").click()
    said = question.locator(".gl-question-status").inner_text()
    assert said[0] in "✓✗"
    desktop.reload()
    settle(desktop)
    assert question.locator(".gl-question-status").inner_text() == said
    assert watched.faults == []


def test_the_search_finds_and_shows_words_of_what_it_found(desktop, guarded_address):
    watched = Watch(desktop, guarded_address)
    desktop.goto(guarded_address + "search.html?q=piriformis")
    desktop.locator("#search-results li p.context").first.wait_for()
    assert watched.faults == []


def test_a_notebook_is_downloaded(desktop, guarded_address):
    desktop.goto(f"{guarded_address}exercises/practice.html")
    with desktop.expect_download() as begun:
        desktop.locator("a.download").first.click()
    assert begun.value.suggested_filename == "the-hip.ipynb"
    assert begun.value.failure() is None


def test_the_policy_refuses_code_that_is_made_of_text(desktop, guarded_address):
    desktop.goto(f"{guarded_address}book/the-hip.html")
    # Later, and by the page itself: what a test has the browser do at once is under no policy.
    attempt = "try { made = new Function('return 1')() } catch (fault) { made = fault.name }"
    desktop.evaluate(f"() => {{ setTimeout(() => {{ {attempt} }}) }}")
    desktop.wait_for_function("() => 'made' in window")
    assert desktop.evaluate("() => made") == "EvalError"
