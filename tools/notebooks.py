"""Keep the committed notebooks clean: outputs as text and figures, no widget state, and the same bytes every time."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from stamps import ROOT

FOLDERS = ("book", "exercises")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
NOTEBOOK_METADATA = ("mystnb", "nbgrader")
TRANSIENT_CELL_METADATA = ("collapsed", "execution", "ExecuteTime", "scrolled", "trusted", "vscode")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

Notebook = dict[str, Any]


def find() -> list[Path]:
    """All notebooks of lessons and exercises."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.ipynb")]
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def lines(text: str | list[str]) -> list[str]:
    """A text as Jupyter writes it into the file: a list of lines, so that a change of one shows as one."""
    return "".join(text).splitlines(keepends=True)


def clean_data(data: dict[str, Any]) -> dict[str, Any]:
    """What a cell shows, without the reference to a live widget, which means nothing in a file."""
    kept = {kind: value for kind, value in data.items() if kind != WIDGET_VIEW}
    return {
        kind: lines(value) if kind.startswith("text/") or kind == "image/svg+xml" else value
        for kind, value in kept.items()
    }


def clean_outputs(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A cell's outputs, with what was printed in one piece: where it is cut depends on the speed of the machine."""
    cleaned: list[dict[str, Any]] = []
    for output in outputs:
        if output["output_type"] == "stream":
            before = cleaned[-1] if cleaned else {}
            if before.get("name") == output["name"]:
                before["text"] = lines("".join(before["text"]) + "".join(output["text"]))
            else:
                cleaned.append({**output, "text": lines(output["text"])})
        elif "data" not in output:
            cleaned.append(output)
        elif data := clean_data(output["data"]):
            cleaned.append({**output, "data": data})
    return cleaned


def clean(notebook: Notebook) -> Notebook:
    """The notebook without anything that depends on when, where or by which editor it was run."""
    metadata = {key: value for key, value in notebook["metadata"].items() if key in NOTEBOOK_METADATA}
    metadata |= {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    cells = []
    for old in notebook["cells"]:
        cell = {**old, "source": lines(old["source"])}
        cell["metadata"] = {k: v for k, v in old["metadata"].items() if k not in TRANSIENT_CELL_METADATA}
        if cell["cell_type"] == "code":
            cell["outputs"] = clean_outputs(old["outputs"])
        cells.append(cell)
    return {**notebook, "cells": cells, "metadata": metadata}


def serialised(notebook: Notebook) -> str:
    """The notebook as Jupyter writes it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def faults(path: Path) -> list[str]:
    """What keeps a committed notebook from being clean."""
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    found = []
    if (notebook["nbformat"], notebook["nbformat_minor"]) < (4, 5):
        found.append("is not of notebook format 4.5 or newer, where cells have ids")
    for number, cell in enumerate(notebook["cells"], start=1):
        kinds = [(output["output_type"], output.get("name")) for output in cell.get("outputs", [])]
        if any(kind == "error" for kind, _ in kinds):
            found.append(f"cell {number} holds an error")
        if any(name == "stderr" for _, name in kinds):
            found.append(f"cell {number} holds a warning or other text on stderr")
        if cell["cell_type"] == "code" and "".join(cell["source"]).strip() and cell["execution_count"] is None:
            found.append(f"cell {number} was never run")
    if text != serialised(clean(notebook)):
        found.append("holds widget state, timing or editor settings, or was not written by Jupyter")
    return [f"{path.relative_to(ROOT).as_posix()} {fault}" for fault in found]


def check() -> None:
    """Verify, without running anything, that all notebooks are clean."""
    found = [fault for path in find() for fault in faults(path)]
    if found:
        advice = "Run `python tools/course.py notebooks` to run and clean them all."
        raise SystemExit("\n".join([*found, advice]))
    print(f"{len(find())} notebooks are clean")


def mute_output_widgets() -> None:
    """Keep nbclient from answering an Output widget (`interact` has one) while it waits for the cell's reply.

    Both go over one channel, and now and then nbclient then notices the reply only when the cell's time is up, five
    minutes later (nbclient issue 312). Nothing needs the answer: it tells the kernel what the kernel has just printed.
    """
    from nbclient.output_widget import OutputWidget

    OutputWidget.send = lambda *_: None  # type: ignore[method-assign]


def joined_streams(outputs: list[Any]) -> list[Any]:
    """A cell's outputs, with neighbouring pieces of what it printed put together as they were printed."""
    found: list[Any] = []
    for output in outputs:
        before = found[-1] if found else {}
        if output["output_type"] == "stream" and before.get("name") == output["name"]:
            before["text"] += output["text"]
        else:
            found.append(output)
    return found


def keep_printed_lines() -> None:
    """Keep myst-nb from ending a line, and from dropping an empty one, wherever a piece of printed text ends.

    Where pieces end depends on the speed of the machine, and so would the page.
    """
    from myst_nb.core import render  # type: ignore[import-untyped]

    render.coalesce_streams = joined_streams


def execute(path: Path) -> None:
    """Run one notebook in its own folder and write it back clean."""
    import nbclient
    import nbformat

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = nbclient.NotebookClient(
        notebook,
        timeout=300,
        kernel_name=KERNEL["name"],
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
    )
    client.execute()
    path.write_text(serialised(clean(notebook)), encoding="utf-8", newline="\n")


def refresh(wanted: list[Path]) -> None:
    """Run and clean the notebooks given, or all of them."""
    # A debugger's notice about frozen modules would otherwise end up in the outputs.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    mute_output_widgets()
    for path in wanted or find():
        started = time.monotonic()
        execute(path.resolve())
        print(f"{path}  run in {time.monotonic() - started:.1f} s", flush=True)
