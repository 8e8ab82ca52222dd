"""The zip of the site: what is in it, and that the same pages give the same bytes."""

import os
import zipfile

import pytest

import notebooks
import offline_copy
import publication

PAGE = '<html data-content_root="../"><p class="course-footer">For teaching.</p></html>'


@pytest.fixture
def site(tmp_path):
    return written(tmp_path / "site", PAGE)


def written(folder, lesson):
    """A small site with one lesson."""
    files = {
        "index.html": "first",
        "book/the-hip.html": lesson,
        "_static/course.css": "p {}",
        "_static/bootstrap.js": "1",
        "_static/bootstrap.js.map": "{}",
        ".buildinfo": "hash",
        ".doctrees/index.doctree": "pickled",
        "reports/book/the-hip.err.log": "failed",
        "jupyter_execute/book/the-hip.ipynb": "{}",
        "_downloads/1f/the-hip.ipynb": "{}",
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_it_holds_the_pages_and_nothing_that_only_a_build_needs(site, tmp_path):
    offline_copy.pack(site, tmp_path / "course.zip")
    with zipfile.ZipFile(tmp_path / "course.zip") as packed:
        top = {name.partition("/")[0] for name in packed.namelist()}
        held = {name.partition("/")[2] for name in packed.namelist()}
        assert packed.testzip() is None
    assert top == {offline_copy.NAME}
    own = {"READ-ME-FIRST.html", "LICENSE.txt", "LICENSE-content.txt"}
    pages = {"index.html", "book/the-hip.html", "_static/course.css", "_static/bootstrap.js"}
    assert held == own | pages | {"_downloads/1f/the-hip.ipynb"}


def test_same_pages_same_bytes(site, tmp_path):
    again = written(tmp_path / "later", PAGE)
    for path in again.rglob("*"):
        os.utime(path, (1_900_000_000, 1_900_000_000))
    archives = [tmp_path / "one.zip", tmp_path / "other.zip"]
    for folder, archive in zip((site, again), archives, strict=True):
        offline_copy.pack(folder, archive)
    assert archives[0].read_bytes() == archives[1].read_bytes()
    (again / "book/the-hip.html").write_text("changed", encoding="utf-8")
    offline_copy.pack(again, archives[1])
    assert archives[0].read_bytes() != archives[1].read_bytes()


def test_printed_lines_do_not_depend_on_where_a_piece_ends():
    pieces = [{"output_type": "stream", "name": "stdout", "text": text} for text in ("one\n\nt", "wo\n", "\nthree\n")]
    (whole,) = notebooks.joined_streams(pieces)
    assert whole["text"] == "one\n\ntwo\n\nthree\n"


def test_a_published_page_offers_what_is_there(tmp_path):
    archive = tmp_path / "course.zip"
    archive.write_bytes(bytes(3_000_000))
    offered = publication.offer(PAGE, {"all pages": archive})
    assert '<a href="../downloads/course.zip">all pages</a> (3 MB).' in offered
    assert publication.offer("<html>no footer</html>", {"all pages": archive}) == "<html>no footer</html>"
