"""The kernel that runs a learner's code: forked from a process that has imported the libraries already, then shut in.

It is forked before the submission is read, so that its memory holds no hidden test and no other learner's work. Kernel
and marker talk over sockets in the submission's own folder.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from glutlearn.grading import fence
from glutlearn.grading.limits import Limits, restrain

KEPT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "SYSTEMROOT",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "SYSTEMDRIVE",
    "VIRTUAL_ENV",
)
"""All that a kernel sees of the environment of whoever marks: no token, no password, no home."""


class Desk:
    """The folders of one submission: `course` is nbgrader's and the marker's, the learner's code has the other two."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.course = root / "course"
        self.work = root / "work"
        self.home = root / "home"

    def lay_out(self) -> Desk:
        """Make them."""
        for folder in (self.course, self.work, self.home, self.home / "tmp", self.home / "matplotlib"):
            folder.mkdir(parents=True, exist_ok=True)
        return self

    def environment(self) -> dict[str, str]:
        """What the kernel's environment holds."""
        tmp = str(self.home / "tmp")
        return {
            **{name: os.environ[name] for name in KEPT if name in os.environ},
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "IPYTHONDIR": str(self.home / "ipython"),
            "JUPYTER_RUNTIME_DIR": str(self.home),
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "MPLCONFIGDIR": str(self.home / "matplotlib"),
            "NBGRADER_EXECUTION": "autograde",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONUTF8": "1",
            "TMPDIR": tmp,
            "TEMP": tmp,
            "TMP": tmp,
        }


def begin(desk: Desk, limits: Limits) -> AsyncKernelManager:
    """Fork a kernel; it gets ready while its marker reads the submission."""
    made = AsyncKernelManager(
        kernel_name="python3",
        transport="ipc",
        ip=str(desk.home / "k"),
        connection_file=str(desk.home / "k.json"),
        # Nothing is lost that would have to be said goodbye to.
        shutdown_wait_time=0,
    )
    made.write_connection_file()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            _become_kernel(made.connection_file, desk, limits)
            status = 0
        except SystemExit:
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    made.provisioner = Forked(parent=made, kernel_spec=made.kernel_spec)
    made.provisioner.pid = pid
    return made


def _become_kernel(connection_file: str, desk: Desk, limits: Limits) -> None:
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    # Above all the pipe over which the marker hands in the marks.
    os.closerange(3, min(os.sysconf("SC_OPEN_MAX"), 65536))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(desk.environment())
    os.chdir(desk.work)
    sys.path.insert(0, "")
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    restrain(limits)
    fence.enclose([desk.work, desk.home])

    from ipykernel.kernelapp import IPKernelApp

    arguments = ["-f", connection_file, "--HistoryManager.hist_file=:memory:"]
    sys.argv = ["ipykernel_launcher", *arguments]
    IPKernelApp.launch_instance(arguments)


class Forked(KernelProvisionerBase):
    """What jupyter_client asks of whoever starts kernels, answered with one that was forked."""

    pid = 0
    ended: int | None = None
    started = False

    @property
    def has_process(self) -> bool:
        """Tell whether the kernel was started."""
        return self.started

    async def poll(self) -> int | None:
        """Its exit code, or nothing while it lives."""
        if self.ended is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                pid, status = self.pid, 0
            if pid:
                self.ended = status
        return self.ended

    async def wait(self) -> int | None:
        """Wait until it has ended."""
        import asyncio

        while await self.poll() is None:
            await asyncio.sleep(0.02)
        return self.ended

    async def send_signal(self, signum: int) -> None:
        """Send a signal to it and all in its group."""
        if self.ended is None:
            try:
                os.killpg(self.pid, signum)
            except ProcessLookupError:
                return

    async def kill(self, restart: bool = False) -> None:
        """End it at once."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """End it."""
        await self.send_signal(signal.SIGKILL)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Tell where the kernel listens; its connection file is written already."""
        kernel: Any = self.parent
        self.connection_info = kernel.get_connection_info()
        return {"cmd": []}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """It runs already."""
        self.started = True
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Leave nothing: its folder is removed as a whole."""
