"""Every muscle of every anatomy against OpenSim at 200 random postures.

The stored answers say which OpenSim gave them. With GLUTLEARN_LIVE_ENGINES=1 they are computed anew.
"""

from __future__ import annotations

import os

import numpy as np
import pytest

import glutlearn as gl
from glutlearn.named_angles import ANGLES

LIVE = bool(os.environ.get("GLUTLEARN_LIVE_ENGINES"))


@pytest.fixture(scope="module", params=gl.anatomies())
def compared(request: pytest.FixtureRequest) -> dict[str, np.ndarray]:
    """OpenSim's answers and ours, muscle by muscle."""
    hip = gl.load_anatomy(request.param)
    if LIVE:
        from glutlearn.engines.reference import by_opensim

        theirs = by_opensim(hip)
    else:
        theirs = gl.engine_answers("opensim", hip.name)
    pose = gl.Posture(**{name: theirs[name] for name in ANGLES})
    assert list(theirs.muscle.values) == list(hip.muscles)
    assert len(pose) == 200
    wrapped = np.array([line.cylinder is not None for line in hip.lines])
    return {
        **{name: theirs[name].values for name in ("lengths", "arms", "slopes")},
        "wrapped": wrapped,
        "our_lengths": gl.path_lengths(hip, pose).values,
        "our_arms": gl.moment_arms(hip, pose).values,
    }


def test_straight_paths_agree_to_a_micrometre(compared: dict[str, np.ndarray]):
    straight = ~compared["wrapped"]
    np.testing.assert_allclose(compared["our_lengths"][straight], compared["lengths"][straight], rtol=0, atol=1e-6)
    np.testing.assert_allclose(compared["our_arms"][straight], compared["arms"][straight], rtol=0, atol=1e-6)


def test_all_lengths_agree_within_half_a_millimetre(compared: dict[str, np.ndarray]):
    """0.5 mm: a tenth of what an attachment can be located to."""
    apart = np.abs(compared["our_lengths"] - compared["lengths"])
    assert (np.quantile(apart, 0.99, axis=1) < 0.0005).all()


def test_arms_agree_within_a_millimetre_with_the_slope_of_opensims_lengths(compared: dict[str, np.ndarray]):
    """−dL/dθ of its own lengths is what OpenSim's arms are meant to be."""
    apart = np.abs(compared["our_arms"] - compared["slopes"]).max(axis=1)
    # A point that comes or goes within the step of 0.02° makes the length jump and its slope meaningless.
    apart = np.where(np.abs(compared["slopes"]).max(axis=1) > 0.2, 0, apart)
    assert (np.quantile(apart, 0.99, axis=1) < 0.001).all()


def test_arms_agree_with_opensims_arms_wherever_those_agree_with_its_own_lengths(compared: dict[str, np.ndarray]):
    """OpenSim's arms over cylinders stray from the slope of its own lengths, by most for gluteus maximus."""
    consistent = np.abs(compared["arms"] - compared["slopes"]).max(axis=1) < 0.0005
    apart = np.abs(compared["our_arms"] - compared["arms"]).max(axis=1)
    assert consistent.mean() > 0.9
    assert np.quantile(apart[consistent], 0.99) < 0.001


def test_ours_is_never_the_longer_path(compared: dict[str, np.ndarray]):
    """Both go round the same cylinder on the same side, so the shorter is right: theirs is longer by up to 0.28 mm."""
    longer = compared["our_lengths"] - compared["lengths"]
    assert longer.max() < 1e-6
