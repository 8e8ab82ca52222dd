"""An anatomy as a MuJoCo model: spatial tendons over sites and cylinders, three hinges at the hip, a coupled knee."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.spatial.transform import Rotation

from glutlearn.anatomy import Anatomy, Array, Cylinder, Knee, Muscle
from glutlearn.arguments import check_hip
from glutlearn.extras import extra
from glutlearn.routes import first_beyond_hip

if TYPE_CHECKING:
    import mujoco

HINGES = {"flexion": (0, 0, 1), "adduction": (1, 0, 0), "rotation": (0, 1, 0)}
KNEE_AXES = ("tx", "ty", "tz", "rx", "ry", "rz")
SMALL = {"mass": 1.0, "inertia": (0.01, 0.01, 0.01), "ipos": (0, 0, 0)}
"""What MuJoCo asks of a moving body. Paths do not depend on it."""


def to_mujoco(hip: Anatomy, path: str | Path) -> Path:
    """Write a hip as a MuJoCo model file (.xml), to go on with dynamics, control or learning there.

    The pelvis is the world. The hip turns by the hinges `flexion`, `adduction` and `rotation` in this library's order
    and signs; the coordinates of tibia and patella follow the hinge `tibia_rz` (minus the knee flexion) by polynomials
    of fourth degree, MuJoCo's most, which keep to the knee table within 0.3 mm and 1.3°. Muscles with points that
    come, go or move have no counterpart in MuJoCo and are left out.

    Parameters
    ----------
    hip : Anatomy
    path : str or Path
        Where to write; an existing file is replaced.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ModuleNotFoundError
        Where MuJoCo is not installed: `pip install "glutlearn[validation]"`.
    ValueError
        For virtual hips: write one of them.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> gl.to_mujoco(hip, "rajagopal2016.xml")  # doctest: +SKIP
    PosixPath('rajagopal2016.xml')
    """
    path = Path(path)
    spec = build(hip)
    spec.compile()
    path.write_text(spec.to_xml(), encoding="utf-8")
    return path


def expressible(hip: Anatomy) -> Anatomy:
    """The hip with the muscles that MuJoCo can express: all points there at all times, and fixed."""
    return hip.select(
        line.name for line in hip.lines if all(p.track is None and p.condition is None for p in line.points)
    )


def build(hip: Anatomy) -> mujoco.MjSpec:
    """The hip as a MuJoCo specification, ready to compile."""
    check_hip(hip)
    if hip.hips is not None:
        raise ValueError(f"{hip.name} stands for {hip.hips} virtual hips; write one hip")
    mujoco = extra("mujoco", "validation")
    spec = mujoco.MjSpec()
    spec.modelname = hip.name
    spec.compiler.degree = False
    bodies = {"pelvis": spec.worldbody}
    bodies["femur"] = spec.worldbody.add_body(name="femur", pos=hip.hip_center, explicitinertial=True, **SMALL)
    for name, axis in HINGES.items():
        bodies["femur"].add_joint(name=name, type=mujoco.mjtJoint.mjJNT_HINGE, axis=axis)
    if hip.knee is not None:
        for name in sorted(hip.knee.origin, reverse=True):
            bodies[name] = _add_leg_body(mujoco, bodies["femur"], name)
        _couple_knee(mujoco, spec, hip.knee)
    for line in expressible(hip).lines:
        _add_tendon(mujoco, spec, bodies, line)
    return spec


def _add_leg_body(mujoco: Any, femur: Any, name: str) -> Any:
    body = femur.add_body(name=name, explicitinertial=True, **SMALL)
    for index, axis in enumerate(KNEE_AXES):
        kind = mujoco.mjtJoint.mjJNT_SLIDE if axis[0] == "t" else mujoco.mjtJoint.mjJNT_HINGE
        body.add_joint(name=f"{name}_{axis}", type=kind, axis=np.eye(3)[index % 3])
    return body


def knee_coordinates(knee: Knee, body: str, knee_flexion: Array) -> Array:
    """Positions (m) and body-fixed x-y-z angles (rad) of tibia or patella in the femur, (6, n)."""
    rotation, origin = knee.pose(body, knee_flexion)
    turns = Rotation.from_matrix(np.moveaxis(rotation, -1, 0)).as_euler("XYZ").T
    return np.concatenate([origin, turns])


def _couple_knee(mujoco: Any, spec: Any, knee: Knee) -> None:
    """Every coordinate of tibia and patella as a polynomial of the tibia's turn about z."""
    flexion = np.linspace(knee.lowest, knee.highest, 121)
    master = knee_coordinates(knee, "tibia", flexion)[5]
    for body in knee.origin:
        for axis, values in zip(KNEE_AXES, knee_coordinates(knee, body, flexion), strict=True):
            if (body, axis) == ("tibia", "rz"):
                continue
            equality = spec.add_equality(type=mujoco.mjtEq.mjEQ_JOINT, name1=f"{body}_{axis}", name2="tibia_rz")
            equality.data[:5] = np.polynomial.Polynomial.fit(master, values, 4).convert().coef


