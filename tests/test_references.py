"""The bibliography: every work that is cited stands in it once, with a link, and no other work does."""

import json
import re

import pytest
from pybtex.database import parse_file

import glutlearn as gl
from pages import ROOT

WORKS = parse_file(str(ROOT / "book/references.bib"), bib_format="bibtex").entries
DOIS = {key: work.fields["doi"].lower() for key, work in WORKS.items() if "doi" in work.fields}
# A DOI may hold pairs of parentheses, and ends before the one that closes a link.
DOI = re.compile(r"https://doi\.org/(10\.\d{4,}/(?:[^\s()\"\\<>]|\([^\s()]*\))+)")

# Read only in a copy whose address is not worth passing on; the note says what can be searched for.
WITHOUT_A_LINK = {"freeman2013", "macaskill2014", "bishop2018", "koh2013"}


def in_words(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"[{}\\]", "", text)).strip().lower()


def texts():
    """The text of every page and notebook of the book, by its name."""
    for folder in ("book", "exercises"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix == ".ipynb":
                cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
                yield path.name, "\n".join("".join(cell["source"]) for cell in cells)
            elif path.suffix in {".md", ".toml"}:
                yield path.name, path.read_text(encoding="utf-8")


CITED = {doi.lower(): name for name, text in texts() for doi in DOI.findall(text)}
FOUND = {doi.lower() for doi in gl.evidence().doi if doi}


def test_no_work_stands_twice():
    assert len(set(DOIS.values())) == len(DOIS)
    titles = [in_words(work.fields["title"]) for work in WORKS.values()]
    assert sorted(titles) == sorted(set(titles))


def test_every_work_that_is_cited_by_doi_is_listed():
    assert {doi: name for doi, name in CITED.items() if doi not in DOIS.values()} == {}
    assert FOUND - set(DOIS.values()) == set()


def test_every_listed_doi_is_cited():
    assert {key: doi for key, doi in DOIS.items() if doi not in CITED and doi not in FOUND} == {}


@pytest.mark.parametrize("key", WORKS)
def test_entry_says_where_it_is_and_what_was_read(key):
    fields = WORKS[key].fields
    assert {"title", "year", "note"} <= set(fields)
    assert ("doi" in fields or "url" in fields) != (key in WITHOUT_A_LINK)
    assert re.fullmatch(r"10\.\d{4,}/\S+", fields.get("doi", "10.0000/none"))
    assert fields.get("url", "https://").startswith("https://")
