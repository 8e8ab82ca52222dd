"""Sphinx extension for the teachers' pages: what they say of lessons, questions and tasks comes from these themselves.

A question or task that is named and does not exist is a warning, and a warning stops the build.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import curriculum


class Reference(SphinxRole):
    """Words that lead to a place on another page of the book."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Resolve the name; say so where there is none."""
        try:
            page, anchor, words = self.target()
        except KeyError:
            message = self.inliner.reporter.warning(f"there is no {self.name} {self.text!r}", line=self.lineno)
            return [nodes.literal(self.text, self.text)], [message]
        builder = self.env.app.builder
        address = builder.get_relative_uri(self.env.docname, page) + (f"#{anchor}" if anchor else "")
        return [nodes.reference("", words, internal=True, refuri=address)], []

    def target(self) -> tuple[str, str, str]:
        """Page, anchor and words of what the text names."""
        raise NotImplementedError


class QuestionRole(Reference):
    """`LESSON/QUESTION`: a self-check, on the page where it is asked."""

    def target(self) -> tuple[str, str, str]:
        """The lesson's self-checks; a question has no address of its own."""
        lesson, _, short = self.text.partition("/")
        if lesson not in curriculum.lessons() or self.text not in [one.name for one in curriculum.questions(lesson)]:
            raise KeyError(self.text)
        return f"book/{lesson}", "self-check", short


class TaskRole(Reference):
    """`NOTEBOOK/NUMBER`: a task of a practice notebook."""

    def target(self) -> tuple[str, str, str]:
        """The practice page at that task."""
        task = {task.name: task for task in curriculum.tasks()}[self.text]
        points = f"{task.points} point{'s' if task.points > 1 else ''}"
        anchor = nodes.make_id(f"Task {task.number} ({points}): {task.title}")
        return f"practice/{task.notebook}", anchor, f"task {task.number}"


class Generated(SphinxDirective):
    """A part of a page that is written from the sources, as Markdown."""

    def run(self) -> list[nodes.Node]:
        """Parse what `lines` gives as if it stood on the page."""
        return self.parse_text_to_nodes("\n".join(self.lines()))

    def lines(self) -> Iterable[str]:
        """The lines of Markdown."""
        raise NotImplementedError


class ObjectiveMap(Generated):
    """Of one lesson: each objective, where it is reached, which self-checks ask for it and which tasks mark it."""

    required_arguments = 1

    def lines(self) -> Iterable[str]:
        """The table of a lesson."""
        (lesson,) = self.arguments
        views = " and ".join(curriculum.VIEWS[name] for name in curriculum.views(lesson))
        yield f"[The lesson](/book/{lesson}.ipynb), {curriculum.minutes(lesson)} minutes; the view: *{views}*."
        yield from ("", "{.roomy}")
        yield "| objective | in the lesson | self-checks | marked tasks |"
        yield "|---|---|---|---|"
        for number, words in curriculum.objectives(lesson).items():
            asked = [one.name for one in curriculum.questions(lesson) if one.objective == number]
            marked = [task for task in curriculum.tasks() if f"{lesson}/{number}" in task.objectives]
            where = curriculum.places()[lesson][str(number)]
            yield " | ".join(
                [
                    f"| {number}. {words}",
                    f"[{where}](/book/{lesson}.ipynb#{curriculum.anchor(where)})",
                    ", ".join(f"{{question}}`{name}`" for name in asked),
                    ", ".join(_task(task, lesson) for task in marked) + " |",
                ]
            )


def _task(task: curriculum.Task, lesson: str) -> str:
    where = "" if task.notebook == lesson else f"{task.notebook} "
    return f"{where}{{task}}`{task.name}` ({task.points}{', by hand' if task.by_hand else ''})"


class NamedIdeas(Generated):
    """Every misconception that the question bank names, with the question that catches it."""

    def lines(self) -> Iterable[str]:
        """A list for each lesson."""
        for lesson in curriculum.lessons():
            yield from (f"**[{curriculum.title(lesson)}](/book/{lesson}.ipynb)**", "")
            for one in curriculum.questions(lesson):
                yield f"- {{question}}`{one.name}`: {'; '.join(f'*{idea}*' for idea in one.ideas)}"
            yield ""


class Rubric(Generated):
    """The rubric of the capstone, as its notebook has it."""

    def lines(self) -> Iterable[str]:
        """The table."""
        heading, *rows = curriculum.rubric()
        yield "{.roomy}"
        yield f"| {' | '.join(heading)} |"
        yield "|---" * len(heading) + "|"
        for row in rows:
            yield f"| {' | '.join(row)} |"


class Points(Generated):
    """How many points each practice notebook gives, by machine and by hand."""

    def lines(self) -> Iterable[str]:
        """A table with a row for each notebook, and their sum."""
        yield "{.roomy}"
        yield "| notebook | tasks | by machine | by hand | points |"
        yield "|---|---|---|---|---|"
        total = [0, 0, 0]
        for name in [*curriculum.lessons(), "capstone"]:
            own = [task for task in curriculum.tasks() if task.notebook == name]
            hand = sum(task.points for task in own if task.by_hand)
            machine = sum(task.points for task in own) - hand
            total = [a + b for a, b in zip(total, (len(own), machine, hand), strict=True)]
            words = "Capstone" if name == "capstone" else curriculum.title(name)
            yield f"| [{words}](/practice/{name}.ipynb) | {len(own)} | {machine} | {hand} | {machine + hand} |"
        yield f"| **together** | {total[0]} | {total[1]} | {total[2]} | **{total[1] + total[2]}** |"


class SlideFigures(Generated):
    """The figures that `make figures` draws, with the words that go with them."""

    def lines(self) -> Iterable[str]:
        """A list; its numbers are computed."""
        from slide_catalogue import SLIDES  # computes, so it is loaded for this page alone

        for number, slide in enumerate(SLIDES, start=1):
            lesson = f"[{curriculum.title(slide.lesson).partition(':')[0]}](/book/{slide.lesson}.ipynb)"
            yield f"{number}. **{slide.title}** ({slide.kind}; {lesson}). {slide.alt()}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_role("question", QuestionRole())
    app.add_role("task", TaskRole())
    app.add_directive("objective-map", ObjectiveMap)
    app.add_directive("named-ideas", NamedIdeas)
    app.add_directive("capstone-rubric", Rubric)
    app.add_directive("practice-points", Points)
    app.add_directive("slide-figures", SlideFigures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
