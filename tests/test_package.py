"""What the package promises of every public name."""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import glutlearn as gl
import typed_client

FUNCTIONS = [name for name in gl.__all__ if inspect.isfunction(getattr(gl, name))]
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
