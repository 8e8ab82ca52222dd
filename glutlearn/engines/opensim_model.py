"""An anatomy as an OpenSim model: three-axis hip, splined knee, and every line with its points and cylinder."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.spatial.transform import Rotation

from glutlearn.anatomy import Anatomy, Array, Cylinder, Knee, Muscle, PathPoint
from glutlearn.arguments import check_hip
from glutlearn.extras import extra
from glutlearn.routes import first_beyond_hip

if TYPE_CHECKING:
    import opensim

AXES = {"flexion": (0, 0, 1), "adduction": (1, 0, 0), "rotation": (0, 1, 0)}
KNEE_STEP = 5.0
"""Degrees between the nodes of the knee's splines: as dense as the densest published table."""


def to_opensim(hip: Anatomy, path: str | Path) -> Path:
    """Write a hip as an OpenSim model file (.osim), to go on with forces, motions or scaling there.

    The pelvis is fixed to the ground. The hip turns by the coordinates `flexion`, `adduction` and `rotation` in this
    library's order and signs; tibia and patella follow `knee_flexion` by splines through the knee table. Each muscle is
    a path actuator with the published maximum isometric force (1 N where there is none).

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
        Where OpenSim is not installed: `pip install "glutlearn[validation]"`.
    ValueError
        For virtual hips: write one of them.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.to_opensim(gl.load_anatomy("delp1990"), "delp1990.osim")  # doctest: +SKIP
    PosixPath('delp1990.osim')
    """
    path = Path(path)
    if not build(hip).printToXML(str(path)):
        raise OSError(f"OpenSim could not write {path}; write the path of a file in a folder that exists")
    return path


def build(hip: Anatomy) -> opensim.Model:
    """The hip as a live OpenSim model with its system initialised."""
    check_hip(hip)
    if hip.hips is not None:
        raise ValueError(f"{hip.name} stands for {hip.hips} virtual hips; write one hip")
    opensim = extra("opensim", "validation")
    model = opensim.Model()
    model.setName(hip.name)
    bodies = {"pelvis": model.getGround(), "femur": _add_body(model, "femur", hip)}
    hip_joint = _spatial_transform(opensim, {name: (name, axis) for name, axis in AXES.items()})
    _join(model, "hip", bodies["pelvis"], hip.hip_center, bodies["femur"], hip_joint)
    if hip.knee is not None:
        for body in sorted(hip.knee.origin, reverse=True):
            bodies[body] = _add_body(model, body, hip)
            coordinate = "knee_flexion" if body == "tibia" else f"knee_flexion_{body}"
            moves = _knee_transform(opensim, hip.knee, body, coordinate)
            _join(model, f"knee_{body}", bodies["femur"], np.zeros(3), bodies[body], moves)
            if body != "tibia":
                _couple(opensim, model, coordinate)
    for line in hip.lines:
        _add_line(opensim, model, bodies, line)
    model.finalizeConnections()
    return model


def _vector(values: Any) -> Any:
    import opensim

    return opensim.Vec3(*(float(value) for value in values))


def _add_body(model: Any, name: str, hip: Anatomy) -> Any:
    """A body with the mass of its segments; inertia is of no interest to paths, so a solid sphere's will do."""
    import opensim

    segments = [segment for segment in hip.segments.values() if segment.body == name]
    mass = sum(segment.mass for segment in segments) or 1.0
    center = sum((s.mass * np.array(s.center_of_mass) for s in segments), np.zeros(3)) / mass
    body = opensim.Body(name, mass, _vector(center), opensim.Inertia(0.01 * mass))
    model.addBody(body)
    return body


def _spatial_transform(opensim: Any, turns: dict[str, tuple[str, tuple[int, int, int]]]) -> Any:
    transform = opensim.SpatialTransform()
    for slot, (coordinate, axis) in enumerate(turns.values(), start=1):
        part = getattr(transform, f"upd_rotation{slot}")()
        part.setCoordinateNames(opensim.ArrayStr(coordinate, 1))
        part.setAxis(_vector(axis))
        part.set_function(opensim.LinearFunction(1.0, 0.0))
    return transform


def _knee_transform(opensim: Any, knee: Knee, body: str, coordinate: str) -> Any:
    """Rotation (body-fixed x, y, z) and translation of tibia or patella as splines of knee flexion in radians."""
    flexion = np.arange(knee.lowest, knee.highest + 1e-9, KNEE_STEP)
    rotation, origin = knee.pose(body, flexion)
    turns = Rotation.from_matrix(np.moveaxis(rotation, -1, 0)).as_euler("XYZ").T
    transform = opensim.SpatialTransform()
    for slot, values in enumerate([*turns, *origin]):
        part = getattr(transform, f"upd_{'rotation' if slot < 3 else 'translation'}{slot % 3 + 1}")()
        part.setCoordinateNames(opensim.ArrayStr(coordinate, 1))
        part.setAxis(_vector(np.eye(3)[slot % 3]))
        part.set_function(_spline(opensim, np.radians(flexion), values))
    return transform


def _spline(opensim: Any, at: Array, values: Array) -> Any:
    spline = opensim.SimmSpline()
    for x, y in zip(at, values, strict=True):
        spline.addPoint(float(x), float(y))
    return spline


