"""Make the environment that runs this ready to serve a class: JupyterHub's proxy, and JupyterLab's settings.

The pages on JupyterHub call it as `python tools/hub_setup.py`, with the Python of the hub.
"""

from __future__ import annotations

import sys
from pathlib import Path

import lab
import node

# JupyterHub's proxy is a program for Node, and on no Python registry.
PROXY = "configurable-http-proxy@5.3.0"


def proxy() -> Path:
    """Where the proxy is, once it is installed; `book/teach/jupyterhub_config.py` looks for it there."""
    return Path(sys.prefix) / "lib/node_modules/configurable-http-proxy/bin/configurable-http-proxy"


def prepare() -> None:
    """Install what is missing, and write the settings."""
    lab.write_settings()
    if not proxy().is_file():
        node.npm("install", "--global", f"--prefix={sys.prefix}", "--ignore-scripts", "--loglevel=error", PROXY)


if __name__ == "__main__":
    prepare()
    print(f"{sys.prefix} is ready to serve a class")
