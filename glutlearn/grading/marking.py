"""Mark one submission with nbgrader's autograder, in a folder of its own, and tell how each graded cell went."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from glutlearn.grading.exercises import Exercise
from glutlearn.grading.kernel import Desk, begin
from glutlearn.grading.limits import Limits, Watch
from glutlearn.grading.nbgrader_course import ASSIGNMENT, LEARNER, start

LARGEST_OUTPUT = 2_000_000
"""Characters that one cell may print or show before the rest is dropped, and as many again on stderr."""


@dataclass(frozen=True)
class Job:
    """All that is needed to mark one submission, on this machine or on another."""

    exercise: Exercise
    notebook: bytes
    beside: tuple[tuple[str, bytes], ...]
    limits: Limits


class Run(Execute):  # type: ignore[misc]
    """nbgrader's own execution of a notebook, which goes on where a kernel dies: what comes after it has failed."""

    def __init__(self, desk: Desk, kernel: Any, watch: Watch, limits: Limits) -> None:
        super().__init__(timeout=limits.cell_seconds, startup_timeout=60, shutdown_kernel="immediate")
        # A learner could tag a check with it, and a check that is not run gives full marks.
        self.skip_cells_with_tag = ""
        self.desk = desk
        self.kernel = kernel
        self.watch = watch
        self.stopped = ""
        self.printed: dict[tuple[int, bool], int] = {}

    def create_kernel_manager(self) -> Any:
        """Use the kernel that was forked, where there is one."""
        if self.kernel is None:
            return super().create_kernel_manager()
        self.km = self.kernel
        return self.km

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start it in the learner's folder, with a bare environment."""
        if self.kernel is None:
            nowhere = Path(os.devnull).open("w")  # noqa: SIM115
            kwargs |= {"env": self.desk.environment(), "stdout": nowhere, "stderr": nowhere}
        super().start_new_kernel(**{**kwargs, "cwd": str(self.desk.work)})

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Run a cell; when the kernel is gone, let it fail with the reason."""
        if not self.stopped:
            try:
                return super().preprocess_cell(cell, resources, index)
            except CellTimeoutError:
                self.stopped = f"it did not stop when it was interrupted after {self.timeout} s"
                self.watch.reason = self.watch.reason or self.stopped
            except DeadKernelError:
                self.stopped = self.watch.reason or "it ended the kernel"
        if cell.cell_type == "code":
            why = f"not run: {self.stopped}"
            failure = new_output("error", ename="Stopped", evalue=why, traceback=[why])  # type: ignore[no-untyped-call]
            cell.setdefault("outputs", []).append(failure)
        return cell, resources

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Take up what the kernel says, but no flood."""
        content, kind = msg["content"], msg["msg_type"]
        if kind in {"stream", "display_data"}:
            # That there is something on stderr decides marks: what else was printed leaves it room.
            flow = cell_index, content.get("name") == "stderr"
            left = LARGEST_OUTPUT - self.printed.get(flow, 0)
            told = sum(len(str(value)) for value in content.values())
            self.printed[flow] = self.printed.get(flow, 0) + told
            if left <= 0 or (told > left and kind == "display_data"):
                return None
            if kind == "stream":
                # A kernel gathers what is printed: one message can hold all of a flood.
                content["text"] = str(content["text"])[:left]
        return super().process_message(msg, cell, cell_index)


def mark(root: Path, forked: bool) -> dict[str, Any]:
    """Mark the job that lies in a folder.

    `forked` says that this process was forked from one that has imported everything; its kernel is then forked too,
    now, before the job is read.
    """
    import pickle

    began = time.monotonic()
    desk = Desk(root).lay_out()
    limits = Limits(**json.loads((root / "course" / "limits.json").read_bytes()))
    _copy_fonts(desk)
    kernel = begin(desk, limits) if forked else None
    # Written by this program's own runner, beyond the fence of any kernel.
    job: Job = pickle.loads((root / "course" / "job.pickle").read_bytes())
    name = job.exercise.name
    for folder, data in (("submitted", job.notebook),):
        place = desk.course / folder / LEARNER / ASSIGNMENT
        place.mkdir(parents=True)
        (place / f"{name}.ipynb").write_bytes(data)
    (desk.course / "gradebook.db").write_bytes(job.exercise.gradebook)
    for file, data in (*job.beside, *job.exercise.files):
        (desk.work / file).write_bytes(data)

    with Watch(os.getpid(), limits) as watch:
        run = Run(desk, kernel, watch, limits)
        config = Config({"CourseDirectory": {"student_id": LEARNER}})
        problems = _autograde(desk, run, config)
    graded = desk.course / "autograded" / LEARNER / ASSIGNMENT / f"{name}.ipynb"
    report: dict[str, Any] = {
        "stopped": run.stopped or watch.reason or "",
        "seconds": round(time.monotonic() - began, 2),
    }
    if not graded.is_file():
        last = problems.strip().splitlines()[-1:] or ["nbgrader gave no reason"]
        return {**report, "state": "failed", "fault": last[0][:300]}
    executed = json.loads(graded.read_bytes())
    return {**report, "state": "marked", "tasks": _marks(desk, job.exercise, executed), "notebook": executed}


def _autograde(desk: Desk, run: Run, config: Config) -> str:
    from nbgrader.converters import Autograde

    usual = list(Autograde.autograde_preprocessors.default_args[0])
    steps = [run if step is Execute else step for step in usual]
    return start("Autograde", desk.course, config, autograde_preprocessors=steps)


def _marks(desk: Desk, exercise: Exercise, executed: dict[str, Any]) -> list[dict[str, Any]]:
    """Each graded cell's marks, as nbgrader's gradebook has them, and how it ended."""
    cells = {
        cell["metadata"]["nbgrader"].get("grade_id"): cell
        for cell in executed["cells"]
        if "nbgrader" in cell["metadata"]
    }
    with Gradebook(f"sqlite:///{desk.course}/gradebook.db") as gradebook:
        handed_in = gradebook.find_submission_notebook(exercise.name, ASSIGNMENT, LEARNER)
        grades = {grade.name: grade for grade in handed_in.grades}
        return [
            {
                "id": name,
                "score": float(grades[name].score),
                "max_score": float(grades[name].max_score),
                "waits": bool(grades[name].needs_manual_grade),
                **_ending(cells.get(name)),
            }
            for name in exercise.graded
            if name in grades
        ]


def _ending(cell: dict[str, Any] | None) -> dict[str, str]:
    if cell is None:
        return {"ended": "missing"}
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            return {"ended": "error", "error": str(output["ename"]), "message": str(output["evalue"])[:2000]}
        if output["output_type"] == "stream" and output["name"] == "stderr":
            return {"ended": "error", "error": "stderr", "message": "".join(output["text"])[:2000]}
    return {"ended": "ran"}


def _copy_fonts(desk: Desk) -> None:
    """Spare each kernel the search for the system's fonts, which takes seconds and writes a warning."""
    try:
        import matplotlib
    except ImportError:
        return
    for path in Path(matplotlib.get_cachedir()).glob("fontlist-*.json"):
        shutil.copy(path, desk.home / "matplotlib" / path.name)
