"""Populations beyond one machine: the same functions, evaluated lazily by dask, a chunk of hips at a time.

`hips.chunk(10_000)` marks virtual hips so. Every function then answers at once with a DataArray of dask blocks, and
`.compute()` fills it: with threads here, or with the processes of a `dask.distributed` client where there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

import xarray as xr

from glutlearn.anatomy import Anatomy, Array
from glutlearn.arguments import check_hip
from glutlearn.extras import extra

P = ParamSpec("P")
Evaluation = Callable[Concatenate[Anatomy, P], xr.DataArray]


def over_chunks(function: Evaluation[P]) -> Evaluation[P]:
    """Let a function of an anatomy take chunked virtual hips, and answer lazily for those."""

    @wraps(function)
    def evaluate(hip: Anatomy, *args: P.args, **kwargs: P.kwargs) -> xr.DataArray:
        check_hip(hip)
        if hip.chunk_size is None:
            return function(hip, *args, **kwargs)
        return _lazily(function, hip, args, kwargs)

    return cast("Evaluation[P]", evaluate)


def _lazily(function: Callable[..., xr.DataArray], hip: Anatomy, args: Any, kwargs: Any) -> xr.DataArray:
    dask, arrays = extra("dask", "cluster"), extra("dask.array", "cluster")
    assert hip.hips is not None and hip.chunk_size is not None
    parts = [hip.take(slice(start, start + hip.chunk_size)) for start in range(0, hip.hips, hip.chunk_size)]
    # One hip, evaluated here and now, tells names and sizes of all that is to come, and refuses what is wrong.
    one = function(hip.take(slice(0, 1)), *args, **kwargs)
    along = one.dims.index("hip")

    def shape(part: Anatomy) -> tuple[int, ...]:
        assert part.hips is not None
        return (*one.shape[:along], part.hips, *one.shape[along + 1 :])

    values = dask.delayed(_values)
    blocks = [arrays.from_delayed(values(function, part, args, kwargs), shape(part), dtype=float) for part in parts]
    coords = {name: coord for name, coord in one.coords.items() if "hip" not in coord.dims}
    coords["hip"] = xr.DataArray(range(hip.hips), dims="hip")
    whole = arrays.concatenate(blocks, axis=along)
    return xr.DataArray(whole, dims=one.dims, coords=coords, attrs=one.attrs).rename(None)


def _values(function: Callable[..., xr.DataArray], part: Anatomy, args: Any, kwargs: Any) -> Array:
    return function(part, *args, **kwargs).values
