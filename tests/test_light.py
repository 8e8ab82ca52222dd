"""What makes the pages light: scripts sorted by when they are needed, one style sheet, the icons that are used."""

import importlib.util
import json
import types

import pytest

import light
from pages import ROOT

spec = importlib.util.spec_from_file_location("light_pages", ROOT / "book/_ext/light_pages.py")
light_pages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(light_pages)

OURS = {
    "model_name": "AnyModel",
    "model_module": "anywidget",
    "state": {"code": "IPY_MODEL_c0de", "layout": "IPY_MODEL_10"},
}
CODE = {"model_name": "WidgetModel", "model_module": "@jupyter-widgets/base", "state": {"code": "export default {}"}}
LAYOUT = {"model_name": "LayoutModel", "model_module": "@jupyter-widgets/base", "state": {}}
STOCK = {
    "model_name": "IntSliderModel",
    "model_module": "@jupyter-widgets/controls",
    "state": {"layout": "IPY_MODEL_10"},
}
MODELS = {"a1": OURS, "c0de": CODE, "10": LAYOUT, "b2": STOCK}
MANAGER = ["_static/vendor/require.js", "_static/widgets-config.js", "_static/vendor/html-manager/dist/embed-amd.js"]


def script(filename, **attributes):
    return types.SimpleNamespace(filename=filename, attributes=attributes)


def lightened(tmp_path, *shown):
    """A page in a folder, with scripts of all kinds and these views; returns its context and the stored state."""
    body = "".join(
        f'<script type="application/vnd.jupyter.widget-view+json">{{"model_id": "{name}"}}</script>' for name in shown
    )
    state = {"state": MODELS, "version_major": 2, "version_minor": 0}
    context = {
        "body": f'<p>Short.</p><p><strong>The question.</strong> Is "this" light?</p>{body}',
        "title": "A page",
        "pathto": lambda name, _resource: f"../{name}",
        "script_files": [
            script("_static/documentation_options.js"),
            script("_static/theme.js"),
            script(None, body="let inline = 1;"),
            script(None, type=light_pages.STATE, body=json.dumps(state)),
            *(script(name) for name in MANAGER),
            script("_static/vendor/mathjax/tex-mml-chtml.js"),
        ],
    }
    light_pages.lighten(types.SimpleNamespace(outdir=tmp_path), "book/page", "page.html", context, None)
    stored = tmp_path / "_static/views/book/page.js"
    if not stored.is_file():
        return context, None
    literal = stored.read_text(encoding="utf-8").partition("textContent: ")[2].partition(" }));\n")[0]
    return context, json.loads(json.loads(literal))


def test_page_with_views_of_the_course_gets_the_small_host(tmp_path):
    context, stored = lightened(tmp_path, "a1")
    assert 'data-views="../_static/views/book/page.js ../_static/view-host.js"' in context["metatags"]
    assert 'data-formulas="../_static/vendor/mathjax/tex-mml-chtml.js"' in context["metatags"]
    # Numbered in the order of the page, whatever they were called; boxes have no layout of their own.
    assert stored["state"] == {"view1": OURS | {"state": {"code": "IPY_MODEL_view2"}}, "view2": CODE}
    assert '{"model_id": "view1"}' in context["body"]


def test_names_of_a_run_leave_no_trace():
    runs = [("a1" * 16, "b2" * 16), ("3c" * 16, "d4" * 16)]
    found = [
        light_pages.numbered({view: OURS | {"state": {"code": f"IPY_MODEL_{code}"}}, code: CODE}, f"see {view}")
        for view, code in runs
    ]
    assert found[0] == found[1]
    assert found[0][1] == "see view1"


def test_page_with_any_other_widget_gets_the_whole_manager(tmp_path):
    context, stored = lightened(tmp_path, "a1", "b2")
    wanted = " ".join(f"../{name}" for name in ["_static/views/book/page.js", *MANAGER])
    assert f'data-views="{wanted}"' in context["metatags"]
    assert stored["state"] == MODELS


def test_page_without_views_asks_for_none(tmp_path):
    context, stored = lightened(tmp_path)
    assert stored is None
    assert 'data-views=""' in context["metatags"]


def test_scripts_wait_but_for_what_inline_ones_read(tmp_path):
    context, _ = lightened(tmp_path, "a1")
    assert [one.filename for one in context["script_files"]] == [
        "_static/documentation_options.js",
        "_static/theme.js",
        None,
    ]
    assert ["defer" in one.attributes for one in context["script_files"]] == [False, True, False]


def test_page_is_described_by_its_question(tmp_path):
    context, _ = lightened(tmp_path)
    assert '<meta name="description" content="Is "this" light?">' not in context["metatags"]
    assert '<meta name="description" content="Is &quot;this&quot; light?">' in context["metatags"]


def test_icons_that_are_not_used_go(tmp_path):
    sheet = tmp_path / "theme.css"
    sheet.write_text(
        '.fa-arrow-up:before{content:"\\f062"}.fa-bath:before,.fa-tub:before{content:"\\f2cd"}a{color:red}'
    )
    light.keep_icons(sheet, {"fa-arrow-up", "fa-solid"})
    assert sheet.read_text() == '.fa-arrow-up:before{content:"\\f062"}a{color:red}'


def test_a_theme_whose_icons_are_not_found_is_an_error(tmp_path):
    sheet = tmp_path / "theme.css"
    sheet.write_text("a{color:red}")
    with pytest.raises(SystemExit, match=r"no icon was found in theme\.css"):
        light.keep_icons(sheet, {"fa-arrow-up"})


def test_pictures_below_the_first_section_come_into_view(tmp_path):
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") + (360).to_bytes(4, "big")
    (tmp_path / "curve.png").write_bytes(header)
    first, embedded = '<article><img src="curve.png"><h2>A</h2>', '<img src="data:image/png;base64,"></article>'
    text = f'{first}<img alt="x" src="curve.png"/>{embedded}'
    later = '<img alt="x" src="curve.png" loading="lazy" decoding="async" width="640" height="360"/>'
    assert light.come_into_view(tmp_path / "page.html", text) == f"{first}{later}{embedded}"
