"""What views that compute forces set beside them: anatomies that have strengths, and what was measured in people."""

from __future__ import annotations

from collections.abc import Mapping

import traitlets

import glutlearn as gl
from glutlearn.explorers.traits import one_of
from glutlearn.provenance import constants, rows

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


def finding(study: str, **wanted: str) -> Mapping[str, str]:
    """The one row of `gl.evidence()` that is by a study, such as "Ebert 2017", and has the wanted words.

    Examples
    --------
    >>> finding("Bergmann 2001", condition="walking at 4 km/h")["value"]
    '238'
    """
    author, year = study.rsplit(" ", 1)
    (row,) = (
        row
        for row in rows("evidence/findings.csv")
        if row["study"].startswith(author)
        and row["year"] == year
        and all(row[column] == value for column, value in wanted.items())
    )
    return row


def cited(row: Mapping[str, str]) -> dict[str, str]:
    """Whose finding it is, its DOI, and how far the paper was read."""
    return {"study": f"{row['study']} {row['year']}", "doi": row["doi"], "read": row["read"]}


def walking_force() -> dict[str, str | float]:
    """The peak force in the hip in walking, in body weights, with its source."""
    row = finding("Bergmann 2001", condition="walking at 4 km/h")
    return {"value": float(row["value"]) / 100, "n": row["n"], **cited(row)}


def healthy_shift() -> dict[str, str | float]:
    """How far the head of a healthy hip shifts, in mm: in women and in men, with the source."""
    laxity = constants("hip_laxity")
    return {
        "low": laxity["healthy_translation_women"],
        "value": laxity["healthy_translation_men"],
        **cited(finding("McClincy 2022", topic="translation")),
    }
