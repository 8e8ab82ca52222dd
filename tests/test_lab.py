"""The lesson in JupyterLab: opened, run, dragged by keyboard, and seen by its kernel in both directions."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import lab

ROOT = Path(__file__).resolve().parent.parent
LESSON = "problem-1-role-inversion.ipynb"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """A running JupyterLab on a copy of the lessons, with no settings of this machine's user; gives its address."""
    home = tmp_path_factory.mktemp("lab")
    lessons = home / "lessons"
    lessons.mkdir()
    shutil.copy(ROOT / "book" / LESSON, lessons)
    own = {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    lab.write_settings()
    port = free_port()
    # No token: it listens on this machine's own address only, and ends with the test.
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            lab.command(lessons, *options), stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **own}
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/api", server, home / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(address, server, log):
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, f"JupyterLab did not start:\n{log.read_text()}"
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"JupyterLab did not answer within a minute:\n{log.read_text()}")


def run_below(page, code):
    """Run code in a new cell below the selected one, and return what it prints."""
    page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="insert"]').click()
    cell = page.locator(".jp-Notebook .jp-CodeCell.jp-mod-active:not(:has(.gl-explorer))")
    cell.locator(".cm-content").click()
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    output = cell.locator(".jp-OutputArea-output").first
    output.wait_for(timeout=20_000)
    return output.inner_text().strip()


def test_lesson_runs_and_its_view_and_kernel_follow_each_other(browser, jupyterlab):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    foreign = []
    page.on(
        "request",
        lambda request: request.url.startswith((jupyterlab, "data:", "blob:")) or foreign.append(request.url),
    )
    page.goto(f"{jupyterlab}/lab/tree/{LESSON}")
    page.locator(".jp-NotebookPanel").wait_for(timeout=60_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)

    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.get_by_text("Python 3 (ipykernel) | Busy").wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")
    root = page.locator('.gl-explorer[data-explorer="role-inversion"][data-ready="true"]').first
    root.wait_for(timeout=60_000)

    root.locator(".gl-predict-skip").click()
    slider = root.locator('input[type=range][data-trait="flexion"]')
    slider.focus()
    before = float(slider.input_value())
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    moved = float(slider.input_value())
    assert moved == before + 5

    # Choose the cell that holds the view, beside its output, to write the next one below it.
    cell = page.locator(".jp-CodeCell", has=root)
    cell.locator(".jp-InputArea-prompt").click()
    # The view sends one change at a time and waits for the kernel in between, so the last one takes a moment to arrive.
    for _ in range(10):
        seen = run_below(page, "print(f'flexion is {view.flexion:g}')")
        if seen == f"flexion is {moved:g}":
            break
        page.wait_for_timeout(500)
    assert seen == f"flexion is {moved:g}"
    assert run_below(page, "view.flexion = 70\nprint('set')") == "set"
    page.wait_for_function("slider => Number(slider.value) === 70", arg=slider.element_handle())
    root.locator(".gl-sentence", has_text="70°").wait_for(timeout=5_000)
    assert errors == []
    assert foreign == []
    context.close()
