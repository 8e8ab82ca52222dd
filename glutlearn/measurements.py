"""What was measured in people and cadavers, row by row, with where it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glutlearn.provenance import DATA

if TYPE_CHECKING:
    import pandas as pd


def evidence() -> pd.DataFrame:
    """The measured findings that the course sets beside the model.

    Returns
    -------
    pandas.DataFrame
        One row for each finding. `study`, `year`, `doi`, `n` (whom), `design` (how), `condition`, `muscle`, `quantity`,
        `value`, `sd`, `unit`, as printed in the source; `verdict` on the claim it is set beside (supports, qualifies,
        contradicts, context); `read`: "full text", "abstract" or "second-hand"; `note`.

    Examples
    --------
    >>> import glutlearn as gl
    >>> gl.evidence().columns[:5].tolist()
    ['topic', 'study', 'year', 'doi', 'n']
    """
    import pandas as pd

    return pd.read_csv(DATA / "evidence" / "findings.csv", dtype=str, keep_default_na=False)


def rotation_arms() -> pd.DataFrame:
    """Rotation moment arms that were measured on cadavers, to plot beside the computed ones.

    Returns
    -------
    pandas.DataFrame
        Columns `muscle`, `hip_flexion_deg`, `rotation_arm_m` (positive = internal rotation) and `source`.

    Examples
    --------
    >>> rotation_arms()["rotation_arm_m"].tolist()
    [-0.029, 0.014]
    """
    import pandas as pd

    return pd.read_csv(DATA / "delp1999" / "rotation_arms.csv")
