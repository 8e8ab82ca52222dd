"""Stylised bones for the explorers: which landmark each rounded piece of bone is drawn through.

A bone is a list of *rounded simplexes*: a ball, a rod between two balls, or a rounded triangle between
three. The browser melts the pieces of one bone together and meshes the surface, so that a handful of
landmarks becomes something a student recognises. A piece with a negative radius is carved out (the
socket, the foramina). One template is drawn through the bony attachments of rajagopal2016; `fit`
stretches it onto the attachments of any other anatomy. The bones illustrate: no number depends on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from glutlearn.anatomy import Anatomy
from glutlearn.reading import load_anatomy

Ball = tuple[float, float, float, float]
Piece = Sequence[Ball]
Group = Sequence[Piece]


def _between(row: Sequence[Ball], steps: int) -> list[Ball]:
    """A row of balls with `steps` intervals for each given one, along a Catmull-Rom curve."""
    points = np.array([row[0], *row, row[-1]], dtype=np.float64)
    t = np.arange(steps)[:, np.newaxis] / steps
    result: list[Ball] = []
    for before, start, end, after in zip(points, points[1:], points[2:], points[3:], strict=False):
        curve = start + 0.5 * t * (
            end - before + t * (2 * before - 5 * start + 4 * end - after + t * (3 * (start - end) + after - before))
        )
        result.extend((x, y, z, r) for x, y, z, r in curve)
    return [*result, row[-1]]


def _rod(*balls: Ball) -> Group:
    """A curved rod of varying thickness through the given balls."""
    curve = _between(balls, 3) if len(balls) > 2 else balls
    return [[start, end] for start, end in pairwise(curve)]


def _strip(upper: Sequence[Ball], lower: Sequence[Ball]) -> Group:
    """A curved plate between two rows of equally many balls, as rounded triangles."""
    above, below = _between(upper, 2), _between(lower, 2)
    pieces: list[Piece] = []
    for (a, b), (c, d) in zip(pairwise(above), pairwise(below), strict=True):
        pieces += [[a, b, c], [b, d, c]]
    return pieces


# Millimetres: x forward, y up, z to the right, and a radius. Pelvis from the hip centre; the right half.
_ACETABULUM: list[Group] = [
    [[(-4, 5, -8, 37.5)]],
    [[(12, 34, 8, 13), (-20, 40, -6, 13)]],
    [[(0, 24, 0, 17), (-6, 48, 6, 10)]],
    [[(0, 0, 0, -26.5)]],
    [[(22, -29, 52, -60)]],  # open to the side, forward and down
]

_CREST: list[Ball] = [
    (40, 75, 41, 5.5),  # anterior superior iliac spine
    (28, 104, 51, 6),
    (6, 131, 53, 7.5),  # tubercle of the crest
    (-24, 147, 34, 6),
    (-55, 147, 6, 6),
    (-80, 132, -20, 6.5),
    (-93, 106, -36, 7.5),  # posterior superior iliac spine
]
_WING: list[Ball] = [
    (27, 66, 32, 5.5),
    (18, 84, 36, 5.2),
    (-3, 98, 28, 5),
    (-28, 104, 6, 5),
    (-52, 104, -15, 5),
    (-70, 100, -30, 6),
    (-82, 88, -40, 7),
]
_ROOF: list[Ball] = [
    (33, 42, 17, 7.5),  # anterior inferior iliac spine
    (20, 48, 20, 8),
    (2, 50, 14, 9),
    (-18, 50, -2, 9),
    (-36, 56, -18, 9),
    (-52, 68, -34, 8),
    (-72, 76, -43, 6),  # posterior inferior iliac spine
]

_PUBIS_AND_ISCHIUM: list[Group] = [
    [[(20, 18, 0, 14), (33, 41, 17, 8)]],
    _rod((16, 6, -10, 16), (36, 8, -34, 9), (52, -3, -58, 7.5), (53, -10, -70, 8)),  # superior ramus
    _rod((53, -8, -71, 7.5), (44, -26, -69, 7.5), (20, -46, -58, 6.5), (-8, -58, -46, 7), (-34, -58, -31, 13)),
    _rod((-12, -8, -14, 19), (-33, -32, -22, 15.5), (-40, -50, -26, 15)),  # to the ischial tuberosity
    [[(-26, 2, -24, 10), (-43, -2, -33, 4)]],  # ischial spine
    [[(-8, 34, -14, 14), (-44, 66, -38, 12)]],  # the arch that carries the load to the sacrum
]

# The sacrum from top to tip, about the middle plane: forward, up, half width, half thickness.
_SACRUM_LEVELS = [
    (-50, 118, 30, 12),
    (-60, 93, 29, 11),
    (-65, 70, 24, 9.5),
    (-66, 50, 19, 8),
    (-64, 32, 14, 6.5),
    (-57, 13, 7, 5.5),
    (-46, -3, 3, 4),
]
_MIDDLE = -77.0


def _sacrum() -> list[Group]:
    right = [(x, y, _MIDDLE + width, r) for x, y, width, r in _SACRUM_LEVELS]
    left = [(x, y, _MIDDLE - width, r) for x, y, width, r in _SACRUM_LEVELS]
    groups: list[Group] = [_strip(left, right)]
    groups.append([[(-39, 127, _MIDDLE - 11, 11), (-39, 127, _MIDDLE + 11, 11), (-52, 121, _MIDDLE, 13)]])
    for side in (-1, 1):
        groups.append(
            _rod(
                (-54, 116, _MIDDLE + side * 26, 13),
                (-60, 104, _MIDDLE + side * 41, 11),
                (-70, 80, _MIDDLE + side * 33, 8),
            )
        )
    for (x, y, _, thickness), size in zip(_SACRUM_LEVELS[:5], (5.5, 5.5, 5, 4.5, 3.5), strict=True):
        back = x - thickness - 4
        groups.append([[(back - 1, y + 2, _MIDDLE, size), (back + 1, y - 10, _MIDDLE, size)]])
    for side in (-1, 1):
        for x, y, width, _ in _SACRUM_LEVELS[1:5]:
            z = _MIDDLE + side * (6 + 0.42 * width)
            groups.append([[(x + 22, y + 8, z, -4.2), (x - 24, y + 14, z, -4.2)]])
    return groups


_FEMUR: list[Group] = [
    [[(0, 0, 0, 24)]],
    [[(-1, -4, 8, 15.5), (-8, -24, 36, 16)]],
    [[(-13, -22, 46, 16), (-21, -3, 46, 9.5)]],  # greater trochanter, up to its tip
    [[(-4, -22, 52, 12), (-6, -42, 49, 13)]],
    [[(-18, -22, 44, 9), (-22, -58, 22, 7)]],  # intertrochanteric crest
    [[(-12, -56, 24, 13), (-21, -62, 16, 9)]],  # lesser trochanter
    _rod(
        (-8, -26, 38, 18),
        (-5, -66, 35, 17.5),
        (4, -120, 31, 14),
        (11, -190, 24, 13),
        (12, -260, 16, 13.2),
        (8, -320, 9, 15.5),
        (3, -366, 4, 19),
    ),
    _rod((-9, -110, 33, 6), (-1, -190, 24, 6), (0, -280, 14, 6)),  # linea aspera
    [[(8, -320, 9, 15), (3, -370, -10, 19), (3, -370, 14, 19)]],
    [[(2, -394, -23, 20.5), (-17, -394, -23, 19)]],  # medial condyle
    [[(4, -392, 23, 20.5), (-15, -394, 24, 19)]],  # lateral condyle
    [[(-4, -388, -38, 8), (-4, -388, 38, 8)]],  # epicondyles
    [[(17, -380, -12, 12), (6, -394, -12, 17)], [(19, -380, 15, 13), (8, -394, 15, 17)]],
    [[(-30, -402, 0, -11), (6, -416, 0, -8)]],  # notch between the condyles
]

_PATELLA: list[Group] = [[[(-2, 38, -10, 9), (-2, 38, 11, 9), (0, 12, 0, 6)]], [[(5, 30, 0, 9)]]]

_TIBIA: list[Group] = [
    [
        [(8, -31, -22, 12.5), (-18, -32, -26, 12.5), (-4, -32, 0, 12)],
        [(8, -31, 22, 12.5), (-18, -32, 24, 12.5), (-4, -32, 0, 12)],
        [(8, -31, -22, 12.5), (8, -31, 22, 12.5), (6, -70, 0, 17)],
        [(-18, -34, -22, 12), (-18, -34, 22, 12), (0, -78, -1, 15)],
    ],
    [[(22, -56, 1, 9), (20, -72, 1, 7)]],  # tuberosity
    _rod(
        (4, -66, 0, 18),
        (4, -130, -2, 13.5),
        (0, -240, -4, 11),
        (-6, -335, -5, 11.5),
        (-8, -372, -3, 16),
    ),
    [[(-9, -382, -10, 15), (-9, -382, 8, 14)]],
    _rod((20, -76, 0, 5), (14, -160, -4, 4), (4, -280, -6, 4)),  # shin
    [[(-8, -382, -18, 10), (-6, -402, -22, 8)]],  # inner ankle
]

_FIBULA: list[Group] = [
    [[(-27, -42, 31, 9), (-26, -54, 31, 6)]],
    _rod((-26, -54, 31, 6), (-20, -150, 27, 5), (-18, -280, 23, 5), (-14, -370, 22, 6), (-13, -408, 24, 8)),
]

_TOES: list[Group] = [
    _rod((44, -431, -13, 10), (74, -441, -18, 7.5), (106, -452, -22, 9.5), (146, -456, -22, 7.5)),
    _rod((46, -431, -4, 7), (112, -454, -5, 6.5), (148, -457, -5, 5)),
    _rod((46, -432, 4, 7), (107, -456, 8, 6), (140, -458, 9, 4.8)),
    _rod((44, -435, 12, 7), (99, -457, 19, 6), (128, -459, 22, 4.6)),
    _rod((40, -440, 19, 7.5), (88, -458, 29, 6.5), (113, -460, 33, 4.8)),
]
_FOOT: list[Group] = [
    _rod((-13, -413, 1, 15), (8, -416, 1, 13), (24, -422, -6, 12), (44, -431, -12, 10)),
    _rod((-45, -438, 6, 16.5), (-6, -434, 8, 14), (22, -436, 13, 12), (42, -438, 17, 9)),  # from the heel
    [[(24, -424, -8, 12), (44, -431, 2, 9), (42, -438, 17, 8)]],
    *_TOES,
]

# Body, cell of the mesh and width of the fillet between groups, in millimetres.
_BONES: dict[str, tuple[str, float, float, list[Group]]] = {
    "hip_bone": (
        "pelvis",
        5.6,
        9.0,
        [[*_strip(_CREST, _WING), *_strip(_WING, _ROOF)], _rod(*_CREST), *_PUBIS_AND_ISCHIUM, *_ACETABULUM],
    ),
    "sacrum": ("pelvis", 5.6, 7.0, _sacrum()),
    "femur": ("femur", 6.2, 11.0, _FEMUR),
    "patella": ("patella", 5.0, 8.0, _PATELLA),
    "tibia": ("tibia", 6.2, 10.0, _TIBIA),
    "fibula": ("tibia", 5.2, 6.0, _FIBULA),
    "foot": ("tibia", 5.0, 6.0, _FOOT),
}

# Whose attachments the template is drawn through.
_REFERENCE = "rajagopal2016"

# How strongly `fit` holds a bone to the template's shape, m²: that of one attachment 7 cm from the hip centre.
_STIFFNESS = 0.07**2


class Bone(NamedTuple):
    """One bone of the template, in metres in the frame of its body (pelvis: seen from the hip centre).

    `pieces` is (pieces, 3, 4): three balls with their radius; a piece with fewer repeats its last one, and one with a
    negative radius is carved out of those before it. `groups` counts the pieces of each group: pieces of a group
    continue each other, groups melt into each other with a `fillet`. `cell` is the width of the mesh.
    """

    body: str
    cell: float
    fillet: float
    groups: tuple[int, ...]
    pieces: NDArray[np.float64]


def bones() -> dict[str, Bone]:
    """The template: every bone by name.

    Examples
    --------
    >>> from glutlearn.explorers import skeleton
    >>> femur = skeleton.bones()["femur"]
    >>> femur.body, femur.pieces.shape[1:]
    ('femur', (3, 4))
    """
    result = {}
    for name, (body, cell, fillet, groups) in _BONES.items():
        triples = [[*piece, piece[-1], piece[-1]][:3] for group in groups for piece in group]
        counts = tuple(len(group) for group in groups)
        result[name] = Bone(body, cell / 1000, fillet / 1000, counts, np.array(triples, dtype=np.float64) / 1000)
    return result


def middle_plane() -> float:
    """How far to the right of the right hip centre the middle plane of the template lies, m (negative)."""
    return _MIDDLE / 1000


def fit(hip: Anatomy, body: str) -> NDArray[np.float64]:
    """Linear map (3, 3) that stretches the template of a body onto a hip's attachments, the body's origin held still.

    Least squares over the first (pelvis) or the last (femur, tibia) points of the muscles that both have, drawn
    towards the identity so that a few points cannot shear a bone out of shape.

    Examples
    --------
    >>> import glutlearn as gl
    >>> from glutlearn.explorers import skeleton
    >>> skeleton.fit(gl.load_anatomy("rajagopal2016"), "pelvis").round(9).diagonal()
    array([1., 1., 1.])
    """
    here, template = _attachments(hip, body), _template(body)
    shared = [name for name in template if name in here]
    if not shared:
        return np.eye(3)
    source = np.array([template[name] for name in shared])
    target = np.array([here[name] for name in shared])
    hold = _STIFFNESS * np.eye(3)
    return np.linalg.solve(source.T @ source + hold, source.T @ target + hold).T


@cache
def _template(body: str) -> Mapping[str, NDArray[np.float64]]:
    """The attachments of the hip that the template was made on."""
    return _attachments(load_anatomy(_REFERENCE), body)


def _attachments(hip: Anatomy, body: str) -> dict[str, NDArray[np.float64]]:
    """Where each muscle is fixed on a body: its first point on the pelvis, its last one elsewhere; and landmarks."""
    found = {name: np.array(mark.position) for name, mark in hip.landmarks.items() if mark.body == body != "pelvis"}
    for muscle in hip.lines:
        end = muscle.points[0 if body == "pelvis" else -1]
        if end.body == body and end.track is None:
            found[muscle.name] = end.position - (hip.hip_center if body == "pelvis" else 0)
    return found
