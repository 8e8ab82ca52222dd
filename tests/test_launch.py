"""Binder and Colab: the buttons of a site that knows its repository, and the files that Binder builds from."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import yaml
from packaging.specifiers import SpecifierSet

import exercises
import lab

ROOT = Path(__file__).resolve().parent.parent
BINDER = ROOT / ".binder"

SETTINGS = """
import sys
sys.path.insert(0, {extensions!r})
project = "a book"
extensions = ["myst_nb", "launch"]
html_theme = "sphinx_book_theme"
nb_execution_mode = "off"
root_doc = "book/lesson"
exclude_patterns = ["_*"]
"""
PAGE = """---
orphan: true
---

# Page

Open OWNER/REPOSITORY.

```{only} repository
known
```

```{only} not repository
unknown
```
"""

TEXT_NOTEBOOK = """---
orphan: true
file_format: mystnb
kernelspec:
  display_name: Python 3
  language: python
  name: python3
language_info:
  name: python
  pygments_lexer: ipython3
---

# A page with a cell

```{code-cell} python3
1 + 1
```
"""


def build(folder: Path, **address: str) -> subprocess.CompletedProcess:
    """Build a book of one lesson, its practice and a page, with the theme and the extension of the course."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Lesson")])
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "orphan": True}
    for name in ("book", "practice"):
        (folder / name).mkdir()
        nbformat.write(notebook, folder / name / "lesson.ipynb")
    (folder / "book" / "page.md").write_text(PAGE)
    (folder / "book" / "text.md").write_text(TEXT_NOTEBOOK)
    # A real build leaves the executed notebook here, and the theme copies it.
    (folder / "jupyter_execute" / "book").mkdir(parents=True)
    nbformat.write(notebook, folder / "jupyter_execute" / "book" / "text.ipynb")
    (folder / "conf.py").write_text(SETTINGS.format(extensions=str(ROOT / "book" / "_ext")))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GLUTLEARN_")}
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(folder), str(folder / "_html")]
    return subprocess.run(command, env={**kept, **address}, capture_output=True, text=True)


def links(folder: Path, name: str) -> set[str]:
    text = (folder / "_html" / name).read_text(encoding="utf-8")
    return set(re.findall(r'href="(https://(?:mybinder|colab)[^"]+)"', text))


def test_lessons_get_buttons_where_the_repository_is_known(tmp_path):
    address = {"GLUTLEARN_REPOSITORY": "https://github.com/someone/clam", "GLUTLEARN_BRANCH": "spring"}
    built = build(tmp_path, **address)
    assert built.returncode == 0, built.stderr
    binder = "https://mybinder.org/v2/gh/someone/clam/spring?urlpath=lab/tree/"
    assert links(tmp_path, "book/lesson.html") == {
        binder + "book/lesson.ipynb",
        "https://colab.research.google.com/github/someone/clam/blob/spring/book/lesson.ipynb",
    }
    # The practice notebooks are in no repository: Binder makes them, Colab would not find them.
    assert links(tmp_path, "practice/lesson.html") == {binder + "practice/lesson.ipynb"}
    assert not links(tmp_path, "book/text.html"), "both would show its text, and run nothing"
    page = (tmp_path / "_html" / "book" / "page.html").read_text(encoding="utf-8")
    assert "Open someone/clam." in page and ">known<" in page and ">unknown<" not in page
    assert not re.search(r'(src|href)="https?://[^"]+\.(js|css|svg|png)', page), "a picture or script from elsewhere"


def test_without_a_repository_there_is_no_link_to_nowhere(tmp_path):
    built = build(tmp_path)
    assert built.returncode == 0, built.stderr
    for name in ("book/lesson.html", "practice/lesson.html"):
        assert links(tmp_path, name) == set()
        assert "launch-buttons" not in (tmp_path / "_html" / name).read_text(encoding="utf-8")
    page = (tmp_path / "_html" / "book" / "page.html").read_text(encoding="utf-8")
    assert "Open OWNER/REPOSITORY." in page and ">unknown<" in page and ">known<" not in page


def test_an_address_that_is_none_is_refused_with_what_to_write(tmp_path):
    built = build(tmp_path, GLUTLEARN_REPOSITORY="someone/clam")
    assert built.returncode != 0
    assert "write https://github.com/OWNER/REPOSITORY" in built.stderr


def test_publishing_says_which_repository_it_is():
    workflow = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    (step,) = [step for step in workflow["jobs"]["publish"]["steps"] if "course.py publish" in step.get("run", "")]
    assert "github.repository)" in step["env"]["GLUTLEARN_REPOSITORY"]
    assert "!github.event.repository.private" in step["env"]["GLUTLEARN_REPOSITORY"]
    assert step["env"]["GLUTLEARN_BRANCH"] == "${{ github.ref_name }}"


def test_binder_installs_the_course_at_tested_versions():
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if not line.startswith("#")]
    assert wanted == ["--constraint ../constraints.txt", ".", "dask[array]"]
    python = (BINDER / "runtime.txt").read_text(encoding="ascii").strip().removeprefix("python-")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert python in SpecifierSet(project["requires-python"])
    assert f"Programming Language :: Python :: {python}" in project["classifiers"]


def test_binder_calls_what_is_there():
    script = (BINDER / "postBuild").read_text(encoding="utf-8")
    called = re.findall(r"^call \S+ (\w+) (\w+)$", script, re.MULTILINE)
    assert set(called) == {("lab", "write_settings"), ("exercises", "build")}
    assert callable(lab.write_settings) and callable(exercises.build)
    listed = ["git", "ls-files", "--stage", ".binder/postBuild"]
    mode = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert mode.startswith("100755"), "repo2docker runs it only if it may be executed"
