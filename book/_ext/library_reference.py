"""Sphinx extension: the reference is made from the library's docstrings, and code in the text leads to it.

numpydoc lays the docstrings out. They are plain text with `code` in single backticks, so a star or a bar in them is
no markup; and nothing is fetched: types of other libraries are named and not linked.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from numpydoc.xref import DEFAULT_LINKS
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains.python import PythonDomain
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import inspect
from sphinx.util.nodes import make_refnode
from traitlets import HasTraits

import glutlearn

PACKAGE = "glutlearn"

# Words of parameter lists: classes of the library become links; numpydoc would lead the others to foreign sites.
CLASSES = {name: f"{PACKAGE}.{name}" for name in glutlearn.__all__ if name[0].isupper()}
TYPES = {**{word: word for word in DEFAULT_LINKS}, **CLASSES, "Feedback": f"{PACKAGE}.check.Feedback"}

SETTINGS = {
    # One for each parameter, where a signature is longer than a line of the text.
    "python_maximum_signature_line_length": 68,
    "autodoc_type_aliases": {name: name for name in ("Array", "ArrayLike")},
    "autosummary_generate": False,
    "copybutton_prompt_text": r">>> |\.\.\. ",
    "copybutton_prompt_is_regexp": True,
    "html_domain_indices": False,
    "myst_ref_domains": ["std", "py"],
    "numpydoc_show_class_members": False,
    "numpydoc_xref_param_type": True,
    "numpydoc_xref_aliases": TYPES,
    "numpydoc_xref_ignore": "all",
    "toc_object_entries_show_parents": "hide",
}

FOREIGN_TYPES = [
    ("py:class", r"(xr|xarray|pd|pandas|numpy|pathlib|collections\.abc)\.[\w.]+"),
    ("py:class", r"About|Array|ArrayLike|Axes|Figure"),
]
"""What signatures name besides the library's own classes. A name of the library that leads nowhere stays an error."""

MENTION = re.compile(r"(?:(?P<prefix>gl|glutlearn)\.)?(?P<name>[A-Za-z]\w*(?:\.[a-z]\w*)?)(?:\([^()]*\))?")
"""Code that is one name of the library, or one call of it, and nothing else."""

SIGNATURE_LINES = re.compile(r'<dl>\n((?:<dd><em class="sig-param.*</dd>\n)+)</dl>')
"""A signature with a line for each parameter, as Sphinx writes it."""


def configure(app: Sphinx, config: Config) -> None:
    """Set what the reference needs, all in one place."""
    for name, value in SETTINGS.items():
        setattr(config, name, value)
    config.nitpick_ignore_regex = [*config.nitpick_ignore_regex, *FOREIGN_TYPES]


def as_plain_text(app: Sphinx, what: str, name: str, thing: object, options: Any, lines: list[str]) -> None:
    """Keep stars, bars and backticks of a docstring from being read as markup; examples stay as they are."""
    in_example = False
    for index, line in enumerate(lines):
        in_example = bool(line.strip()) and (in_example or line.lstrip().startswith(">>>"))
        if not in_example:
            # The stars of `**angles`, where a parameter begins its line, are numpydoc's to deal with.
            stars = line[: len(line) - len(line.lstrip("*"))]
            parts = re.split(r"(`[^`]+`)", line[len(stars) :])
            plain = [f"`{part}`" if part[:1] == "`" else re.sub(r"[*|]", r"\\\g<0>", part) for part in parts]
            lines[index] = stars + "".join(plain)


def signature_of_view(app: Sphinx, what: str, name: str, thing: Any, *_: Any) -> tuple[str, str | None] | None:
    """Show what a widget takes: autodoc would show what its base class passes on."""
    if what != "class" or not issubclass(thing, HasTraits):
        return None
    signature = inspect.signature(thing.__init__, bound_method=True)
    return inspect.stringify_signature(signature, unqualified_typehints=True), None


