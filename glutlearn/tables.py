"""Read the tables of an anatomy and refuse what is malformed, naming file and row and what to write.

An anatomy is a folder of comma-separated tables. The reader keeps going after the first fault, so
that somebody who types in an anatomy of their own sees every finding at once.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

BODIES = ("pelvis", "femur", "patella", "tibia")
"""From proximal to distal: the order in which a path may visit them."""

SIDES = ("", "-x", "x", "-y", "y")
CONDITIONS = ("hip_flexion", "knee_flexion")

COLUMNS = {
    "path_points.csv": (
        "muscle", "order", "body", "x_m", "y_m", "z_m",
        "active_coordinate", "active_from_deg", "active_to_deg",
    ),
    "landmarks.csv": ("landmark", "body", "x_m", "y_m", "z_m"),
    "muscles.csv": (
        "muscle", "source_name", "max_isometric_force_N", "optimal_fiber_length_m",
        "tendon_slack_length_m", "pennation_deg",
    ),
    "wrap_cylinders.csv": (
        "muscle", "body", "radius_m", "length_m", "x_m", "y_m", "z_m",
        "rx_deg", "ry_deg", "rz_deg", "side", "first_point", "last_point",
    ),
    "moving_points.csv": ("muscle", "order", "body", "knee_flexion_deg", "x_m", "y_m", "z_m"),
    "knee_kinematics.csv": (
        "knee_flexion_deg", "body", "x_m", "y_m", "z_m",
        "r11", "r12", "r13", "r21", "r22", "r23", "r31", "r32", "r33",
    ),
    "segments.csv": ("segment", "body", "mass_kg", "com_x_m", "com_y_m", "com_z_m"),
}  # fmt: skip
REQUIRED = ("path_points.csv", "landmarks.csv")

LARGEST_COORDINATE = 2.0
"""Metres. No attachment of a leg lies farther from its bone's origin; a larger number is in mm or cm."""


class AnatomyError(ValueError):
    """An anatomy's tables cannot be used; `findings` lists each reason with file and row."""

    def __init__(self, folder: Path, findings: list[str]):
        self.findings = findings
        count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
        super().__init__(f"{folder}: {count}\n" + "\n".join(f"  {finding}" for finding in findings))


@dataclass
class Row:
    """One line of a table, which reports its own faults."""

    table: str
    line: int
    cells: dict[str, str]
    findings: list[str] = field(repr=False)

    def report(self, fault: str) -> None:
        """Note a fault of this row with the file, the row and whom it concerns."""
        who = self.cells.get("muscle") or self.cells.get("landmark") or self.cells.get("segment")
        where = f"{self.table}, row {self.line}" + (f" ({who})" if who else "")
        self.findings.append(f"{where}: {fault}")

    def text(self, column: str) -> str:
        """A cell as it is written."""
        return self.cells[column]

    def number(self, column: str, default: float = math.nan) -> float:
        """The finite number in a cell; an unreadable one is reported and answered by `default`."""
        cell = self.cells[column]
        try:
            value = float(cell)
        except ValueError:
            self.report(f"{column} is {cell!r}; write a number")
            return default
        if not math.isfinite(value):
            self.report(f"{column} is {cell!r}; write a finite number")
            return default
        return value

    def numbers(self, columns: Iterable[str]) -> tuple[float, ...]:
        """The finite numbers of several cells."""
        return tuple(self.number(column) for column in columns)

    def position(self, columns: Iterable[str] = ("x_m", "y_m", "z_m")) -> tuple[float, ...]:
        """Coordinates in metres; a number too large for a leg is reported as a wrong unit."""
        columns = tuple(columns)
        values = self.numbers(columns)
        for column, value in zip(columns, values, strict=True):
            if abs(value) > LARGEST_COORDINATE:
                self.report(f"{column} is {value:g}, farther than any attachment; write metres")
        return values

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """A cell that may hold one of a few words; another word is reported."""
        cell = self.cells[column]
        if cell not in allowed:
            names = ", ".join(name if name else repr(name) for name in allowed)
            self.report(f"{column} is {cell!r}; write one of {names}")
        return cell

    def is_empty(self, *columns: str) -> bool:
        """Whether nothing is written in any of the cells."""
        return all(not self.cells[column] for column in columns)


class Tables:
    """The tables of one folder, read once; `findings` grows while they are interpreted."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.findings: list[str] = []
        self._rows: dict[str, list[Row]] = {}
        if not folder.is_dir():
            raise AnatomyError(folder, ["there is no such folder; write the path of one with path_points.csv"])
        for table in COLUMNS:
            self._rows[table] = self._read(table)

    def _read(self, table: str) -> list[Row]:
        path = self.folder / table
        if not path.exists():
            if table in REQUIRED:
                self.findings.append(f"{table} is missing; write it with the columns {', '.join(COLUMNS[table])}")
            return []
        with path.open(newline="", encoding="utf-8-sig") as stream:
            reader = csv.DictReader(stream, skipinitialspace=True)
            header = tuple(reader.fieldnames or ())
            missing = [column for column in COLUMNS[table] if column not in header]
            if missing:
                self.findings.append(f"{table}, row 1: column {', '.join(missing)} is missing; add it to the header")
                return []
            return list(self._rows_of(table, reader))

    def _rows_of(self, table: str, reader: csv.DictReader[str]) -> Iterator[Row]:
        for cells in reader:
            row = Row(table, reader.line_num, {}, self.findings)
            if None in cells or None in cells.values():
                row.report(f"has another number of cells than the header; write {len(reader.fieldnames or ())}")
                continue
            row.cells = {column: cell.strip() for column, cell in cells.items()}
            yield row

    def __getitem__(self, table: str) -> list[Row]:
        return self._rows[table]

    def has(self, table: str) -> bool:
        """Whether a table is there and has rows."""
        return bool(self._rows[table])

    def report(self, finding: str) -> None:
        """Note a fault of a whole table."""
        self.findings.append(finding)

    def raise_if_faulty(self) -> None:
        """Raise one error with all findings so far."""
        if self.findings:
            raise AnatomyError(self.folder, self.findings)
