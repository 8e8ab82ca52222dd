"""At which hip flexion should a "clam" be prescribed for the posterior gluteus medius, for whom, and when not at all?

`glutlearn` computes the mechanics behind that question on published anatomies of the hip: muscle paths, moment arms
about the joint's axes and about the axis of the exercise, the angle at which a muscle's role turns over, which muscles
answer a load, and what their answer does to the joint.

>>> import glutlearn as gl
>>> hip = gl.load_anatomy("rajagopal2016")
>>> gl.inversion_angles(hip, "piriformis", about="thigh").values.round(1)
array([48.5])

Angles are in degrees; results are xarray objects in SI units. The modules load when a name is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "Anatomy": "anatomy",
    "AnatomyError": "tables",
    "Control": "control",
    "EvidenceMap": "explorers",
    "Exercise": "tasks",
    "Findings": "patient",
    "HowSure": "explorers",
    "MomentArm": "explorers",
    "Posture": "posture",
    "Prescription": "prescription",
    "Question": "explorers",
    "RoleInversion": "explorers",
    "TooMuchTooLittle": "explorers",
    "WhatIsLeft": "explorers",
    "WhoTurned": "explorers",
    "acetabular_load": "contact",
    "anatomies": "reading",
    "band": "bands",
    "band_colours": "bands",
    "body_poses": "posture",
    "capacity": "muscle_capacity",
    "capacity_presets": "muscle_capacity",
    "clam": "axes",
    "clam_axis": "axes",
    "contact_force": "contact",
    "engine_answers": "engines.answers",
    "evidence": "measurements",
    "exercise": "tasks",
    "exercises": "tasks",
    "following_pelvis": "rolling",
    "heel_support": "loads",
    "hip_turn": "rolling",
    "inversion_angles": "inversion",
    "knee_height": "rolling",
    "limb_weight": "loads",
    "load_anatomy": "reading",
    "moment_arms": "moments",
    "moment_arms_about": "moments",
    "moment_vectors": "moments",
    "muscle_paths": "paths",
    "path_lengths": "paths",
    "prescribe": "prescription",
    "recruit": "recruitment",
    "sources": "provenance",
    "strongest_moment": "strength",
    "thigh_axis": "axes",
    "to_mujoco": "engines.mujoco_model",
    "to_opensim": "engines.opensim_model",
    "translation": "contact",
    "virtual_hips": "population",
}
"""Each public name and the module that defines it. No module may carry a public name: importing it would hide that."""

_MODULES = ("check", "figures")

if TYPE_CHECKING:
    from glutlearn import check, figures
    from glutlearn.anatomy import Anatomy
    from glutlearn.axes import clam, clam_axis, thigh_axis
    from glutlearn.bands import band, band_colours
    from glutlearn.contact import acetabular_load, contact_force, translation
    from glutlearn.control import Control
    from glutlearn.engines.answers import engine_answers
    from glutlearn.engines.mujoco_model import to_mujoco
    from glutlearn.engines.opensim_model import to_opensim
    from glutlearn.explorers import (
        EvidenceMap,
        HowSure,
        MomentArm,
        Question,
        RoleInversion,
        TooMuchTooLittle,
        WhatIsLeft,
        WhoTurned,
    )
    from glutlearn.inversion import inversion_angles
    from glutlearn.loads import heel_support, limb_weight
    from glutlearn.measurements import evidence
    from glutlearn.moments import moment_arms, moment_arms_about, moment_vectors
    from glutlearn.muscle_capacity import capacity, capacity_presets
    from glutlearn.paths import muscle_paths, path_lengths
    from glutlearn.patient import Findings
    from glutlearn.population import virtual_hips
    from glutlearn.posture import Posture, body_poses
    from glutlearn.prescription import Prescription, prescribe
    from glutlearn.provenance import sources
    from glutlearn.reading import anatomies, load_anatomy
    from glutlearn.recruitment import recruit
    from glutlearn.rolling import following_pelvis, hip_turn, knee_height
    from glutlearn.strength import strongest_moment
    from glutlearn.tables import AnatomyError
    from glutlearn.tasks import Exercise, exercise, exercises

__all__ = [
    "Anatomy",
    "AnatomyError",
    "Control",
    "EvidenceMap",
    "Exercise",
    "Findings",
    "HowSure",
    "MomentArm",
    "Posture",
    "Prescription",
    "Question",
    "RoleInversion",
    "TooMuchTooLittle",
    "WhatIsLeft",
    "WhoTurned",
    "acetabular_load",
    "anatomies",
    "band",
    "band_colours",
    "body_poses",
    "capacity",
    "capacity_presets",
    "check",
    "clam",
    "clam_axis",
    "contact_force",
    "engine_answers",
    "evidence",
    "exercise",
    "exercises",
    "figures",
    "following_pelvis",
    "heel_support",
    "hip_turn",
    "inversion_angles",
    "knee_height",
    "limb_weight",
    "load_anatomy",
    "moment_arms",
    "moment_arms_about",
    "moment_vectors",
    "muscle_paths",
    "path_lengths",
    "prescribe",
    "recruit",
    "sources",
    "strongest_moment",
    "thigh_axis",
    "to_mujoco",
    "to_opensim",
    "translation",
    "virtual_hips",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"glutlearn.{name}")
    if name not in _HOME:
        raise AttributeError(f"glutlearn has no {name!r}; {_near(name)}")
    value = getattr(import_module(f"glutlearn.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def _near(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, __all__, n=3)
    return f"did you mean {' or '.join(near)}?" if near else "see dir(glutlearn) for what it has"


def __dir__() -> list[str]:
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
