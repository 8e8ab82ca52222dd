"""The pages of the course in their order, as `_toc.yml` lists them: in which part each stands, and below which page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from stamps import ROOT


@dataclass(frozen=True)
class Listed:
    """A page of the table of contents: its file without the ending, the caption of its part, the page it is below."""

    file: str
    part: str = ""
    below: str = ""


@cache
def pages() -> tuple[Listed, ...]:
    """All pages; the first one opens the course and stands in no part."""
    table = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = [Listed(table["root"])]
    for part in table["parts"]:
        for chapter in part["chapters"]:
            found.append(Listed(chapter["file"], part["caption"]))
            sections = chapter.get("sections", [])
            found += [Listed(section["file"], part["caption"], chapter["file"]) for section in sections]
    return tuple(found)
