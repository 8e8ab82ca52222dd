"""At which hip flexion should a "clam" be prescribed for the posterior gluteus medius, for whom, and when not at all?

`glutlearn` computes the mechanics behind that question on published anatomies of the hip: muscle paths, moment arms
about the joint's axes and about the axis of the exercise, and the angle at which a muscle's role turns over.

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
    "HowSure": "explorers",
    "MomentArm": "explorers",
    "Posture": "posture",
    "RoleInversion": "explorers",
    "anatomies": "reading",
    "body_poses": "posture",
    "clam": "axes",
    "clam_axis": "axes",
    "evidence": "measurements",
    "inversion_angles": "inversion",
    "load_anatomy": "reading",
    "moment_arms": "moments",
    "moment_arms_about": "moments",
    "moment_vectors": "moments",
    "muscle_paths": "paths",
    "path_lengths": "paths",
    "sources": "provenance",
    "thigh_axis": "axes",
    "to_mujoco": "engines.mujoco_model",
    "to_opensim": "engines.opensim_model",
    "virtual_hips": "population",
}
"""Each public name and the module that defines it. No module may carry a public name: importing it would hide that."""

_MODULES = ("figures",)

if TYPE_CHECKING:
    from glutlearn import figures
    from glutlearn.anatomy import Anatomy
    from glutlearn.axes import clam, clam_axis, thigh_axis
    from glutlearn.engines.mujoco_model import to_mujoco
    from glutlearn.engines.opensim_model import to_opensim
    from glutlearn.explorers import HowSure, MomentArm, RoleInversion
    from glutlearn.inversion import inversion_angles
    from glutlearn.measurements import evidence
    from glutlearn.moments import moment_arms, moment_arms_about, moment_vectors
    from glutlearn.paths import muscle_paths, path_lengths
    from glutlearn.population import virtual_hips
    from glutlearn.posture import Posture, body_poses
    from glutlearn.provenance import sources
    from glutlearn.reading import anatomies, load_anatomy
    from glutlearn.tables import AnatomyError

__all__ = [
    "Anatomy",
    "AnatomyError",
    "HowSure",
    "MomentArm",
    "Posture",
    "RoleInversion",
    "anatomies",
    "body_poses",
    "clam",
    "clam_axis",
    "evidence",
    "figures",
    "inversion_angles",
    "load_anatomy",
    "moment_arms",
    "moment_arms_about",
    "moment_vectors",
    "muscle_paths",
    "path_lengths",
    "sources",
    "thigh_axis",
    "to_mujoco",
    "to_opensim",
    "virtual_hips",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"glutlearn.{name}")
    if name not in _HOME:
        raise AttributeError(f"glutlearn has no {name!r}; see dir(glutlearn) for what it has")
    value = getattr(import_module(f"glutlearn.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME, *_MODULES})
