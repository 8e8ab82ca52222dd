"""A cohort is marked as nbgrader would mark it, whatever is handed in, and whatever happens meanwhile."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("nbgrader", reason="the extra `instructors` is not installed")

from nbformat.v4 import new_code_cell

from glutlearn.grading import (
    cohort,
    exercises,
    feedback,
    fence,
    kernel,
    marking,
    marks,
    release,
    sample,
    submissions,
)
from glutlearn.grading.limits import Limits, Watch
from glutlearn.grading.results import Results

CHECKS = [f"{name}_check" for name in sample.SOLUTIONS]
# Generous: other tests run at the same time. A kernel alone takes a second, so these only stop what would never end.
LIMITS = Limits(cell_seconds=8, seconds=60, megabytes=700)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the fence and the limit of memory are Linux's")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A folder with the instructor's notebook; the exercise that nbgrader made of it."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "source").mkdir()
    source = folder / "source" / f"{sample.NAME}.ipynb"
    source.write_text(json.dumps(sample.notebook()), encoding="utf-8")
    return folder, exercises.prepare(source)


def hand_in(folder: Path, learner: str, data: bytes, name: str = f"{sample.NAME}.ipynb") -> None:
    place = folder / learner / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def points(result) -> dict[str, float]:
    return {task["id"]: task["score"] for task in result["tasks"]}


ALL = {"half_check": 2.0, "mean_check": 3.0, "angle_check": 5.0, "why": 0.0}


# The same marks as nbgrader


def by_nbgrader(folder: Path, exercise, learners: dict[str, bytes]) -> dict[str, dict[str, tuple[float, bool]]]:
    """What plain nbgrader gives, one learner after another, each with a fresh kernel."""
    from nbgrader.api import Gradebook
    from traitlets.config import Config

    from glutlearn.grading.nbgrader_course import ASSIGNMENT, start

    for learner, data in learners.items():
        hand_in(folder / "submitted", learner, data, f"{ASSIGNMENT}/{sample.NAME}.ipynb")
    (folder / "source" / ASSIGNMENT).mkdir(parents=True)
    (folder / "gradebook.db").write_bytes(exercise.gradebook)
    assert "Traceback" not in start("Autograde", folder, Config())
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {
            learner: {
                grade.name: (grade.score, bool(grade.needs_manual_grade))
                for grade in gradebook.find_submission_notebook(sample.NAME, ASSIGNMENT, learner).grades
            }
            for learner in learners
        }


def edited(notebook: bytes, name: str, **changes) -> bytes:
    """The notebook with one cell changed, or taken out where its new source is None."""
    made = json.loads(notebook)
    kept = []
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == name:
            if changes.get("source", "") is None:
                continue
            cell.update({key: value for key, value in changes.items() if key == "source"})
            cell["metadata"].update(changes.get("metadata", {}))
        kept.append(cell)
    return json.dumps({**made, "cells": kept}).encode()


def test_marks_are_those_of_plain_nbgrader(course, tmp_path):
    _, exercise = course
    right = sample.answered(exercise.released, {**sample.RIGHT, "why": "words"})
    learners = {
        "untouched": exercise.released,
        "mixed": sample.answered(exercise.released, {**sample.RIGHT, "mean": sample.WRONG["mean"], "why": "words"}),
        "weakened": edited(right, "mean_check", source="pass"),
        "removed": edited(sample.answered(exercise.released, sample.RIGHT), "half_check", source=None),
    }
    expected = by_nbgrader(tmp_path / "plain", exercise, learners)
    for learner, data in learners.items():
        hand_in(tmp_path / "cohort", learner, data)
    found = submissions.collect(tmp_path / "cohort", [exercise])
    results = cohort.mark_all(found, Results(tmp_path / "results", LIMITS), LIMITS, lanes=2)
    assert [one["state"] for one in results] == ["marked"] * len(learners)
    ours = {
        one.learner: {task["id"]: (task["score"], task["waits"]) for task in result["tasks"]}
        for one, result in zip(found, results, strict=True)
    }
    assert ours == expected
    assert ours["untouched"] == dict.fromkeys(ALL, (0.0, False))
    assert sum(score for score, _ in ours["mixed"].values()) == 7
    assert ours["weakened"]["mean_check"] == (3.0, False)


# What learners may hand in, and what may not trouble the others

BAD = {
    "endless": ("half", "while True:\n    pass"),
    "deaf": ("half", "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"),
    "hungry": ("half", "kept = []\nwhile True:\n    kept.append(bytearray(50_000_000))"),
    "leaving": ("half", "import os\nos._exit(0)"),
    "loud": ("half", "while True:\n    print('x' * 100_000)"),
    "murder": (
        "half",
        "import os, signal\nfor pid in (os.getppid(), os.getpgid(os.getppid())): os.kill(pid, 9)",
    ),
    "daemon": (
        "half",
        # In a session of its own, silent, and by its own check still there when the cell ends.
        "import subprocess, sys, time\n"
        "code, nothing = 'import time; time.sleep(600)', subprocess.DEVNULL\n"
        "left = subprocess.Popen([sys.executable, '-c', code, 'TOKEN'], start_new_session=True, stderr=nothing)\n"
        "time.sleep(0.5)\n"
        "if left.poll() is not None: raise SystemError('did not stay')\n"
        "def half(angle): return angle / 2",
    ),
    "prying": (
        "half",
        "import os, pathlib, shutil\n"
        "for act in (lambda: pathlib.Path('OUTSIDE', 'mine').write_text('!'), lambda: shutil.rmtree('OUTSIDE'),\n"
        "            lambda: pathlib.Path('OUTSIDE', 'secret').read_text(), lambda: os.listdir('OUTSIDE')):\n"
        "    try:\n        act()\n    except PermissionError:\n        pass\n"
        "    else:\n        raise SystemError('not held back')\n"
        "if set(os.environ) & {'SECRET_TOKEN'}: raise SystemError('sees the environment')\n"
        "import socket\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), timeout=1)\nexcept PermissionError:\n    pass\n"
        "except ConnectionRefusedError:\n    if NETWORK: raise SystemError('reaches the network')\n"
        "def half(angle): return angle / 2",
    ),
}


@linux_only
def test_bad_submissions_fail_alone(course, tmp_path, monkeypatch):
    _, exercise = course
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("secret")
    monkeypatch.setenv("SECRET_TOKEN", "secret")
    token = f"t{os.getpid()}"
    words = {"OUTSIDE": str(outside), "NETWORK": str(fence.strength() >= 4), "TOKEN": token}
    if not fence.strength():
        words["OUTSIDE"] = str(tmp_path / "nowhere")
    handed = tmp_path / "handed"
    for learner, (task, code) in BAD.items():
        for word, value in words.items():
            code = code.replace(word, value)
        hand_in(handed, learner, sample.answered(exercise.released, {**sample.RIGHT, task: code}))
    right = sample.answered(exercise.released, {**sample.RIGHT, "why": "words"})
    hand_in(handed, "good", right)
    hand_in(handed, "renamed", right + b"\n", "Kopie von Übung (2).ipynb")
    hand_in(
        handed,
        "tagged",
        edited(sample.answered(exercise.released, {}), "half_check", metadata={"tags": ["skip-execution"]}),
    )
    hand_in(handed, "torn", right[: len(right) // 2])
    hand_in(handed, "deep", b'{"cells":' + b"[" * 100_000)
    hand_in(handed, "list", b"[1, 2]")
    hand_in(handed, "foreign", b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "notes.ipynb")
    hand_in(handed, "odd", right.replace(b'"schema_version": 3', b'"schema_version": "x"', 3))
    found = submissions.collect(handed, [exercise])
    store = Results(tmp_path / "results", LIMITS)
    results = cohort.mark_all(found, store, LIMITS, lanes=2)
    by = {one.learner: result for one, result in zip(found, results, strict=True)}

    assert points(by["good"]) == points(by["renamed"]) == ALL
    assert next(one for one in found if one.learner == "renamed").remark.startswith("recognised by its cells")
    for learner in ("torn", "deep", "list", "foreign", "odd"):
        assert by[learner]["state"] == "failed", learner
        assert by[learner]["fault"], learner
    assert points(by["tagged"])["half_check"] == 0, "a check that is not run gives no points"
    assert points(by["endless"]) == {**ALL, "half_check": 0}, "an interrupted cell costs its own points only"
    assert points(by["hungry"])["half_check"] == points(by["loud"])["half_check"] == 0
    for learner in ("deaf", "leaving"):
        assert sum(points(by[learner]).values()) == 0, learner
        assert by[learner]["stopped"], learner
    assert len(json.dumps(by["loud"])) < 10_000_000
    if fence.strength() >= 6:
        assert points(by["murder"]) == {**ALL, "half_check": 0}
    if fence.strength():
        assert points(by["prying"]) == ALL, [task for task in by["prying"]["tasks"] if task["ended"] == "error"]
        assert sorted(path.name for path in outside.iterdir()) == ["secret"]
    assert points(by["daemon"]) == ALL, by["daemon"]
    running = subprocess.run(["ps", "ax", "-o", "args"], capture_output=True, text=True, check=True).stdout
    assert token not in running, "what a submission started does not outlive it"

    table = marks.all_marks(found, results)
    assert {mark.learner: mark.score for mark in table}["torn"] == 0
    assert {mark.learner: mark.most for mark in table}["torn"] == 14


def said(kind: str, **content) -> dict:
    return {"msg_type": kind, "header": {"msg_type": kind}, "parent_header": {}, "metadata": {}, "content": content}


def test_a_flood_is_cut_off_in_its_first_message_and_leaves_room_for_stderr(tmp_path):
    run = marking.Run(kernel.Desk(tmp_path), None, Watch(os.getpid(), LIMITS), LIMITS)
    # As nbclient has it when it begins with a cell.
    run.reset_execution_trackers()
    run.clear_before_next_output = False
    cell = new_code_cell()
    most = marking.LARGEST_OUTPUT
    for _ in range(3):
        run.process_message(said("stream", name="stdout", text="x" * 20 * most), cell, 0)
        run.process_message(said("display_data", data={"text/plain": "x"}, metadata={}), cell, 0)
    run.process_message(said("stream", name="stderr", text="y"), cell, 0)
    assert [(one.name, len(one.text)) for one in cell.outputs] == [("stdout", most), ("stderr", 1)]
    other = new_code_cell()
    run.process_message(said("display_data", data={"text/plain": "x" * 2 * most}, metadata={}), other, 1)
    run.process_message(said("display_data", data={"text/plain": "x"}, metadata={}), other, 2)
    assert [one.data["text/plain"] for one in other.outputs] == ["x"], "what is shown is whole or not there"


def test_two_notebooks_of_one_learner_and_a_flat_folder(course, tmp_path):
    _, exercise = course
    hand_in(tmp_path / "a", "ada", exercise.released, "old/copy.ipynb")
    hand_in(tmp_path / "a", "ada", exercise.released, f"{sample.NAME}.ipynb")
    (one,) = submissions.collect(tmp_path / "a", [exercise])
    assert one.path.stem == sample.NAME
    assert "copy.ipynb" in one.remark
    hand_in(tmp_path / "b", "", exercise.released, "grace.ipynb")
    (one,) = submissions.collect(tmp_path / "b", [exercise])
    assert (one.learner, one.exercise, one.fault) == ("grace", exercise, "")


# Nothing is lost


def cohort_of(count: int, folder: Path, exercise) -> Path:
    for learner, answers in sample.learners(count).items():
        hand_in(folder, learner, sample.answered(exercise.released, answers))
    return folder


def expected(count: int) -> list[float]:
    """Right answers are known by how the learners were made up."""
    return [
        sum(
            most
            for at, (name, most) in enumerate(sample.POINTS.items())
            if name in answers and answers[name].endswith(sample.RIGHT[name])
        )
        for answers in sample.learners(count).values()
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_a_killed_run_goes_on_where_it_stopped(course, tmp_path):
    folder, exercise = course
    handed = cohort_of(6, tmp_path / "handed", exercise)
    command = [sys.executable, "-m", "glutlearn.grading", "mark", str(handed), "--sources", str(folder / "source")]
    stored = tmp_path / "handed-marked" / "results"
    first = subprocess.Popen([*command, "--jobs", "1"], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(list(stored.glob("*.json"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = {path: path.stat().st_mtime_ns for path in stored.glob("*.json")}
    assert 2 <= len(before) < 6
    torn = stored / f"{'0' * 32}.json"
    torn.write_text('{"state": "mar')
    second = subprocess.run([*command, "--jobs", "2"], capture_output=True, text=True, check=False)
    assert second.returncode == 0, second.stderr
    assert f"/{6 - len(before)}" in second.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before
    with (tmp_path / "handed-marked" / "marks.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [float(row["score"]) for row in rows] == expected(6)
    assert {row["state"] for row in rows} == {"marked"}


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_loses_a_worker_and_no_result(course, tmp_path):
    distributed = pytest.importorskip("distributed")
    _, exercise = course
    found = submissions.collect(cohort_of(6, tmp_path / "handed", exercise), [exercise])
    store = Results(tmp_path / "results", LIMITS)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            victim, *_ = client.run(os.getpid).values()
        killed = threading.Event()

        def kill_one() -> None:
            while not list(store.folder.glob("*.json")):
                time.sleep(0.02)
            os.kill(victim, signal.SIGKILL)
            killed.set()

        threading.Thread(target=kill_one, daemon=True).start()
        results = cohort.mark_all(found, store, LIMITS, cluster=cluster.scheduler_address)
    assert killed.is_set()
    assert [result["state"] for result in results] == ["marked"] * 6
    assert [sum(points(result).values()) for result in results] == expected(6)


# What comes out


def made_up(exercise, tmp_path, message="NotYet", learner="eve", score=0.0):
    cells = json.loads(exercise.source)["cells"]
    for cell in cells:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "half_task":
            cell["source"] = "<script>alert('mine')</script>"
    tasks = [
        {"id": "half_check", "score": score, "max_score": 2.0, "waits": False, "ended": "error"}
        | {"error": "AssertionError", "message": message},
        {"id": "why", "score": 0.0, "max_score": 4.0, "waits": True, "ended": "ran"},
    ]
    result = {"state": "marked", "stopped": "", "tasks": tasks, "notebook": {"cells": cells}}
    one = submissions.Submission(learner, tmp_path / "=cmd.ipynb", b"", exercise)
    return marks.Mark(learner, exercise, result, one)


def test_tables_hold_every_mark_and_start_no_formula(course, tmp_path):
    _, exercise = course
    marks.write(
        [made_up(exercise, tmp_path, learner="=HYPERLINK(1)"), made_up(exercise, tmp_path, learner="Zoë, “Z”")],
        tmp_path,
    )
    with (tmp_path / "marks.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["learner"] for row in rows] == ["'=HYPERLINK(1)", "Zoë, “Z”"]
    assert (rows[0]["score"], rows[0]["max_score"], rows[0]["to_mark_by_hand"], rows[0]["file"]) == (
        "0",
        "6",
        "1",
        "'=cmd.ipynb",
    )
    with (tmp_path / "tasks.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["task"] for row in csv.DictReader(stream)] == ["half_check", "why"] * 2


def test_who_hands_in_nothing_has_zero(course, tmp_path):
    _, exercise = course
    there = made_up(exercise, tmp_path)
    (other,) = [submissions.Submission("bob", tmp_path / "x.ipynb", b"", None, "not a notebook")]
    table = marks.all_marks([there.submission, other], [there.result, {"state": "failed", "fault": other.fault}])
    bob = [mark for mark in table if mark.learner == "bob" and mark.exercise]
    assert [(mark.state, mark.score, mark.most) for mark in bob] == [("missing", 0, 14)]


@pytest.mark.parametrize("shown", feedback.SHOWN)
def test_feedback_escapes_and_keeps_secrets(course, tmp_path, shown):
    _, exercise = course
    leak = made_up(
        exercise, tmp_path, message="look:  assert half( -31 ) == -15.5, 'negative too' <b>", learner="<i>eve"
    )
    page = feedback.page("<i>eve", [leak], shown)
    assert "<script>" not in page and "<i>" not in page and "<b>" not in page
    assert "&lt;script&gt;" in page and "did not agree with your answer" in page and "marked by hand" in page
    if shown != "everything":
        assert "-31" not in page and "BEGIN HIDDEN" not in page
    assert "return angle / 2" not in page, "a solution is never shown"
    reason = feedback.page("eve", [made_up(exercise, tmp_path, message="half of 90 is 45")], shown)
    assert ("half of 90 is 45" in reason) == (shown != "points")


def test_feedback_files_never_collide(tmp_path):
    names = [feedback.file_name(name) for name in ("a/b", "a?b", "A", "a", "con", "Ümit", "../../etc")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(name.replace("-", "").replace("_", "").isalnum() and name != "con" for name in names)


def test_release_holds_the_student_versions_alone(course, tmp_path):
    _, exercise = course
    archive = tmp_path / "dist" / "exercises.zip"
    release.release([exercise], archive)
    first = archive.read_bytes()
    release.release([exercise], archive)
    assert archive.read_bytes() == first
    with zipfile.ZipFile(archive) as opened:
        assert opened.namelist() == [f"{sample.NAME}.ipynb"]
        student = opened.read(f"{sample.NAME}.ipynb").decode()
    for secret in ("SOLUTION", "HIDDEN", "57.2", "-15.5", "angle / 2"):
        assert secret not in student
    assert "NotImplementedError" in student
    with pytest.raises(SystemExit, match="not released"):
        release.release([exercises.Exercise(exercise.name, exercise.source, exercise.source, b"", ())], archive)
