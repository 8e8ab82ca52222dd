"""Sphinx extension: what a command line says of itself, so that the page never says anything else."""

from __future__ import annotations

import argparse
import functools
from importlib import import_module

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

# Characters: what a page shows of a line on a desktop. On a telephone the lines scroll.
WIDTH = 76


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a command line, by their names; itself without a name where it has none."""
    choices = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: command for named in choices for name, command in named.items()} or {"": parser}


class CommandHelp(SphinxDirective):
    """`command-help` with a module that has a function `parser`: the help of each command, as a terminal shows it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Ask the parser."""
        shown: list[nodes.Node] = []
        for name, command in commands(import_module(self.arguments[0]).parser()).items():
            command.formatter_class = functools.partial(argparse.HelpFormatter, width=WIDTH)
            text = f"$ {command.prog} --help\n{command.format_help().rstrip()}"
            shown += [nodes.rubric("", name)] if name else []
            shown.append(nodes.literal_block(text, text, language="none"))
        return shown


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_directive("command-help", CommandHelp)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
