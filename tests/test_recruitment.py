"""Load sharing: against conditions that any optimum meets, against scipy, by hand, and where there is no answer."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog, minimize

import glutlearn as gl
from glutlearn.muscle_force import force_per_activation
from glutlearn.sharing import Problem, share
from glutlearn.stiffness import stiffness_per_newton, weakest

KKT = 1e-6
"""How far the gradient may miss the multipliers, relative to a cost whose gradient is of the order of 1."""

BALANCE = 1e-6
"""N·m: a millionth of what a finger can feel."""


def problem(arms, load, supports=None, low=0.0, high=1.0, cost=1.0, exponent=2.0) -> Problem:
    count = arms.shape[1]
    return Problem(
        arms,
        np.empty((3, 0)) if supports is None else supports,
        load,
        np.full(count, low),
        np.full(count, high),
        np.broadcast_to(cost, count).astype(float),
        exponent,
    )


def stationarity(given: Problem, activation, support) -> float:
    """The least t for which multipliers λ exist with the gradient within t of what the bounds allow."""
    gradient = given.exponent * given.cost * activation ** (given.exponent - 1)
    rows, limits = [], []

    def at_most(row, limit):
        rows.append([*row, -1.0])
        limits.append(limit)

    for index, value in enumerate(activation):
        if value < given.high[index] - 1e-7:  # free to rise: the gradient may not lie below the constraint's
            at_most(given.arms[:, index], gradient[index])
        if value > given.low[index] + 1e-7:
            at_most(-given.arms[:, index], -gradient[index])
    for index, value in enumerate(support):
        at_most(given.supports[:, index], 0)
        if value > 1e-7:
            at_most(-given.supports[:, index], 0)
    found = linprog([0, 0, 0, 1], np.array(rows), np.array(limits), bounds=[(None, None)] * 3 + [(0, None)])
    assert found.success
    return float(found.x[3])


arm_tables = arrays(float, (3, 8), elements=st.floats(-60, 60).map(lambda x: round(x, 3)))
full_efforts = arrays(float, 8, elements=st.floats(0.05, 0.95).map(lambda x: round(x, 3)))


@settings(max_examples=200, deadline=None)
@given(arm_tables, full_efforts, st.sampled_from([2.0, 3.0]), st.booleans())
def test_every_optimum_meets_the_conditions_of_an_optimum(arms, effort, exponent, supported):
    """Random hips that can hold their load: balance to 1e-6 N·m, bounds, and the KKT conditions to 1e-6."""
    assume(np.linalg.svd(arms)[1][2] > 1)  # three axes that are not one: otherwise the balance is degenerate
    supports = np.array([[30.0], [-20.0], [5.0]]) if supported else None
    given_problem = problem(arms, -arms @ effort, supports, exponent=exponent)
    answer = share(given_problem)
    assert answer.feasible
    assert (answer.activation >= 0).all() and (answer.activation <= 1).all() and (answer.support >= 0).all()
    residual = arms @ answer.activation + given_problem.supports @ answer.support + given_problem.load
    np.testing.assert_allclose(residual, 0, atol=BALANCE)
    tolerance = KKT if exponent == 2 else 1e-4  # the cubic is solved by steps that end within 1e-9 of activation
    assert stationarity(given_problem, answer.activation, answer.support) < tolerance


@pytest.mark.parametrize("exponent", [2, 3])
@pytest.mark.parametrize("flexion", [0, 30, 65])
def test_the_answer_is_scipys(exponent: float, flexion: float):
    """SLSQP on the same clam: the same effort to 1e-6, and activations to 1e-3, as near as SLSQP itself comes."""
    hip = gl.load_anatomy("delp1990")
    clam = gl.exercise(hip, "clam", flexion=flexion)
    ours = gl.recruit(hip, clam.posture, clam.loads, exponent=exponent)
    full = force_per_activation(hip, clam.posture)[:, 0, 0]
    arms = (gl.moment_vectors(hip, clam.posture).values * full[:, None]).T
    weight, heel = clam.loads
    table = np.column_stack([arms, 100 * heel.support_moment.values])
    found = minimize(
        lambda x: (x[:-1] ** exponent).sum(),
        np.full(len(full) + 1, 0.1),
        jac=lambda x: np.append(exponent * x[:-1] ** (exponent - 1), 0),
        bounds=[(0, 1)] * len(full) + [(0, None)],
        constraints={"type": "eq", "fun": lambda x: table @ x + weight.values, "jac": lambda x: table},
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-12},
    )
    assert found.success
    assert float(ours.effort) == pytest.approx(found.fun, abs=1e-6)
    np.testing.assert_allclose(ours.activation, found.x[:-1], atol=1e-3 if exponent == 2 else 1e-2)


def test_two_alike_share_alike_and_the_better_lever_works_more():
    """By hand: with one axis a = M r / Σ r², so equal levers share equally and twice the lever takes twice the part."""
    arms = np.array([[10.0, 10.0, 20.0], [0, 0, 0], [0, 0, 0]])
    answer = share(problem(arms, np.array([-12.0, 0, 0])))
    np.testing.assert_allclose(answer.activation, 12 * arms[0] / (arms[0] ** 2).sum(), atol=1e-9)


def test_a_higher_exponent_spreads_the_load():
    """By hand: with one axis a ∝ r^(1/(p−1)); at p = 3 twice the lever takes √2 times the part."""
    arms = np.array([[10.0, 20.0], [0, 0], [0, 0]])
    answer = share(problem(arms, np.array([-12.0, 0, 0]), exponent=3.0))
    assert answer.activation[1] / answer.activation[0] == pytest.approx(np.sqrt(2), abs=1e-5)
    np.testing.assert_allclose(arms[0] @ answer.activation, 12, atol=BALANCE)


def test_a_cheaper_muscle_works_more():
    arms = np.array([[10.0, 10.0], [0, 0], [0, 0]])
    answer = share(problem(arms, np.array([-6.0, 0, 0]), cost=np.array([1.0, 0.5])))
    np.testing.assert_allclose(answer.activation, [0.2, 0.4], atol=1e-9)


def test_a_support_costs_nothing_and_never_pulls():
    arms = np.array([[10.0], [0], [0]])
    support = np.array([[5.0], [0], [0]])
    held = share(problem(arms, np.array([-4.0, 0, 0]), support))
    assert held.activation[0] == pytest.approx(0, abs=1e-9) and held.support[0] == pytest.approx(0.8)
    against = share(problem(arms, np.array([-4.0, 0, 0]), -support))
    assert against.activation[0] == pytest.approx(0.4) and against.support[0] == 0


def test_what_cannot_be_held_is_said_and_measured():
    """One muscle of 10 N·m against 15: 5 are missing, and it is not hidden by a clipped activation."""
    arms = np.array([[10.0], [0], [0]])
    answer = share(problem(arms, np.array([-15.0, 0, 0])))
    assert not answer.feasible
    np.testing.assert_allclose(answer.missing, [5, 0, 0], atol=1e-4)
    assert answer.activation[0] == pytest.approx(1)


def test_a_load_beyond_the_hip_is_reported():
    hip = gl.load_anatomy("rajagopal2016")
    heavy = xr.DataArray([0.0, 0.0, -2000.0], dims="xyz")
    answer = gl.recruit(hip, gl.Posture(), heavy)
    assert not answer.feasible
    assert float(answer.residual.sel(xyz="z")) > 1000
    moments = (gl.moment_vectors(hip, gl.Posture()) * answer.force).sum("muscle")
    np.testing.assert_allclose(moments + heavy + answer.residual, 0, atol=1e-6)


def test_activations_balance_the_load_in_every_posture():
    hip = gl.load_anatomy("uhlrich2022")
    clam = gl.exercise(hip, "clam", flexion=[0, 30, 45, 65], opening=20)
    answer = gl.recruit(hip, clam.posture, clam.loads)
    weight, heel = clam.loads
    total = (gl.moment_vectors(hip, clam.posture) * answer.force).sum("muscle")
    total = total + weight + answer.support * heel.support_moment
    assert bool(answer.feasible.all())
    np.testing.assert_allclose(total, 0, atol=BALANCE)
    assert answer.attrs["body_mass"] == 75


def test_order_and_names_of_dimensions_are_kept():
    hip = gl.load_anatomy("delp1990")
    pose = gl.Posture.grid(knee_flexion=[0, 60, 90], flexion=[0, 30])
    answer = gl.recruit(hip, pose, gl.limb_weight(hip, pose))
    assert answer.activation.dims == ("muscle", "knee_flexion", "flexion")
    one = gl.Posture(flexion=30, knee_flexion=60)
    alone = gl.recruit(hip, one, gl.limb_weight(hip, one)).activation
    np.testing.assert_allclose(answer.activation.sel(knee_flexion=60, flexion=30), alone, atol=1e-9)


def test_virtual_hips_each_get_their_own_sharing():
    hips = gl.virtual_hips(gl.load_anatomy("rajagopal2016"), n=3, seed=1)
    pose = gl.Posture(flexion=[0, 45])
    answer = gl.recruit(hips, pose, gl.limb_weight(hips, pose))
    assert answer.activation.dims == ("muscle", "hip", "posture")
    assert float(answer.activation.std("hip").max()) > 0.01
    balance = (gl.moment_vectors(hips, pose) * answer.force.rename(None)).sum("muscle") + gl.limb_weight(hips, pose)
    np.testing.assert_allclose(balance, 0, atol=BALANCE)
    assert gl.contact_force(hips, pose, answer).dims == ("xyz", "hip", "posture")


def test_lost_strength_and_drive_bind():
    hip = gl.load_anatomy("rajagopal2016")
    clam = gl.exercise(hip, "clam", flexion=45, opening=20)
    free = gl.recruit(hip, clam.posture, clam.loads).activation
    top = str(free.muscle[free.argmax("muscle")].values)
    bound = gl.capacity(hip, inhibition={top: 0.9})
    held = gl.recruit(hip, clam.posture, clam.loads, capacity=bound).activation
    assert float(held.sel(muscle=top)) == pytest.approx(0.1)
    assert float(free.sel(muscle=top)) > 0.1
    gone = gl.recruit(hip, clam.posture, clam.loads, capacity=gl.capacity(hip, atrophy={top: 1}))
    assert float(gone.force.sel(muscle=top)) == 0


def test_force_length_costs_effort():
    """In the clam no muscle gains from its length, and most lose."""
    hip = gl.load_anatomy("delp1990")
    pose = gl.clam(hip, flexion=[0, 65], opening=20)
    load = gl.limb_weight(hip, pose)
    plain, weaker = (gl.recruit(hip, pose, load, force_length=on) for on in (False, True))
    assert bool((weaker.effort > plain.effort).all())


def test_a_stiffness_floor_is_kept_in_every_direction():
    hip = gl.load_anatomy("rajagopal2016")
    clam = gl.exercise(hip, "clam", flexion=[0, 45, 65], opening=20)
    answer = gl.recruit(hip, clam.posture, clam.loads, control=gl.Control(stiffness=50))
    per_newton = stiffness_per_newton(hip, clam.posture)[:, :, :, 0]
    total = np.einsum("mijt,mt->tij", per_newton, answer.force.values)
    assert bool(answer.feasible.all())
    assert weakest(total)[0].min() > 50 - 2e-3
    direction = np.random.default_rng(0).normal(size=(1000, 3))
    direction /= np.linalg.norm(direction, axis=1)[:, None]
    assert np.einsum("ni,tij,nj->tn", direction, total, direction).min() > 50 - 2e-3


def test_a_floor_that_cannot_be_reached_is_reported():
    hip = gl.load_anatomy("rajagopal2016")
    answer = gl.recruit(hip, gl.Posture(), gl.limb_weight(hip, gl.Posture()), control=gl.Control(stiffness=5000))
    assert not answer.feasible
    assert float(answer.missing_stiffness) > 1000
    np.testing.assert_allclose(answer.residual, 0)  # the load itself is held


def test_a_floor_just_out_of_reach_is_missed_by_little():
    """Clam at 85° in rajagopal2016, 100 N/mm asked: the muscles come within 5 N/mm, at twice the least effort."""
    hip = gl.load_anatomy("rajagopal2016")
    clam = gl.exercise(hip, "clam", flexion=85)
    plain, stiff = (gl.recruit(hip, clam.posture, clam.loads, control=level) for level in (0, 1))
    assert not stiff.feasible and 0 < float(stiff.missing_stiffness) < 5
    assert float(stiff.effort) > 2 * float(plain.effort)
    np.testing.assert_allclose(stiff.residual, 0, atol=BALANCE)


def test_deep_muscles_that_hold_back_leave_the_load_to_others():
    hip = gl.load_anatomy("delp1990")
    raised = gl.exercise(hip, "straight_leg_raise", flexion=30)
    full, less = (gl.recruit(hip, raised.posture, raised.loads, control=level) for level in (0, -1))
    assert float(full.activation.sel(muscle="psoas_major")) > 0.05
    assert float(less.activation.sel(muscle="psoas_major")) == 0
    assert bool(less.feasible) and float(less.effort) > float(full.effort)


def test_least_activation_is_kept():
    hip = gl.load_anatomy("rajagopal2016")
    answer = gl.recruit(hip, gl.Posture(), gl.limb_weight(hip, gl.Posture()), control=gl.Control(minimum=0.05))
    assert float(answer.activation.min()) == pytest.approx(0.05)


@pytest.mark.parametrize("fixed", [1, 5, 24, 25])
def test_muscles_that_are_held_at_one_activation_count_as_load(fixed: int):
    """At the limit of ever narrower bounds: with all of 25 muscles held there is nothing left to share."""
    hip, pose = gl.load_anatomy("rajagopal2016"), gl.Posture(flexion=65, knee_flexion=90)
    load = gl.limb_weight(hip, pose)
    least, left = 0.5, gl.capacity(hip)
    for gap in (0.0, 1e-9):
        left.drive[:fixed] = least + gap
        answer = gl.recruit(hip, pose, load, capacity=left, control=gl.Control(minimum=least))
        np.testing.assert_allclose(answer.activation[:fixed], least, atol=1e-9)
        pulled = (gl.moment_vectors(hip, pose) * answer.force).sum("muscle")
        np.testing.assert_allclose((pulled + load + answer.residual).values, 0, atol=1e-6)
        if gap == 0:
            exact = answer
    np.testing.assert_allclose(exact.activation, answer.activation, atol=1e-5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"exponent": 1}, "from 2 to 10"),
        ({"exponent": "2"}, "exponent is '2'; write a number from 2 to 10"),
        ({"control": "much"}, "the level of control is 'much'; write a number from -1"),
        ({"control": [0.5]}, "write a number from -1"),
        ({"control": 1.5}, "-1 .too little. to 1"),
        ({"capacity": "other"}, "gl.capacity"),
    ],
)
def test_bad_input_says_what_to_write(arguments: dict, message: str):
    hip = gl.load_anatomy("rajagopal2016")
    if "capacity" in arguments:
        arguments["capacity"] = gl.capacity(gl.load_anatomy("delp1990"))
    with pytest.raises(ValueError, match=message):
        gl.recruit(hip, gl.Posture(), gl.limb_weight(hip, gl.Posture()), **arguments)


def test_an_anatomy_without_strengths_says_which_have_them():
    hip = gl.load_anatomy("dostal1981")
    with pytest.raises(ValueError, match="take delp1990, rajagopal2016 or uhlrich2022"):
        gl.recruit(hip, gl.Posture(), gl.limb_weight(hip, gl.Posture()))
    with pytest.raises(ValueError, match=r"lower Control\.minimum"):
        whole = gl.load_anatomy("delp1990")
        gl.recruit(
            whole,
            gl.Posture(),
            gl.limb_weight(whole, gl.Posture()),
            capacity=gl.capacity(whole, inhibition={"piriformis": 0.95}),
            control=gl.Control(minimum=0.1),
        )
