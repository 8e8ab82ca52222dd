"""Make the built pages light: one style sheet, the icons that are used, pictures when they come into view.

The theme asks for a dozen style sheets and for every icon of a large collection, on every page. Over a telephone's
network each costs the reader a part of a second before the first word appears.
"""

from __future__ import annotations

import re
import struct
from functools import cache
from html import unescape
from pathlib import Path

from fontTools import subset

import node
from stamps import ROOT, fingerprint

# The theme's template asks for these on every page: scripts that draw icons which its style sheet draws too, from a
# font, and what searches the book, of use where one searches.
NOT_USED = re.compile(
    r'\s*<script[^>]*src="[^"]*_static/scripts/fontawesome\.js[^"]*"[^>]*></script>'
    r'|\s*<link rel="preload" as="script"[^>]*>'
)
SEARCH = re.compile(r'\s*<script src="[^"]*(?:searchtools|language_data|searchindex)\.js[^"]*"></script>')
OPTIONS = re.compile(r'<script src="[^"]*documentation_options\.js[^"]*"></script>')
STYLES = re.compile(r'\s*<link\b[^>]*?href="(?P<file>[^"?]+\.css)[^"]*"[^>]*>')
PICTURE = re.compile(r'<img\b(?![^>]*\bloading=)[^>]*?\bsrc="(?P<file>[^"]+)"[^>]*?(?P<end>\s*/?>)')

ICON = re.compile(r"(?P<names>(?:\.fa-[\w-]+:{1,2}before,?)+)\{content:\"\\(?P<code>[0-9a-f]+)\"\}")
ICON_FONT = re.compile(r'url\((?P<file>[^)"]+)\.woff2\) format\("woff2"\),\s*url\([^)]+\.ttf\) format\("truetype"\)')


def used_icons(pages: list[str], scripts: list[str]) -> set[str]:
    """The names of the icons that pages and scripts of the theme use."""
    return set(re.findall(r"\bfa-[a-z0-9-]+", " ".join([*pages, *scripts])))


def keep_icons(sheet: Path, used: set[str]) -> None:
    """Leave only these icons in the theme's style sheet and in its icon fonts."""
    text = sheet.read_text(encoding="utf-8")
    codes = set()

    def keep(rule: re.Match[str]) -> str:
        if used.isdisjoint(re.findall(r"fa-[\w-]+(?=:)", rule["names"])):
            return ""
        codes.add(int(rule["code"], 16))
        return rule[0]

    text = ICON.sub(keep, text)
    if not codes:
        raise SystemExit(f"no icon was found in {sheet.name}: has the theme changed? See tools/light.py")

    def shrink(source: re.Match[str]) -> str:
        font = (sheet.parent / source["file"]).with_suffix(".ttf")
        small = font.with_suffix(".woff")
        options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True)
        with subset.load_font(font, options) as loaded:
            chosen = subset.Subsetter(options)
            chosen.populate(unicodes=codes)
            chosen.subset(loaded)
            subset.save_font(loaded, small, options)
        for whole in (font, font.with_suffix(".woff2")):
            whole.unlink()
        return f'url({source["file"]}.woff) format("woff")'

    sheet.write_text(ICON_FONT.sub(shrink, text), encoding="utf-8")


@cache
def joined(sheets: tuple[Path, ...], site: Path) -> Path:
    """Join style sheets, in their order and with what they import, into one; return its place."""
    whole = site / "_static" / f"style-{fingerprint(list(sheets))[:8]}.css"
    order = site / "_static" / "order.css"
    order.write_text("".join(f'@import "./{sheet.relative_to(order.parent).as_posix()}";\n' for sheet in sheets))
    node.run(
        node.MODULES / "esbuild/bin/esbuild",
        order.relative_to(ROOT).as_posix(),
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--log-level=error",
        *(f"--loader:.{kind}=file" for kind in ("woff", "woff2", "ttf", "svg", "png")),
        "--asset-names=fonts/[name]-[hash]",
        f"--outfile={whole.relative_to(ROOT).as_posix()}",
    )
    order.unlink()
    return whole


@cache
def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, as its header says."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def come_into_view(page: Path, text: str) -> str:
    """Fetch pictures below the first section when a reader comes near, and keep their places free until then."""
    below = text.find("<h2", text.find("<article"))

    def later(picture: re.Match[str]) -> str:
        if picture["file"].startswith(("data:", "http")) or below < 0 or picture.start() < below:
            return picture[0]
        attributes = ' loading="lazy" decoding="async"'
        if picture["file"].endswith(".png") and "width=" not in picture[0]:
            width, height = size((page.parent / unescape(picture["file"])).resolve())
            attributes += f' width="{width}" height="{height}"'
        return picture[0].removesuffix(picture["end"]) + attributes + picture["end"]

    return PICTURE.sub(later, text)


def join_styles(page: Path, text: str, site: Path) -> str:
    """Put one style sheet in the place of all that a page asks for."""
    links = list(STYLES.finditer(text))
    if not links:
        return text
    whole = joined(tuple((page.parent / link["file"]).resolve() for link in links), site)
    steps = "../" * len(page.relative_to(site).parent.parts)
    one = f'\n    <link rel="stylesheet" href="{steps}{whole.relative_to(site).as_posix()}" />'
    first = links[0].start()
    return text[:first] + one + STYLES.sub("", text[first:])


def lighten(site: Path) -> None:
    """Make all pages of a built site light."""
    found = [page for page in sorted(site.rglob("*.html")) if "_static" not in page.relative_to(site).parts]
    pages = {page: page.read_text(encoding="utf-8") for page in found}
    scripts = [path.read_text(encoding="utf-8") for path in (site / "_static/scripts").glob("*theme.js")]
    keep_icons(site / "_static/styles/pydata-sphinx-theme.css", used_icons([*pages.values()], scripts))
    options = (site / "_static/documentation_options.js").read_text(encoding="utf-8")
    for page, text in pages.items():
        light = NOT_USED.sub("", text)
        light = OPTIONS.sub(lambda _: f"<script>{options}</script>", light)
        # What searches stands in the template, and calls other scripts at once.
        light = light.replace(' defer="defer"', "") if page.name == "search.html" else SEARCH.sub("", light)
        page.write_text(come_into_view(page, join_styles(page, light, site)), encoding="utf-8")
    for unused in {*site.rglob("*.map"), *(site / "_static/scripts").glob("fontawesome.js*")}:
        unused.unlink()
