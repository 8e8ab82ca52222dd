"""What an anatomy is: where each muscle runs, what it wraps round, how the knee moves, what the leg weighs."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.spatial.transform import Rotation

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.intp]


@dataclass(frozen=True)
class Condition:
    """A path point exists only while one joint angle lies in a closed range, in degrees."""

    coordinate: str
    lowest: float
    highest: float


def _unchangeable(values: Array) -> Array:
    """A view that cannot be written to: what was worked out of an anatomy once is kept, and would no longer be true."""
    view = values.view()
    view.setflags(write=False)
    return view


@dataclass(frozen=True, eq=False)
class PathPoint:
    """A point of a muscle's path, in metres in the frame of the body that carries it.

    `position` is (3,), or (3, hips) in virtual hips. A moving point has a `track` instead, knee flexion in degrees to
    position, as a spline; its `position` is then only what virtual hips add to it.
    """

    body: str
    position: Array
    condition: Condition | None = None
    track: CubicSpline | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "position", _unchangeable(self.position))


@dataclass(frozen=True, eq=False)
class Cylinder:
    """A cylinder that a muscle slides over; its axis is the z-axis of its own frame.

    `center` is (3,) or (3, hips); `rotation`, (3, 3) or (3, 3, hips), takes vectors from the cylinder's frame to the
    body's. `side` names the half that the path must
    pass over ("-x", "x", "-y", "y"), or is empty where the shorter way round is taken. The length is
    kept for drawing: the path treats the cylinder as endless, so that it never jumps.
    """

    body: str
    radius: float
    length: float
    center: Array
    rotation: Array
    side: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "center", _unchangeable(self.center))
        object.__setattr__(self, "rotation", _unchangeable(self.rotation))


@dataclass(frozen=True, eq=False)
class Muscle:
    """One line of action: its points from origin to insertion, and its strength where it was published.

    Strengths are NaN where the source has none: maximum isometric force in N, lengths in m, pennation in degrees.
    """

    name: str
    points: tuple[PathPoint, ...]
    cylinder: Cylinder | None = None
    source_name: str = ""
    max_isometric_force: float = math.nan
    optimal_fiber_length: float = math.nan
    tendon_slack_length: float = math.nan
    pennation: float = math.nan

    def map_positions(self, change: Callable[[Array], Array]) -> Muscle:
        """The same muscle with every array of positions (..., hips) passed through a function."""
        cylinder = self.cylinder and replace(
            self.cylinder, center=change(self.cylinder.center), rotation=change(self.cylinder.rotation)
        )
        points = tuple(replace(point, position=change(point.position)) for point in self.points)
        return replace(self, points=points, cylinder=cylinder)


@dataclass(frozen=True, eq=False)
class Knee:
    """Where tibia and patella are in the femur's frame at each knee flexion, from a table by cubic splines.

    Positions are splined as they are; rotations as rotation vectors, so that they stay rotations.
    """

    lowest: float
    highest: float
    origin: dict[str, CubicSpline]
    rotation_vector: dict[str, CubicSpline]

    def pose(self, body: str, knee_flexion: Array) -> tuple[Array, Array]:
        """Rotation (3, 3, n), body to femur, and origin (3, n) in metres at knee flexions (n,) in degrees."""
        rotation = Rotation.from_rotvec(self.rotation_vector[body](knee_flexion)).as_matrix()
        return np.moveaxis(rotation, 0, -1), self.origin[body](knee_flexion).T


@dataclass(frozen=True)
class Landmark:
    """A bony point in metres, in the frame of the body that carries it."""

    body: str
    position: tuple[float, ...]


@dataclass(frozen=True)
class Segment:
    """Mass in kg and centre of mass in m, in the frame of the body that carries it."""

    body: str
    mass: float
    center_of_mass: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Anatomy:
    """One hip with the muscles that cross it, as published or as brought along.

    All positions are in metres in the frames of the bodies: x forward, y up, z to the right. The femur's origin is
    the hip centre. Index it with a muscle's name to see its line; `in` and `for` go by these names.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> hip
    <Anatomy rajagopal2016: 25 muscles, 15 wrap cylinders, knee 0–120°>
    >>> hip["piriformis"].points[-1].body
    'femur'
    """

    name: str
    label: str
    lines: tuple[Muscle, ...]
    landmarks: dict[str, Landmark]
    knee: Knee | None = None
    segments: dict[str, Segment] = field(default_factory=dict)
    citation: str = ""
    hips: int | None = None
    """How many virtual hips the positions are of; None for one hip."""
    chunk_size: int | None = None
    """How many virtual hips dask takes at a time; None where they are evaluated here and now."""

    @property
    def muscles(self) -> tuple[str, ...]:
        """Names of the muscles, in the order of the source's table."""
        return tuple(line.name for line in self.lines)

    @property
    def hip_center(self) -> Array:
        """(3,) m, in the source's pelvis frame."""
        return np.array(self.landmarks["hip_center"].position)

    def __getitem__(self, name: str) -> Muscle:
        for line in self.lines:
            if line.name == name:
                return line
        raise ValueError(unknown_name(name, self.muscles, f"muscle in {self.name}"))

    def __contains__(self, name: object) -> bool:
        return name in self.muscles

    def __iter__(self) -> Iterator[str]:
        return iter(self.muscles)

    def _ipython_key_completions_(self) -> list[str]:
        """What the Tab key offers after `hip["`."""
        return list(self.muscles)

    def select(self, muscles: Iterable[str]) -> Anatomy:
        """The same hip with only the named muscles, in the order given; one name is enough for one muscle.

        Errors: a `ValueError` for a name that is not there lists the near ones; another one where a muscle is named
        twice, or none at all.

        Examples
        --------
        >>> import glutlearn as gl
        >>> gl.load_anatomy("delp1990").select(["piriformis", "gemelli"]).muscles
        ('piriformis', 'gemelli')
        """
        names = [muscles] if isinstance(muscles, str) else list(muscles)
        if not names:
            raise ValueError(f"no muscle is named; write at least one of {', '.join(self.muscles)}")
        lines = tuple(self[name] for name in names)
        twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
        if twice:
            raise ValueError(f"{twice[0]} is named twice; name each muscle once")
        return replace(self, lines=lines)

    def take(self, chosen: slice) -> Anatomy:
        """Some of the virtual hips, to be evaluated here and now; a `ValueError` for one hip."""
        if self.hips is None:
            raise ValueError(f"{self.name} is one hip; take from virtual hips, such as gl.virtual_hips(...)")
        lines = tuple(line.map_positions(lambda values: values[..., chosen]) for line in self.lines)
        return replace(self, lines=lines, hips=len(range(self.hips)[chosen]), chunk_size=None)

    def chunk(self, size: int = 10_000) -> Anatomy:
        """The same virtual hips for evaluation by dask, so many at a time: on threads here, or on a cluster.

        Examples
        --------
        >>> import glutlearn as gl
        >>> hip = gl.load_anatomy("dostal1981").select(["piriformis"])
        >>> hips = gl.virtual_hips(hip, n=100).chunk(40)
        >>> arms = gl.moment_arms(hips, gl.Posture(flexion=[0, 90]))
        >>> arms.chunks[2]
        (40, 40, 20)
        >>> arms.compute().shape
        (1, 3, 100, 2)
        """
        if self.hips is None:
            raise ValueError(f"{self.name} is one hip; chunk virtual hips, such as gl.virtual_hips(...).chunk(10_000)")
        if not isinstance(size, int) or size < 1:
            raise ValueError(f"size is {size!r}; write how many hips to take at a time, a whole number, at least 1")
        return replace(self, chunk_size=size)

    def __repr__(self) -> str:
        cylinders = sum(line.cylinder is not None for line in self.lines)
        knee = f"knee {self.knee.lowest:g}–{self.knee.highest:g}°" if self.knee else "no leg"
        wraps = f"{cylinders} wrap cylinder{'s' if cylinders > 1 else ''}" if cylinders else "straight lines"
        muscles = f"{len(self.lines)} muscle{'s' if len(self.lines) > 1 else ''}"
        hips = f"{self.hips} virtual hip{'s' if self.hips > 1 else ''}, " if self.hips else ""
        return f"<Anatomy {self.name}: {hips}{muscles}, {wraps}, {knee}>"


def unknown_name(name: object, known: Sequence[str], kind: str) -> str:
    """The words for a name that is not there: that of the same words, else the near ones, else all of them."""
    plain = "_".join(str(name).lower().replace("-", " ").replace("_", " ").split())
    same = [other for other in known if sorted(other.lower().split("_")) == sorted(plain.split("_"))]
    containing = [other for other in known if plain and plain in other]
    close = difflib.get_close_matches(plain, known, n=4, cutoff=0.5)
    near = same or list(dict.fromkeys(containing + close))[: max(4, len(containing))]
    hint = f"did you mean {', '.join(near)}?" if near else f"write one of {', '.join(known)}"
    return f"there is no {kind} called {name!r}; {hint}"
