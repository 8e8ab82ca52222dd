"""Both formats, written into a folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from glutlearn.question_export.asked import LEFT_OUT, Lesson, collect
from glutlearn.question_export.elements import document
from glutlearn.question_export.moodle import quiz
from glutlearn.question_export.qti_package import package


@dataclass(frozen=True)
class Report:
    """What was written.

    Attributes
    ----------
    files : tuple of Path
    kinds : dict
        How many questions of each kind.
    left_out : tuple of str
        The names of the questions that are not in the files.
    """

    files: tuple[Path, ...]
    kinds: dict[str, int]
    left_out: tuple[str, ...]

    def __str__(self) -> str:
        counted = ", ".join(f"{count} {kind}" for kind, count in self.kinds.items())
        lines = [f"{sum(self.kinds.values())} questions ({counted}):", *(f"  {path}" for path in self.files)]
        if self.left_out:
            reasons = "; ".join(f"{kind}: {why}" for kind, why in LEFT_OUT.items())
            lines += [f"left out ({reasons}):", *(f"  {name}" for name in self.left_out)]
        return "\n".join(lines)


def write(folder: str | Path, site: str | None = None) -> Report:
    """Write the bank as Moodle XML and as QTI 2.1.

    Parameters
    ----------
    folder : str or Path
        Made if it is missing. It gets `moodle.xml`, `qti21.zip` with all lessons, and `qti21/LESSON.zip` for
        platforms that make one test of a package.
    site : str, optional
        The address of a published course, such as "https://example.org/glutlearn": questions then link to their
        lesson. Without it they name the lesson.

    Returns
    -------
    Report
        The files, and the questions that are not in them.

    Raises
    ------
    ExportError
        For a site that is not a whole address.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from glutlearn.question_export.files import write
    >>> with TemporaryDirectory() as folder:
    ...     report = write(folder)
    >>> [path.name for path in report.files[:2]], sorted(report.kinds)
    (['moodle.xml', 'qti21.zip'], ['choice', 'multiple', 'number', 'order'])
    """
    lessons = collect(site)
    folder = Path(folder)
    contents = {
        folder / "moodle.xml": document(quiz(lessons)),
        folder / "qti21.zip": package(lessons),
        **{folder / "qti21" / f"{lesson.name}.zip": package([lesson]) for lesson in lessons},
    }
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Report(tuple(contents), _kinds(lessons), tuple(name for lesson in lessons for name in lesson.left_out))


def _kinds(lessons: list[Lesson]) -> dict[str, int]:
    return dict(Counter(asked.kind for lesson in lessons for asked in lesson.questions).most_common())
