"""The site as one zip that opens from the disk: the same pages give the same bytes, whoever packs them and when."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import website
from stamps import ROOT

VERSION = version("glutlearn")
NAME = f"glutlearn-course-{VERSION}"
ARCHIVE = ROOT / "dist" / f"{NAME}.zip"

# The oldest date that a zip can hold; it says plainly that it is none.
DATE = (1980, 1, 1, 0, 0, 0)
RIGHTS = 0o100644 << 16
UNIX = 3

# What a build leaves beside the pages, and no reader needs: source maps, and the notes of Sphinx to itself.
LEFT_OUT = re.compile(r"(^|/)(\.[^/]*|reports|jupyter_execute|.*\.map|.*\.doctree|sources\.sha256)(/|$)")
FIRST_TO_READ = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Read me first</title>
<style>body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 38rem; margin: 3rem auto; padding: 0 1rem }}</style>
<h1>The clam, computed</h1>
<p><strong>Open <a href="index.html">index.html</a></strong> in this folder with a browser.</p>
<p>All pages work without a network, without an installation and without a server; nothing is sent anywhere. Unpack the
whole zip first: a page that is opened inside it does not find its drawings.</p>
<p>This is version {VERSION} of an open course for teaching. It explains models and measurements, and is
<strong>no medical advice</strong>. Text and figures may be shared and changed under
<a href="LICENSE-content.txt">CC BY 4.0</a>, the code under the <a href="LICENSE.txt">MIT licence</a>.</p>
</html>
"""


def belongs(name: str) -> bool:
    """Tell whether a file of the built site, named by its path from there, is for readers."""
    return LEFT_OUT.search(name) is None


def entries(site: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of everything in the zip, in the order of the names."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    files = {name: path for name, path in files.items() if belongs(name)}
    files |= {f"{name}.txt": ROOT / name for name in ("LICENSE", "LICENSE-content")}
    own = {"READ-ME-FIRST.html": FIRST_TO_READ.encode()}
    for name in sorted([*files, *own]):
        if name in own:
            yield name, own[name]
        else:
            yield name, files[name].read_bytes()


def pack(site: Path, archive: Path) -> int:
    """Write the zip and return how many files it holds."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in entries(site):
            entry = zipfile.ZipInfo(f"{NAME}/{name}", DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = UNIX, RIGHTS
            packed.writestr(entry, content)
        return len(packed.namelist())


def make() -> Path:
    """Build the site if need be, pack it, and return the zip."""
    if not website.is_up_to_date():
        website.build()
    count = pack(website.PAGES, ARCHIVE)
    print(f"{ARCHIVE.relative_to(ROOT)}: {count} files, {ARCHIVE.stat().st_size / 1e6:.1f} MB")
    return ARCHIVE
