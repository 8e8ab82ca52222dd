"""The reference: each public name has one place in it, made from the docstring whose example is run."""

import inspect
import re

import glutlearn as gl
import table_of_contents
from pages import ROOT

FOLDER = ROOT / "book/reference"
ENTRY = re.compile(r"^\.\. auto(?:function|class|exception|module):: glutlearn\.([\w.]+)$", re.MULTILINE)
IDEAS = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md") if path.stem != "index"}
INDEX = (FOLDER / "index.md").read_text(encoding="utf-8")


# What public functions hand out.
HANDED_OUT = ["prescription.Contradiction", "prescription.Line"]
COMMAND_LINES = ["grading", "question_export"]


def parts(module):
    """What a public module offers, written as lessons write it."""
    own = getattr(module, "__all__", None) or [
        name
        for name, thing in inspect.getmembers(module)
        if getattr(thing, "__module__", "") == module.__name__ and not name.startswith("_")
    ]
    return [f"{module.__name__.removeprefix('glutlearn.')}.{name}" for name in own]


def test_each_public_name_has_one_place():
    entries = [name for page in IDEAS.values() for name in ENTRY.findall(page)]
    assert sorted(entries) == sorted([*gl.__all__, *parts(gl.check), *parts(gl.figures), *HANDED_OUT, *COMMAND_LINES])


def test_the_list_of_all_names_follows_the_pages():
    """Each page is listed once, with its names in its own order."""
    sections = re.findall(r"^## \[.*?\]\(([\w-]+)\.md\)\n(.*?)(?=^## |\Z)", INDEX, re.MULTILINE | re.DOTALL)
    listed = {page: re.findall(r"^   ([\w.]+)$", text, re.MULTILINE) for page, text in sections}
    assert len(sections) == len(listed)
    assert listed == {
        page: [name for name in ENTRY.findall(text) if name not in COMMAND_LINES] for page, text in IDEAS.items()
    }


def test_each_page_is_in_the_table_of_contents_in_that_order():
    listed = [page.file for page in table_of_contents.pages() if page.below == "book/reference/index"]
    assert [file.removeprefix("book/reference/") for file in listed] == re.findall(
        r"^## \[.*?\]\(([\w-]+)\.md\)$", INDEX, re.MULTILINE
    )


def test_every_command_line_shows_its_help():
    modules = {path.parent.name for path in (ROOT / "glutlearn").glob("*/__main__.py")}
    assert set(re.findall(r"\{command-help\} glutlearn\.(\w+)\.__main__", IDEAS["command-lines"])) == modules
    assert modules == set(COMMAND_LINES)


def test_examples_on_the_pages_are_run():
    """`test_package.py` asks every public name for an example; pytest runs the examples of the modules they are in."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"--doctest-modules"' in settings
    assert 'testpaths = ["tests", "glutlearn"]' in settings
    package = ROOT / "glutlearn"
    skipped = {
        path.relative_to(package).parts[0] for path in package.rglob("*.py") if "+SKIP" in path.read_text("utf-8")
    }
    assert skipped == {"explorers", "engines"}, "the index says that only views and other programs are not run"
