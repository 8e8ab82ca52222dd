"""The interactive views of the course: move a joint and see what a muscle would do.

Each view is a widget that is alive in JupyterLab and, without a kernel, on a static page. Python computes
everything over the range of the controls; the browser only interpolates and draws.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glutlearn.explorers.evidence_map import EvidenceMap
    from glutlearn.explorers.how_sure import HowSure
    from glutlearn.explorers.moment_arm import MomentArm
    from glutlearn.explorers.question import Question
    from glutlearn.explorers.role_inversion import RoleInversion
    from glutlearn.explorers.too_much_too_little import TooMuchTooLittle
    from glutlearn.explorers.what_is_left import WhatIsLeft
    from glutlearn.explorers.who_turned import WhoTurned

__all__ = [
    "EvidenceMap",
    "HowSure",
    "MomentArm",
    "Question",
    "RoleInversion",
    "TooMuchTooLittle",
    "WhatIsLeft",
    "WhoTurned",
]

_MODULES = {
    "EvidenceMap": "evidence_map",
    "HowSure": "how_sure",
    "MomentArm": "moment_arm",
    "Question": "question",
    "RoleInversion": "role_inversion",
    "TooMuchTooLittle": "too_much_too_little",
    "WhatIsLeft": "what_is_left",
    "WhoTurned": "who_turned",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"glutlearn.explorers has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"glutlearn.explorers.{_MODULES[name]}"), name)
