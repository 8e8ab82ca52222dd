"""Sphinx extension: buttons that open a lesson on Binder or Colab, in a site that was told its own repository.

Each fork has its own address, so no file of this repository can hold it: `.github/workflows/publish.yml` hands it over
in GLUTLEARN_REPOSITORY. A site that was built without it, at home or offline, has no such buttons and no dead links.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

REPOSITORY = "GLUTLEARN_REPOSITORY"
BRANCH = "GLUTLEARN_BRANCH"

ADDRESS = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")
# What the pages say in place of an address that is not known.
PLACEHOLDER = "OWNER/REPOSITORY"
# These notebooks are made when the site is built: Binder makes them too, but Colab looks into the repository.
MADE = "practice/"


def repository() -> str:
    """The owner and name of the repository that the site is made from; empty where nobody said."""
    given = os.environ.get(REPOSITORY, "")
    found = ADDRESS.fullmatch(given)
    if given and not found:
        raise ConfigError(f"{REPOSITORY} is {given!r}; write https://github.com/{PLACEHOLDER}, or leave it out")
    return found[1] if found else ""


def offer(app: Sphinx, config: Config) -> None:
    """Tell the theme where the lessons can be opened."""
    if name := repository():
        config.html_theme_options["repository_url"] = f"https://github.com/{name}"
        config.html_theme_options["repository_branch"] = os.environ.get(BRANCH, "main")
        config.html_theme_options["launch_buttons"] = {
            "notebook_interface": "jupyterlab",
            "binderhub_url": "https://mybinder.org",
            "colab_url": "https://colab.research.google.com",
        }
        app.tags.add("repository")


def fill_in(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the repository's name where a page would otherwise leave it open."""
    if name := repository():
        source[0] = source[0].replace(PLACEHOLDER, name)


def drop_dead_links(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Take Colab's button from notebooks that it would not find, and all from a page that is no notebook to either."""
    buttons = context.get("header_buttons", [])
    if Path(app.env.doc2path(pagename)).suffix != ".ipynb":
        buttons[:] = [group for group in buttons if group.get("label") != "launch-buttons"]
    for group in buttons:
        if group.get("label") == "launch-buttons" and pagename.startswith(MADE):
            group["buttons"] = [button for button in group["buttons"] if button["text"] != "Colab"]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx; the last is to run after the theme has made its buttons."""
    app.connect("config-inited", offer)
    app.connect("source-read", fill_in)
    app.connect("html-page-context", drop_dead_links, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
