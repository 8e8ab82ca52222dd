"""XML elements, and the part of Markdown that questions are written in turned into them.

The bank takes **bold**, *emphasis* and `code` and refuses links and HTML (`question_bank`), so these three are all that
has to become an element. Everything else is text and is escaped when it is written.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MARKED = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`")
TAGS = ("strong", "em", "code")

PROSE = {"p", "simpleChoice", "text"}
"""Elements whose spaces and line breaks mean something, so that none are added in them."""


def element(tag: str, *content: Element | str, **attributes: str) -> Element:
    """An element with attributes, and with children or one text.

    Parameters
    ----------
    tag : str
    *content : Element or str
        Children in their order; a text only as the first of them.
    **attributes : str

    Examples
    --------
    >>> from xml.etree.ElementTree import tostring
    >>> tostring(element("value", "B < C", fieldIdentifier="first"))
    b'<value fieldIdentifier="first">B &lt; C</value>'
    """
    made = Element(tag, attributes)
    for part in content:
        if isinstance(part, str):
            _append(made, part)
        else:
            made.append(part)
    return made


def _append(parent: Element, text: str) -> None:
    """Text after everything that the element holds so far."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def fill(parent: Element, words: str) -> Element:
    """Append words to an element, with what is marked in them as elements of their own.

    Parameters
    ----------
    parent : Element
    words : str
        With **bold**, *emphasis* and `code`.

    Returns
    -------
    Element
        The parent.

    Examples
    --------
    >>> from xml.etree.ElementTree import tostring
    >>> tostring(fill(element("p"), "The idea that *a < b*."), encoding="unicode")
    '<p>The idea that <em>a &lt; b</em>.</p>'
    """
    end = 0
    for found in MARKED.finditer(words):
        _append(parent, words[end : found.start()])
        which = next(group for group in (1, 2, 3) if found[group] is not None)
        child = ElementTree.SubElement(parent, TAGS[which - 1])
        if TAGS[which - 1] == "code":
            _append(child, found[which])
        else:
            fill(child, found[which])
        end = found.end()
    _append(parent, words[end:])
    return parent


def paragraphs(words: str) -> list[Element]:
    """Words as paragraphs: a blank line in them begins another.

    Examples
    --------
    >>> [one.text for one in paragraphs("Look first.\\n\\nThen say.")]
    ['Look first.', 'Then say.']
    """
    return [fill(element("p"), one.strip()) for one in re.split(r"\n\s*\n", words)]


def plain(words: str) -> str:
    """Words without their marks, for titles.

    Examples
    --------
    >>> plain("*More* is **not** `better`")
    'More is not better'
    """
    return "".join(fill(element("p"), words).itertext())


def html(content: list[Element]) -> str:
    """Elements as the HTML that a format carries as text.

    Examples
    --------
    >>> html(paragraphs("At 10 < 20, *yes*."))
    '<p>At 10 &lt; 20, <em>yes</em>.</p>'
    """
    return "".join(ElementTree.tostring(one, encoding="unicode") for one in content)


def document(root: Element) -> bytes:
    """An XML file in UTF-8, one structural element a line.

    Examples
    --------
    >>> quiz = element("quiz", element("name", element("text", "One")))
    >>> print(document(quiz).decode(), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <quiz>
      <name>
        <text>One</text>
      </name>
    </quiz>
    """
    _lay_out(root, "\n")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="utf-8") + b"\n"


def _lay_out(parent: Element, margin: str) -> None:
    if parent.tag in PROSE or not len(parent):
        return
    parent.text = margin + "  "
    for child in parent:
        _lay_out(child, margin + "  ")
        child.tail = margin + "  "
    parent[-1].tail = margin
