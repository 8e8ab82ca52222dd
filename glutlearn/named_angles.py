"""Angles as people give them, numbers, arrays and named arrays, checked and brought to one shape."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import xarray as xr

from glutlearn.anatomy import Array
from glutlearn.arguments import told

ANGLES = ("flexion", "adduction", "rotation", "knee_flexion")

RESERVED = ("muscle", "hip", "coordinate", "xyz", "axis", "body", "point", "force", "body_weights")
"""Dimensions and coordinates that results have of their own: a posture may not have them too."""

LEFT_OVER = (*ANGLES, *RESERVED)
"""Coordinates that an array still has of the result that it was taken from; of a new posture they are not true."""


def broadcast_named(given: Mapping[str, Any], what: Mapping[str, str] | None = None) -> dict[str, xr.DataArray]:
    """Numbers, 1-D arrays (all along "posture") and DataArrays (by name) brought to one shape; nobody can change them.

    `what` names what to write where that is not degrees.
    """
    named = {}
    for name, values in given.items():
        unit = (what or {}).get(name, "degrees")
        if isinstance(values, xr.DataArray):
            left = [coord for coord in values.coords if coord in LEFT_OVER and coord not in values.dims]
            named[name] = values.drop_vars(left).copy(data=plain_numbers(name, values.values, unit))
            continue
        array = plain_numbers(name, values, unit)
        if array.ndim > 1:
            raise ValueError(f"{name} has {array.ndim} dimensions; write a number, a 1-D array, or a named DataArray")
        named[name] = xr.DataArray(array, dims=["posture"] * array.ndim)
    _check_shared(named)
    arrays = xr.broadcast(*named.values())
    return {name: array.rename(None) for name, array in zip(named, arrays, strict=True)}


def plain_numbers(name: str, values: Any, what: str = "degrees") -> Array:
    """A number or an array as floats of its own, which nobody can change; text and truth values are no numbers."""
    if np.ma.is_masked(values):
        raise ValueError(f"{name} has masked values; write a number for every posture")
    try:
        array = np.asarray(values)
        numeric = array.dtype.kind in "iuf" or (
            array.dtype.kind == "O" and not any(isinstance(one, str | bool | None) for one in array.flat)
        )
        numbers = np.array(array, dtype=float) if numeric else None
    except (TypeError, ValueError):
        numbers = None
    if numbers is None:
        raise ValueError(f"{name} is {told(values)}; write {what} as a number or as an array of numbers")
    numbers.setflags(write=False)
    return numbers


def check_range(name: str, values: xr.DataArray, lowest: float, highest: float, why: str = "a human joint has") -> None:
    """Refuse an angle that is missing, NaN or outside a range, and say which range."""
    plain = values.values
    if plain.size == 0:
        raise ValueError(f"{name} is empty; write at least one angle")
    if np.isnan(plain).any():
        raise ValueError(f"{name} has a NaN; write a number for every posture")
    low, high = float(plain.min()), float(plain.max())
    if low < lowest or high > highest:
        wrong = low if low < lowest else high
        raise ValueError(f"{name} is {wrong:g}°; {why} {lowest:g}…{highest:g}°, so write degrees within that")


def check_own_labels(name: str, values: xr.DataArray) -> None:
    """Refuse an angle that differs from the labels of the dimension that is called as it is: results would lie."""
    if name in values.indexes and not bool((values == values[name]).all()):
        raise ValueError(
            f"the dimension {name!r} is labelled with other angles than {name} has; call it otherwise, such as 'start'"
        )


def _check_shared(named: Mapping[str, xr.DataArray]) -> None:
    """Refuse arrays that share a dimension and differ in its length or labels: xarray would fill up with NaN."""
    for dim in dict.fromkeys(dim for array in named.values() for dim in array.dims):
        along = {name: array for name, array in named.items() if dim in array.dims}
        lengths = {name: array.sizes[dim] for name, array in along.items()}
        if len(set(lengths.values())) > 1:
            listed = ", ".join(f"{name} has {length}" for name, length in lengths.items())
            where = "" if dim == "posture" else f" along {dim}"
            raise ValueError(f"the arrays differ in length{where}: {listed}; make them equal, or use Posture.grid(...)")
        _check_labels(dim, {name: array.indexes[dim] for name, array in along.items() if dim in array.indexes})


def _check_labels(dim: Hashable, labels: Mapping[str, Any]) -> None:
    for (first, one), (second, other) in zip(labels.items(), list(labels.items())[1:], strict=False):
        if not one.equals(other):
            raise ValueError(
                f"{first} and {second} have other labels along {dim}: {told(list(one))} and {told(list(other))}; "
                "give them the same, or another dimension each"
            )
