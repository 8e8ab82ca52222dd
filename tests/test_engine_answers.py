"""What other programs answered comes with the library; tests/against_* compare it with ours."""

from __future__ import annotations

import pytest

import glutlearn as gl
from glutlearn.engines.answers import ENGINES


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", gl.anatomies())
def test_answers_are_named_and_cover_every_posture(engine: str, name: str):
    theirs = gl.engine_answers(engine, name)
    assert theirs.engine.startswith(f"{engine} ")
    assert set(theirs.data_vars) == {"lengths", "arms"} | ({"slopes"} if engine == "opensim" else set())
    assert theirs.arms.dims == ("muscle", "coordinate", "posture")
    assert theirs.sizes["posture"] == 200
    assert {values.attrs["units"] for values in theirs.values()} == {"m"}
    assert not theirs.isnull().any().to_array().any()
    assert set(theirs.muscle.values) <= set(gl.load_anatomy(name).muscles)


def test_an_unknown_engine_or_anatomy_names_the_near_ones():
    with pytest.raises(ValueError, match="no engine called 'OpenSim'; did you mean opensim"):
        gl.engine_answers("OpenSim", "delp1990")
    with pytest.raises(ValueError, match="no anatomy called 'delp1999'; did you mean delp1990"):
        gl.engine_answers("opensim", "delp1999")
