"""Which words of the glossary a text uses without leading to them.

A term is a heading of the glossary or a word of its line *Also:*. It counts where it stands in running text: in no
heading, table, code, formula or link. A link to the term has to come first.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

GLOSSARY = Path(__file__).resolve().parent.parent / "book" / "glossary.md"

EVERYDAY = {"claim", "finding", "flexion", "measurement", "model", "moment", "posture", "prescription", "spread"}
"""Words that are used in their usual meaning too: a lesson has to link them where they are among its key terms."""

MASKED = re.compile(
    r"""
      ^(```|~~~)[\s\S]*?^\1[ ]*$     # blocks of code
    | ^\#.*$                         # headings
    | ^[ ]*\|.*$                     # rows of tables
    | \$\$[\s\S]*?\$\$ | \$[^$\n]+\$      # formulas
    | `[^`\n]+`                      # code
    | <summary>.*?</summary>
    | <span[^>]*>[^<]*</span> | </?\w[^>]*>
    | !?\[(?:[^][]|\[[^]]*\])*\]\([^()]*(?:\([^()]*\)[^()]*)*\)    # links
    """,
    re.VERBOSE | re.MULTILINE,
)


@cache
def terms() -> dict[str, str]:
    """Each word that leads to the glossary, in small letters, with the anchor of its entry."""
    found = {}
    for entry in re.split(r"^## ", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading = entry.splitlines()[0].strip()
        also = re.search(r"^\*Also:\* (.+)\.$", entry, re.MULTILINE)
        anchor = heading.lower().replace(" ", "-")
        for word in [heading, *(also[1].split(", ") if also else [])]:
            found[word.lower()] = anchor
    return found


@cache
def _any_term() -> re.Pattern[str]:
    """All terms, the longest first, with their plurals."""

    def plural(word: str) -> str:
        return f"{re.escape(word[:-1])}(?:y|ies)" if word.endswith("y") else f"{re.escape(word)}s?"

    longest_first = sorted(terms(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(plural, longest_first))})(?![\w-])", re.IGNORECASE)


def _anchor(word: str) -> str:
    small = word.lower()
    forms = (small, small.removesuffix("s"), re.sub("ies$", "y", small))
    return next(terms()[form] for form in forms if form in terms())


def unlinked(text: str, key_terms: set[str]) -> list[tuple[int, int, str]]:
    """Where a text uses a term for the first time without a link: begin, end and the anchor to link to."""
    linked: dict[str, int] = {}
    for link in re.finditer(r"glossary\.md#([\w-]+)\)", text):
        linked.setdefault(link[1], link.start())
    running = MASKED.sub(lambda masked: re.sub(r"[^\n]", "\0", masked[0]), text)
    first: dict[str, tuple[int, int, str]] = {}
    for use in _any_term().finditer(running):
        anchor = _anchor(use[1])
        if anchor in EVERYDAY and anchor not in key_terms:
            continue
        if use.start() < linked.get(anchor, len(text)):
            first.setdefault(anchor, (use.start(), use.end(), anchor))
    return sorted(first.values())
