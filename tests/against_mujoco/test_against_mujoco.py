"""Every muscle that MuJoCo can express, at 200 random postures.

The stored answers say which MuJoCo gave them. With GLUTLEARN_LIVE_ENGINES=1 they are computed anew.
"""

from __future__ import annotations

import os

import numpy as np
import pytest

import glutlearn as gl
from glutlearn.named_angles import ANGLES

LIVE = bool(os.environ.get("GLUTLEARN_LIVE_ENGINES"))


@pytest.mark.parametrize("name", gl.anatomies())
def test_lengths_and_arms_agree_to_ten_micrometres_over_cylinders_too(name: str):
    hip = gl.load_anatomy(name)
    if LIVE:
        from glutlearn.engines.reference import by_mujoco

        theirs = by_mujoco(hip)
    else:
        theirs = gl.engine_answers("mujoco", name)
    assert theirs.sizes["muscle"] == {"delp1990": 21}.get(name, len(hip.muscles)), "six of Delp's lines have guests"
    expressed = hip.select(theirs.muscle.values)
    pose = gl.Posture(**{angle: theirs[angle] for angle in ANGLES})
    np.testing.assert_allclose(gl.path_lengths(expressed, pose), theirs.lengths, rtol=0, atol=1e-5)
    np.testing.assert_allclose(gl.moment_arms(expressed, pose), theirs.arms, rtol=0, atol=1e-5)
