"""What the package promises of every public name."""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys

import pytest

import glutlearn as gl

FUNCTIONS = [name for name in gl.__all__ if inspect.isfunction(getattr(gl, name))]
DOCUMENTED = [name for name in gl.__all__ if name != "figures"]


def test_what_is_announced_is_there_and_nothing_else_is():
    assert sorted(gl.__all__) == gl.__all__
    assert set(gl.__all__) == set(gl._HOME) | set(gl._MODULES)
    assert all(hasattr(gl, name) for name in gl.__all__)
    with pytest.raises(AttributeError, match="glutlearn has no 'moment_arm'"):
        gl.moment_arm  # noqa: B018


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
