"""The teachers' pages as text, and what is left of one without the sentences that a test writes anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import curriculum

PAGES = {path.stem: path for path in sorted((curriculum.BOOK / "teach").glob("*.md"))}


@cache
def page(name: str) -> str:
    return PAGES[name].read_text(encoding="utf-8")


def without(name: str, sentences: Iterable[Callable[[], str]]) -> str:
    """A page without the sentences that are held to what they come from."""
    left = page(name)
    for sentence in sentences:
        left = left.replace(sentence(), "")
    return left
