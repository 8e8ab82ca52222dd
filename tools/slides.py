"""Draw the course's key figures for slides: PNG and SVG, for light and dark backgrounds, each with its source line."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")  # before pyplot is imported: nothing is to open

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Annotation

import glutlearn as gl
from glutlearn import exercise_figures, figures
from slide_catalogue import SIZE, SLIDES, Slide
from stamps import ROOT

FOLDER = ROOT / "_build" / "figures"
DPI = 300  # 6.4 × 3.6 inches are then 1920 × 1080 points
LICENCE = "CC BY 4.0"
PAPER = {"light": "#ffffff", "dark": "#14181f"}
SCHEMES = tuple(PAPER)

# What each colour of a figure becomes on a dark background, at the same contrast or a higher one.
DARK = {
    figures.INK: "#e8eaed",
    figures.OUTWARD: "#ff9d5c",
    figures.INWARD: "#7ab8ff",
    figures.NEUTRAL: "#a9b0b8",
    figures.WINDOW: "#37342a",
    "#000000": "#e8eaed",
    "#ffffff": PAPER["dark"],
    "#b0b0b0": "#4a505a",
    "#f3efe4": "#2a2d33",
    "#c9c2ad": "#6b6f78",
}
COLOURS_OF_ARTISTS = ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor")


def make(into: Path = FOLDER, wanted: Iterable[Slide] = SLIDES) -> list[Path]:
    """Draw the figures and write an index of them; the paths of all files."""
    into.mkdir(parents=True, exist_ok=True)
    made, rows = [], []
    for slide in wanted:
        alt = slide.alt()
        rows.append({"name": slide.name, "title": slide.title, "alt": alt, **_provenance(slide)})
        for scheme in SCHEMES:
            made += _write(slide, alt, scheme, into / f"{slide.name}-{scheme}")
    return [*made, *_index(rows, into)]


def _provenance(slide: Slide) -> dict[str, str]:
    """Where a figure comes from: the kind of statement, the sources with their DOI, and the line to cite."""
    sources = gl.sources().drop_duplicates("label").set_index("label")
    chosen = sources.loc[list(slide.labels)]
    dois = [doi for doi in chosen.doi if doi]
    if slide.labels == ("Measured findings",):
        found = exercise_figures.clams_with_an_angle()
        dois = sorted({doi for doi in found.doi if doi})
        named = "; ".join(sorted(set(found.study + " " + found.year)))
    else:
        named = "; ".join(slide.labels)
    return {
        "kind": slide.kind,
        "sources": named,
        "doi": "; ".join(dois),
        "lesson": slide.lesson,
        "cite": f"glutlearn {gl.__version__} ({LICENCE}). {slide.title} ({slide.kind}). After: {named}.",
        "licence": LICENCE,
    }


def source_line(slide: Slide) -> str:
    """What stands below a figure."""
    return f"{slide.kind}; after {_provenance(slide)['sources']} · glutlearn {gl.__version__}, {LICENCE}"


def _write(slide: Slide, alt: str, scheme: str, stem: Path) -> list[Path]:
    with mpl.rc_context({"svg.hashsalt": slide.name, "svg.fonttype": "path"}):
        figure = slide.draw()
        _dress(figure, slide)
        if scheme == "dark":
            darken(figure)
        figure.set_facecolor(PAPER[scheme])
        for ax in figure.axes:
            ax.patch.set_alpha(0)
        png, svg = stem.with_name(stem.name + ".png"), stem.with_name(stem.name + ".svg")
        figure.savefig(png, dpi=DPI, metadata={"Title": slide.title, "Description": alt, "Copyright": LICENCE})
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Title": slide.title})
        svg.write_text(spoken(drawn.getvalue(), slide.title, alt), encoding="utf-8", newline="\n")
        plt.close(figure)
    return [png, svg]


def _dress(figure: Figure, slide: Slide) -> None:
    """Title above, source below, and the drawing between them."""
    width, height = SIZE
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(0.01, 0.075, 0.98, 0.79))
    figure.text(0.02, 0.965, slide.title, fontsize=14, fontweight="bold", va="top", color=figures.INK)
    source = source_line(slide)
    size = min(7.0, 7.0 * 118 / len(source))
    figure.text(0.02, 0.02, source, fontsize=size, va="bottom", color=figures.NEUTRAL)
    assert tuple(figure.get_size_inches()) == (width, height)


def darken(figure: Figure) -> None:
    """Put the colours for a dark background in place of those for paper."""
    found = figure.findobj(lambda one: one is not figure.patch)
    arrows = [one.arrow_patch for one in found if isinstance(one, Annotation) and one.arrow_patch is not None]
    for artist in [*found, *arrows]:
        for name in COLOURS_OF_ARTISTS:
            _darken(artist, name)
    # What is drawn anew with each tick takes its colours from there.
    for ax in figure.axes:
        ax.tick_params(colors=DARK["#000000"])


def _darken(artist: Artist, name: str) -> None:
    get, set_ = getattr(artist, f"get_{name}", None), getattr(artist, f"set_{name}", None)
    if get is None or set_ is None:
        return
    colour = get()
    if isinstance(colour, str) and colour in ("none", "auto", "None"):
        return
    try:
        known = to_hex(colour)
    except ValueError:
        # A collection has as many colours as members; all members of ours are alike.
        if not len(colour):
            return
        known = to_hex(colour[0])
    if known in DARK:
        set_(DARK[known])


def spoken(svg: str, title: str, alt: str) -> str:
    """An SVG that says what it shows: to a screen reader, and in the tip at the mouse."""
    words = f"<title>{html.escape(title)}</title>\n <desc>{html.escape(alt)}</desc>"
    with_role = re.sub(r"<svg ", '<svg role="img" ', svg, count=1)
    return re.sub(r"(<svg [^>]*>)", lambda opened: f"{opened[1]}\n {words}", with_role, count=1)


def _index(rows: list[dict[str, str]], into: Path) -> list[Path]:
    """A page that shows all figures with their words, and the same as a table."""
    table = into / "figures.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    page = into / "index.html"
    page.write_text(INDEX.format(figures="\n".join(map(_shown, rows))), encoding="utf-8", newline="\n")
    return [page, table]


def _shown(row: dict[str, str]) -> str:
    said = {name: html.escape(value) for name, value in row.items()}
    files = " · ".join(
        f'<a href="{row["name"]}-{scheme}.{kind}">{scheme} {kind.upper()}</a>'
        for scheme in SCHEMES
        for kind in ("png", "svg")
    )
    dois = ", ".join(f'<a href="https://doi.org/{doi}">{doi}</a>' for doi in row["doi"].split("; ") if doi)
    return (
        f'<figure id="{row["name"]}"><h2>{said["title"]}</h2>'
        f'<img src="{row["name"]}-light.png" width="640" height="360" alt="{said["alt"]}">'
        f"<figcaption><p>{said['alt']}</p><p><b>Cite:</b> {said['cite']} {dois}</p><p>{files}</p></figcaption></figure>"
    )


INDEX = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Figures for slides: the clam, computed</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
  color: #1f2328; background: #fff; }}
figure {{ margin: 0 0 3rem; }} img {{ max-width: 100%; height: auto; border: 1px solid #d0d7de; }}
</style>
<h1>Figures for slides</h1>
<p>16 : 9, for light and dark backgrounds. Text and figures: CC BY 4.0; cite the line below each figure. A figure marked
<em>model</em> was computed on a published anatomy and not measured in people. For teaching; no medical advice.</p>
{figures}
</html>
"""
