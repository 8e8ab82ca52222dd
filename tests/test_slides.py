"""The figures for slides: each is there in every form, large enough, says what it shows and where it is from."""

from __future__ import annotations

import csv
import re
import struct
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

import curriculum
import glutlearn as gl
import slides
from glutlearn import exercise_figures, figures

SVG = "{http://www.w3.org/2000/svg}"
# The quick one, and the one whose colours are the most varied.
DRAWN = [slide for slide in slides.SLIDES if slide.name in ("04-about-the-thigh", "10-what-was-recorded")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    into = tmp_path_factory.mktemp("figures")
    slides.make(into, DRAWN)
    return into


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours."""

    def light(colour: str) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_each_figure_lies_there_in_four_files_and_in_the_index(folder: Path):
    expected = {
        f"{slide.name}-{scheme}.{kind}" for slide in DRAWN for scheme in slides.SCHEMES for kind in ("png", "svg")
    }
    assert {path.name for path in folder.iterdir()} == {*expected, "index.html", "figures.csv"}
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'href="([^":]+)"', page)) == expected


def test_png_fills_a_wide_screen(folder: Path):
    for path in folder.glob("*.png"):
        head = path.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", head[16:24]) == (1920, 1080)


def test_svg_is_well_formed_and_says_what_it_shows(folder: Path):
    for path in folder.glob("*.svg"):
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        assert root.tag == f"{SVG}svg" and root.get("role") == "img"
        assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert len((root.findtext(f"{SVG}desc") or "").split()) >= 15
        assert root.find(f".//{SVG}image") is None, "a picture of points inside would not stay sharp"


def test_drawn_twice_it_is_the_same(folder: Path, tmp_path: Path):
    slides.make(tmp_path, DRAWN[1:])
    for path in tmp_path.glob("*.svg"):
        assert path.read_bytes() == (folder / path.name).read_bytes()


@pytest.mark.parametrize("slide", slides.SLIDES, ids=lambda slide: slide.name)
def test_it_says_its_finding_its_kind_and_its_source(slide):
    alt = slide.alt()
    assert len(alt.split()) >= 20 and re.search(r"\d", alt), "say what it shows, with a number"
    assert slide.kind in ("model", "measurement")
    row = slides._provenance(slide)
    assert row["doi"] and slide.kind in row["cite"] and "CC BY 4.0" in row["cite"]
    assert slide.kind in slides.source_line(slide) and row["sources"] in slides.source_line(slide)
    assert slide.lesson in curriculum.lessons()


def words(figure: Figure) -> list[plt.Text]:
    """All that is written, but for the numbers at ticks, which matplotlib keeps beyond an axis' ends too."""
    found = [*figure.texts]
    for ax in figure.axes:
        found += [*ax.texts, ax.title, ax.xaxis.label, ax.yaxis.label]
        found += ax.get_legend().get_texts() if ax.get_legend() else []
    return [text for text in found if text.get_text().strip() and text.get_visible()]


@pytest.mark.parametrize("slide", slides.SLIDES, ids=lambda slide: slide.name)
def test_nothing_is_cut_off(slide):
    figure = slide.draw()
    slides._dress(figure, slide)
    figure.canvas.draw()
    edge = figure.bbox
    for text in words(figure):
        box = text.get_window_extent()
        assert box.x0 >= -1 and box.y0 >= -1, text.get_text()
        assert box.x1 <= edge.width + 1 and box.y1 <= edge.height + 1, text.get_text()


def test_words_and_lines_stand_out_from_both_backgrounds():
    for colour in (figures.INK, figures.OUTWARD, figures.INWARD, figures.NEUTRAL):
        assert contrast(colour, slides.PAPER["light"]) >= 4.5
        assert contrast(slides.DARK[colour], slides.PAPER["dark"]) >= 4.5
        assert contrast(slides.DARK[colour], slides.DARK[figures.WINDOW]) >= 4.5


@pytest.mark.parametrize("slide", DRAWN, ids=lambda slide: slide.name)
def test_a_dark_figure_keeps_no_colour_of_paper(slide):
    figure = slide.draw()
    slides._dress(figure, slide)
    slides.darken(figure)
    texts = [text for text in figure.findobj(plt.Text) if text.get_text().strip()]
    assert {to_rgb(text.get_color()) for text in texts} <= {to_rgb(colour) for colour in slides.DARK.values()}


def test_the_index_can_be_read_by_machine_and_by_ear(folder: Path):
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == [slide.name for slide in DRAWN]

    class Pictures(HTMLParser):
        alts: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "img":
                self.alts.append(dict(attrs)["alt"] or "")

    reader = Pictures()
    reader.alts = []
    reader.feed((folder / "index.html").read_text(encoding="utf-8"))
    assert reader.alts == [row["alt"] for row in rows]


def test_recordings_are_those_of_the_table_of_evidence_and_none_lies_above_sixty_degrees():
    drawn = exercise_figures.recorded_clams()
    points = sorted(
        (x, y) for line in drawn.lines if len(line.get_xdata()) > 2 for x, y in zip(*line.get_data(), strict=True)
    )
    found = gl.evidence()
    named = found[found.exercise.eq("clam") & found.hip_flexion_deg.ne("")]
    assert max(float(angle) for cell in named.hip_flexion_deg for angle in cell.split("; ")) == 60
    assert points and max(x for x, _ in points) == 60


def test_bands_are_the_librarys():
    ax = exercise_figures.band_moments("delp1990")
    hip = gl.load_anatomy("delp1990")
    task = gl.exercise(hip, "clam", flexion=45, opening=20)
    red = gl.band(hip, task.posture, "red", start=task.start).moment
    drawn = [bar.get_width() for bar in ax.containers[1]]
    shown = drawn[1 + gl.band_colours().index("red")]
    assert shown == pytest.approx(-float((red * gl.clam_axis(hip, task.posture)).sum("xyz")))


def test_the_hips_own_turn_is_the_librarys():
    line = max(exercise_figures.hips_own_turn("delp1990").lines, key=lambda one: len(one.get_xdata()))
    hip = gl.load_anatomy("delp1990")
    turned = gl.hip_turn(gl.clam(hip, 45, 0), gl.clam(hip, 45, 30, pelvic_roll=20)).angle
    at20 = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))[20.0]
    assert at20 == pytest.approx(float(turned))


def test_force_is_the_librarys():
    ax = exercise_figures.force_against_control("delp1990", ["clam"])
    hip = gl.load_anatomy("delp1990")
    task = gl.exercise(hip, "clam")
    answer = gl.recruit(hip, task.posture, task.loads, control=1)
    (curve,) = [line for line in ax.lines if len(line.get_xdata()) > 2]
    assert curve.get_ydata()[-1] == pytest.approx(float(gl.contact_force(hip, task.posture, answer).body_weights))
