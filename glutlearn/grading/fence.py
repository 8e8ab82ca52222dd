"""A fence round the kernel that runs a learner's code: Linux's Landlock, which needs no privileges and no installation.

What it holds back, on Linux 6.12 or newer (older ones hold back less; `strength` tells how much):

- writing anywhere but in the submission's own two folders (Linux 5.13);
- reading anything but those, Python, the libraries and a few files of the system: no instructor's notebook with its
  solutions and hidden tests, no other submission, no home folder (5.13);
- TCP connections, outwards or inwards (6.7);
- signals to processes outside (6.12).

What it does not hold back: UDP and name look-ups; sockets of other programs that lie in the file system; what the code
does to its own kernel, which includes looking at a hidden test while it runs, and forging a check's outcome
(nbgrader's own limits). On macOS and Windows there is no fence: kernels run with the rights of whoever calls, in a
folder of their own with a bare environment. Mark submissions that you have reason to fear in a container or a virtual
machine.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446
"""The numbers of Landlock's three system calls; they are the same on all architectures."""

FILE_READ = 1 << 0 | 1 << 2
FOLDER_READ = FILE_READ | 1 << 3
FILE_WRITE = 1 << 1
SINCE_ABI = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights over files each version knows."""

SYSTEM_FOLDERS = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/proc", "/sys/devices/system", "/sys/fs/cgroup")
SYSTEM_FILES = ("fonts", "localtime", "ssl", "ld.so.cache", "nsswitch.conf", "passwd", "mime.types", "os-release")
DEVICES = ("null", "zero", "full", "random", "urandom")


def strength() -> int:
    """Which version of Landlock this system has; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(CREATE, None, 0, 1))


def enclose(folders: Iterable[Path]) -> None:
    """Let this process, and all it starts, write only in these folders, and read only what Python needs."""
    abi = strength()
    if not abi:
        return
    rights = (1 << max(number for since, number in SINCE_ABI.items() if since <= abi)) - 1
    rules = struct.pack("QQQ", rights, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = _call(CREATE, rules, size, 0)
    if ruleset < 0:
        raise OSError("Landlock refused the fence's rules")

    def allow(path: str | Path, wanted: int) -> None:
        try:
            opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            return
        if not os.path.isdir(path):  # noqa: PTH112
            # Over a file there are fewer rights: run, write, read, and truncate.
            wanted &= 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14
        done = _call(ADD, ruleset, 1, struct.pack("=Qi", wanted & rights, opened), 0)
        os.close(opened)
        if done < 0:
            raise OSError(f"Landlock refused a rule for {path}")

    for path in (*SYSTEM_FOLDERS, *(f"/etc/{name}" for name in SYSTEM_FILES), *_python()):
        allow(path, FOLDER_READ)
    for name in DEVICES:
        allow(f"/dev/{name}", FOLDER_READ | FILE_WRITE)
    for folder in folders:
        allow(folder, rights)
    no_new_privileges = 38
    if ctypes.CDLL(None).prctl(no_new_privileges, 1, 0, 0, 0) or _call(RESTRICT, ruleset, 0) < 0:
        raise OSError("Landlock could not close the fence")
    os.close(ruleset)


def _python() -> set[str]:
    """Where Python lies, and each package that is loaded from elsewhere, without what lies beside it."""
    homes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    found = set(homes)
    for name, module in list(sys.modules.items()):
        place = getattr(module, "__file__", None)
        if "." in name or not place or any(Path(place).is_relative_to(home) for home in homes):
            continue
        found.add(str(Path(place).parent if hasattr(module, "__path__") else place))
    return found


def _call(number: int, *arguments: object) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    as_c = [one if one is None or isinstance(one, bytes) else ctypes.c_long(one) for one in arguments]  # type: ignore[arg-type]
    return int(library.syscall(ctypes.c_long(number), *as_c))
