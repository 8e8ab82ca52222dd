"""A page for each learner: points, the learner's own answers, and why points are missing, as far as the instructor
allows.

What a page shows of a run is one of three:

- `points`: whether each check passed, and the kind of error. Nothing that the learner's code printed or wrote, so no
  hidden test can be carried out in a message. This is the default.
- `reasons`: also the message with which a check failed, unless a line of a hidden test or of a solution stands in it.
  Code that hides such a line in its message, by letters shifted or the like, would get it out.
- `everything`: tests as they were run, hidden ones too, and all that was printed. Solutions are never shown.
"""

from __future__ import annotations

import builtins
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from glutlearn.grading.exercises import text
from glutlearn.grading.marks import Mark

SHOWN = ("points", "reasons", "everything")
OURS = {"NotYet": "did not agree with your answer", "Stopped": "was not run", "CellTimeoutError": "took too long"}
KNOWN = {
    "AssertionError": "did not agree with your answer",
    "NotImplementedError": "found no answer: the task is still to do",
    "NameError": "missed a name that your notebook should have defined",
    "MemoryError": "ran out of memory",
    "KeyboardInterrupt": "took too long",
    "stderr": "gave a warning, which counts as a failure",
    **OURS,
}
ERRORS = {name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)}
COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
pre { padding: .6rem; border: 1px solid #8888; border-radius: 4px; font-size: .9rem; white-space: pre-wrap; }
table { border-collapse: collapse; } td, th { border: 1px solid #8888; padding: .2rem .6rem; text-align: left; }
"""


def write(marks: Iterable[Mark], folder: Path, shown: str = "points") -> None:
    """Write a page for each learner."""
    folder.mkdir(parents=True, exist_ok=True)
    of_each: dict[str, list[Mark]] = {}
    for mark in marks:
        of_each.setdefault(mark.learner, []).append(mark)
    for learner, own in of_each.items():
        draft = folder / f"{file_name(learner)}.{os.getpid()}.draft"
        draft.write_text(page(learner, own, shown), encoding="utf-8")
        draft.replace(folder / f"{file_name(learner)}.html")


def file_name(learner: str) -> str:
    """A name that every system takes, and that two learners never share."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "_", learner)[:60]
    if plain == learner and plain == plain.lower() and not re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", plain):
        return plain
    return f"{plain}-{hashlib.sha256(learner.encode()).hexdigest()[:8]}"


def page(learner: str, marks: list[Mark], shown: str = "points") -> str:
    """One learner's page."""
    if shown not in SHOWN:
        raise ValueError(f"a page shows one of {', '.join(SHOWN)}, not {shown!r}")
    rows = "".join(
        f"<tr><td>{escape(_title(mark))}</td>"
        f"<td>{mark.score:g} of {mark.most:g}</td><td>{escape(_state(mark))}</td></tr>"
        for mark in marks
    )
    parts = "".join("".join(_exercise(mark, shown)) for mark in marks)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Feedback for {escape(learner)}</title>'
        f'<meta name="viewport" content="width=device-width">'
        # Nothing on this page may run or be fetched, whatever a learner wrote.
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{STYLE}</style></head><body><h1>Feedback for {escape(learner)}</h1>"
        f"<table><tr><th>exercise</th><th>points</th><th></th></tr>{rows}</table>{parts}</body></html>\n"
    )


def _title(mark: Mark) -> str:
    if mark.exercise is not None:
        return mark.exercise.name
    return mark.submission.path.name if mark.submission else ""


def _state(mark: Mark) -> str:
    waiting = sum(bool(task["waits"]) for task in mark.tasks)
    said = {"missing": "not handed in", "stopped": "stopped before its end", "failed": "could not be marked"}.get(
        mark.state, ""
    )
    return ", ".join(filter(None, [said, f"{waiting} to be marked by hand" if waiting else ""]))


def _exercise(mark: Mark, shown: str) -> Iterator[str]:
    if mark.exercise is None or mark.state == "missing":
        if mark.submission is not None:
            yield f"<h2>{escape(mark.submission.path.name)}</h2><p>{escape(_plain(mark.result['fault']))}</p>"
        return
    yield f"<h2>{escape(mark.exercise.name)}</h2>"
    if mark.state == "failed":
        yield f"<p>It could not be marked: {escape(_safe(mark, mark.result['fault'], shown))}</p>"
    if mark.state == "stopped":
        why = escape(_plain(mark.result["stopped"]))
        yield f"<p>It was stopped: {why}. What comes after that counts as failed.</p>"
    answers = _answers(mark)
    for task in mark.tasks:
        yield f"<h3>{escape(task['id'])}: {task['score']:g} of {task['max_score']:g}</h3>"
        yield f"<p>{escape(_verdict(task))}</p>"
        if shown != "points" and task.get("message"):
            yield f"<p>{escape(_safe(mark, task['message'], shown))}</p>"
        for answer in answers.get(task["id"], []):
            yield f"<pre>{escape(answer)}</pre>"
        if shown == "everything":
            yield from _run(mark, task["id"])


def _verdict(task: dict[str, Any]) -> str:
    if task["waits"]:
        return "It is to be marked by hand."
    if task["ended"] == "missing":
        return "The cell with the check is missing."
    if task["ended"] == "error":
        name = task["error"]
        kind = name if name in ERRORS | set(OURS) | {"stderr"} else "an error of its own kind"
        return f"The check {KNOWN[name]}." if name in KNOWN else f"The check ended with {kind}."
    if task["score"] >= task["max_score"]:
        return "The check passed."
    return "The check gave a part of the points." if task["score"] else "No points were given."


def _safe(mark: Mark, message: str, shown: str) -> str:
    """A message, unless it holds a line that is not to be seen."""
    assert mark.exercise is not None
    if shown != "everything":
        bare = "".join(_plain(message).split())
        if any(line in bare for line in mark.exercise.secrets):
            return "(The message names what a hidden test holds; it is not shown.)"
    return _plain(message)


def _plain(words: str) -> str:
    clean = COLOURS.sub("", words)
    return clean if len(clean) <= 500 else f"{clean[:500]} …"


def _answers(mark: Mark) -> dict[str, list[str]]:
    """The learner's own cells before each graded one, or in it."""
    found: dict[str, list[str]] = {}
    waiting: list[str] = []
    for cell in mark.result.get("notebook", {}).get("cells", []):
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution"):
            waiting.append(text(cell))
        if (marks.get("grade") or marks.get("task")) and marks.get("grade_id"):
            found[marks["grade_id"]], waiting = waiting, []
    return found


def _run(mark: Mark, name: str) -> Iterator[str]:
    for cell in mark.result.get("notebook", {}).get("cells", []):
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade_id") != name or marks.get("solution"):
            continue
        yield f"<p>The check:</p><pre>{escape(text(cell))}</pre>"
        for output in cell.get("outputs", []):
            said = output.get("text") or output.get("traceback") or output.get("data", {}).get("text/plain", "")
            said = said if isinstance(said, str) else ("\n" if "traceback" in output else "").join(said)
            yield f"<pre>{escape(COLOURS.sub('', said)[:5000])}</pre>"
