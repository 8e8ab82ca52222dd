"""The answers to the self-checks, for the last pages of the printed book: from the bank that asks the questions."""

from __future__ import annotations

import html
import re
from typing import Any

import numpy as np

from glutlearn import question_bank

MARKS = ((r"\*\*(.+?)\*\*", "strong"), (r"\*(.+?)\*", "em"), (r"`(.+?)`", "code"))


def words(source: str) -> str:
    """The part of Markdown that questions are written in, as HTML.

    Examples
    --------
    >>> words("about *which* axis, `a` < b?")
    'about <em>which</em> axis, <code>a</code> &lt; b?'
    """
    text = html.escape(source.strip(), quote=False)
    for pattern, tag in MARKS:
        text = re.sub(pattern, rf"<{tag}>\1</{tag}>", text)
    return re.sub(r"\s*\n\s*\n\s*", "<br>", text)


def quantity(value: float, digits: int, unit: str) -> str:
    """A number as the page writes it, with a true minus and its unit.

    Examples
    --------
    >>> quantity(-12.34, 1, "mm"), quantity(57.2, 0, "°")
    ('−12.3\\xa0mm', '57°')
    """
    space = "\xa0" if unit and unit != "°" else ""
    return f"{value:.{digits}f}{space}{unit}".replace("-", "−")


def options(asked: dict[str, Any]) -> str:
    """Every option by its letter, right or wrong, and why."""
    lines = [
        f"<li{' class=right' if option['right'] else ''}><strong>{chr(65 + index)} "
        f"{'right' if option['right'] else 'not'}.</strong> {words(option['feedback'])}</li>"
        for index, option in enumerate(asked["options"])
    ]
    return f"<ul>{''.join(lines)}</ul>"


def number(asked: dict[str, Any]) -> str:
    """The number that the library computes, and the ways to go wrong."""
    right = quantity(asked["answer"], asked["digits"], asked["unit"])
    wrong = "".join(
        f"<li><strong>{quantity(one['value'], asked['digits'], asked['unit'])}.</strong> {words(one['feedback'])}</li>"
        for one in asked["wrong"]
    )
    return f"<p><strong>{right}.</strong> {words(asked['feedback'])}</p><ul>{wrong}</ul>"


def order(asked: dict[str, Any]) -> str:
    """The order, from its first end to its last."""
    named = {option["key"]: option["words"] for option in asked["options"]}
    right = "".join(f"<li>{words(named[key])}</li>" for key in asked["answer"])
    ends = html.escape(f"From {' to '.join(asked['ends'])}")
    return f"<p><strong>{ends}:</strong></p><ol>{right}</ol><p>{words(asked['feedback'])}</p>"


def curve(asked: dict[str, Any]) -> str:
    """The computed curve at the places where the page asks for a point."""
    axis, drawn = asked["axis"], asked["curve"]
    places = np.linspace(axis["from"], axis["to"], axis["points"])
    nodes = np.linspace(axis["from"], axis["to"], len(asked["answer"]))
    heights = np.interp(places, nodes, asked["answer"])
    digits = max(0, -int(np.floor(np.log10(drawn["step"]))))
    head = "".join(f"<th>{quantity(place, 0, axis['unit'])}</th>" for place in places)
    cells = "".join(f"<td>{quantity(height, digits, '')}</td>" for height in heights)
    unit = f", {drawn['unit']}" if drawn["unit"] else ""
    sides = [f"+ {drawn['up']}" if drawn["up"] else "", f"− {drawn['down']}" if drawn["down"] else ""]
    said = "; ".join(side for side in sides if side)
    label = html.escape(f"{drawn['label']}{unit}" + (f" ({said})" if said else ""))
    table = f"<table><tr><th>{html.escape(axis['label'])}</th>{head}</tr><tr><th>{label}</th>{cells}</tr></table>"
    return f"{table}<p>{words(asked['feedback'])}</p>"


ANSWERS = {"choice": options, "multiple": options, "number": number, "order": order, "curve": curve}


def answer(name: str) -> str:
    """The answer to one question, with a way back to it."""
    _, fields = question_bank.find(name)
    asked = question_bank.complete(fields)
    here = f"answer--{name.replace('/', '--')}"
    said = ANSWERS[asked["kind"]](asked)
    prompt = f"<p><strong>{asked['number']}.</strong> {words(asked['prompt'])}</p>"
    return f'<div class="answer" id="{here}">{prompt}{said}</div>'


def chapter(lessons: list[tuple[str, str]]) -> str:
    """All answers, lesson by lesson; each lesson as its name in the bank and its title."""
    parts = [
        f'<h2 id="answers--{lesson}">{html.escape(title)}</h2>'
        + "".join(answer(name) for name in question_bank.names(lesson))
        for lesson, title in lessons
    ]
    return (
        "<h1>Answers to the self-checks</h1>"
        "<p>Read an answer after you have written down your own. What is said of a wrong one names the idea behind it. "
        "Numbers, orders and curves are computed by the library when the book is printed.</p>" + "".join(parts)
    )
