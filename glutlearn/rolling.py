"""A pelvis that rolls along in the clam: how much of the knee's height is the hip's own turn, and about which axis."""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike
from scipy.spatial.transform import Rotation

from glutlearn.anatomy import Anatomy
from glutlearn.axes import leg_of
from glutlearn.kinematics import body_pose
from glutlearn.loads import up
from glutlearn.named_angles import broadcast_named, check_range
from glutlearn.posture import XYZ, Posture, angles_of, check_start, labelled


def following_pelvis(opening: ArrayLike, controlled_range: ArrayLike = 20, share: ArrayLike = 0.5) -> xr.DataArray:
    """By how much the pelvis rolls backwards as the knee opens: not at all at first, then with a share of the rest.

    Formula: roll = share · max(0, opening − controlled range). Where somebody else lifts the knee, one moment turns hip
    and trunk like two springs in a row: share = k_hip / (k_hip + k_trunk), so a stiff hip on a soft trunk rolls early
    and far. In an active clam the hip's muscles pull the pelvis forwards, and a roll backwards is the trunk's doing. It
    is a definition to think with; how a pelvis really follows has to be measured on the person.

    Parameters
    ----------
    opening : float or array
        Degrees by which the knee opens, as in `clam`.
    controlled_range : float or array
        Degrees of opening up to which the pelvis is held still.
    share : float or array
        0…1: which part of what opens beyond is roll of the pelvis.

    Returns
    -------
    xarray.DataArray
        Degrees of roll, to write into `clam(..., pelvic_roll=)`.

    Raises
    ------
    ValueError
        For an opening outside −30…90°, a share outside 0…1, a negative range, and a roll beyond 45°.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.following_pelvis([10, 30, 50], controlled_range=20, share=0.5).values
    array([ 0.,  5., 15.])
    """
    what = {"share": "a share from 0 to 1"}
    given = broadcast_named({"opening": opening, "controlled_range": controlled_range, "share": share}, what)
    check_range("opening", given["opening"], -30, 90, "a clam opens by")
    if not bool(((given["share"] >= 0) & (given["share"] <= 1)).all()):
        raise ValueError(f"share is {np.asarray(share)}; write a share from 0 (a held pelvis) to 1")
    if not bool((given["controlled_range"] >= 0).all()):
        raise ValueError(f"controlled_range is {np.asarray(controlled_range)}; write degrees of opening, 0 or more")
    roll = given["share"] * (given["opening"] - given["controlled_range"]).clip(min=0)
    check_range("the roll that follows", roll, 0, 45, "a pelvis rolls by")
    return roll.assign_attrs(units="degree", long_name="backward roll of the pelvis")


def hip_turn(start: Posture, posture: Posture) -> xr.Dataset:
    """How far, and about which axis, the hip itself has turned between two postures, the pelvis standing still.

    Formula: R R₀ᵀ = exp(angle · axis), with R₀ and R the rotations from thigh to pelvis before and after. In a clam
    with a held pelvis the axis is that of the clam; a pelvis that rolls along tilts it and shortens the turn.

    Parameters
    ----------
    start, posture : Posture
        Of the same shape.

    Returns
    -------
    xarray.Dataset
        `angle` (*posture dims), degrees, 0 or more; `axis` (xyz, *posture dims), unit vector in the pelvis frame, zero
        where nothing has turned.

    Raises
    ------
    ValueError
        For postures of different shape or dimensions.
    TypeError
        For what is no posture.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> start = gl.clam(hip, flexion=45, opening=0)
    >>> for roll in (0, 20):
    ...     opened = gl.clam(hip, flexion=45, opening=30, pelvic_roll=roll)
    ...     round(float(gl.hip_turn(start, opened).angle), 1)
    30.0
    10.4
    """
    check_start(start, posture)
    before, after = (
        Rotation.from_euler(
            "ZXY", np.column_stack([p.flat(name) for name in ("flexion", "adduction", "rotation")]), True
        )
        for p in (start, posture)
    )
    vector = (after * before.inv()).as_rotvec().T
    angle = np.linalg.norm(vector, axis=0)
    axis = np.divide(vector, angle, out=np.zeros_like(vector), where=angle > 1e-9)
    return xr.Dataset(
        {
            "angle": labelled(np.degrees(angle), posture, {}, {"units": "degree", "long_name": "turn of the hip"}),
            "axis": labelled(
                axis, posture, {"xyz": XYZ}, {"units": "1", "long_name": "axis of the turn", "frame": "pelvis"}
            ),
        }
    )


def knee_height(
    hip: Anatomy, posture: Posture, pelvic_roll: ArrayLike = 0, leg: str | Anatomy | None = None
) -> xr.DataArray:
    """How high the upper knee is above the upper hip in side-lying: what the eye sees of a clam.

    Parameters
    ----------
    hip : Anatomy
    posture : Posture
    pelvic_roll : float or array
        Degrees, as in `clam`.
    leg : str or Anatomy, optional
        As in `clam_axis`.

    Returns
    -------
    xarray.DataArray
        (*posture dims), m.

    Raises
    ------
    ValueError
        For a roll outside −45…45°, or one with other dimensions than the posture.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> heights = [
    ...     gl.knee_height(hip, gl.clam(hip, 45, 30, pelvic_roll=roll), roll)
    ...     for roll in (0, 20)
    ... ]
    >>> abs(round(float(heights[0] - heights[1]), 9))
    0.0
    """
    lender = leg_of(hip, leg)
    knee = body_pose(lender, "tibia", angles_of(lender, posture))[1]
    height = (knee * up(posture, "side_lying", pelvic_roll)).sum(axis=0)
    return labelled(height, posture, {}, {"units": "m", "long_name": "knee above hip"})
