"""A class on a real JupyterHub on this machine: how long its learners wait, and how much memory each of them takes.

The hub runs with the configuration that the course's page gives to departments. Only what a trial cannot have is
exchanged, in `hub_trial_config.py`: accounts and systemd. Each learner is a user of the hub with a home, a server and a
kernel of their own, and runs a lesson from top to bottom over the network, as JupyterLab would. Nothing leaves this
machine.

    python tools/course.py bench hub --users 20 --over 60 --python /opt/clam-course/bin/python
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
from hub_learner import Learner, Visit
from tornado.httpclient import AsyncHTTPClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import classroom
import hub_setup
from stamps import ROOT

TRIAL = ROOT / "benchmarks" / "hub_trial_config.py"
CONFIG = ROOT / "book" / "teach" / "jupyterhub_config.py"
MEGABYTE = 1e6


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def hub(folder: Path, lessons: Path, python: str) -> Iterator[tuple[str, str, psutil.Process]]:
    """A running hub: its address, a token for its API, and its process. All that it started ends with it."""
    address, token = f"http://127.0.0.1:{free_port()}", secrets.token_hex(16)
    environment = {
        **os.environ,
        "CLAM_COURSE": str(lessons),
        "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(16),
        "GLUTLEARN_TRIAL": str(folder),
        "GLUTLEARN_TRIAL_TOKEN": token,
        "GLUTLEARN_HUB_CONFIG": str(CONFIG),
        "GLUTLEARN_HUB_ADDRESS": address,
        "GLUTLEARN_HUB_PORT": str(free_port()),
        "GLUTLEARN_PROXY_API": f"http://127.0.0.1:{free_port()}",
    }
    command = [python, "-m", "jupyterhub", "-f", str(TRIAL)]
    with (folder / "hub.log").open("w", encoding="utf-8") as log:
        process = psutil.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"{address}/hub/api/", process, folder / "hub.log")
            yield address, token, process
        finally:
            started = process.children(recursive=True)
            process.terminate()
            _, left = psutil.wait_procs([process, *started], timeout=60)
            for one in left:
                one.kill()


def wait_for(address: str, process: psutil.Popen, log: Path) -> None:
    """Wait until the hub answers."""
    host, port = address.split("//")[1].split("/")[0].split(":")
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if " JupyterHub is now running" in log.read_text(encoding="utf-8"):
            with socket.create_connection((host, int(port)), timeout=10):
                return
        time.sleep(0.2)
    raise SystemExit(f"the hub did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


class Memory:
    """Watches what each learner's server and kernel take together, while a block runs."""

    def __init__(self, process: psutil.Process) -> None:
        self.process = process
        self.resident: dict[str, float] = defaultdict(float)
        """Of each learner, the most that the processes took, MB; what they share is counted for each."""
        self.machine = 0.0
        """The most that the whole machine took more than at the beginning, MB."""
        self.owner: dict[int, str] = {}
        self.over = threading.Event()

    def __enter__(self) -> Memory:
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def watch(self) -> None:
        """Look every second."""
        before = psutil.virtual_memory().available
        while not self.over.wait(1.0):
            taken: dict[str, float] = defaultdict(float)
            for one in self.process.children(recursive=True):
                # A process may end between being listed and being looked at.
                with contextlib.suppress(psutil.NoSuchProcess):
                    if one.pid not in self.owner:
                        self.owner[one.pid] = one.environ().get("JUPYTERHUB_USER", "")
                    taken[self.owner[one.pid]] += one.memory_info().rss / MEGABYTE
            for name, value in taken.items():
                if name:
                    self.resident[name] = max(self.resident[name], value)
            self.machine = max(self.machine, (before - psutil.virtual_memory().available) / MEGABYTE)


async def attend(address: str, token: str, options: argparse.Namespace, lesson: str) -> list[Visit]:
    """Let all learners come in, evenly over the time that was asked for."""
    AsyncHTTPClient.configure(None, max_clients=10 * options.users)
    learners = [Learner(address, token, f"learner-{n:02}", options.patience) for n in range(1, options.users + 1)]
    gap = options.over / options.users
    return await asyncio.gather(*(one.learn(lesson, after=n * gap) for n, one in enumerate(learners)))


def row(name: str, values: list[float], unit: str) -> str:
    """Middle, 95th percentile and most of a quantity."""
    middle, high = np.percentile(values, [50, 95])
    return f"{name:34}{middle:8.1f}{high:8.1f}{max(values):8.1f} {unit}"


def main() -> int:
    """Hold the class, print the table, and tell by the exit code whether everybody got through."""
    arguments = argparse.ArgumentParser(description="A class on a real JupyterHub on this machine.")
    arguments.add_argument("--users", type=int, default=20, help="how many learners (default: %(default)s)")
    arguments.add_argument("--over", type=float, default=0.0, help="seconds over which they come in (default: at once)")
    arguments.add_argument("--lesson", default="the-hip", help="which lesson they run (default: %(default)s)")
    arguments.add_argument("--patience", type=float, default=600.0, help="seconds that a step may take")
    arguments.add_argument("--python", default=sys.executable, help="the Python of the hub (default: this one)")
    options = arguments.parse_args()

    hub_setup.prepare()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        lessons = folder / "clam-course"
        classroom.lay_out(lessons)
        with hub(folder, lessons, options.python) as (address, token, process), Memory(process) as memory:
            begun = time.perf_counter()
            visits = asyncio.run(attend(address, token, options, f"clam-course/book/{options.lesson}.ipynb"))
            took = time.perf_counter() - begun
            hub_alone = process.memory_info().rss / MEGABYTE
        log = (folder / "hub.log").read_text(encoding="utf-8")

    machine = f"{platform.system()}, {os.cpu_count()} cores"
    print(f"{machine}: {options.users} learners come in over {options.over:.0f} s and run {options.lesson}")
    done = [one for one in visits if not one.faults]
    if done:
        print(f"{'':34}{'median':>8}{'p95':>8}{'most':>8}")
        print(row("click until the server is ready", [one.server for one in done], "s"))
        print(row("lesson opened until kernel ready", [one.kernel for one in done], "s"))
        print(row("lesson opened until first view", [one.view for one in done], "s"))
        print(row(f"lesson opened until {done[0].cells} cells ran", [one.lesson for one in done], "s"))
        print(row("memory of server and kernel", list(memory.resident.values()), "MB"))
        print(f"the machine took {memory.machine / options.users:.0f} MB for each, the hub itself {hub_alone:.0f} MB")
        print(f"all were through after {took:.0f} s")
    for one in visits:
        for fault in one.faults:
            print(f"{one.name}: {fault}")
    unknown = [line for line in log.splitlines() if "not recognized" in line]
    if len(done) < len(visits):
        print("\n".join(["the hub's last words:", *log.splitlines()[-25:]]))
    print("\n".join([*unknown, f"{len(visits) - len(done)} of {len(visits)} learners failed"]))
    return 1 if len(done) < len(visits) or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
