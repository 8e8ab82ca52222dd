"""Which muscles answer a load: the sharing that needs the least effort, as a quadratic program.

More muscles cross the hip than there are axes to balance, so many sharings would do. The usual assumption is that the
body takes the one with the least sum of activations squared (or cubed). It is an assumption, not a measurement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, Array, Mask
from glutlearn.arguments import number
from glutlearn.control import Control
from glutlearn.demand import Load, add_up
from glutlearn.moments import arms_about
from glutlearn.muscle_capacity import capacity_of
from glutlearn.muscle_force import force_per_activation
from glutlearn.posture import XYZ, Posture, angles_of, hip_dimension, labelled
from glutlearn.sharing import Problem, Sharing, share, share_stiffly
from glutlearn.stiffness import stiffness_per_newton

SUPPORT_UNIT = 100.0
"""Newtons. A support is reckoned in units of about its size, so that the program is well scaled."""

EXPONENTS = (2, 10)


def recruit(
    hip: Anatomy,
    posture: Posture,
    load: Load | Sequence[Load],
    capacity: xr.Dataset | None = None,
    control: Control | float | None = None,
    exponent: float = 2,
    force_length: bool = False,
) -> xr.Dataset:
    """The activations that balance a load about all three axes of the hip with the least effort.

    Formula: minimise Σ cᵢ aᵢᵖ subject to Σ rᵢ Fᵢ aᵢ + M = 0 and 0 ≤ aᵢ ≤ 1, with rᵢ the moment of a unit pull, Fᵢ the
    force at full activation (maximum isometric force times the cosine of the pennation), and M the load. A support
    adds a push ≥ 0 that costs nothing. The moments that two-joint muscles exert at the knee are not balanced.

    Parameters
    ----------
    hip : Anatomy
        With strengths: all published ones but dostal1981.
    posture : Posture
    load : DataArray, Dataset, or a list of these
        Moment on the thigh, N·m, as `limb_weight`, `heel_support`, `band` and `exercise` return it.
    capacity : Dataset, optional
        What each muscle still has, from `gl.capacity`: strength, drive (the highest activation) and cost.
    control : Control or number from −1 to 1, optional
        What control of the femoral head asks besides; a number is `Control.at` of it. By default nothing.
    exponent : float
        p, from 2 (a quadratic program) to 10; a higher one spreads the load over more muscles.
    force_length : bool
        Whether a muscle's force falls off the optimal length of its fibres (rigid tendon, active force only).

    Returns
    -------
    xarray.Dataset
        `activation` (muscle, *posture dims), 0…1; `force` (muscle, *posture dims), N; `residual` (xyz, *posture dims),
        N·m: the moment that is missing, zero where `feasible` (*posture dims); `missing_stiffness`, N/mm, likewise;
        `support`, N: the push of all supports together; `effort`, Σ c aᵖ; and, where the load tells its force,
        `leg_force` (xyz, *posture dims), N: all that acts on the leg from outside. Where a load cannot be balanced the
        activations are those that leave the least moment missing.

    Raises
    ------
    ValueError
        For an anatomy without strengths, a load of another posture, an exponent outside 2…10, and a capacity of other
        muscles.

    References
    ----------
    Crowninshield & Brand 1981, "A physiologically based criterion of muscle force prediction in locomotion"; solver:
    Arnström, Bemporad & Axehill 2022, "A dual active-set solver for embedded quadratic programming" (daqp).

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> pose = gl.clam(hip, flexion=45, opening=20)
    >>> loads = [gl.limb_weight(hip, pose), gl.heel_support(hip, pose)]
    >>> answer = gl.recruit(hip, pose, loads)
    >>> bool(answer.feasible), bool(abs(answer.residual).max() < 1e-6)
    (True, True)
    """
    low_exponent, high_exponent = EXPONENTS
    what = f"a number from {low_exponent} to {high_exponent}"
    exponent = number("exponent", exponent, low_exponent, high_exponent, what)
    control = Control.of(control)
    angles = angles_of(hip, posture)
    strength, drive, cost = capacity_of(hip, capacity)
    newtons = force_per_activation(hip, posture, force_length) * strength[:, None, None]
    arms = arms_about(hip, angles, np.eye(3)[:, :, None]) * newtons[:, None]
    demand = add_up(load, posture)
    deep = stiffness = None
    if control.deep_share < 1:
        deep = control.deep(hip)
    if control.stiffness > 0:
        stiffness = stiffness_per_newton(hip, posture) * newtons[:, None, None]
    hips, count = arms.shape[2], len(posture)
    activation = np.empty((len(hip.lines), hips, count))
    support = np.zeros((len(demand.support_moment), hips, count))
    missing, effort = np.zeros((3, hips, count)), np.empty((hips, count))
    missing_stiffness = np.zeros((hips, count))
    low = np.full(len(hip.lines), float(control.minimum))
    _check_bounds(hip, low, drive)
    for one in range(hips):
        for at in range(count):
            problem = Problem(
                arms[:, :, one, at].T, SUPPORT_UNIT * demand.support_moment[:, :, at].T, demand.moment[:, at],
                low, drive, cost, exponent,
            )  # fmt: skip
            answer = _answer(problem, control, deep, None if stiffness is None else stiffness[:, :, :, one, at])
            activation[:, one, at] = answer.activation
            support[:, one, at] = SUPPORT_UNIT * answer.support
            missing[:, one, at] = answer.missing
            missing_stiffness[one, at] = answer.missing_stiffness
            effort[one, at] = cost @ answer.activation**exponent
    feasible = ~missing.any(axis=0) & (missing_stiffness == 0)
    leading = hip_dimension(hip)
    muscles = {"muscle": hip.muscles, **leading}
    pushed = np.einsum("sht,sit->iht", support, demand.support_force)
    result = {
        "activation": labelled(activation, posture, muscles, {"units": "1", "long_name": "activation"}),
        "force": labelled(activation * newtons, posture, muscles, {"units": "N", "long_name": "muscle force"}),
        "residual": labelled(
            missing, posture, {"xyz": XYZ, **leading}, {"units": "N m", "long_name": "missing moment"}
        ),
        "missing_stiffness": labelled(
            missing_stiffness, posture, leading, {"units": "N/mm", "long_name": "missing stiffness"}
        ),
        "feasible": labelled(
            feasible, posture, leading, {"units": "1", "long_name": "balanced within the muscles' capacity"}
        ),
        "support": labelled(support.sum(axis=0), posture, leading, {"units": "N", "long_name": "push of the support"}),
        "effort": labelled(
            effort, posture, leading, {"units": "1", "long_name": f"sum of activations to the {exponent:g}"}
        ),
    }
    if demand.force is not None:
        outside = demand.force[:, None] + pushed
        about = {"units": "N", "long_name": "force on the leg from outside", "frame": "pelvis"}
        result["leg_force"] = labelled(outside, posture, {"xyz": XYZ, **leading}, about)
    attrs = {} if demand.body_mass is None else {"body_mass": demand.body_mass}
    return xr.Dataset(result, attrs={**attrs, "exponent": exponent, "control": str(control)})


def _check_bounds(hip: Anatomy, low: Array, high: Array) -> None:
    short = [name for name, least, most in zip(hip.muscles, low, high, strict=True) if least > most]
    if short:
        raise ValueError(
            f"the least activation {low.max():g} is more than inhibition leaves to {', '.join(short)}; "
            "lower Control.minimum or the inhibition"
        )


def _answer(problem: Problem, control: Control, deep: Mask | None, stiffness: Array | None) -> Sharing:
    """The sharing under a style of control, each where it asks for something.

    `deep` (muscles,) are those that it holds back; `stiffness` (muscles, 3, 3) in N/mm is of full activation.
    """
    if deep is not None:
        held = np.where(deep, control.deep_share * share(problem).activation, problem.high)
        problem = replace(problem, high=np.maximum(held, problem.low))
    return share(problem) if stiffness is None else share_stiffly(problem, stiffness, control.stiffness)
