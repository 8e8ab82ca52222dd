"""nbgrader's converters, called as a library on a course of one exercise and one learner in a folder of its own."""

from __future__ import annotations

import io
import logging
import warnings
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

ASSIGNMENT = "exercise"
LEARNER = "learner"
"""Every submission is marked in a course of its own, so one name does for all learners, and none is sent anywhere."""


def configuration(folder: Path) -> Config:
    """The instructor's `nbgrader_config.py` beside the notebooks, as far as it says how they are marked."""
    if not (folder / "nbgrader_config.py").is_file():
        return Config()
    loaded = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    return Config({name: section for name, section in loaded.items() if name != "CourseDirectory"})


def start(converter: str, root: Path, config: Config, **lists: list[Any]) -> str:
    """Run one of nbgrader's converters on the course in a folder, and return what it complained of."""
    from nbgrader import converters
    from nbgrader.coursedir import CourseDirectory

    course = CourseDirectory(
        config=config, root=str(root), assignment_id=ASSIGNMENT, db_url=f"sqlite:///{root}/gradebook.db"
    )
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    log = logging.Logger("nbgrader", logging.WARNING)
    log.addHandler(handler)
    course.log = log
    run = getattr(converters, converter)(coursedir=course, config=config, log=log)
    for name, value in lists.items():
        setattr(run, name, value)
    try:
        with warnings.catch_warnings():
            # nbgrader's own, about its database.
            warnings.simplefilter("ignore")
            run.start()
    except Exception as fault:
        heard.write(f"{type(fault).__name__}: {fault}\n")
    return heard.getvalue()
