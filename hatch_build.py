"""Build hook: bundle the interactive views, so that wheel and sdist carry them and their users need no Node."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent / "tools"))

import bundle


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before every build, of a wheel, an sdist or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle what is missing or out of date; an unpacked sdist has everything and reaches for no network."""
        bundle.bundle()
