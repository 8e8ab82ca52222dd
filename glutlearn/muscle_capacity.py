"""What a muscle still has: atrophy takes size, inhibition takes drive, facilitation makes it cheaper to use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from glutlearn.anatomy import Anatomy, Array, unknown_name
from glutlearn.arguments import check_hip, number, told, word
from glutlearn.provenance import rows

if TYPE_CHECKING:
    import pandas as pd

PRESETS = "patients/presets.csv"

LAYERS = ("superficial", "deep")
SUPERFICIAL_SHARE = 0.5
"""Share of a part's cross-section that counts as superficial where nothing else is said. A choice: no measured split is
known to us."""

MOST_FACILITATION = 0.95
"""A muscle that cost nothing would have to do nothing else."""

MEANT = {"strength": "share of strength left", "drive": "highest activation", "cost": "cost of activation"}

HAD = {
    "strength": (0, np.finfo(float).max, "0 or more"),
    "drive": (0, 1, "0 to 1"),
    "cost": (1e-9, np.finfo(float).max, "more than 0"),
}
"""What a muscle may still have: one's own capacity may lie beyond what `capacity` gives, and has to make sense."""


def capacity(
    hip: Anatomy,
    atrophy: Mapping[str, float] | None = None,
    inhibition: Mapping[str, float] | None = None,
    facilitation: Mapping[str, float] | None = None,
    preset: str | None = None,
    superficial_share: float = SUPERFICIAL_SHARE,
) -> xr.Dataset:
    """What pain and disuse leave of each muscle, and what a cue or a band gives back.

    Formula: strength = 1 − atrophy (cross-section lost, and with it force); drive = 1 − inhibition (the highest
    activation that can still be reached); cost = 1 − facilitation (its weight in the sum that `recruit` keeps small).
    Fatigue is left out: all efforts are single and short.

    Parameters
    ----------
    hip : Anatomy
    atrophy, inhibition, facilitation : dict of str to float, optional
        Shares from 0 to 1 (facilitation to 0.95). A key is a muscle ("gluteus_medius_posterior"), a group of parts
        ("gluteus_medius"), or a layer of either ("gluteus_medius_posterior.deep"). The more exact key wins; a layer
        takes only its share of the cross-section.
    preset : str, optional
        One of `gl.capacity_presets()`, which the other arguments then change.
    superficial_share : float
        Share of a part's cross-section that is superficial; the rest is deep.

    Returns
    -------
    xarray.Dataset
        `strength`, `drive` and `cost` (muscle), 1 where nothing is lost.

    Raises
    ------
    ValueError
        For a share outside 0…1, a part that the hip does not have, and a part named both as a whole and by layers.

    Examples
    --------
    >>> import glutlearn as gl
    >>> hip = gl.load_anatomy("rajagopal2016")
    >>> left = gl.capacity(
    ...     hip,
    ...     atrophy={"gluteus_medius": 0.2},
    ...     inhibition={"gluteus_medius_posterior.deep": 0.6},
    ... )
    >>> left.sel(muscle="gluteus_medius_posterior").drive.item()
    0.7
    """
    check_hip(hip)
    superficial_share = number("superficial_share", superficial_share, 0, 1, "a share from 0 to 1")
    given = {"atrophy": atrophy, "inhibition": inhibition, "facilitation": facilitation}
    lost = {}
    for kind, own in given.items():
        if own is not None and not isinstance(own, Mapping):
            raise TypeError(f"{kind} is {told(own)}; write a dictionary, such as {{'gluteus_medius': 0.3}}")
        found = _preset(preset, hip)[kind] if preset is not None else {}
        lost[kind] = _shares(hip, kind, {**found, **(own or {})}, superficial_share)
    names = {"strength": "atrophy", "drive": "inhibition", "cost": "facilitation"}
    return xr.Dataset(
        {name: ("muscle", 1 - lost[kind], {"units": "1", "long_name": MEANT[name]}) for name, kind in names.items()},
        coords={"muscle": list(hip.muscles)},
        attrs={"preset": preset or "none"},
    )