def _join(model: Any, name: str, parent: Any, place: Array, child: Any, transform: Any) -> None:
    import opensim

    zero = _vector(np.zeros(3))
    model.addJoint(opensim.CustomJoint(name, parent, _vector(place), zero, child, zero, zero, transform))


def _couple(opensim: Any, model: Any, coordinate: str) -> None:
    """The patella's coordinate follows the tibia's."""
    coupler = opensim.CoordinateCouplerConstraint()
    coupler.setName(f"{coordinate}_follows")
    coupler.setIndependentCoordinateNames(opensim.ArrayStr("knee_flexion", 1))
    coupler.setDependentCoordinateName(coordinate)
    coupler.setFunction(opensim.LinearFunction(1.0, 0.0))
    model.addConstraint(coupler)


def _add_line(opensim: Any, model: Any, bodies: dict[str, Any], line: Muscle) -> None:
    actuator = opensim.PathActuator()
    actuator.setName(line.name)
    actuator.setOptimalForce(line.max_isometric_force if math.isfinite(line.max_isometric_force) else 1.0)
    path = actuator.updGeometryPath()
    for order, point in enumerate(line.points, start=1):
        _add_point(opensim, model, path.updPathPointSet(), bodies[point.body], f"{line.name}_{order}", point)
    if line.cylinder is not None:
        path.addPathWrap(_wrap_object(opensim, bodies, line.name, line.cylinder))
        crossing = first_beyond_hip(line.points)
        wrap = path.updWrapSet().get(0)
        wrap.set_range(0, crossing)
        wrap.set_range(1, crossing + 1)
    model.addForce(actuator)


def _add_point(opensim: Any, model: Any, points: Any, body: Any, name: str, point: PathPoint) -> None:
    kind = opensim.MovingPathPoint if point.track else opensim.ConditionalPathPoint if point.condition else None
    kind = kind or opensim.PathPoint
    named = kind()
    named.setName(name)
    points.cloneAndAppend(named)
    # A clone forgets what it is connected to, so the connections are made on the one in the set.
    made = kind.safeDownCast(points.get(points.getSize() - 1))
    made.setParentFrame(body)
    coordinates = model.getCoordinateSet()
    if point.track is not None:
        at = np.arange(point.track.x[0], point.track.x[-1] + 1e-9, KNEE_STEP)
        for axis, values in zip("xyz", point.track(at).T, strict=True):
            getattr(made, f"set_{axis}_location")(_spline(opensim, np.radians(at), values))
            getattr(made, f"connectSocket_{axis}_coordinate")(coordinates.get("knee_flexion"))
        return
    made.setLocation(_vector(point.position))
    if point.condition is not None:
        coordinate = "flexion" if point.condition.coordinate == "hip_flexion" else "knee_flexion"
        made.setCoordinate(coordinates.get(coordinate))
        made.setRangeMin(math.radians(point.condition.lowest))
        made.setRangeMax(math.radians(point.condition.highest))


def _wrap_object(opensim: Any, bodies: dict[str, Any], muscle: str, cylinder: Cylinder) -> Any:
    wrap = opensim.WrapCylinder()
    wrap.setName(f"{muscle}_cylinder")
    wrap.set_radius(cylinder.radius)
    wrap.set_length(cylinder.length)
    wrap.set_translation(_vector(cylinder.center))
    wrap.set_xyz_body_rotation(_vector(Rotation.from_matrix(cylinder.rotation).as_euler("XYZ")))
    wrap.set_quadrant(cylinder.side or "all")
    bodies[cylinder.body].addWrapObject(wrap)
    return wrap


class Live:
    """The hip in OpenSim, ready to be asked at many postures."""

    def __init__(self, hip: Anatomy):
        import opensim

        self.model = build(hip)
        self.state = self.model.initSystem()
        coordinates = self.model.getCoordinateSet()
        names = [coordinates.get(index).getName() for index in range(coordinates.getSize())]
        self.hinges = [coordinates.get(name) for name in AXES]
        self.knees = [coordinates.get(name) for name in names if name.startswith("knee_flexion")]
        forces = self.model.getForceSet()
        self.paths = [opensim.PathActuator.safeDownCast(forces.get(name)).getGeometryPath() for name in hip.muscles]

    def evaluate(self, angles: dict[str, Array], arms: bool = True) -> tuple[Array, Array]:
        """Path lengths (muscles, n) and moment arms (muscles, 3, n) in m by OpenSim itself, posture by posture.

        `angles` has the four joint angles in degrees, each (n,). Without `arms` those stay NaN, which is much quicker.
        """
        radians = np.radians([angles[name] for name in (*AXES, "knee_flexion")])
        lengths = np.empty((len(self.paths), radians.shape[1]))
        turning = np.full((len(self.paths), 3, radians.shape[1]), np.nan)
        for n, (*hinges, knee) in enumerate(radians.T):
            for coordinate, angle in zip(self.hinges, hinges, strict=True):
                coordinate.setValue(self.state, angle, False)
            for coordinate in self.knees:
                coordinate.setValue(self.state, knee, False)
            self.model.realizePosition(self.state)
            for row, path in enumerate(self.paths):
                lengths[row, n] = path.getLength(self.state)
                if arms:
                    turning[row, :, n] = [path.computeMomentArm(self.state, hinge) for hinge in self.hinges]
        return lengths, turning
