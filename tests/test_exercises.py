"""The practice notebooks: every stub says what is to do, every solution passes, and no solution leaves the source."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from typing import Any

import matplotlib
import nbformat
import pytest
from nbgrader import utils
from nbgrader.nbgraderformat import ValidationError, read

import exercises
import notebooks
from pages import ROOT

SOURCES = {path.stem: path for path in exercises.sources()}
LESSONS = [name for name in SOURCES if name != "capstone"]

BEGIN, END = "### BEGIN", "### END"


@pytest.fixture(params=SOURCES)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@cache
def source(name: str) -> Any:
    return nbformat.read(SOURCES[name], as_version=4)


@cache
def student(name: str) -> Any:
    return exercises.student(SOURCES[name])


def graded(notebook: Any) -> list[Any]:
    """The cells that give points."""
    return [cell for cell in notebook.cells if utils.is_grade(cell)]


def run(notebook: Any, name: str) -> dict[str, BaseException | None]:
    """Run all code cells one after the other, as a kernel that goes on after an error; what each one raised."""
    space: dict[str, Any] = {"__name__": "__main__", "print": lambda *_: None}
    raised: dict[str, BaseException | None] = {}
    with matplotlib.rc_context():
        matplotlib.use("agg")
        for cell in notebook.cells:
            if cell.cell_type == "code":
                try:
                    exec(compile(cell.source, f"{name}, {cell.id}", "exec"), space)
                    raised[cell.id] = None
                except Exception as error:
                    raised[cell.id] = error
        matplotlib.pyplot.close("all")
    return raised


def hidden_regions(name: str) -> list[str]:
    """The lines between nbgrader's marks: solutions and hidden tests."""
    kept, inside = [], False
    for cell in source(name).cells:
        for line in cell.source.splitlines():
            if BEGIN in line or END in line:
                inside = BEGIN in line
            elif inside and line.strip():
                kept.append(line.strip())
    return kept


def answers(cell: Any) -> set[str]:
    """The lines of a solution that give the answer: what it assigns, what it returns, what it writes."""
    if not utils.is_solution(cell):
        return set()
    region = cell.source.partition(f"{BEGIN} SOLUTION\n")[2].partition(f"{END} SOLUTION")[0].splitlines()
    if cell.cell_type == "markdown":
        return {line.strip() for line in region if line.strip()}
    asked = "|".join(re.findall(r"^(\w+) = \.\.\.", cell.source, re.MULTILINE))
    given = [line for line in region if asked and re.match(rf"({asked})\b.* = |({asked}) = ", line)]
    returned = [line for line in region if re.match(r"\s+return .{16,}", line)]
    return {line.strip() for line in [*given, *returned]}


def test_there_is_one_notebook_for_each_lesson_and_one_for_all():
    lessons = {path.stem for path in (ROOT / "book").glob("*.ipynb")}
    assert set(LESSONS) <= lessons
    assert list(SOURCES) == list(exercises.ORDER)


def test_every_solution_passes_its_tests_and_the_hidden_ones(name):
    assert {cell: error for cell, error in run(source(name), name).items() if error} == {}


def test_every_task_of_the_student_version_is_to_be_done_and_no_check_passes(name):
    notebook = student(name)
    raised = run(notebook, name)
    said = {cell: str(error) for cell, error in raised.items() if error}
    given = [cell.id for cell in notebook.cells if cell.cell_type == "code" and not exercises.is_graded(cell)]
    assert [cell for cell in given if cell in said] == [], "a cell that is given does not run before the tasks are done"
    for cell in graded(notebook):
        if cell.cell_type == "markdown":
            assert "to do: task" in cell.source
            continue
        assert cell.id in said, f"{cell.id} passes without an answer"
        task = cell.id.replace("check", "task")
        number = cell.id.rpartition("-")[2]
        # The stub stops at once, or, inside a function, when the check calls it.
        assert f"to do: task {number} of {name}" in said.get(task, "") + said[cell.id]


def test_it_has_tasks_for_readers_and_for_programmers_with_points_and_hints(name):
    text = "\n\n".join(cell.source for cell in source(name).cells if cell.cell_type == "markdown")
    tasks = re.findall(r"^## Task (\d+) \((\d+) points?\): ", text, re.MULTILINE)
    assert [int(number) for number, _ in tasks] == list(range(1, len(tasks) + 1))
    assert len(tasks) == len(graded(source(name))) >= 4
    points = [cell.metadata.nbgrader.points for cell in graded(source(name))]
    assert [int(said) for _, said in tasks] == points
    assert f"**Points.** {sum(points)}" in text
    for task in re.split(r"^## Task ", text, flags=re.MULTILINE)[1:]:
        hint = re.search(r"<details><summary>Hint[^<]*</summary>\n\n.{20,}?\n\n</details>", task, re.DOTALL)
        assert hint, f"no folded hint in task {task[:40]}"


def test_lines_of_code_come_last_and_stay_few(name):
    """A reader who stops after the third task has not been asked to program; nobody writes more than a dozen lines."""
    if name == "capstone":
        return
    for cell in source(name).cells:
        if not utils.is_solution(cell):
            continue
        number = int(cell.id.rpartition("-")[2])
        solution = cell.source.partition(f"{BEGIN} SOLUTION")[2].partition(f"{END} SOLUTION")[0]
        tree = ast.parse(cell.source)
        programs = any(isinstance(node, (ast.FunctionDef, ast.For, ast.ListComp)) for node in ast.walk(tree))
        assert not (programs and number <= 3)
        assert len([line for line in solution.splitlines() if line.strip()]) <= 12


