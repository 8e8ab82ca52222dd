"""Packages that not everybody needs: one that is missing is asked for by the name that pip knows."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def extra(package: str, group: str) -> ModuleType:
    """A package from one of glutlearn's optional groups.

    Raises
    ------
    ModuleNotFoundError
        Where it is not installed, with what to install.
    """
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package.partition(".")[0]:
            raise
        message = f'{package} is not installed; write in a terminal: pip install "glutlearn[{group}]"'
        raise ModuleNotFoundError(message, name=error.name) from None
