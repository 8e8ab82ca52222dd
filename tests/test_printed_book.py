"""The printed book put together from small parts, the answers at its end, and what counts as a fault of a print."""

import doctest
import re

import pypdf
import pytest
from pypdf.annotations import Link
from pypdf.generic import Fit

import pdf_faults
import printed_answers
from glutlearn import question_bank
from printed_book import OPEN_NUMBER, Part, assembled, with_page_numbers

PARTS = [
    Part("the-hip", 'The hip: "lines" & leverage', 1, '<h1>The hip</h1><p id="the-hip--first">Ana.</p>'),
    Part("practice", "Practice", 2, '<h1>Practice</h1><a href="#the-hip--first">back</a>'),
]


def test_every_part_is_in_the_contents_and_on_pages_of_its_own():
    document = assembled("The book", "<h1>Front</h1>", PARTS, ["p { color: red }"] * 2, ["a.css", "a.css"])
    assert document.count("p { color: red }") == document.count("a.css") == 1
    assert document.index("Front") < document.index("Contents") < document.index("Ana.") < document.index(">back<")
    assert re.findall(r'<li class="level-(\d)"><a href="#([^"]+)">', document) == [("1", "the-hip"), ("2", "practice")]
    assert '@page of-the-hip { @top-right { content: "The hip: \\"lines\\" & leverage" } }' in document
    assert '<section class="part bd-article" id="practice" style="page: of-practice">' in document


def test_the_contents_gather_parts_under_their_captions():
    front = Part("index", "The course", 1, "")
    under = [
        Part(name, name, 1, "", caption) for name, caption in (("a", "Learn"), ("b", "Learn"), ("c", "Look & see"))
    ]
    listed = assembled("The book", "", [front, *under]).partition("<nav")[2].partition("</nav>")[0]
    found = re.findall(r'<p class="caption">(.*?)</p>|<a href="#(\w+)">', listed)
    assert [caption or name for caption, name in found] == ["index", "Learn", "a", "b", "Look &amp; see", "c"]


def test_a_style_cannot_end_the_style_sheet():
    assert "</style><b>" not in assembled("The book", "", PARTS, ['p::after { content: "</style><b>" }'])


def test_page_numbers_are_filled_in_where_the_links_are():
    document = with_page_numbers(assembled("The book", "", PARTS), {"the-hip": 3, "practice": 17})
    assert re.findall(r'data-of="([^"]+)">(\d+)<', document) == [("the-hip", "3"), ("practice", "17")]
    assert with_page_numbers(document, {"the-hip": 4, "practice": 18}).count(">4<") == 1
    assert len(OPEN_NUMBER.findall(document)) == 2


def test_a_page_number_of_nothing_is_refused():
    with pytest.raises(SystemExit, match="nothing in the book is named practice"):
        with_page_numbers(assembled("The book", "", PARTS), {"the-hip": 3})


@pytest.mark.parametrize("lesson", question_bank.lessons())
def test_every_question_has_its_answer_at_the_end(lesson):
    chapter = printed_answers.chapter([(lesson, "A lesson")])
    for name in question_bank.names(lesson):
        assert f'id="answer--{name.replace("/", "--")}"' in chapter
    assert not re.search(r"\*\*|`|\bnan\b", re.sub(r"<[^>]+>", "", chapter))


def test_an_answer_says_which_option_is_right_and_why_another_is_not():
    said = printed_answers.answer("the-hip/complete-statement")
    assert said.count("<li class=right>") == 1
    asked = question_bank.complete(question_bank.find("the-hip/complete-statement")[1])
    right = next(index for index, option in enumerate(asked["options"]) if option["right"])
    assert f"{chr(65 + right)} right." in said
    assert said.count(" not.</strong>") == len(asked["options"]) - 1


@pytest.mark.parametrize("kind", ["number", "order", "curve"])
def test_a_computed_answer_is_the_one_that_the_page_is_checked_against(kind):
    names = [name for lesson in question_bank.lessons() for name in question_bank.names(lesson)]
    name = next(name for name in names if question_bank.find(name)[1]["kind"] == kind)
    asked = question_bank.complete(question_bank.find(name)[1])
    said = printed_answers.answer(name)
    if kind == "number":
        assert printed_answers.quantity(asked["answer"], asked["digits"], asked["unit"]) in said
    elif kind == "order":
        named = {option["key"]: printed_answers.words(option["words"]) for option in asked["options"]}
        places = [said.index(named[key]) for key in asked["answer"]]
        assert places == sorted(places)
    else:
        shown = [float(cell.replace("−", "-")) for cell in re.findall(r"<td>([^<]+)</td>", said)]
        assert len(shown) == asked["axis"]["points"]
        half_a_step = asked["curve"]["step"] / 2  # what rounding to a step of the curve may take away
        assert shown[0] == pytest.approx(asked["answer"][0], abs=half_a_step)
        assert shown[-1] == pytest.approx(asked["answer"][-1], abs=half_a_step)


def test_the_examples_of_the_answers_hold():
    result = doctest.testmod(printed_answers)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.fixture
def print_with_faults(tmp_path):
    """A book of two empty pages with one bookmark, a link to nowhere in it and one to a file."""
    writer = pypdf.PdfWriter()
    for _ in range(2):
        writer.add_blank_page(210, 297)
    writer.add_outline_item(title="The hip", page_number=1)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="file:///book/the-hip.html"))
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://doi.org/10.1000/1"))
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), target_page_index=1, fit=Fit.fit()))
    writer.add_named_destination("the-hip", 1)
    writer.write(tmp_path / "book.pdf")
    return tmp_path / "book.pdf"


def test_faults_of_a_print_are_named(print_with_faults):
    reader = pypdf.PdfReader(print_with_faults)
    assert pdf_faults.faults(reader, ["The hip", "Practice"]) == [
        "no bookmark leads to “Practice”",
        "page 1 is empty",
        "page 1 has a link to file:///book/the-hip.html, which leads nowhere",
        "page 2 is empty",
        "page 2 does not carry its number",
    ]
    assert pdf_faults.pages_of_names(reader) == {"the-hip": 2}
