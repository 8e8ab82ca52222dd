"""Rotations and positions of the bones at given joint angles, on plain arrays: component first, one posture a column.

The sequence from pelvis to femur is flexion about z, then adduction about the new x, then internal rotation about the
new y. Frames: x forward, y up, z to the right.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from glutlearn.anatomy import Anatomy, Array, PathPoint


@dataclass(frozen=True, eq=False)
class Angles:
    """Joint angles of n postures in degrees, each (n,): + flexion, + adduction, + internal rotation."""

    flexion: Array
    adduction: Array
    rotation: Array
    knee_flexion: Array

    def __len__(self) -> int:
        return len(self.flexion)

    def part(self, chosen: slice) -> Angles:
        """The same angles for some of the postures."""
        return Angles(*(getattr(self, angle.name)[chosen] for angle in fields(self)))

    def at_flexion(self, flexion: Array) -> Angles:
        """One posture's other angles, held at many hip flexions (n,)."""
        return Angles(
            flexion, *(np.broadcast_to(a, flexion.shape) for a in (self.adduction, self.rotation, self.knee_flexion))
        )

    @cached_property
    def femur_to_pelvis(self) -> Array:
        """R = Rz(flexion) Rx(adduction) Ry(rotation), (3, 3, n)."""
        a, b, c = np.radians(self.flexion), np.radians(self.adduction), np.radians(self.rotation)
        (sa, sb, sc), (ca, cb, cc) = (np.sin(a), np.sin(b), np.sin(c)), (np.cos(a), np.cos(b), np.cos(c))
        return np.array(
            [
                [ca * cc - sa * sb * sc, -sa * cb, ca * sc + sa * sb * cc],
                [sa * cc + ca * sb * sc, ca * cb, sa * sc - ca * sb * cc],
                [-cb * sc, sb, cb * cc],
            ]
        )

    @cached_property
    def knee(self) -> Array:
        """Knee flexion (n,), or (1,) where it never changes: most of what the knee moves is then computed once."""
        constant = len(self) > 0 and bool((self.knee_flexion == self.knee_flexion[0]).all())
        return self.knee_flexion[:1] if constant else self.knee_flexion


def point_in_femur(hip: Anatomy, point: PathPoint, angles: Angles) -> Array:
    """A point beyond the hip in metres in the femur's frame: (3, hips, n), n = 1 where the knee does not move it."""
    here = point.position.reshape(3, -1, 1)
    if point.body == "femur":
        return here
    assert hip.knee is not None  # the tables were refused otherwise
    rotation, origin = hip.knee.pose(point.body, angles.knee)
    if point.track is not None:
        here = here + point.track(angles.knee).T[:, None]
    return turn(rotation, here) + origin[:, None]


def body_pose(hip: Anatomy, body: str, angles: Angles) -> tuple[Array, Array]:
    """Rotation (3, 3, n), body to pelvis, and origin (3, n) in metres in pelvis axes, seen from the hip centre."""
    rotation = angles.femur_to_pelvis
    if body == "femur":
        return rotation, np.zeros((3, len(angles)))
    if hip.knee is None or body not in hip.knee.origin:
        raise ValueError(f"{hip.name} has no {body}; take an anatomy with a knee table, such as rajagopal2016")
    at_knee, origin = hip.knee.pose(body, angles.knee)
    at_knee = np.broadcast_to(at_knee, rotation.shape)
    return np.einsum("ijn,jkn->ikn", rotation, at_knee), turn(rotation, origin[:, None])[:, 0]


def turn(rotation: Array, vectors: Array) -> Array:
    """Vectors (3, ..., n or 1) turned by rotations (3, 3, n)."""
    if vectors.shape[-1] == 1:
        # One vector for all postures: a matrix product, several times as quick as summing posture by posture.
        turned = vectors.reshape(3, -1).T @ rotation
        return turned.reshape(*vectors.shape[:-1], rotation.shape[2])
    x, y, z = vectors
    return np.stack([row[0] * x + row[1] * y + row[2] * z for row in rotation])
