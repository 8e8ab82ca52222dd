"""Every answer that the view `WhatIsLeft` can show: the same clam, solved for each loss, cue, band and hip flexion."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.constants import g as STANDARD_GRAVITY

import glutlearn as gl
from glutlearn.anatomy import Array
from glutlearn.demand import Demand, add_up
from glutlearn.muscle_force import force_per_activation
from glutlearn.paths import crossing
from glutlearn.recruitment import SUPPORT_UNIT
from glutlearn.sharing import Problem, Sharing, share

OPENING = 20
"""Degrees by which the knees are apart, in all clams of the view."""

NO_BAND = "none"

SILENT = 1e-7
"""Activation below which a muscle does nothing."""

BALANCED = 1e-3
"""N·m. Less than this is missing by rounding only."""

FINENESS = {"activation": 0.01, "force": 0.05, "moment": 0.005, "contact": 0.0005, "missing": 0.005}
"""Percent, N, N·m, body weights, N·m. Numbers are sent as whole multiples, which is finer than any is shown."""

MIDDLE = 2**15
"""Sent in place of a moment of zero, since moments have a sign."""

Counts = NDArray[np.uint16]


@dataclass(frozen=True)
class Stops:
    """Where the controls can stand: parts by name with their muscles, shares lost or spared, bands, degrees."""

    parts: Mapping[str, Sequence[int]]
    atrophy: Sequence[float]
    inhibition: Sequence[float]
    facilitation: Sequence[float]
    bands: Sequence[str]
    flexion: Sequence[float]

    @property
    def shape(self) -> tuple[int, ...]:
        """Stops of each control, in the order of the index."""
        return tuple(len(stops) for stops in vars(self).values())


class Clams:
    """The clam of one hip at every flexion, without a band and with each, on plain arrays.

    `arms` (muscles, 3, flexions) N·m of full activation; `opening` (muscles, flexions) m about the clam's axis; `pull`
    (3, muscles, flexions); `newtons` (muscles,) of full activation; `own` is what weight and heel ask, `bands` what
    each band adds, with `tension` (bands, flexions) N in one strand and `closing` (bands, flexions) N·m.
    """

    def __init__(self, hip: gl.Anatomy, flexion: Sequence[float], bands: Sequence[str]):
        task = gl.exercise(hip, "clam", flexion=np.array(flexion, dtype=float), opening=OPENING)
        posture = task.posture
        axis = gl.clam_axis(hip, posture)
        self.newtons: Array = force_per_activation(hip, posture)[:, 0, 0]
        self.arms: Array = gl.moment_vectors(hip, posture).values * self.newtons[:, None, None]
        self.opening: Array = gl.moment_arms_about(hip, posture, axis).values
        self.pull: Array = crossing(hip, posture.of(hip)).pull[:, :, 0]
        self.own = add_up(task.loads, posture)
        pulled = [gl.band(hip, posture, name, start=task.start) for name in bands if name != NO_BAND]
        self.bands = [add_up(band, posture) for band in pulled]
        self.tension = np.array([band.tension.values for band in pulled])
        self.closing = np.array([-(band.moment * axis).sum("xyz").values for band in pulled])

    def load(self, band: int, at: int) -> tuple[Array, Array]:
        """Moment and force on the leg, (3,) each, before the heel is supported; band 0 is none."""
        own = self._of(self.own, at)
        if band == 0:
            return own
        added = self._of(self.bands[band - 1], at)
        return own[0] + added[0], own[1] + added[1]

    @staticmethod
    def _of(demand: Demand, at: int) -> tuple[Array, Array]:
        assert demand.force is not None  # weights and bands tell theirs
        return demand.moment[:, at], demand.force[:, at]

    def share(self, band: int, at: int, strength: Array, drive: Array, cost: Array) -> Sharing:
        """Who answers, as `recruit` has it."""
        arms = (self.arms[:, :, at] * strength[:, None]).T
        supports = SUPPORT_UNIT * self.own.support_moment[:, :, at].T
        return share(Problem(arms, supports, self.load(band, at)[0], np.zeros_like(drive), drive, cost))


@dataclass
class _Found:
    """Answers in the order in which they were found: activations, N of each muscle, N from outside, N·m that miss."""

    activation: list[Array]
    force: list[Array]
    outside: list[Array]
    missing: list[float]
    flexion: list[int]
    working: list[frozenset[int]]
    """The muscles that do something."""


def answers(clams: Clams, stops: Stops, groups: Mapping[str, Sequence[int]], cued: int) -> dict[str, Counts]:
    """All answers without repetition, and which of them each stop of the controls has.

    Parameters
    ----------
    clams : Clams
    stops : Stops
        Those of the losses and of the cue begin with 0; a part stands behind the parts that are in it.
    groups : dict of str to indices
        Muscles whose forces are sent as one.
    cued : index
        The muscle that facilitation makes cheaper.

    Returns
    -------
    dict
        `answers` (answers, columns): of each group the activation of the muscle that works hardest; of each the force;
        of each the opening moment about the clam's axis; contact force; missing moment. `index`: for every combination
        of stops a row of `answers`.
    """
    found = _Found([], [], [], [], [], [])
    index = np.zeros(stops.shape, dtype=int)
    for band, at in np.ndindex(len(stops.bands), len(stops.flexion)):
        index[..., band, at] = _one_clam(clams, stops, cued, band, at, found)
    rows, first = np.unique(_rows(clams, found, groups), axis=0, return_inverse=True)
    return {"answers": rows, "index": first.reshape(-1)[index].astype(np.uint16)}


def _one_clam(clams: Clams, stops: Stops, cued: int, band: int, at: int, found: _Found) -> NDArray[np.int_]:
    """Numbers of the answers (part, atrophy, inhibition, facilitation) to one load in one posture.

    Three things hold exactly for the sharing of least effort, and spare most of the work: a limit above what a muscle
    does changes nothing; a muscle that does nothing can lose size or drive, or become cheaper, and still does nothing;
    and one that does all it can does not do more when it becomes cheaper.
    """
    one = np.ones(len(clams.newtons))
    parts = [list(muscles) for muscles in stops.parts.values()]
    index = np.empty((len(parts), len(stops.atrophy), len(stops.inhibition), len(stops.facilitation)), dtype=int)

    def solve(strength: Array, drive: Array, cost: Array) -> int:
        answer = clams.share(band, at, strength, drive, cost)
        found.activation.append(answer.activation)
        found.force.append(answer.activation * clams.newtons * strength)
        push = SUPPORT_UNIT * answer.support @ clams.own.support_force[:, :, at]
        found.outside.append(clams.load(band, at)[1] + push)
        found.missing.append(float(np.linalg.norm(answer.missing)))
        found.flexion.append(at)
        found.working.append(frozenset(np.flatnonzero(answer.activation > SILENT).tolist()))
        return len(found.force) - 1

    costs = [_changed(one, [cued], 1 - spared) for spared in stops.facilitation]
    healthy = [solve(one, one, one)]
    for cost in costs[1:]:
        healthy.append(solve(one, one, cost) if cued in found.working[healthy[0]] else healthy[0])
    for part, muscles in enumerate(parts):
        # The parts that are in this one, each with the muscles that it lacks.
        inner = [(p, set(muscles) - set(parts[p])) for p in range(part) if set(parts[p]) < set(muscles)]
        for size, atrophy in enumerate(stops.atrophy):
            strength = _changed(one, muscles, 1 - atrophy)
            for limit, inhibition in enumerate(stops.inhibition):
                drive = _changed(one, muscles, 1 - inhibition)
                for cue, cost in enumerate(costs):
                    # Answers to nearly the same question, and the muscles that would have to be idle in them.
                    near: list[tuple[int, Collection[int]]] = [(healthy[cue], muscles)]
                    near += [(index[p, size, limit, cue], others) for p, others in inner]
                    near += [(index[part, size - 1, limit, cue], muscles)] if size else []
                    idle = (answer for answer, others in near if found.working[answer].isdisjoint(others))
                    known = next(idle, None)
                    if known is None and size == limit == 0:
                        known = healthy[cue]
                    if known is None and limit:
                        free = index[part, size, 0, cue]
                        known = free if found.activation[free][muscles].max() <= drive[muscles[0]] + SILENT else None
                    if known is None and cue and cued in muscles:
                        before = index[part, size, limit, cue - 1]
                        known = before if found.activation[before][cued] >= drive[cued] - SILENT else None
                    index[part, size, limit, cue] = solve(strength, drive, cost) if known is None else known
    return index


def _changed(whole: Array, muscles: Sequence[int], value: float) -> Array:
    changed = whole.copy()
    changed[muscles] = value
    return changed


def _rows(clams: Clams, found: _Found, groups: Mapping[str, Sequence[int]]) -> Counts:
    """What is sent of each answer, as whole numbers (answers, columns)."""
    activation, force, at = np.array(found.activation), np.array(found.force), np.array(found.flexion)
    member = np.zeros((force.shape[1], len(groups)))
    for group, muscles in enumerate(groups.values()):
        member[list(muscles), group] = 1
    weight = (clams.own.body_mass or 0) * STANDARD_GRAVITY
    pressed = np.einsum("am,ima->ai", force, clams.pull[:, :, at]) + np.array(found.outside)
    missing = np.array(found.missing)
    columns = {
        "activation": 100 * np.stack([activation[:, list(muscles)].max(axis=1) for muscles in groups.values()], axis=1),
        "force": force @ member,
        "moment": (force * clams.opening[:, at].T) @ member,
        "contact": np.linalg.norm(pressed, axis=1)[:, None] / weight,
        "missing": np.where(missing < BALANCED, 0, missing)[:, None],
    }
    whole = [
        np.round(values / FINENESS[name]) + (MIDDLE if name == "moment" else 0) for name, values in columns.items()
    ]
    rows = np.hstack(whole)
    if rows.min() < 0 or rows.max() > np.iinfo(np.uint16).max:
        raise ValueError("an answer is too large for what the view can send; its fineness has to be coarser")
    return rows.astype(np.uint16)
