"""A Chromium for the browser tests: one that is there, or else one that is installed for the purpose."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "GLUTLEARN_BROWSER"

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)

# macOS and Windows do not put their browsers on PATH.
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)

ADVICE = f"""No Chromium, Chrome or Edge was found, and none could be installed.
The browser tests need one. Install one as your system does it (on Debian: apt-get install chromium), or set the
environment variable {VARIABLE} to the program's path, and try again."""


def launch_arguments(webgl: bool = True, like_a_reader: bool = False) -> list[str]:
    """The switches for a browser without a window that still draws WebGL, by software.

    With `like_a_reader` the parts of a page are put together beside the page's own work, as on a graphics processor:
    slower by software, but what the page itself takes is then what it takes on a reader's machine.
    """
    arguments = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    if not like_a_reader:
        # By software it is faster to paint a page as without WebGL, and to draw the scenes alone so.
        arguments += ["--disable-gpu-rasterization", "--disable-gpu-compositing"]
    if not webgl:
        arguments = ["--disable-gpu", "--disable-webgl", "--disable-webgl2", "--disable-3d-apis"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to start as root inside its sandbox; the tests open this project's own pages only.
        arguments.append("--no-sandbox")
    return arguments


def starts(program: str) -> bool:
    """Tell whether the program is a browser that runs: some systems ship a stub that only points to a shop."""
    if os.name == "nt":
        return True  # Windows browsers print no version, they open a window
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


def installed() -> str | None:
    """A browser that the system already has."""
    named = os.environ.get(VARIABLE)
    if named:
        if not Path(named).is_file():
            raise SystemExit(f"{VARIABLE} is set to {named}, but there is no such program.")
        return named
    found = [path for name in PROGRAMS if (path := shutil.which(name))]
    found += [place for place in USUAL_PLACES if Path(place).is_file()]
    return next((program for program in found if starts(program)), None)


def managed() -> str | None:
    """The browser that Playwright has downloaded earlier, if any."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def is_debian() -> bool:
    """Tell whether this is Debian itself; Ubuntu's package `chromium` is a stub."""
    return sys.platform == "linux" and platform.freedesktop_os_release().get("ID") == "debian"


def install() -> None:
    """Let Playwright download its browser; on Debian as root, let apt install the system's where that fails."""
    print("Installing Chromium for the browser tests", flush=True)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if is_root and sys.platform == "linux":
        command.append("--with-deps")  # installs libraries with apt-get, which only root may do
    downloaded = subprocess.run(command, check=False).returncode == 0
    if not downloaded and is_root and is_debian():
        subprocess.run(["apt-get", "update", "-q"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], check=True)


def find() -> str:
    """The path of a browser, installed on the way if need be."""
    found = installed() or managed()
    if found is None:
        install()
        found = installed() or managed()
    if found is None:
        raise SystemExit(ADVICE)
    return found
