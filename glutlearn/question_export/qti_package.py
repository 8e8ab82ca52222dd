"""The IMS content package that carries QTI 2.1: a zip with a manifest, a test for each lesson, and its items."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from glutlearn.question_export.asked import Lesson
from glutlearn.question_export.elements import document, element
from glutlearn.question_export.qti_items import item, test

NAMESPACE = "http://www.imsglobal.org/xsd/imscp_v1p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time that every file in the package carries, so that the same questions give the same bytes."""


def package(lessons: Sequence[Lesson]) -> bytes:
    """A content package of these lessons' questions.

    Parameters
    ----------
    lessons : sequence of Lesson

    Returns
    -------
    bytes
        A zip file. The tests lie beside the manifest and the items below them, so that no path in it goes upwards.

    Examples
    --------
    >>> import io, zipfile
    >>> from glutlearn.question_export.asked import collect
    >>> zipfile.ZipFile(io.BytesIO(package(collect()[:1]))).namelist()[:3]
    ['imsmanifest.xml', 'can-we-trust-it.xml', 'can-we-trust-it/which-is-validation.xml']
    """
    files = {"imsmanifest.xml": manifest(lessons)}
    for lesson in lessons:
        hrefs = places(lesson)
        files[f"{lesson.name}.xml"] = test(lesson, hrefs)
        files |= {href: item(asked, lesson) for asked, href in zip(lesson.questions, hrefs, strict=True)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, document(root))
    return packed.getvalue()


def places(lesson: Lesson) -> list[str]:
    """Where each question's item lies in the package."""
    return [f"{asked.name}.xml" for asked in lesson.questions]


def manifest(lessons: Sequence[Lesson]) -> Element:
    """The list of all that the package holds: of each test which items it needs.

    Parameters
    ----------
    lessons : sequence of Lesson
    """
    tests, items = [], []
    for lesson in lessons:
        needed = [element("dependency", identifierref=asked.identifier) for asked in lesson.questions]
        tests.append(_resource(lesson.name, "imsqti_test_xmlv2p1", f"{lesson.name}.xml", *needed))
        items += [
            _resource(asked.identifier, "imsqti_item_xmlv2p1", href)
            for asked, href in zip(lesson.questions, places(lesson), strict=True)
        ]
    return element(
        "manifest",
        element("metadata", element("schema", "QTIv2.1 Package"), element("schemaversion", "1.0.0")),
        element("organizations"),
        element("resources", *tests, *items),
        **{
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
        },
        identifier="glutlearn-questions",
    )


def _resource(identifier: str, kind: str, href: str, *needed: Element) -> Element:
    return element("resource", element("file", href=href), *needed, identifier=identifier, type=kind, href=href)
