"""The site as one zip that opens from the disk: the same pages give the same bytes, whoever packs them and when."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

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
# What a page keeps of its widgets: models with random names, in an order that depends on whether its notebook has just
# been run or was kept from an earlier build.
STATE = re.compile(r'(<script type="application/vnd\.jupyter\.widget-state\+json">)(.*?)(</script>)', re.DOTALL)
VIEW = re.compile(r'(<script type="application/vnd\.jupyter\.widget-view\+json">)(.*?)(</script>)', re.DOTALL)
MENTION = re.compile(r"IPY_MODEL_([0-9a-f]{32})")

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


def in_order(models: dict[str, Any], views: list[str]) -> list[str]:
    """The names of all models: each view of the page with what it is made of, then what no view mentions."""
    told = {name: json.dumps(model, sort_keys=True) for name, model in models.items()}
    mentioned = {name: [one for one in MENTION.findall(text) if one in told] for name, text in told.items()}

    @cache
    def whole(name: str) -> str:
        """A print of a model and of all that it mentions, which is the same whatever they are called."""
        parts = [MENTION.sub("", told[name]), *map(whole, mentioned[name])]
        return hashlib.sha256("".join(parts).encode()).hexdigest()

    found: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in told and name not in found:
            found[name] = None
            for one in mentioned[name]:
                visit(one)

    below = {one for names in mentioned.values() for one in names}
    for name in [*views, *sorted(told, key=lambda name: (name in below, whole(name)))]:
        visit(name)
    return list(found)


def steady(page: str) -> str:
    """A page with its widgets numbered in the order in which it shows them, in place of their random names."""
    kept = STATE.search(page)
    if kept is None:
        return page
    whole = json.loads(kept[2])
    models = whole["state"]
    order = in_order(models, [json.loads(view)["model_id"] for _, view, _ in VIEW.findall(page)])
    ordered = {name: json.loads(json.dumps(models[name], sort_keys=True)) for name in order}
    state = json.dumps({**whole, "state": ordered})
    # Nothing within a script element may look like its end.
    page = page[: kept.start(2)] + state.replace("</", "<\\/") + page[kept.end(2) :]
    page = VIEW.sub(lambda view: view[1] + json.dumps(json.loads(view[2]), sort_keys=True) + view[3], page)
    numbers = {name: f"{number:032x}" for number, name in enumerate(order, start=1)}
    return re.sub("|".join(order), lambda found: numbers[found[0]], page) if order else page


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
            content = files[name].read_bytes()
            yield name, steady(content.decode()).encode() if name.endswith(".html") else content


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
