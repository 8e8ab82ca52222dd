"""Sphinx extension: let a page be read before what is heavy arrives.

What draws the interactive views and what typesets formulas weighs megabytes. It is taken out of the page's head, and
`when-needed.js` fetches it when a reader comes near something that needs it. All other scripts wait until the text is
there. `tools/light.py` does the rest.

A page whose widgets are all of the course's own kind gets the small `view-host.js`. One that shows any other gets the
widget manager of Jupyter that `_config.yml` names.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = re.compile(r'"application/vnd\.jupyter\.widget-view\+json">\s*(\{.*?\})\s*</script>', re.DOTALL)
# Inline scripts of the theme read it at once; all others can wait.
AT_ONCE = ("documentation_options.js",)


def is_widget_script(script: Any) -> bool:
    """Tell whether a file is one of those that start the views: `_config.yml` names them in `nb_ipywidgets_js`."""
    return any(part in str(script.filename) for part in ("vendor/require.js", "widgets-config.js", "embed-amd.js"))


def is_formula_script(script: Any) -> bool:
    """Tell whether a file typesets formulas."""
    return "mathjax" in str(script.filename).lower()


def needed(models: dict[str, Any], shown: list[str]) -> dict[str, Any]:
    """The models of the views that a page shows, and what these refer to, but for the layout of boxes."""
    found: dict[str, Any] = {}
    wanted = list(shown)
    while wanted:
        name = wanted.pop(0)
        if name not in found and models[name]["model_name"] != "LayoutModel":
            state = {key: value for key, value in models[name]["state"].items() if key != "layout"}
            found[name] = {**models[name], "state": state}
            wanted += re.findall(r'"IPY_MODEL_(\w+)"', json.dumps(state, sort_keys=True))
    return found


def numbered(models: dict[str, Any], body: str) -> tuple[dict[str, Any], str]:
    """Models and page with numbers in the place of the models' random names: the same sources give the same site."""
    numbers = {name: f"view{number}" for number, name in enumerate(models, start=1)}
    names = re.compile("|".join(models))

    def rename(text: str) -> str:
        return names.sub(lambda found: numbers[found[0]], text)

    return json.loads(rename(json.dumps(models, sort_keys=True))), rename(body)


def write_state(app: Sphinx, pagename: str, state: dict[str, Any]) -> str:
    """Write what a page's views start from as a script, which a page from the disk may load too; return its address."""
    name = f"_static/views/{pagename}.js"
    file = Path(app.outdir) / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        "// What the views of a page start from.\n"
        'document.head.append(Object.assign(document.createElement("script"), '
        f"{{ type: {json.dumps(STATE)}, textContent: {json.dumps(json.dumps(state))} }}));\n",
        encoding="utf-8",
    )
    return name


def lighten(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Sort a page's scripts: what it needs at once, what can wait, and what comes when it is needed."""
    kept: list[Any] = []
    state: dict[str, Any] = {}
    manager: list[str] = []
    formulas: list[str] = []
    for script in context["script_files"]:
        if script.attributes.get("type") == STATE:
            state = json.loads(script.attributes["body"])
        elif is_widget_script(script):
            manager.append(script.filename)
        elif is_formula_script(script):
            formulas.append(script.filename)
        else:
            if script.filename and not str(script.filename).endswith(AT_ONCE):
                script.attributes["defer"] = "defer"
            kept.append(script)
    context["script_files"] = kept

    views: list[str] = []
    shown = [json.loads(text)["model_id"] for text in VIEW.findall(context.get("body", ""))]
    if shown:
        small = needed(state["state"], shown)
        is_ours = all(small[name]["model_module"] == "anywidget" for name in shown)
        if is_ours:
            small, context["body"] = numbered(small, context["body"])
            state = state | {"state": small}
        views = [write_state(app, pagename, state)]
        views += ["_static/view-host.js"] if is_ours else manager
    context["metatags"] = context.get("metatags", "") + description(context)
    if views or formulas:
        lists = {"data-views": views, "data-formulas": formulas}
        address = context["pathto"]
        attributes = "".join(
            f' {name}="{escape(" ".join(address(file, 1) for file in files))}"' for name, files in lists.items()
        )
        source = address("_static/when-needed.js", 1)
        context["metatags"] += f'\n<script defer src="{escape(source)}"{attributes}></script>'


def description(context: dict[str, Any]) -> str:
    """What a search engine or a list of links says of a page: its question, or else its first sentences."""
    if 'name="description"' in context.get("metatags", ""):
        return ""
    paragraphs = re.findall(r"<p>(.*?)</p>", context.get("body", ""), flags=re.DOTALL)
    words = [unescape(" ".join(re.sub(r"<[^>]+>", "", paragraph).split())) for paragraph in paragraphs]
    question = [text.removeprefix("The question. ") for text in words if text.startswith("The question. ")]
    said = (question + [text for text in words if len(text) > 40] + [context.get("title", "")])[0]
    return f'\n<meta name="description" content="{escape(said[:300])}">'


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx; after all that add scripts to a page."""
    app.connect("html-page-context", lighten, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
