"""Published tables become an `Anatomy`; a folder of the same tables does so too."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.spatial.transform import Rotation

from glutlearn.anatomy import (
    Anatomy,
    Array,
    Condition,
    Cylinder,
    Knee,
    Landmark,
    Muscle,
    PathPoint,
    Segment,
    unknown_name,
)
from glutlearn.provenance import DATA, source_of
from glutlearn.tables import BODIES, CONDITIONS, SIDES, Row, Tables

FEW_ROWS = "write at least 4 for a smooth curve"


def anatomies() -> list[str]:
    """Names of the published anatomies that come with the package.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.anatomies()
    ['delp1990', 'dostal1981', 'rajagopal2016', 'uhlrich2022']
    """
    return sorted(table.parent.name for table in DATA.glob("*/path_points.csv"))


def load_anatomy(name: str | Path) -> Anatomy:
    """Load one hip: a published anatomy by name, or your own from a folder of the same tables.

    Parameters
    ----------
    name
        One of `anatomies()`, or the path of a folder with at least `path_points.csv` and `landmarks.csv`.

    Raises
    ------
    ValueError
        For a name that is neither, with the near ones. For a malformed table (as `AnatomyError`), with the file,
        the row and what to write for each finding.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.load_anatomy("dostal1981")
    <Anatomy dostal1981: 27 muscles, straight lines, no leg>
    >>> gl.load_anatomy("delp1999")
    Traceback (most recent call last):
    ...
    ValueError: there is no anatomy called 'delp1999'; did you mean delp1990?
    """
    known = anatomies()
    if isinstance(name, str) and name in known:
        source = source_of(name)
        folder, label, citation = DATA / name, source["label"], source["citation"]
    elif isinstance(name, Path) or (isinstance(name, str) and name and Path(name).is_dir()):
        folder = Path(name)
        label, citation = folder.name, f"tables in the folder {folder.name}"
    else:
        raise ValueError(unknown_name(name, known, "anatomy"))

    tables = Tables(folder)
    landmarks = _landmarks(tables)
    knee = _knee(tables)
    lines = _muscles(tables, knee)
    segments = {
        row.text("segment"): Segment(
            row.one_of("body", BODIES), row.number("mass_kg"), row.position(("com_x_m", "com_y_m", "com_z_m"))
        )
        for row in tables["segments.csv"]
    }
    tables.raise_if_faulty()
    return Anatomy(folder.name, label, lines, landmarks, knee, segments, citation)


def _landmarks(tables: Tables) -> dict[str, Landmark]:
    landmarks = {
        row.text("landmark"): Landmark(row.one_of("body", BODIES), row.position()) for row in tables["landmarks.csv"]
    }
    if tables.has("landmarks.csv") and "hip_center" not in landmarks:
        tables.report("landmarks.csv: hip_center is missing; add a row hip_center,pelvis,x,y,z")
    return landmarks


def _knee(tables: Tables) -> Knee | None:
    if not tables.has("knee_kinematics.csv"):
        return None
    origins: dict[str, list[tuple[float, ...]]] = {}
    rotations: dict[str, list[Array]] = {}
    angles: dict[str, list[float]] = {}
    for row in tables["knee_kinematics.csv"]:
        body = row.one_of("body", ("tibia", "patella"))
        angle = row.number("knee_flexion_deg")
        if angles.get(body) and angle <= angles[body][-1]:
            row.report(f"knee_flexion_deg is {angle:g} after {angles[body][-1]:g}; sort each body by rising angle")
        matrix = np.array(row.numbers(f"r{i}{j}" for i in (1, 2, 3) for j in (1, 2, 3))).reshape(3, 3)
        if not np.allclose(matrix @ matrix.T, np.eye(3), atol=1e-5) or np.linalg.det(matrix) < 0:
            row.report("r11…r33 is no rotation; write an orthonormal matrix, row by row")
        angles.setdefault(body, []).append(angle)
        origins.setdefault(body, []).append(row.position())
        rotations.setdefault(body, []).append(matrix)
    if "tibia" not in angles:
        tables.report("knee_kinematics.csv: there is no row for the tibia; add its poses")
    for body, at in angles.items():
        if len(at) < 4:
            tables.report(f"knee_kinematics.csv: {body} has {len(at)} rows; {FEW_ROWS}")
    if not all(_makes_a_spline(angles[body], origins[body], rotations[body]) for body in angles) or not angles:
        return None  # it has been reported row by row
    return Knee(
        lowest=max(at[0] for at in angles.values()),
        highest=min(at[-1] for at in angles.values()),
        origin={body: CubicSpline(angles[body], np.array(origins[body])) for body in angles},
        rotation_vector={
            body: CubicSpline(angles[body], Rotation.from_matrix(np.array(rotations[body])).as_rotvec())
            for body in angles
        },
    )


def _makes_a_spline(angles: list[float], origins: list[tuple[float, ...]], rotations: list[Array]) -> bool:
    """Whether no row has a fault that a spline would only stumble over in less clear words."""
    rising = len(angles) >= 4 and bool((np.diff(angles) > 0).all())
    turns = all(np.isfinite(matrix).all() and np.linalg.det(matrix) > 0 for matrix in rotations)
    return rising and turns and bool(np.isfinite(origins).all())


def _muscles(tables: Tables, knee: Knee | None) -> tuple[Muscle, ...]:
    rows: dict[str, list[Row]] = {}
    for row in tables["path_points.csv"]:
        rows.setdefault(row.text("muscle"), []).append(row)
    tracks = _tracks(tables)
    paths = {name: _path(name, mine, tracks, knee, tables) for name, mine in rows.items()}
    for muscle, order in tracks:
        tables.report(
            f"moving_points.csv: {muscle} point {order} has no row without coordinates in path_points.csv; "
            "add that row, or remove the track"
        )
    cylinders = _cylinders(tables, paths)
    strengths = {row.text("muscle"): row for row in tables["muscles.csv"]}
    for name, row in strengths.items():
        if name not in paths:
            row.report("has no path; add its points to path_points.csv")
    return tuple(_muscle(name, path, cylinders.get(name), strengths.get(name)) for name, path in paths.items())


def _muscle(name: str, path: tuple[PathPoint, ...], cylinder: Cylinder | None, strength: Row | None) -> Muscle:
    if strength is None:
        return Muscle(name, path, cylinder)
    return Muscle(
        name,
        path,
        cylinder,
        strength.text("source_name"),
        strength.number("max_isometric_force_N"),
        strength.number("optimal_fiber_length_m"),
        strength.number("tendon_slack_length_m"),
        strength.number("pennation_deg"),
    )


def _path(
    name: str, rows: list[Row], tracks: dict[tuple[str, int], CubicSpline], knee: Knee | None, tables: Tables
) -> tuple[PathPoint, ...]:
    points = []
    for expected, row in enumerate(rows, start=1):
        order = row.number("order", default=expected)
        if order != expected:
            row.report(
                f"order is {order:g} where {expected} should stand; number the points 1, 2, 3, … along the muscle"
            )
        body = row.one_of("body", BODIES)
        if body in ("tibia", "patella") and knee is None and not tables.has("knee_kinematics.csv"):
            row.report(f"lies on the {body}, but there is no knee_kinematics.csv; add that table, or end on the femur")
        track = None
        if row.is_empty("x_m", "y_m", "z_m"):
            track = tracks.pop((name, expected), None)
            if track is None:
                row.report("has no coordinates; write x_m, y_m, z_m, or a track in moving_points.csv")
            position = np.zeros(3)
        else:
            position = np.array(row.position())
        points.append(PathPoint(body, position, _condition(row), track))
    _check_course(name, points, tables)
    return tuple(points)


def _check_course(name: str, points: list[PathPoint], tables: Tables) -> None:
    ranks = [BODIES.index(point.body) for point in points if point.body in BODIES]
    where = f"path_points.csv ({name})"
    if any(after < before for before, after in pairwise(ranks)):
        tables.report(f"{where}: the points go back to a nearer bone; order them from the pelvis to the leg")
    always = {point.body for point in points if point.condition is None}
    if "pelvis" not in always:
        tables.report(f"{where}: no point lies on the pelvis at all angles; add the origin")
    if not always & {"femur", "tibia"}:
        tables.report(f"{where}: no point lies on the femur or tibia at all angles; add the insertion")


def _condition(row: Row) -> Condition | None:
    if row.is_empty("active_coordinate", "active_from_deg", "active_to_deg"):
        return None
    coordinate = row.one_of("active_coordinate", CONDITIONS)
    lowest, highest = row.numbers(("active_from_deg", "active_to_deg"))
    if lowest >= highest:
        row.report(f"active_from_deg {lowest:g} is not below active_to_deg {highest:g}; write the lower angle first")
    return Condition(coordinate, lowest, highest)


def _tracks(tables: Tables) -> dict[tuple[str, int], CubicSpline]:
    nodes: dict[tuple[str, int], list[tuple[float, ...]]] = {}
    for row in tables["moving_points.csv"]:
        key = (row.text("muscle"), int(row.number("order", default=0)))
        row.one_of("body", BODIES)
        angle = row.number("knee_flexion_deg")
        if key in nodes and angle <= nodes[key][-1][0]:
            row.report(f"knee_flexion_deg is {angle:g} after {nodes[key][-1][0]:g}; sort by rising angle")
        nodes.setdefault(key, []).append((angle, *row.position()))
    tracks = {}
    for (muscle, order), rows in nodes.items():
        table = np.array(rows)
        if len(rows) < 4:
            tables.report(f"moving_points.csv: {muscle} point {order} has {len(rows)} rows; {FEW_ROWS}")
        elif np.isfinite(table).all() and (np.diff(table[:, 0]) > 0).all():  # else it has been reported row by row
            tracks[muscle, order] = CubicSpline(table[:, 0], table[:, 1:])
    return tracks


def _cylinders(tables: Tables, paths: dict[str, tuple[PathPoint, ...]]) -> dict[str, Cylinder]:
    cylinders: dict[str, Cylinder] = {}
    for row in tables["wrap_cylinders.csv"]:
        name = row.text("muscle")
        if name not in paths:
            row.report(unknown_name(name, tuple(paths), "muscle"))
            continue
        if name in cylinders:
            row.report("is a second cylinder for this muscle; keep one")
        radius = row.number("radius_m", default=1.0)
        if radius <= 0:
            row.report(f"radius_m is {radius:g}; write a radius above 0")
        angles = row.numbers(("rx_deg", "ry_deg", "rz_deg"))
        cylinders[name] = Cylinder(
            body=row.one_of("body", BODIES),
            radius=radius,
            length=row.number("length_m"),
            center=np.array(row.position()),
            rotation=Rotation.from_euler("XYZ", np.nan_to_num(angles), degrees=True).as_matrix(),
            side=row.one_of("side", SIDES),
        )
        _check_range(row, paths[name])
    return cylinders


def _check_range(row: Row, path: tuple[PathPoint, ...]) -> None:
    """A cylinder acts where the path crosses the hip; a range that leaves that piece out would never act."""
    if row.is_empty("first_point", "last_point"):
        return
    first, last = row.numbers(("first_point", "last_point"))
    crossing = sum(point.body == "pelvis" for point in path)
    if not first <= crossing < last <= len(path):
        row.report(
            f"first_point, last_point are {first:g}, {last:g}; the path crosses the hip between points "
            f"{crossing} and {crossing + 1}: write those, or leave both empty"
        )