def capacity_of(hip: Anatomy, capacity: xr.Dataset | None) -> tuple[Array, Array, Array]:
    """Strength, drive and cost (muscles,), in the order of the hip's muscles."""
    if capacity is None:
        one = np.ones(len(hip.lines))
        return one, one, one
    if not isinstance(capacity, xr.Dataset) or not set(HAD) <= set(capacity.data_vars):
        raise TypeError(f"capacity is {told(capacity)}; compute it with gl.capacity(hip, ...)")
    if set(capacity["muscle"].values) != set(hip.muscles):
        raise ValueError(f"the capacity is of other muscles than {hip.name}'s; compute it with gl.capacity(hip, ...)")
    ordered = capacity.sel(muscle=list(hip.muscles))
    values = {name: ordered[name].values for name in HAD}
    for name, (lowest, highest, what) in HAD.items():
        # A NaN is neither.
        wrong = values[name][~((values[name] >= lowest) & (values[name] <= highest))]
        if wrong.size:
            raise ValueError(f"the capacity has a {name} of {wrong[0]:g}; write {what}, as gl.capacity does")
    return values["strength"], values["drive"], values["cost"]


def capacity_presets() -> pd.DataFrame:
    """What was measured in people with pain, and how the course enters it as atrophy, inhibition or facilitation.

    Returns
    -------
    pandas.DataFrame
        One row for each finding: `preset`, `kind`, `part`, `value` (empty where the source gives only a direction: then
        it changes nothing), `study`, `doi`, `measured`, `not_measured`, `read`.

    Examples
    --------
    >>> import glutlearn as gl
    >>> "gluteal_tendinopathy" in set(gl.capacity_presets().preset)
    True
    """
    import pandas as pd

    return pd.DataFrame(map(dict, rows(PRESETS)))


def _preset(name: str, hip: Anatomy) -> dict[str, dict[str, float]]:
    known = tuple(dict.fromkeys(row["preset"] for row in rows(PRESETS)))
    word(name, known, "preset")
    values: dict[str, dict[str, float]] = {"atrophy": {}, "inhibition": {}, "facilitation": {}}
    for row in rows(PRESETS):
        if row["preset"] == name and row["value"] and _muscles(hip, row["part"]):
            values[row["kind"]][row["part"]] = float(row["value"])
    return values


def _muscles(hip: Anatomy, part: str) -> list[int]:
    """Which of the hip's muscles a name means: the muscle itself, or all parts of a group."""
    return [index for index, name in enumerate(hip.muscles) if name == part or name.startswith(f"{part}_")]


def _shares(hip: Anatomy, kind: str, given: Mapping[str, float], superficial_share: float) -> Array:
    """The share lost of each muscle (muscles,)."""
    most = MOST_FACILITATION if kind == "facilitation" else 1
    exact: dict[tuple[int, str], tuple[int, float]] = {}
    for key, value in given.items():
        value = number(f"{kind} of {key}", value, 0, most, f"a share from 0 to {most:g}, so 0.3 for 30 %")
        part, _, layer = str(key).partition(".")
        if layer and layer not in LAYERS:
            raise ValueError(f"{key!r} names the layer {layer!r}; write {part}.superficial or {part}.deep")
        meant = _muscles(hip, part)
        if not meant:
            raise ValueError(unknown_name(part, hip.muscles, f"muscle or group in {hip.name}"))
        for index in meant:
            if len(part) > exact.get((index, layer), (0, 0.0))[0]:
                exact[index, layer] = (len(part), float(value))
    weight = {"": 1.0, "superficial": superficial_share, "deep": 1 - superficial_share}
    shares = np.zeros(len(hip.lines))
    for (index, layer), (_, value) in exact.items():
        if layer and (index, "") in exact:
            name = hip.muscles[index]
            raise ValueError(f"{kind} of {name} is given for the whole and for a layer; write one of the two")
        shares[index] += weight[layer] * value
    return shares