def plain_parameters(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let the lines of a long signature be lines: Sphinx writes them as a list of definitions without terms."""

    def lines(found: re.Match[str]) -> str:
        inside = found[1].replace("<dd>", '<span class="sig-line">').replace("</dd>", "</span>")
        return f'<span class="sig-lines">{inside}</span>'

    context["body"] = SIGNATURE_LINES.sub(lines, context.get("body", ""))


def also_by_short_name(app: Sphinx, doctree: nodes.document) -> None:
    """Let an entry be found by the name that the page of its source gives it.

    Where one name of a module is documented as `glutlearn.NAME`, viewcode takes it that all of them are.
    """
    modules = set(glutlearn._HOME.values())
    for signature in doctree.findall(addnodes.desc_signature):
        for place in list(signature["ids"]):
            package, _, rest = place.partition(".")
            module, _, name = rest.partition(".")
            if package == PACKAGE and name and module in modules:
                signature["ids"].append(f"{PACKAGE}.{name}")


class KeepStraightQuotes(SphinxTransform):
    """Leave quotation marks in docstrings as they are typed: what stands in them is to be copied into code."""

    # Sphinx curls them at 750.
    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Mark what holds the text of each entry."""
        for entry in self.document.findall(addnodes.desc_content):
            for text in entry.findall(nodes.Text):
                if isinstance(text.parent, nodes.Element):
                    text.parent["support_smartquotes"] = False


class LinkMentions(SphinxPostTransform):
    """Turn code that names something of the library into a link to its place in the reference."""

    default_priority = 20

    def run(self, **kwargs: Any) -> None:
        """Go through all code in the text of a page, but not through headings and what is a link already."""
        domain = self.env.get_domain("py")
        assert isinstance(domain, PythonDomain)
        for code in list(self.document.findall(nodes.literal)):
            found = MENTION.fullmatch(code.astext())
            if found is None or self.is_taken(code) or not (found["prefix"] or self.is_ours(code, found["name"])):
                continue
            target = f"{PACKAGE}.{found['name']}"
            place = domain.objects.get(target)
            if place is None or self.is_within(code, place.node_id):
                continue
            link = make_refnode(self.app.builder, self.env.docname, place.docname, place.node_id, code.deepcopy())
            code.replace_self(link)

    def is_taken(self, code: nodes.literal) -> bool:
        """Tell whether it is part of a heading, a link or a signature."""
        return any(isinstance(one, (nodes.title, nodes.reference, addnodes.desc_signature)) for one in above(code))

    def is_ours(self, code: nodes.literal, name: str) -> bool:
        """Tell whether a bare name means the library: within a docstring, and not one of the thing's own parameters."""
        entry = next((one for one in above(code) if isinstance(one, addnodes.desc)), None)
        if entry is None:
            return False
        parameters = {part[0].astext() for part in entry[0].findall(addnodes.desc_parameter)}
        return name not in parameters

    def is_within(self, code: nodes.literal, node_id: str) -> bool:
        """Tell whether it stands in the very entry that it names."""
        entries = [one for one in above(code) if isinstance(one, addnodes.desc)]
        return any(node_id in signature["ids"] for entry in entries[:1] for signature in entry[:1])


def above(node: nodes.Node) -> list[nodes.Node]:
    """What a node is part of, from the nearest outwards."""
    chain = []
    while node.parent is not None:
        node = node.parent
        chain.append(node)
    return chain


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx; docstrings are made plain before numpydoc reads them."""
    for extension in ("sphinx.ext.autodoc", "sphinx.ext.viewcode", "numpydoc", "command_help"):
        app.setup_extension(extension)
    app.connect("config-inited", configure, priority=100)
    app.connect("autodoc-process-docstring", as_plain_text, priority=100)
    app.connect("autodoc-process-signature", signature_of_view, priority=100)
    app.connect("html-page-context", plain_parameters)
    app.connect("doctree-read", also_by_short_name)
    app.add_transform(KeepStraightQuotes)
    app.add_post_transform(LinkMentions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