def _add_tendon(mujoco: Any, spec: Any, bodies: dict[str, Any], line: Muscle) -> None:
    tendon = spec.add_tendon(name=line.name)
    crossing = first_beyond_hip(line.points)
    for index, point in enumerate(line.points):
        if index == crossing and line.cylinder is not None:
            _add_cylinder(mujoco, bodies[line.cylinder.body], line.name, line.cylinder)
            tendon.wrap_geom(f"{line.name}_cylinder", f"{line.name}_side" if line.cylinder.side else "")
        bodies[point.body].add_site(name=f"{line.name}_{index + 1}", pos=point.position)
        tendon.wrap_site(f"{line.name}_{index + 1}")


def _add_cylinder(mujoco: Any, body: Any, muscle: str, cylinder: Cylinder) -> None:
    x, y, z, w = Rotation.from_matrix(cylinder.rotation).as_quat()
    body.add_geom(
        name=f"{muscle}_cylinder",
        type=mujoco.mjtGeom.mjGEOM_CYLINDER,
        size=(cylinder.radius, cylinder.length / 2, 0),
        pos=cylinder.center,
        quat=(w, x, y, z),
        contype=0,
        conaffinity=0,
    )
    if cylinder.side:
        direction = np.zeros(3)
        direction["xy".index(cylinder.side[-1])] = -1 if cylinder.side[0] == "-" else 1
        # Outside the cylinder: a side site within it would make the tendon wrap round the inside.
        body.add_site(
            name=f"{muscle}_side", pos=cylinder.center + 1.5 * cylinder.radius * cylinder.rotation @ direction
        )


def joint_positions(hip: Anatomy, model: mujoco.MjModel, angles: dict[str, Array]) -> Array:
    """MuJoCo's joint positions (n, nq) for joint angles in degrees, each (n,)."""
    import mujoco

    positions = np.zeros((len(angles["flexion"]), model.nq))

    def column(joint: str) -> int:
        return int(model.jnt_qposadr[mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_JOINT, joint)])

    for name in HINGES:
        positions[:, column(name)] = np.radians(angles[name])
    for body in hip.knee.origin if hip.knee is not None else ():
        assert hip.knee is not None
        for axis, values in zip(KNEE_AXES, knee_coordinates(hip.knee, body, angles["knee_flexion"]), strict=True):
            positions[:, column(f"{body}_{axis}")] = values
    return positions


def evaluate(hip: Anatomy, angles: dict[str, Array]) -> tuple[Array, Array]:
    """Path lengths (muscles, n) and moment arms (muscles, 3, n) in m by MuJoCo, for the muscles it can express."""
    import mujoco

    model = build(hip).compile()
    data = mujoco.MjData(model)
    hinges = [model.joint(name).dofadr[0] for name in HINGES]
    positions = joint_positions(hip, model, angles)
    lengths, arms = np.empty((model.ntendon, len(positions))), np.empty((model.ntendon, 3, len(positions)))
    for n, position in enumerate(positions):
        data.qpos[:] = position
        tendon_step(model, data)
        lengths[:, n] = data.ten_length
        arms[:, :, n] = -jacobian(model, data)[:, hinges]
    return lengths, arms


def tendon_step(model: mujoco.MjModel, data: mujoco.MjData) -> None:
    """Everything that MuJoCo computes to know lengths and moment arms, and no more."""
    import mujoco

    mujoco.mj_kinematics(model, data)
    mujoco.mj_comPos(model, data)
    mujoco.mj_tendon(model, data)


def jacobian(model: mujoco.MjModel, data: mujoco.MjData) -> Array:
    """∂L/∂q (tendons, degrees of freedom)."""
    import mujoco

    if data.ten_J.ndim == 2:
        return data.ten_J
    dense = np.zeros((model.ntendon, model.nv))
    mujoco.mju_sparse2dense(dense, data.ten_J, model.ten_J_rownnz, model.ten_J_rowadr, model.ten_J_colind)
    return dense
