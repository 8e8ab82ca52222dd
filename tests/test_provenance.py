"""The tables of the package: every one of them can be read, and a faulty one says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from glutlearn import provenance
from glutlearn.provenance import DATA, rows


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in for `data/`; what was read from it is forgotten again."""
    monkeypatch.setattr(provenance, "DATA", tmp_path)
    monkeypatch.setattr(provenance, "rows", provenance.rows.__wrapped__)
    return tmp_path


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda path: path.relative_to(DATA).as_posix())
def test_every_table_has_whole_rows(path: Path):
    table = path.relative_to(DATA).as_posix()
    # delp1990 has no wrap cylinders, and says so with a header alone.
    assert len({tuple(row) for row in rows(table)}) == (table != "delp1990/wrap_cylinders.csv")


def test_rows_are_read_once_and_cannot_be_changed():
    first = rows("winter2009/segments.csv")
    assert rows("winter2009/segments.csv") is first
    with pytest.raises(TypeError, match="does not support item assignment"):
        first[0]["segment"] = "arm"  # type: ignore[index]


def test_a_missing_table_says_what_to_do(folder: Path):
    with pytest.raises(FileNotFoundError, match=r"segments\.csv is not there.*Install glutlearn again"):
        provenance.rows("segments.csv")


@pytest.mark.parametrize("row", ["thigh", "thigh,0.1,0.2"], ids=["too few cells", "too many"])
def test_a_misformed_row_is_named(folder: Path, row: str):
    (folder / "segments.csv").write_text(f"segment,mass\nshank,0.05\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"segments\.csv, row 3: write a cell for each column, segment, mass"):
        provenance.rows("segments.csv")
