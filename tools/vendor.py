"""Copy what the pages need from others below book/assets/vendor, so that none asks a foreign server for it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import node
from stamps import ROOT, fingerprint, is_current, leave

VENDOR = ROOT / "book" / "assets" / "vendor"
HTML_MANAGER = "@jupyter-widgets/html-manager/dist"


def copies() -> dict[Path, list[Path]]:
    """Each file to copy, and where to."""
    modules = node.MODULES
    # The wheel of anywidget installs its front end here for the classic notebook: an AMD module, as the pages need it.
    anywidget = Path(sys.prefix) / "share/jupyter/nbextensions/anywidget/index.js"
    wanted = {
        modules / "requirejs/require.js": [VENDOR / "require.js"],
        modules / HTML_MANAGER / "embed-amd.js": [VENDOR / HTML_MANAGER / "embed-amd.js"],
        anywidget: [VENDOR / "anywidget.js"],
        modules / "mathjax/es5/tex-mml-chtml.js": [VENDOR / "mathjax/tex-mml-chtml.js"],
    }
    for font in sorted((modules / HTML_MANAGER).glob("*.woff2")):
        # The script looks for its icon fonts beside itself, and for some two folders up.
        wanted[font] = [VENDOR / HTML_MANAGER / font.name, VENDOR / "@jupyter-widgets" / font.name]
    for font in sorted((modules / "mathjax/es5/output/chtml/fonts/woff-v2").glob("*.woff")):
        wanted[font] = [VENDOR / "mathjax/output/chtml/fonts/woff-v2" / font.name]
    return wanted


def vendor() -> None:
    """Copy everything anew when it comes from other package versions than last time."""
    import anywidget

    node.install_packages()
    stamp = VENDOR / "sources.sha256"
    wanted = fingerprint([ROOT / "package-lock.json", Path(__file__).resolve()], anywidget.__version__)
    if is_current(stamp, wanted):
        return
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, targets in copies().items():
        for target in targets:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    leave(stamp, wanted)
