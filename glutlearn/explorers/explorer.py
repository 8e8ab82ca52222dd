"""What all explorers share: named arrays packed for the browser, the bundled drawing code, and plain words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike

from glutlearn.anatomy import Anatomy

HERE = Path(__file__).parent
BUNDLES = HERE / "bundles"

_QUALIFIERS = ("anterior", "middle", "posterior", "superior", "inferior", "distal", "proximal", "ischial")


def pack(arrays: Mapping[str, ArrayLike], kind: str = "<f4") -> tuple[bytes, dict[str, dict[str, Any]]]:
    """Named arrays as one little-endian buffer, and where each one is in it.

    Parameters
    ----------
    arrays : dict of str to array
    kind : "<f4" or "<u2"
        Numbers, or counts: whole numbers up to 65,535.

    Returns
    -------
    data : bytes
    layout : dict
        name -> {"offset": index of the first number, "shape": list of int}

    Examples
    --------
    >>> from glutlearn.explorers.explorer import pack
    >>> data, layout = pack({"angle": [0, 30], "arm": [[1.0], [2.0]]})
    >>> len(data), layout["arm"]
    (16, {'offset': 2, 'shape': [2, 1]})
    """
    layout: dict[str, dict[str, Any]] = {}
    parts: list[bytes] = []
    offset = 0
    for name, values in arrays.items():
        array = np.ascontiguousarray(values, dtype=kind)
        if not np.isfinite(array).all():
            raise ValueError(f"the array {name!r} has a value that is not finite; the browser could not draw it")
        if kind == "<u2" and not np.array_equal(array, values):
            raise ValueError(f"the array {name!r} has a value that is no whole number from 0 to 65535")
        layout[name] = {"offset": offset, "shape": list(array.shape)}
        parts.append(array.tobytes())
        offset += array.size
    return b"".join(parts), layout


def spoken(muscle: str) -> str:
    """A muscle's name as it is said: `gluteus_medius_posterior` becomes "posterior gluteus medius".

    Examples
    --------
    >>> from glutlearn.explorers.explorer import spoken
    >>> spoken("gluteus_medius_posterior"), spoken("biceps_femoris_long_head")
    ('posterior gluteus medius', 'biceps femoris (long head)')
    """
    words = muscle.split("_")
    if words[-1] == "head":
        return f"{' '.join(words[:-2])} ({' '.join(words[-2:])})"
    if len(words) > 1 and words[-1] in _QUALIFIERS:
        return " ".join([words[-1], *words[:-1]])
    return " ".join(words)


def credit(hip: Anatomy) -> dict[str, str]:
    """Which anatomy a view shows, and whose it is."""
    return {"name": hip.name, "label": hip.label, "citation": hip.citation}


def drawing_code(bundle: str) -> str:
    """The bundled drawing code of a view.

    Raises
    ------
    FileNotFoundError
        Where it has not been bundled, with what to run.
    """
    path = BUNDLES / f"{bundle}.js"
    if not path.is_file():
        raise FileNotFoundError(
            f"{path} is not there: the drawing code has not been bundled. "
            "In a clone of the repository run `make bundle`; otherwise install glutlearn again."
        )
    return path.read_text(encoding="utf-8")


def style(*sheets: str) -> str:
    """The styles that all views share, and those of more sheets, as far as there are such."""
    paths = [HERE / f"{sheet}.css" for sheet in ("explorer", *sheets)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


class Explorer(anywidget.AnyWidget):
    """Base of all interactive views.

    A subclass sets `bundle`, the name of its drawing code, and gives all numbers that the view can show, over the whole
    range of its controls: they go into `data` and `arrays`. What a control may be set to stands where its trait is
    declared (`glutlearn.explorers.traits`). `shown` lists the traits that its repr tells, `parts` the shared parts that
    bring styles of their own.
    """

    bundle = ""
    shown: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    data = traitlets.Bytes().tag(sync=True)
    arrays = traitlets.Dict().tag(sync=True)
    facts = traitlets.Dict().tag(sync=True)
    stage = traitlets.Enum(["predict", "explore"], default_value="explore").tag(sync=True)
    prediction = traitlets.Dict(default_value=None, allow_none=True).tag(sync=True)

    def __init__(
        self, arrays: Mapping[str, ArrayLike], facts: Mapping[str, Any], *, predict: bool = False, **traits: Any
    ):
        data, layout = pack(arrays)
        stage = "predict" if predict else "explore"
        super().__init__(data=data, arrays=layout, facts=dict(facts), stage=stage, **traits)

    @traitlets.default("_esm")
    def _drawing_code(self) -> str:
        return drawing_code(self.bundle)

    @traitlets.default("_css")
    def _style(self) -> str:
        return style(*self.parts, self.bundle)

    def __repr__(self) -> str:
        values = []
        for name in self.shown:
            value = getattr(self, name)
            values.append(f"{name}={value:g}" if isinstance(value, float) else f"{name}={value!r}")
        return f"{type(self).__name__}({', '.join(values)})"


class CountingExplorer(Explorer):
    """Base of views that send whole numbers too: they go into `counts` and `tables`."""

    counts = traitlets.Bytes().tag(sync=True)
    tables = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        arrays: Mapping[str, ArrayLike],
        counts: Mapping[str, ArrayLike],
        facts: Mapping[str, Any],
        **traits: Any,
    ):
        data, layout = pack(counts, "<u2")
        super().__init__(arrays, facts, counts=data, tables=layout, **traits)
