"""What OpenSim and MuJoCo answered about the published anatomies, so that anybody can compare without having them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import xarray as xr

from glutlearn.anatomy import Array
from glutlearn.arguments import word
from glutlearn.moments import COORDINATES
from glutlearn.named_angles import ANGLES
from glutlearn.posture import Posture, labelled
from glutlearn.provenance import DATA
from glutlearn.reading import anatomies

ENGINES = ("mujoco", "opensim")
RESULTS = {"lengths": "path length", "arms": "moment arm", "slopes": "shortening of the path for each radian"}
"""What an engine was asked for, in m: its own moment arms, and the slopes of its own lengths."""


def engine_answers(engine: str, anatomy: str) -> xr.Dataset:
    """Path lengths and moment arms as another program computed them, in 200 random postures.

    The program was given the points, cylinders and knee of our anatomy, as `to_opensim` and `to_mujoco` write them. Its
    answers are stored with half the digits, which is to 30 nm.

    Parameters
    ----------
    engine : str
        "opensim" or "mujoco".
    anatomy : str
        One of `anatomies()`.

    Returns
    -------
    xarray.Dataset
        `lengths` (muscle, posture) and `arms` (muscle, coordinate, posture), m, with the joint angles in degrees as
        coordinates. From OpenSim also `slopes`, −dL/dθ of its own lengths over 0.04°, which its arms are meant to be.
        MuJoCo answers for the muscles that it can express. `attrs["engine"]` names the program and its version.

    Raises
    ------
    ValueError
        For a program or an anatomy that has no answers here, with the near names.

    Examples
    --------
    >>> import glutlearn as gl
    >>> theirs = gl.engine_answers("opensim", "delp1990")
    >>> theirs.engine, dict(theirs.sizes)
    ('opensim 4.6', {'muscle': 27, 'posture': 200, 'coordinate': 3})
    >>> angles = ["flexion", "adduction", "rotation", "knee_flexion"]
    >>> pose = gl.Posture(**{name: theirs[name] for name in angles})
    >>> ours = gl.path_lengths(gl.load_anatomy("delp1990"), pose)

    Half a millimetre apart, lines that slide included:

    >>> bool((abs(ours - theirs.lengths) < 0.0005).all())
    True
    """
    word(engine, ENGINES, "engine")
    word(anatomy, anatomies(), "anatomy")
    with np.load(DATA / engine / f"{anatomy}.npz") as stored:
        results = {name: stored[name] for name in RESULTS if name in stored}
        return answers(str(stored["engine"]), stored["muscles"], {name: stored[name] for name in ANGLES}, results)


def answers(engine: str, muscles: Array, angles: Mapping[str, Array], results: Mapping[str, Array]) -> xr.Dataset:
    """Name what an engine computed: `angles` in degrees, each (n,); of `results` lengths (muscles, n) and the rest
    (muscles, 3, n), m.
    """
    posture = Posture(**angles)
    named = {}
    for name, values in results.items():
        leading = {"muscle": list(muscles)} | ({} if name == "lengths" else {"coordinate": COORDINATES})
        named[name] = labelled(values, posture, leading, {"units": "m", "long_name": RESULTS[name]})
    return xr.Dataset(named, attrs={"engine": engine})