def test_it_opens_as_a_lesson_does(name):
    opening = source(name).cells[0].source
    assert opening.startswith("# ")
    assert re.search(r"\*\*The question\.\*\* .*\?", opening)
    assert len(re.findall(r"^\d\. ", opening, re.MULTILINE)) >= 4
    assert "**Before you start.**" in opening
    assert re.search(r"\*\*Time\.\*\* About \d+ (minutes|hours)\.", opening)


def test_nbgrader_s_own_checks_pass(name, tmp_path):
    path = tmp_path / "one.ipynb"
    for notebook in (source(name), student(name)):
        nbformat.write(notebook, path)
        try:
            read(path, as_version=4)
        except ValidationError as error:
            pytest.fail(str(error))
        cells = [cell for cell in notebook.cells if utils.is_grade(cell) or utils.is_solution(cell)]
        for cell in cells:
            assert cell.metadata.nbgrader.schema_version == 3
            assert re.fullmatch(rf"{name}_(task|check)_\d+", cell.metadata.nbgrader.grade_id)
            assert utils.is_grade(cell) or cell.metadata.nbgrader.locked is False
            # Whoever changes a test is found out.
            if notebook is student(name) and utils.is_grade(cell):
                assert cell.metadata.nbgrader.checksum == utils.compute_checksum(cell)


def test_no_solution_and_no_hidden_test_is_left_in_the_student_version(name):
    text = exercises.written(student(name))
    assert BEGIN not in text and "HIDDEN TESTS" not in text
    lines = {line.strip() for cell in student(name).cells for line in cell.source.splitlines()}
    # A line that stands in a test which learners may see (loading a hip) tells nothing; an answer stands nowhere.
    regions = re.compile(rf"{BEGIN}.*?{END}[^\n]*", re.DOTALL)
    visible = {line.strip() for cell in source(name).cells for line in regions.sub("", cell.source).splitlines()}
    assert {line for line in hidden_regions(name) if line in lines} <= visible
    assert {line for cell in source(name).cells for line in answers(cell)} & lines == set()


def test_the_student_version_shows_what_is_to_be_read_and_no_answer(name):
    before = {cell.id: cell for cell in source(name).cells}
    for cell in student(name).cells:
        if cell.cell_type != "code":
            continue
        if exercises.is_graded(cell):
            assert cell.outputs == []
            # A test names mistakes: a learner who wants to read them before answering has to unfold it.
            assert cell.metadata.get("jupyter", {}).get("source_hidden", False) is utils.is_grade(cell)
        elif before[cell.id].outputs:
            assert cell.outputs == before[cell.id].outputs


def test_what_a_solution_decides_is_not_shown():
    cells = [
        nbformat.v4.new_code_cell("given = 1", id="given"),
        nbformat.v4.new_code_cell("answer = 2", id="task", metadata={"nbgrader": {"solution": True, "grade": False,
                                  "grade_id": "x_task_1", "locked": False, "schema_version": 3, "task": False}}),
        nbformat.v4.new_code_cell("given + answer", id="reveals"),
        nbformat.v4.new_code_cell("given + 1", id="harmless"),
    ]  # fmt: skip
    assert set(exercises.kept_outputs(nbformat.v4.new_notebook(cells=cells))) == {"given", "harmless"}


def test_every_figure_says_in_words_what_it_shows(name):
    for cell in source(name).cells:
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", [])):
            about = cell.metadata["mystnb"]
            assert len(about["image"]["alt"].split()) >= 12
            assert len(about["figure"]["caption"].split()) >= 8


def test_the_overview_names_every_notebook_with_its_points():
    page = (ROOT / "exercises/practice.md").read_text(encoding="utf-8")
    rows = re.findall(r"\| (\d+) \| (\d+) \| \[read\]\(\.\./practice/([\w-]+)\.ipynb\)", page)
    assert [row[2] for row in rows] == list(SOURCES)
    for minutes, points, name in rows:
        assert int(points) == sum(cell.metadata.nbgrader.points for cell in graded(source(name)))
        opening = source(name).cells[0].source
        assert f"About {minutes} minutes" in opening or f"About {int(minutes) // 60} hours" in opening


def test_both_versions_are_built_clean(tmp_path, monkeypatch):
    for folder in ("STUDENT", "INSTRUCTOR"):
        monkeypatch.setattr(exercises, folder, tmp_path / folder)
    made = exercises.build()
    assert [path.stem for path in made] == list(SOURCES)
    for path in made:
        text = path.read_text(encoding="utf-8")
        assert text == notebooks.serialised(notebooks.clean(json.loads(text)))
        assert json.loads(text)["metadata"]["mystnb"] == {"execution_mode": "off"}
        instructor = tmp_path / "INSTRUCTOR" / path.name
        assert instructor.read_bytes() == SOURCES[path.stem].read_bytes()


def test_a_stray_source_is_refused(tmp_path, monkeypatch):
    (tmp_path / "old.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(exercises, "SOURCES", tmp_path)
    with pytest.raises(SystemExit, match="old, which"):
        exercises.sources()
