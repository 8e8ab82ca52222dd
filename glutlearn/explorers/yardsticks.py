"""What views that compute forces set beside them: anatomies that have strengths, and what was measured in people."""

from __future__ import annotations

import traitlets

import glutlearn as gl
from glutlearn.explorers.explorer import one_of

STRONG = ("delp1990", "rajagopal2016", "uhlrich2022")
"""Published anatomies whose muscles have a strength."""


def with_strengths(anatomy: str) -> str:
    """The name itself if that anatomy's muscles have strengths.

    Raises
    ------
    traitlets.TraitError
        Otherwise, naming what to write.
    """
    if anatomy in gl.anatomies() and anatomy not in STRONG:
        raise traitlets.TraitError(f"{anatomy!r} tells no muscle's strength; write one of {', '.join(STRONG)}")
    return one_of("anatomy", anatomy, STRONG)


def finding(study: str, **wanted: str) -> dict[str, str]:
    """The one row of `gl.evidence()` that is by a study, such as "Ebert 2017", and has the wanted words.

    Examples
    --------
    >>> finding("Bergmann 2001", condition="walking at 4 km/h")["value"]
    '238'
    """
    author, year = study.rsplit(" ", 1)
    table = gl.evidence()
    rows = table[table["study"].str.startswith(author) & (table["year"] == year)]
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    (row,) = rows.to_dict("records")
    return {str(column): value for column, value in row.items()}


def walking_force() -> dict[str, str | float]:
    """The peak force in the hip in walking, in body weights, with its source."""
    row = finding("Bergmann 2001", condition="walking at 4 km/h")
    study = f"{row['study']} {row['year']}"
    return {"value": float(row["value"]) / 100, "study": study, "doi": row["doi"], "n": row["n"], "read": row["read"]}
