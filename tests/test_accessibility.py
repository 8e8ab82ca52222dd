"""The statement on accessibility says what the tests do: no more, and nothing that has since gone."""

import re

from pages import ROOT

STATEMENT = (ROOT / "book/accessibility.md").read_text(encoding="utf-8")
TESTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in ROOT.glob("tests/test_*.py")
    if path.name.startswith(("test_site", "test_lab"))
}


def test_every_test_that_it_names_exists():
    named = set(re.findall(r"`(test_\w+)`", STATEMENT))
    there = set(re.findall(r"^def (test_\w+)\(", "\n".join(TESTS.values()), re.MULTILINE))
    assert named and named <= there


def test_it_names_every_test_by_axe_touch_and_without_webgl():
    promised = re.findall(r"^def (test_(?:axe|touch|without_webgl)\w+)\(", "\n".join(TESTS.values()), re.MULTILINE)
    assert set(promised) <= set(re.findall(r"`(test_\w+)`", STATEMENT))


def test_what_it_says_of_axe_is_what_the_tests_ask():
    """All violations of whole pages, in light and dark, at 1280 px; nothing excluded and no rule chosen."""
    asked = re.findall(r"axe\.run\((.*?)\)\"", (ROOT / "tests/pages.py").read_text(encoding="utf-8"))
    assert asked == ["within, {resultTypes: ['violations']}"]
    body = TESTS["test_site.py"].partition("def test_page_on_a_desktop_in_light_and_dark(")[2].partition("\ndef ")[0]
    assert 'in_turn(desktop, "light", "dark")' in body and "axe_faults(desktop)" in body
    fixtures = (ROOT / "tests/conftest.py").read_text(encoding="utf-8")
    assert '"width": 1280' in fixtures.partition("def desktop_browser(")[2].partition("\ndef ")[0]


def test_it_is_linked_from_every_page():
    assert 'href="book/accessibility.html"' in (ROOT / "_config.yml").read_text(encoding="utf-8")
