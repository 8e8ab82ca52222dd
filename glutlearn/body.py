"""Whose leg it is: the masses and lengths of its segments, from published shares of body mass and height."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import number, told
from glutlearn.kinematics import Angles, body_pose
from glutlearn.posture import Posture, angles_of
from glutlearn.provenance import rows

SEXES = ("female", "male")
SEGMENTS = ("thigh", "shank", "foot")
SEGMENT_SOURCES = ("deleva1996", "winter2009")


class BodySegment(NamedTuple):
    """Mass as a share of body mass, centre of mass and length as shares of the segment's length and of height."""

    mass: float
    center_of_mass: float
    length: float


def body_segments(source: str, sex: str) -> Mapping[str, BodySegment]:
    """The published shares of thigh, shank and foot.

    Examples
    --------
    >>> body_segments("deleva1996", "male")["thigh"].mass
    0.1416
    """
    if source not in SEGMENT_SOURCES:
        raise ValueError(f"there are no segments called {told(source)}; write one of {', '.join(SEGMENT_SOURCES)}")
    if sex not in SEXES:
        raise ValueError(f"sex is {told(sex)}; the tables have {' and '.join(SEXES)}, so write one of these")
    return _shares(source, sex)


@cache
def _shares(source: str, sex: str) -> Mapping[str, BodySegment]:
    return {
        row["segment"]: BodySegment(
            *(float(row[name]) for name in ("mass_fraction", "com_fraction", "length_fraction"))
        )
        for row in rows(f"{source}/segments.csv")
        if row["sex"] in (sex, "any")
    }


def check_body(body_mass: float, height: float) -> tuple[float, float]:
    """Mass and height; refuses a body that nobody has, and says which unit is meant."""
    return (
        number("body_mass", body_mass, 20, 300, "kilograms from 20 to 300"),
        number("height", height, 1, 2.5, "metres from 1 to 2.5"),
    )


def center_of_mass(
    lender: Anatomy, posture: Posture, body_mass: float, height: float, parts: Mapping[str, BodySegment]
) -> tuple[Array, float]:
    """Centre of mass (3, n) of the leg in metres, in pelvis axes seen from the hip centre, and its mass in kg."""
    angles = angles_of(lender, posture)
    straight = Angles(*(np.zeros(1) for _ in range(4)))
    tibia, knee = body_pose(lender, "tibia", angles)
    to_knee = angles.femur_to_pelvis.transpose(2, 0, 1) @ body_pose(lender, "tibia", straight)[1][:, 0]
    ankle = np.array(lender.landmarks["ankle_center"].position)
    heel = np.array(lender.landmarks["heel"].position)
    own_length = np.linalg.norm(to_knee[0]) + np.linalg.norm(ankle)
    scale = height * (parts["thigh"].length + parts["shank"].length) / own_length
    forward = np.array([parts["foot"].center_of_mass * parts["foot"].length * height, 0, 0])
    centers = {
        "thigh": scale * parts["thigh"].center_of_mass * to_knee.T,
        "shank": scale * (knee + np.einsum("ijn,j->in", tibia, parts["shank"].center_of_mass * ankle)),
        "foot": scale * (knee + np.einsum("ijn,j->in", tibia, heel)) + np.einsum("ijn,j->in", tibia, forward),
    }
    share = sum(parts[segment].mass for segment in SEGMENTS)
    weighted = [parts[segment].mass * centers[segment] for segment in SEGMENTS]
    return np.sum(weighted, axis=0) / share, share * body_mass
