"""From what was found in a person to a reasoned start, each line with its reason, its source and its standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from html import escape
from typing import TYPE_CHECKING

from glutlearn.arguments import word
from glutlearn.patient import Findings
from glutlearn.prescription_numbers import fill
from glutlearn.prescription_rules import KINDS, UNKNOWN, Rule, chosen, parameters

if TYPE_CHECKING:
    import pandas as pd

VIEWS = ("document", "course", "both")
NOTICE = "For teaching. No medical advice: it has examined nobody."


@dataclass(frozen=True)
class Line:
    """One statement of a prescription.

    `parameter` and `value`; `reason`, with numbers of the model computed and numbers of studies read from the evidence
    table; `kind` ("claim", "model", "measurement"); `source`; `confidence` ("high" … "very low"); `rule`, its row in
    the table of rules; `voice` ("document" or "course").
    """

    parameter: str
    value: str
    reason: str
    kind: str
    source: str
    confidence: str
    rule: str
    voice: str


@dataclass(frozen=True)
class Contradiction:
    """Lines that say different things about the same parameter, side by side; nothing decides between them."""

    parameter: str
    lines: tuple[Line, ...]

    def __str__(self) -> str:
        said = " / ".join(f"{line.value} ({speaker(line)})" for line in self.lines)
        return f"{parameters()[self.parameter]['label'].rstrip('?')}: {said}"


@dataclass(frozen=True, repr=False)
class Prescription:
    """What `prescribe` answers: lines from the document, the model and measurements, and where they disagree.

    `findings` is what it was asked; `view` what it shows; `lines` are its statements, in the order of the parameters.

    Examples
    --------
    >>> import glutlearn as gl
    >>> start = gl.prescribe({"aim": "isolate"})
    >>> for line in start.lines:
    ...     if line.parameter == "start_flexion":
    ...         print(line.value, "|", line.kind, "|", line.confidence)
    65° or more | claim | very low
    about 45° | model | low
    45 to 60° | measurement | low
    >>> [found.parameter for found in start.contradictions]
    ['start_flexion']
    """

    findings: Findings
    view: str
    lines: tuple[Line, ...]

    @property
    def document(self) -> Prescription:
        """The document's own path only, asked for again where this shows the other view."""
        return self._only("document")

    @property
    def course(self) -> Prescription:
        """What model, measurements and other authors say, asked for again where this shows the other view."""
        return self._only("course")

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where a decision is answered in different ways. "Not enough known" contradicts nothing."""
        found = []
        for name, parameter in parameters().items():
            said = tuple(line for line in self.lines if line.parameter == name and line.value != UNKNOWN)
            if not parameter["gathers"] and len({line.value for line in said}) > 1:
                found.append(Contradiction(name, said))
        return tuple(found)

    def to_frame(self) -> pd.DataFrame:
        """The lines as a table, one row each.

        Examples
        --------
        >>> import glutlearn as gl
        >>> gl.prescribe({"aim": "isolate"}).document.to_frame().loc[0, "value"]
        'yes'
        """
        import pandas as pd

        return pd.DataFrame([vars(line) for line in self.lines], columns=[column.name for column in fields(Line)])

    def summary(self) -> str:
        """One page of Markdown to print: the answers side by side, the disagreements, and what it is not.

        Examples
        --------
        >>> import glutlearn as gl
        >>> print(gl.prescribe({"aim": "isolate"}).summary().splitlines()[0])
        **A clam for the posterior gluteus medius?**
        """
        speakers = [name for name in _SPEAKERS if any(speaker(line) == name for line in self.lines)]
        rows = ["| | " + " | ".join(speakers) + " |", "|---" * (len(speakers) + 1) + "|"]
        for name, parameter in parameters().items():
            cells = [
                "; ".join(
                    f"{line.value} ({line.confidence})" if line.value != UNKNOWN else UNKNOWN
                    for line in self.lines
                    if line.parameter == name and speaker(line) == who
                )
                for who in speakers
            ]
            rows.append(f"| **{parameter['label']}** | " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
        differ = [f"- {found}" for found in self.contradictions] or ["- Nowhere in these lines."]
        parts = [
            ["**A clam for the posterior gluteus medius?**", "", f"**{NOTICE}**", "", f"Found: {self.findings}."],
            ["", "In brackets: how far a line can be trusted.", "", *rows],
            ["", "**Where they disagree**", "", *differ, ""],
        ]
        return "\n".join(line for part in parts for line in part)

    def _only(self, voice: str) -> Prescription:
        if self.view not in ("both", voice):
            return prescribe(self.findings, voice)
        return replace(self, view=voice, lines=tuple(line for line in self.lines if line.voice == voice))

    def __repr__(self) -> str:
        known = [line for line in self.lines if line.value != UNKNOWN]
        said = [f"  {line.parameter:13} {line.value}  [{speaker(line)}, {line.confidence}]" for line in known]
        silent = len(self.lines) - len(known)
        count = len(self.contradictions)
        head = f"<Prescription, view {self.view}: {len(known)} lines, {silent} times {UNKNOWN}, {count} disagreements>"
        return "\n".join([head, *said, f"  {NOTICE}"])

    def _repr_html_(self) -> str:
        apart = {found.parameter for found in self.contradictions}
        groups = []
        for name, parameter in parameters().items():
            label = escape(parameter["label"]) + (" <em>(they disagree)</em>" if name in apart else "")
            rows = "".join(_row(line) for line in self.lines if line.parameter == name)
            groups.append(f'<tbody><tr><th scope="rowgroup" colspan="2"{_STYLE}>{label}</th></tr>{rows}</tbody>')
        return (
            f"<p><strong>{escape(NOTICE)}</strong> Found: {escape(str(self.findings))}.</p>"
            f'<table class="dataframe" style="width: 100%">{"".join(groups)}</table>'
        )


_STYLE = (
    ' style="padding: 0.3em 0.6em; text-align: left; vertical-align: top; white-space: normal; overflow-wrap: anywhere"'
)


def _row(line: Line) -> str:
    """What a line says, and beside it why."""
    said = f'<strong>{escape(line.value)}</strong><br><span class="{line.kind}">{line.kind}</span>'
    why = f"{escape(line.reason)}<br><small>{escape(line.source)}</small>"
    return f"<tr><td{_STYLE}>{said} trust: {escape(line.confidence)}</td><td{_STYLE}>{why}</td></tr>"


_SPEAKERS = ("document", "other authors", *KINDS[1:])


def speaker(line: Line) -> str:
    """Whose voice a line is: the document's, other authors', the model's, or a measurement's."""
    if line.kind == "claim":
        return "document" if line.voice == "document" else "other authors"
    return line.kind


def prescribe(findings: Findings | Mapping[str, object], view: str = "both") -> Prescription:
    """A reasoned start from what was found: what the document, the model and measurements say, never mixed.

    The rules are a table, `data/prescription/rules.csv`; each rests on the document, on a study of `gl.evidence()`, or
    on a call of the library, whose numbers are computed when asked. Nothing is decided where they disagree, and "not
    enough known" stands where nothing is known. For teaching, no medical advice.

    Parameters
    ----------
    findings : Findings or dict
        What an examination found; what is left out has its default.
    view : "document", "course" or "both"
        The document's own path; what model, measurements and other authors say; or both side by side.

    Returns
    -------
    Prescription
        `lines`, `contradictions`, `document`, `course`, `to_frame()`, `summary()`.

    Raises
    ------
    ValueError
        For a finding, a word or a view that does not exist, naming the near ones.
    TypeError
        For findings of another type.

    Examples
    --------
    >>> import glutlearn as gl
    >>> start = gl.prescribe(gl.Findings(aim="strengthen", instability="too_little"))
    >>> line = next(line for line in start.lines if line.parameter == "suitable_now")
    >>> line.value, line.kind
    ('not yet, translation control first', 'claim')
    """
    word(view, VIEWS, "view")
    found = Findings.of(findings)
    lines = tuple(_line(rule, found) for rule in chosen(found.words()) if view in ("both", rule.voice))
    return Prescription(found, view, lines)


def _line(rule: Rule, found: Findings) -> Line:
    reason = rule.reason
    if rule.rests_on:
        for column in ("value", "unit", "n"):
            reason = reason.replace(f"{{{column}}}", rule.rests_on[0][column])
    return Line(
        rule.parameter, rule.value, fill(reason), rule.kind, rule.source, rule.standing, rule.rule, rule.voice
    )  # fmt: skip
