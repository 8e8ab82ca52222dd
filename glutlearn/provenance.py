"""Where every number in `data/` comes from."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DATA = Path(__file__).parent / "data"


def _rows() -> list[dict[str, str]]:
    with (DATA / "sources.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def source_of(folder: str) -> dict[str, str]:
    """The first row that `sources.csv` has for a folder of `data/`."""
    return next(row for row in _rows() if row["table"].startswith(f"{folder}/"))


@cache
def constants(folder: str) -> dict[str, float]:
    """The single numbers that a folder of `data/` holds in its `constants.csv`, by name."""
    with (DATA / folder / "constants.csv").open(newline="", encoding="utf-8") as stream:
        return {row["name"]: float(row["value"]) for row in csv.DictReader(stream)}


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

    return pd.DataFrame(_rows()).set_index("table")
