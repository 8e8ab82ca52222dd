"""What the scene of an explorer needs of a hip: muscles as points on bones, and the poses of the leg."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

import glutlearn as gl
from glutlearn.axes import leg_of
from glutlearn.explorers import skeleton

Array = NDArray[np.float64]

BODIES = ("pelvis", "femur", "tibia")
MOVING = len(BODIES)
"""Code of a path point that no body carries: it slides over a cylinder as the hip flexes."""

# Far below what can be seen; far above rounding.
_STILL = 1e-6


def thigh_orientations(hip: gl.Anatomy, pose: gl.Posture) -> Array:
    """(*posture dims, 3, 3): takes vectors from the femur's axes to the pelvis's."""
    orientation = gl.body_poses(hip, pose)["orientation"].sel(body="femur").values
    return np.moveaxis(orientation, (0, 1), (-2, -1))


def quaternions(rotations: Array) -> Array:
    """(n, 4), x y z w, for rotation matrices (n, 3, 3), with no jump of sign from one to the next."""
    result = Rotation.from_matrix(rotations).as_quat()
    flips = np.sign((result[1:] * result[:-1]).sum(axis=1))
    result[1:] *= np.cumprod(np.where(flips == 0, 1, flips))[:, np.newaxis]
    return result


def leg_poses(hip: gl.Anatomy, knee_flexion: Sequence[float]) -> dict[str, Array]:
    """Tibia and patella in the femur's frame: for each body (knee angles, 7), quaternion and origin in m.

    A hip without a leg borrows one (see `glutlearn.clam_axis`); one without a patella borrows that of rajagopal2016.
    """
    poses = {}
    for body in ("tibia", "patella"):
        lender = leg_of(hip)
        if lender.knee is None or body not in lender.knee.origin:
            lender = gl.load_anatomy("rajagopal2016")
        assert lender.knee is not None
        rotation, origin = lender.knee.pose(body, np.asarray(knee_flexion, dtype=float))
        poses[body] = np.hstack([quaternions(np.moveaxis(rotation, -1, 0)), origin.T])
    return poses


def leg_arrays(hip: gl.Anatomy, knee_flexion: Sequence[float]) -> dict[str, Array]:
    """The leg of a hip: where tibia and patella are at each knee flexion, and how each bone's template is stretched."""
    poses = {f"pose/{body}": poses for body, poses in leg_poses(hip, knee_flexion).items()}
    return poses | {f"fit/{body}": skeleton.fit(hip, body) for body in BODIES}


def leg_lender(hip: gl.Anatomy) -> str:
    """Name of the anatomy whose knee and heel make the clam axis, empty where it is the hip's own."""
    pose = gl.Posture(flexion=0, knee_flexion=90)
    lender = str(gl.clam_axis(hip, pose).attrs["leg"])
    return "" if lender == hip.name else lender


def muscle_points(hip: gl.Anatomy, flexion: Sequence[float]) -> tuple[Array, Array, Array]:
    """Each muscle's path as points on bones, so that a drawing can move them with the bones.

    Parameters
    ----------
    hip : Anatomy
    flexion : sequence of float
        Hip flexions in degrees at which the sliding points are given.

    Returns
    -------
    points : (muscles, points, 3)
        m, in the frame of the body that carries the point (pelvis axes seen from the hip centre).
    bodies : (muscles, points)
        Index into `BODIES`, or `MOVING` + row of the third result.
    moving : (sliding points, flexions, 3)
        m, in pelvis axes seen from the hip centre.
    """
    knees = [60, 90] if hip.knee is not None else [90]
    pose = gl.Posture.grid(flexion=list(flexion), knee_flexion=knees)
    points, bodies, moving = carried_points(hip, pose)
    return points, bodies, moving[:, :, -1]


def carried_points(hip: gl.Anatomy, pose: gl.Posture) -> tuple[Array, Array, Array]:
    """As `muscle_points`, for any postures: the sliding points are (sliding points, *posture dims, 3).

    The postures tell which body carries a point, so they have to differ in hip flexion, and in knee flexion too where
    muscles that end on the tibia matter.
    """
    paths = np.moveaxis(gl.muscle_paths(hip, pose).values, 2, -1)
    in_body = [_in_body(hip, body, pose, paths) for body in BODIES if body != "tibia" or hip.knee is not None]
    points = np.zeros((*paths.shape[:2], 3))
    bodies = np.zeros(paths.shape[:2])
    moving: list[Array] = []
    for index in np.ndindex(*paths.shape[:2]):
        spread = [np.ptp(local[index].reshape(-1, 3), axis=0).max() for local in in_body]
        carrier = int(np.argmin(spread))
        if spread[carrier] < _STILL:
            bodies[index], points[index] = carrier, in_body[carrier][index].reshape(-1, 3)[0]
        else:
            bodies[index] = MOVING + len(moving)
            moving.append(paths[index])
    return points, bodies, np.reshape(moving, (-1, *pose.shape, 3))


def _in_body(hip: gl.Anatomy, body: str, pose: gl.Posture, paths: Array) -> Array:
    """Positions (muscles, points, *posture dims, 3) in pelvis axes, as seen from a body."""
    if body == "pelvis":
        return paths
    here = gl.body_poses(hip, pose).sel(body=body)
    from_origin = paths - np.moveaxis(here["origin"].values, 0, -1)
    return np.einsum("ij...,mp...i->mp...j", here["orientation"].values, from_origin)


def skeleton_payload() -> tuple[dict[str, Array], dict[str, Any]]:
    """The template of the bones as arrays, and the facts that the scene needs besides."""
    arrays: dict[str, Array] = {}
    bones: dict[str, dict[str, Any]] = {}
    for name, bone in skeleton.bones().items():
        arrays[f"bone/{name}"] = bone.pieces
        bones[name] = {"body": bone.body, "cell": bone.cell, "fillet": bone.fillet, "groups": list(bone.groups)}
    return arrays, {"bones": bones, "middle_plane": skeleton.middle_plane()}
