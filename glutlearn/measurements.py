"""What was measured in people and cadavers, row by row, with where it was read and how far it carries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from glutlearn.provenance import DATA

if TYPE_CHECKING:
    import pandas as pd

GRADES = ("very low", "low", "moderate", "high")
ENOUGH_PEOPLE, ENOUGH_STUDIES = 20, 5
CEILING = {"full text": "high", "abstract": "moderate", "second-hand": "low"}

_ARGUED = re.compile(r"theory|argument|narrative|case reports|maker's|^review( of .*)?$")
_COMPUTED = re.compile(r"model|inverse dynamics")
_INDIRECT = re.compile(r"ultrasound|elastography|palpation|observers")
_POOLED = re.compile(r"systematic|meta-analysis")
_PART_OR_DEEP = re.compile(
    r"(anterior|middle|posterior) gluteus medius|\d parts|minimus|piriformis|obturator|quadratus|multifidus|deep hip"
)
_ADDRESS = re.compile(r"PubMed \d|PMC\d|https?://")
_SUBSET = re.compile(r"\([^)]*\)|\d+ of them|of \d+|mean age \d+")


def evidence() -> pd.DataFrame:
    """The findings that the course sets beside the model, each with its source and a grade.

    Every cell is text, as printed in the source; a cell that says nothing is empty.

    The grade says how far a row alone can carry its verdict. It follows from the other columns, by the rule in
    `glutlearn.measurements.grade`.

    Returns
    -------
    pandas.DataFrame
        One row for each finding. `topic`; `study`, `year`, `doi`; `n` (whom), `design` (how), `condition`, `muscle`,
        `quantity`, `value`, `sd`, `unit`; `verdict` on the claim it is set beside (supports, qualifies, contradicts,
        context); `read`: "full text", "abstract" or "second-hand"; `note`. `claim`: the claims of the document that it
        bears on, separated by "; ", of "1 role inversion", "2 control", "3 pain and load", "pelvis" and "start at 65°"
        (which exercise for posterior gluteus medius, and at which angle). `exercise`: its plain name, where one is
        meant. `hip_flexion_deg`: the angles, or the ends of their range, separated by "; ". `electrode`: "fine wire"
        or "surface" for muscle activity. `number`: `value`, where that is one number. `grade`: "high", "moderate",
        "low" or "very low".

    Examples
    --------
    >>> import glutlearn as gl
    >>> found = gl.evidence()
    >>> found.columns[:5].tolist()
    ['topic', 'study', 'year', 'doi', 'n']
    >>> resisted = found[found.exercise == "resisted abduction-extension"]
    >>> wires = resisted[resisted.electrode == "fine wire"]
    >>> wires[["muscle", "number", "grade"]].values.tolist()
    [['posterior gluteus medius', '69', 'moderate'], ['anterior gluteus medius', '41', 'moderate']]
    """
    import pandas as pd

    return pd.read_csv(DATA / "evidence" / "findings.csv", dtype=str, keep_default_na=False)


def grade(row: Mapping[str, str]) -> tuple[str, str]:
    """How far one finding can carry its verdict, and why: the rule behind the column `grade`.

    1. It begins at *high* if `design` measures the quantity itself (dynamometer, wire, image, strings, dissection,
       instrumented joint, trial, systematic review). It begins at *moderate* behind a surface electrode, and for
       ultrasound, elastography, palpation and agreement of observers. It begins at *low* for a computed quantity and
       for what is argued rather than measured: theory, narrative review, case reports, a maker's chart.
    2. It loses a step for each of these: fewer than 20 people or specimens, or no number seen (systematic reviews:
       fewer than 5 studies; what is computed or argued is not counted); a surface electrode over a part of gluteus
       medius or over a deep muscle; neither a verified DOI nor a PubMed or PMC number nor an address; read second-hand.
    3. It never ends above *moderate* if only the abstract was read, nor above *low* if the row is second-hand; *very
       low* is the floor.

    Twenty people are what a comparison within people needs to find a difference of two thirds of a standard deviation
    four times in five.

    Parameters
    ----------
    row : mapping of str to str
        One row of `evidence()`.

    Returns
    -------
    tuple of str
        The grade ("high", "moderate", "low" or "very low"), and its reasons in words, separated by "; ".

    Examples
    --------
    >>> found = evidence()
    >>> row = found[found.study.eq("McBeth et al.") & found.exercise.eq("clam")].iloc[0]
    >>> grade(row)
    ('moderate', 'surface electrode; only the abstract read')
    """
    design = row["design"]
    if _ARGUED.search(design):
        level, reasons = GRADES.index("low"), ["argued, not measured"]
    elif _COMPUTED.search(design):
        level, reasons = GRADES.index("low"), ["computed, not measured"]
    elif row["electrode"] == "surface":
        level, reasons = GRADES.index("moderate"), ["surface electrode"]
    elif _INDIRECT.search(design):
        level, reasons = GRADES.index("moderate"), ["measured indirectly"]
    else:
        level, reasons = GRADES.index("high"), ["measured directly"]

    steps = []
    if not (_ARGUED.search(design) or _COMPUTED.search(design)):
        number = counted(row["n"])
        enough, what = (ENOUGH_STUDIES, "studies") if _POOLED.search(design) else (ENOUGH_PEOPLE, "people or specimens")
        if number is None:
            steps.append("how many is not known")
        elif number < enough:
            steps.append(f"fewer than {enough} {what}")
    if row["electrode"] == "surface" and _PART_OR_DEEP.search(row["muscle"]):
        steps.append("neighbouring muscle may be heard")
    if not (row["doi"] or _ADDRESS.search(row["note"])):
        steps.append("hard to find again")
    if row["read"] == "second-hand":
        steps.append("read second-hand")
    elif row["read"] == "abstract":
        reasons.append("only the abstract read")
    level = max(0, min(level - len(steps), GRADES.index(CEILING[row["read"]])))
    return GRADES[level], "; ".join([*reasons, *steps])


def counted(n: str) -> int | None:
    """How many people, specimens or studies the column `n` speaks of, subgroups not counted twice.

    >>> [counted(n) for n in ("12 patients, 9 controls", "17 hips (9 cadavers)", "model")]
    [21, 17, None]
    """
    numbers = [int(number) for number in re.findall(r"\d+", _SUBSET.sub("", n))]
    return sum(numbers) if numbers else None


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
