"""A notebook that somebody downloads runs where nothing of the repository is: it asks the library for all its data."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import exercises
import notebooks

ROOT = notebooks.ROOT
PRACTICE = set(exercises.sources())
# Every Jupyter brings the first. The second is in the extra `course`, and on Colab.
BESIDES = {"IPython", "dask"}


def brought() -> set[str]:
    """What `pip install glutlearn` puts there."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return {re.split(r"\W", requirement)[0] for requirement in asked} | {"glutlearn"}


def code(path: Path) -> Iterator[ast.Module]:
    """The code of a notebook as a learner gets it, cell by cell."""
    text = exercises.written(exercises.student(path)) if path in PRACTICE else path.read_text(encoding="utf-8")
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "code":
            yield ast.parse("".join(cell["source"]))


def foreign_imports(tree: ast.Module, known: set[str]) -> list[str]:
    imported = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    imported += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [name for name in imported if name.partition(".")[0] not in known]


def paths_of_the_repository(tree: ast.Module, folder: Path) -> list[str]:
    """Texts in the code that lead out of the notebook's folder, or to a file that lies beside it."""
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    # No path is longer, and the system refuses to look for one.
    short = [text for text in texts if len(text) < 200]
    return [
        text for text in short if re.match(r"\.\./|/\w", text) or any((at / text).is_file() for at in (folder, ROOT))
    ]


@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_it_needs_no_file_of_the_repository_and_no_package_that_the_library_does_not_bring(path: Path):
    known = brought() | BESIDES | sys.stdlib_module_names
    for tree in code(path):
        assert paths_of_the_repository(tree, path.parent) == []
        assert foreign_imports(tree, known) == []


@pytest.mark.parametrize("line", ['open("../tests/conftest.py")', 'open("the-hip.ipynb")', 'open("tests/conftest.py")'])
def test_a_file_beside_a_notebook_is_found_out(line: str):
    assert paths_of_the_repository(ast.parse(line), ROOT / "book")
    assert foreign_imports(ast.parse("import conftest"), brought()) == ["conftest"]
