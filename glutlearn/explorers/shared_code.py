"""Drawing code that a page holds once, however many views of a kind stand on it."""

from __future__ import annotations

import ipywidgets
import traitlets

from glutlearn.explorers import explorer


class SharedCode(ipywidgets.Widget):
    """The drawing code and the styles of all views of one kind, in a model of their own.

    A widget carries its code in its state. Five on a page would carry it five times, so they carry a few lines that
    fetch it here (`shared_code.js`).
    """

    code = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)


_HELD: dict[str, SharedCode] = {}


def shared_code(bundle: str) -> SharedCode:
    """The one model of this session that holds the code of a bundle; a new one where it has been closed."""
    held = _HELD.get(bundle)
    if held is None or held.comm is None:
        held = SharedCode(code=explorer.drawing_code(bundle), style=explorer.style(bundle))
        _HELD[bundle] = held
    return held
