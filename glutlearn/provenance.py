"""The tables in `data/`: their rows, and where every number in them comes from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DATA = Path(__file__).parent / "data"


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table that the package carries, each cell as text; read once, so nobody may change them.

    Parameters
    ----------
    table : str
        Its path in `data/`.

    Raises
    ------
    FileNotFoundError
        Where there is no such table.
    ValueError
        For a row with another number of cells than the header, naming it.

    Examples
    --------
    >>> rows("winter2009/segments.csv")[0]["segment"]
    'thigh'
    """
    path = DATA / table
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: the package is not whole. Install glutlearn again.")
    found = []
    with path.open(newline="", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            if None in row or None in row.values():
                columns = ", ".join(reader.fieldnames or ())
                raise ValueError(f"{table}, row {reader.line_num}: write a cell for each column, {columns}")
            found.append(MappingProxyType(row))
    return tuple(found)


def source_of(folder: str) -> Mapping[str, str]:
    """The first row that `sources.csv` has for a folder of `data/`."""
    return next(row for row in rows("sources.csv") if row["table"].startswith(f"{folder}/"))


@cache
def constants(folder: str) -> dict[str, float]:
    """The single numbers that a folder of `data/` holds in its `constants.csv`, by name."""
    return {row["name"]: float(row["value"]) for row in rows(f"{folder}/constants.csv")}


def sources() -> pd.DataFrame:
    """Every table that the package carries, with its origin.

    Returns
    -------
    pandas.DataFrame
        One row for each table in `glutlearn/data/`, indexed by its path there. Columns: `label` (short name),
        `citation`, `doi`, `obtained` (how it got here), `frame`, `unit`, `licence`.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.sources().loc["dostal1981/path_points.csv", "doi"]
    '10.1016/0021-9290(81)90036-1'
    """
    import pandas as pd

    return pd.DataFrame(map(dict, rows("sources.csv"))).set_index("table")
