"""The .osim file that `to_opensim` writes is loaded by OpenSim and says there what the library says.

OpenSim is installed by `make test-validation`, which runs these; elsewhere conftest.py leaves them out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import glutlearn as gl


@pytest.mark.parametrize("name", gl.anatomies())
def test_the_file_holds_every_muscle_at_its_length(name: str, tmp_path: Path):
    import opensim

    hip = gl.load_anatomy(name)
    model = opensim.Model(str(gl.to_opensim(hip, tmp_path / f"{name}.osim")))
    state = model.initSystem()
    forces = model.getForceSet()
    assert [forces.get(index).getName() for index in range(forces.getSize())] == list(hip.muscles)
    coordinates = model.getCoordinateSet()
    for angle, value in (("flexion", 40), ("adduction", -10), ("rotation", 15)):
        coordinates.get(angle).setValue(state, np.radians(value))
    if hip.knee is not None:
        # Set by the one coordinate that a user moves: the coupled patella must follow.
        coordinates.get("knee_flexion").setValue(state, np.radians(55))
    model.assemble(state)
    model.realizePosition(state)
    ours = gl.path_lengths(hip, gl.Posture(40, -10, 15, 55 if hip.knee is not None else 0))
    for muscle in hip.muscles:
        path = opensim.PathActuator.safeDownCast(forces.get(muscle)).getGeometryPath()
        assert path.getLength(state) == pytest.approx(float(ours.sel(muscle=muscle)), abs=0.0005), muscle


def test_virtual_hips_are_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="delp1990 stands for 3 virtual hips; write one hip"):
        gl.to_opensim(gl.virtual_hips(gl.load_anatomy("delp1990"), 3), tmp_path / "many.osim")
