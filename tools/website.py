"""Build the published course and serve it from this machine."""

from __future__ import annotations

import errno
import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bundle
import exercises
import light
import vendor
from stamps import ROOT, fingerprint, is_current, leave

BUILD = ROOT / "_build"
PAGES = BUILD / "html"
STAMP = BUILD / "sources.sha256"
CACHE = BUILD / ".jupyter_cache"
LOG = BUILD / "build.log"

# Jupyter Book runs the notebooks in its own process, so what they need is set up there.
JUPYTER_BOOK = """
import sys
sys.path.insert(0, "tools")
import notebooks
from jupyter_book.cli.main import main
notebooks.mute_output_widgets()
notebooks.keep_printed_lines()
main()
"""

# In place of the one by Jupyter Book, which has neither title nor language. A browser would ask for an icon and leave.
FIRST_ADDRESS = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The clam, computed</title>
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url=book/index.html">
<p><a href="book/index.html">The clam, computed</a></p>
</html>
"""

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# What the build says of one notebook: its file, then what is done with it.
NOTEBOOK_LINE = re.compile(r"(?P<path>\S.*\.ipynb): (?P<event>Executing|Executed|Using cached)\b(?P<rest>.*)")


def library_files() -> list[Path]:
    """What the outputs of the lessons depend on besides the lessons themselves."""
    return [
        path
        for path in (ROOT / "glutlearn").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".DS_Store"
    ]


def sources_fingerprint() -> str:
    """The fingerprint of everything that the site is made from."""
    book = [
        path
        for folder in ("book", "exercises")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not {"__pycache__", ".ipynb_checkpoints", "vendor"} & set(path.parts)
    ]
    settings = [ROOT / name for name in ("_config.yml", "_toc.yml", "constraints.txt", "package-lock.json")]
    address = [os.environ.get(name, "") for name in ("GLUTLEARN_REPOSITORY", "GLUTLEARN_BRANCH")]
    return fingerprint([*library_files(), *book, *settings], *address)


def is_up_to_date() -> bool:
    """Tell whether the built site is there and shows what the sources say now."""
    return PAGES.is_dir() and is_current(STAMP, sources_fingerprint())


def empty_stale_cache() -> None:
    """Forget the outputs of all notebooks when library or questions have changed: the cache compares notebooks only."""
    stamp = CACHE / "library.sha256"
    wanted = fingerprint([*library_files(), *(ROOT / "book/questions").glob("*.toml"), ROOT / "constraints.txt"])
    if not is_current(stamp, wanted):
        shutil.rmtree(CACHE, ignore_errors=True)
        leave(stamp, wanted)


def progress(line: str) -> str | None:
    """Turn a line of the build into what a reader wants to know of it, if anything."""
    found = NOTEBOOK_LINE.search(line)
    if found:
        name = Path(found["path"]).name
        said = {
            "Executing": "running",
            "Executed": "ran" + found["rest"].replace(" notebook", "").replace(" [mystnb]", ""),
            "Using cached": "not changed, outputs kept",
        }
        return f"  {name}: {said[found['event']]}"
    if re.search(r"\b(WARNING|ERROR|CRITICAL|SEVERE): |Traceback|Exception", line):
        return line
    return None


def build() -> None:
    """Build all pages; any warning is an error. Output that is not shown goes to _build/build.log."""
    bundle.bundle()
    vendor.vendor()
    exercises.build()
    empty_stale_cache()
    # Nothing is left of a page that has since gone.
    shutil.rmtree(PAGES, ignore_errors=True)
    STAMP.unlink(missing_ok=True)
    wanted = sources_fingerprint()
    print("Building the site", flush=True)
    started = time.monotonic()
    # Every page anew (the notebooks' outputs are cached): a page that is skipped would not repeat its warnings.
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", ".", "--all", "-W", "-n", "--keep-going"]
    with LOG.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert process.stdout is not None
        for line in process.stdout:
            line = COLOUR.sub("", line.rstrip())
            log.write(line + "\n")
            if shown := progress(line):
                print(shown, flush=True)
    if process.wait() != 0:
        for report in sorted((PAGES / "reports").rglob("*.err.log")):
            print(f"\n{report.stem.removesuffix('.err')}:\n{COLOUR.sub('', report.read_text(encoding='utf-8'))}")
        raise SystemExit(f"The site was not built. All that was said: {LOG.relative_to(ROOT)}")
    light.lighten(PAGES)
    (PAGES / "index.html").write_text(FIRST_ADDRESS, encoding="utf-8")
    leave(STAMP, wanted)
    pages = sum(1 for _ in (PAGES / "book").rglob("*.html"))
    print(f"{pages} pages built without a warning in {time.monotonic() - started:.0f} s: {PAGES.relative_to(ROOT)}")


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line in the terminal for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that left before it had everything; all else it reports."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong with a request."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(port: int, handler: type[QuietHandler] = QuietHandler) -> http.server.ThreadingHTTPServer:
    """A server of the built pages on this machine only; port 0 takes any free one."""
    # Some Windows set-ups have other ideas of a script's type, and a browser does not run those.
    handler.extensions_map[".js"] = "text/javascript"
    return QuietServer(("127.0.0.1", port), functools.partial(handler, directory=str(PAGES)))


@contextmanager
def served(handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """The address of the built pages, served on any free port while something else goes on."""
    with server(0, handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}/"
        finally:
            running.shutdown()
            thread.join()


def serve(port: int) -> None:
    """Serve the built pages until interrupted."""
    try:
        running = server(port)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        running = server(0)
        print(f"Port {port} is taken, so another one is used")
    print(f"The course is at http://127.0.0.1:{running.server_port}/  (Ctrl-C ends it)", flush=True)
    print(f"It also opens without a server: {PAGES / 'index.html'}", flush=True)
    with running:
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
