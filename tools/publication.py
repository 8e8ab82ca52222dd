"""The site as it is published: the built pages, with the zip and the PDF of themselves to download."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import book_pdf
import offline_copy
import website
from stamps import ROOT

PUBLIC = website.BUILD / "public"
FOLDER = "downloads"
FOOTER = '<p class="course-footer">'
WAY_UP = re.compile(r'data-content_root="([^"]*)"')


def offer(page: str, files: dict[str, Path]) -> str:
    """A page with links to the files in its footer; a page without a footer stays as it is."""
    found = WAY_UP.search(page)
    if not found or FOOTER not in page:
        return page
    links = ", ".join(
        f'<a href="{found[1]}{FOLDER}/{path.name}">{words}</a> ({path.stat().st_size / 1e6:.0f} MB)'
        for words, path in files.items()
    )
    return page.replace(FOOTER, f"{FOOTER}To take along: {links}.</p>\n{FOOTER}", 1)


def make(online: str | None) -> Path:
    """Write the site to publish, and return its folder.

    The links are written here, where the files have just been made, so that no page offers what is not there: neither
    the pages of `make book` nor those inside the zip.
    """
    files = {"all pages, to open from the disk": offline_copy.make(), "the course as a PDF": book_pdf.make(online)}
    shutil.rmtree(PUBLIC, ignore_errors=True)
    shutil.copytree(website.PAGES, PUBLIC)
    (PUBLIC / FOLDER).mkdir()
    for path in files.values():
        shutil.copyfile(path, PUBLIC / FOLDER / path.name)
    for path in PUBLIC.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        if (offered := offer(page, files)) != page:
            path.write_text(offered, encoding="utf-8", newline="\n")
    print(f"{PUBLIC.relative_to(ROOT)} can be published")
    return PUBLIC
