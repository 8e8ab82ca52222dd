"""The .xml file that `to_mujoco` writes is loaded by MuJoCo and says there what the library says.

MuJoCo is installed by `make test-validation`, which runs these; elsewhere conftest.py leaves them out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import glutlearn as gl


@pytest.mark.parametrize("name", gl.anatomies())
def test_the_file_holds_every_expressible_muscle_at_its_length(name: str, tmp_path: Path):
    import mujoco

    from glutlearn.engines import mujoco_model

    hip = mujoco_model.expressible(gl.load_anatomy(name))
    model = mujoco.MjModel.from_xml_path(str(gl.to_mujoco(hip, tmp_path / f"{name}.xml")))
    assert [model.tendon(index).name for index in range(model.ntendon)] == list(hip.muscles)
    angles = {key: np.array([value]) for key, value in (("flexion", 40.0), ("adduction", -10.0), ("rotation", 15.0))}
    angles["knee_flexion"] = np.array([55.0])
    data = mujoco.MjData(model)
    data.qpos[:] = mujoco_model.joint_positions(hip, model, angles)[0]
    mujoco_model.tendon_step(model, data)
    ours = gl.path_lengths(hip, gl.Posture(**angles)).values[:, 0]
    np.testing.assert_allclose(data.ten_length, ours, atol=1e-5)


def test_the_knees_polynomials_keep_to_its_table(tmp_path: Path):
    """Where a user moves the hinge of the tibia alone: 0.3 mm and 1.3°, as the docstring says."""
    import mujoco

    from glutlearn.engines.mujoco_model import KNEE_AXES, build, knee_coordinates

    for name in ("delp1990", "rajagopal2016", "uhlrich2022"):
        hip = gl.load_anatomy(name)
        assert hip.knee is not None
        model = build(hip).compile()
        flexion = np.linspace(0, 120, 121)
        master = knee_coordinates(hip.knee, "tibia", flexion)[5]
        for index in range(model.neq):
            joint = mujoco.mj_id2name(model, mujoco.mjtObj.mjOBJ_JOINT, model.eq_obj1id[index])
            body, axis = joint.split("_")
            table = knee_coordinates(hip.knee, body, flexion)[KNEE_AXES.index(axis)]
            follows = np.polynomial.Polynomial(model.eq_data[index][:5])(master)
            limit = 0.0003 if axis[0] == "t" else np.radians(1.3)
            assert np.abs(follows - table).max() < limit, joint
