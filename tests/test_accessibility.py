"""The statement on accessibility says what the tests do: no more, and nothing that has since gone."""

import re

from pages import ROOT, THEMES_OWN

STATEMENT = (ROOT / "book/accessibility.md").read_text(encoding="utf-8")
TESTED = STATEMENT.partition("## What is not tested")[0]
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


def test_it_names_all_that_axe_is_told_to_leave_out():
    assert set(re.findall(r"\(`(\.[\w-]+)`\)", TESTED)) == set(THEMES_OWN)
    assert all("label-content-name-mismatch" in why for why in THEMES_OWN.values())


def test_what_it_says_of_axe_is_what_the_tests_ask():
    """Serious and critical faults, each page at 1280 px in light and dark, the views once more at 360 px."""
    assert '("serious", "critical")' in (ROOT / "tests/pages.py").read_text(encoding="utf-8")
    every_page = TESTS["test_site.py"].partition("def test_axe_finds_no_serious_fault(")
    assert every_page[0].rstrip().endswith('@pytest.mark.parametrize("name", PAGES)')
    assert '@pytest.mark.parametrize("scheme", ["light", "dark"])' in every_page[0][-120:]
    assert '"width": 1280' in every_page[2].partition("\ndef ")[0]


def test_it_is_linked_from_every_page():
    assert 'href="book/accessibility.html"' in (ROOT / "_config.yml").read_text(encoding="utf-8")
