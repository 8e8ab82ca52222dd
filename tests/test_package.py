"""What the package promises of every public name."""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr

import glutlearn as gl
import typed_client

FUNCTIONS = [name for name in gl.__all__ if inspect.isfunction(getattr(gl, name))]
LABELLED = ("xr.DataArray", "xr.Dataset")
DOCUMENTED = [name for name in gl.__all__ if name != "figures"]


def test_what_is_announced_is_there_and_nothing_else_is():
    assert sorted(gl.__all__) == gl.__all__
    assert set(gl.__all__) == set(gl._HOME) | set(gl._MODULES)
    assert all(hasattr(gl, name) for name in gl.__all__)
    with pytest.raises(AttributeError, match="glutlearn has no 'moment_arm'; did you mean moment_arms or"):
        gl.moment_arm  # noqa: B018
    with pytest.raises(AttributeError, match=r"glutlearn has no 'xyz'; see dir\(glutlearn\)"):
        gl.xyz  # noqa: B018


def test_the_tab_key_offers_what_is_announced_and_nothing_else():
    assert [name for name in dir(gl) if not name.startswith("__")] == gl.__all__
    assert dir(gl.figures) == gl.figures.__all__ == sorted(gl.figures.__all__)
    assert {name for name in dir(gl.check) if name in gl.check.__all__} == set(gl.check.__all__)


@pytest.mark.parametrize(("package", "function"), [("opensim", gl.to_opensim), ("mujoco", gl.to_mujoco)])
def test_a_package_that_is_missing_is_asked_for_by_what_to_install(package, function, monkeypatch, tmp_path: Path):
    monkeypatch.setitem(sys.modules, package, None)
    hip = gl.load_anatomy("dostal1981")
    with pytest.raises(
        ModuleNotFoundError, match=rf'{package} is not installed; .*pip install "glutlearn\[validation\]"'
    ):
        function(hip, tmp_path / "hip.xml")
    with pytest.raises(ValueError, match="write one hip"):
        function(gl.virtual_hips(hip, n=2), tmp_path / "hip.xml")
    with pytest.raises(TypeError, match=r"write gl\.load_anatomy"):
        function("dostal1981", tmp_path / "hip.xml")


def test_a_careful_programmers_use_gives_numbers():
    """What `typed_client` writes is what the types promise: mypy reads it among the sources."""
    assert np.isfinite(typed_client.numbers()).all()


def test_no_module_hides_a_public_name():
    """Importing glutlearn.NAME would put the module where the function should be."""
    modules = {module.name for module in pkgutil.iter_modules(gl.__path__)}
    assert not modules & set(gl._HOME)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_public_name_has_a_docstring_with_an_example_that_runs(name: str):
    doc = inspect.getdoc(getattr(gl, name)) or ""
    assert doc.splitlines()[0].endswith(".")
    if name != "AnatomyError":
        assert ">>> " in doc


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_is_described(name: str):
    function = getattr(gl, name)
    doc = inspect.getdoc(function) or ""
    for parameter in inspect.signature(function).parameters:
        assert parameter in doc.partition("Parameters")[2].partition("Examples")[0], parameter


def test_importing_the_package_loads_nothing_heavy():
    heavy = {"numpy", "scipy", "xarray", "pandas", "matplotlib", "anywidget"}
    code = f"import glutlearn, sys; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def results() -> dict[str, xr.DataArray | xr.Dataset]:
    """One result of every function that returns labelled numbers."""
    hip, pose = gl.load_anatomy("rajagopal2016"), gl.Posture(flexion=[0, 65], knee_flexion=90)
    weight = gl.limb_weight(hip, pose)
    answer = gl.recruit(hip, pose, weight)
    force = gl.contact_force(hip, pose, answer)
    axis = gl.clam_axis(hip, pose)
    of_hip_and_posture = [
        gl.body_poses, gl.path_lengths, gl.muscle_paths, gl.moment_arms, gl.moment_vectors, gl.thigh_axis, gl.clam_axis,
        gl.heel_support, gl.limb_weight, gl.band, gl.knee_height,
    ]  # fmt: skip
    return {
        **{function.__name__: function(hip, pose) for function in of_hip_and_posture},
        "moment_arms_about": gl.moment_arms_about(hip, pose, axis),
        "strongest_moment": gl.strongest_moment(hip, pose, axis),
        "inversion_angles": gl.inversion_angles(hip, "piriformis"),
        "recruit": answer,
        "contact_force": force,
        "acetabular_load": gl.acetabular_load(force),
        "translation": gl.translation(hip, pose, answer),
        "capacity": gl.capacity(hip),
        "following_pelvis": gl.following_pelvis(30),
        "hip_turn": gl.hip_turn(pose, pose),
        "engine_answers": gl.engine_answers("opensim", "delp1990"),
    }


def test_every_number_has_a_unit_and_a_name_to_label_an_axis_with():
    asked = results()
    assert set(asked) >= {
        name for name in FUNCTIONS if inspect.signature(getattr(gl, name)).return_annotation in LABELLED
    }
    for name, result in asked.items():
        parts = {"": result} if isinstance(result, xr.DataArray) else dict(result.data_vars)
        for part, values in parts.items():
            numbers = {part: values, **{c: v for c, v in values.coords.items() if v.dtype.kind == "f"}}
            for which, array in numbers.items():
                assert {"units", "long_name"} <= set(array.attrs), (name, part, which)


def test_a_plot_of_a_result_says_what_and_in_which_unit():
    hip = gl.load_anatomy("delp1990")
    arms = gl.moment_arms(hip, gl.Posture.grid(flexion=range(0, 121, 30)))
    (line,) = arms.sel(muscle="piriformis", coordinate="rotation").plot()
    assert (line.axes.get_xlabel(), line.axes.get_ylabel()) == ("hip flexion [degree]", "moment arm [m]")
    plt.close()
