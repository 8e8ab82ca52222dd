"""The exported bank: valid, judging as the lessons judge, and read back as the same questions."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from itertools import permutations, product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

import moodle_reader
from glutlearn import question_bank
from glutlearn.question_export import asked, elements, moodle, qti_items, qti_package
from glutlearn.question_export.__main__ import main
from qti_player import QTI, Item

HERE = Path(__file__).resolve().parent
SITE = "https://example.org/course/"
LESSONS = asked.collect(SITE)
ASKED = {one.name: (one, lesson) for lesson in LESSONS for one in lesson.questions}
PACKAGE = zipfile.ZipFile(io.BytesIO(qti_package.package(LESSONS)))
ITEMS = {name: PACKAGE.read(f"{name}.xml") for name in ASKED}
QUIZ = elements.document(moodle.quiz(LESSONS))
READ = {one["id"]: one for one in moodle_reader.read(QUIZ)}

every_question = pytest.mark.parametrize("name", ASKED)


def fields_of(name):
    return ASKED[name][0].fields


def html_of(words):
    return elements.html(elements.paragraphs(words))


# Nothing is lost on the way out


def test_every_question_is_exported_or_named_as_left_out():
    left_out = [name for lesson in LESSONS for name in lesson.left_out]
    bank = [name for lesson in question_bank.lessons() for name in question_bank.names(lesson)]
    assert sorted([*ASKED, *left_out]) == sorted(bank)
    assert {question_bank.find(name)[1]["kind"] for name in left_out} == {"curve"} == set(asked.LEFT_OUT)
    assert list(READ) == list(ASKED)
    assert {one.kind for one, _ in ASKED.values()} == set(question_bank.KINDS) - {"curve"}


def test_titles_are_those_of_the_lessons():
    for lesson in LESSONS:
        notebook = (HERE.parent / "book" / f"{lesson.name}.ipynb").read_text(encoding="utf-8")
        assert f'"# {lesson.title}\\n"' in notebook


# Schemas


def relaxng(name):
    return etree.RelaxNG(etree.parse(HERE / "schemas" / f"{name}.rng"))


def checked(schema, data):
    schema.assertValid(etree.fromstring(data))


def test_quiz_is_what_moodle_reads():
    checked(relaxng("moodle"), QUIZ)


def test_items_and_tests_are_valid_qti():
    schema = relaxng("qti21")
    for name in PACKAGE.namelist():
        if name != "imsmanifest.xml":
            checked(schema, PACKAGE.read(name))


def test_manifest_is_valid_and_names_what_is_there():
    data = PACKAGE.read("imsmanifest.xml")
    checked(relaxng("imscp_qti21"), data)
    manifest = etree.fromstring(data)
    resources = {one.get("identifier"): one for one in manifest.iter("{*}resource")}
    assert len(resources) == len(list(manifest.iter("{*}resource")))
    hrefs = [one.get("href") for one in manifest.iter("{*}file")]
    assert sorted([*hrefs, "imsmanifest.xml"]) == sorted(PACKAGE.namelist())
    for one in resources.values():
        root = etree.fromstring(PACKAGE.read(one.get("href")))
        assert root.get("identifier") == one.get("identifier")
        needed = {dependency.get("identifierref") for dependency in one.iter("{*}dependency")}
        referred = {ref.get("identifier"): ref.get("href") for ref in root.iter("{*}assessmentItemRef")}
        assert needed == set(referred)
        assert all(resources[item].get("href") == href for item, href in referred.items())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' baseType="float"', ""),
        ("responseElse>", "otherwise>"),
        ('showHide="show"', 'showHide="maybe"'),
        ('tolerance="1 1"', 'tolerance="one"'),
        ("<p>In the view", "<div>x</div><p>In the view"),
    ],
)
def test_schema_refuses_what_qti_does_not_know(old, new):
    data = ITEMS["the-hip/string-in-a-model"].decode()
    assert old in data
    assert not relaxng("qti21").validate(etree.fromstring(data.replace(old, new).encode()))


class ByName(etree.Resolver):
    """Finds what a schema imports in one folder, by its file name: the official ones import by address."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def resolve(self, address, identifier, context):
        return self.resolve_filename(str(self.folder / address.rpartition("/")[2]), context)


def schema_in(folder, name):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(ByName(folder))
    return etree.XMLSchema(etree.parse(str(Path(folder) / name), parser))


@pytest.mark.skipif("GLUTLEARN_QTI_SCHEMAS" not in os.environ, reason="no folder with 1EdTech's schemas is named")
def test_package_is_valid_by_the_official_schemas():
    folder = os.environ["GLUTLEARN_QTI_SCHEMAS"]
    items, manifest = (schema_in(folder, url.rpartition("/")[2]) for url in (qti_items.SCHEMA, qti_package.SCHEMA))
    for name in PACKAGE.namelist():
        checked(manifest if name == "imsmanifest.xml" else items, PACKAGE.read(name))


def test_official_schemas_are_found_by_their_names(tmp_path):
    xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'
    (tmp_path / "word.xsd").write_text(f'<xs:schema {xs}><xs:element name="word" type="xs:int"/></xs:schema>')
    (tmp_path / "all.xsd").write_text(
        f'<xs:schema {xs}><xs:include schemaLocation="http://schemas.invalid/of/word.xsd"/></xs:schema>'
    )
    schema = schema_in(tmp_path, "all.xsd")
    assert schema.validate(etree.fromstring("<word>1</word>"))
    assert not schema.validate(etree.fromstring("<word>one</word>"))


# It judges as the lessons judge


def answers_to(name):
    """Answers to a question: as its item takes them, whether right, and the feedback that the lesson gives."""
    fields = fields_of(name)
    letter = asked.letters(fields) if "options" in fields else {}
    match fields["kind"]:
        case "choice":
            for place, option in enumerate(fields["options"]):
                yield letter[str(place)], option["right"], [option["feedback"]]
        case "multiple":
            for ticks in product([False, True], repeat=len(fields["options"])):
                if not any(ticks):
                    continue
                rights = [option["right"] for option in fields["options"]]
                chosen = [place for place, tick in enumerate(ticks) if tick]
                missed = any(right and not tick for right, tick in zip(rights, ticks, strict=True))
                said = [fields["options"][place]["feedback"] for place in chosen]
                yield [letter[str(place)] for place in chosen], list(ticks) == rights, said + [asked.MISSED] * missed
        case "number":
            right, tolerance = fields["answer"], fields["tolerance"]
            for value in (right, right + 0.98 * tolerance, right - 0.98 * tolerance):
                yield value, True, [fields["feedback"]]
            for one in fields["wrong"]:
                yield one["value"], False, [one["feedback"]]
            for value in (right + 1.02 * tolerance, right - 1.02 * tolerance, -1e6, 1e6):
                yield value, False, [fields["otherwise"]]
        case "order":
            for order in permutations(letter):
                known = [
                    one["feedback"]
                    for one in fields["wrong"]
                    if order.index(one["before"][0]) < order.index(one["before"][1])
                ]
                right = list(order) == fields["answer"]
                said = fields["feedback"] if right else known[0] if known else fields["otherwise"]
                yield [letter[key] for key in order], right, [said]


@every_question
def test_item_gives_the_score_and_the_feedback_of_the_lesson(name):
    item = Item(ITEMS[name])
    assert item.answer(item.correct())[0] == 1
    for answer, right, said in answers_to(name):
        score, shown = item.answer(answer)
        assert score == float(right), answer
        assert len(shown) == len(said), answer
        for identifier, words in zip(shown, said, strict=True):
            assert back(item.feedback[identifier]).endswith(bank_words(words))


@every_question
def test_item_says_nothing_to_no_answer(name):
    assert Item(ITEMS[name]).answer(None) == (0.0, [])


def moodle_response(name, answer):
    """An answer of `answers_to` as `moodle_reader.grade` takes it."""
    fields = fields_of(name)
    if fields["kind"] == "number":
        return answer
    places = [ord(letter) - ord("A") for letter in answer]
    if fields["kind"] == "order":
        return [html_of(fields["options"][place]["words"]) for place in places]
    return places


@every_question
def test_moodle_gives_full_marks_to_the_right_answer_alone(name):
    fields, question = fields_of(name), READ[name]
    for answer, right, said in answers_to(name):
        mark, heard = moodle_reader.grade(question, moodle_response(name, answer))
        assert (mark > 0.99999) == right, answer
        wrong_chosen = fields["kind"] == "multiple" and any(
            not option["right"] and letter in answer
            for letter, option in zip(asked.letters(fields).values(), fields["options"], strict=True)
        )
        if not right and (wrong_chosen or fields["kind"] != "multiple"):
            assert mark == 0, answer
            # Each misconception is said at once; the explanation of what is right comes when the question is over.
            wrong = [words for words in said if words != asked.MISSED and html_of(words) not in question["general"]]
            assert all(html_of(words).removeprefix("<p>") in " ".join(heard) for words in wrong)


@every_question
def test_moodle_explains_to_everybody_in_the_end(name):
    fields, general = fields_of(name), READ[name]["general"]
    rights = [one["feedback"] for one in fields.get("options", []) if one.get("right")] or [fields["feedback"]]
    assert all(html_of(words).removeprefix("<p>") in general for words in rights)


def test_a_partly_right_choice_in_moodle_is_told_what_is_missing():
    name = next(name for name, (one, _) in ASKED.items() if one.kind == "multiple")
    rights = [place for place, option in enumerate(fields_of(name)["options"]) if option["right"]]
    mark, heard = moodle_reader.grade(READ[name], rights[:1])
    assert 0 < mark < 1
    assert heard[-1] == html_of(asked.MISSED)
    everything = list(range(len(fields_of(name)["options"])))
    assert moodle_reader.grade(READ[name], everything)[0] == 0


# It is read back as the same questions


def marked(element):
    """The words of an element with the marks that the bank writes."""
    marks = {"strong": "**", "em": "*", "code": "`"}
    inner = (element.text or "") + "".join(marked(child) + (child.tail or "") for child in element)
    mark = marks.get(element.tag.rpartition("}")[2], "")
    return mark + inner + mark


def back(parents):
    return "\n\n".join(marked(one) for one in parents)


def bank_words(words):
    return re.sub(r"\n\s*\n", "\n\n", words)


@every_question
def test_item_reads_back_as_the_question_of_the_bank(name):
    fields, item = fields_of(name), Item(ITEMS[name])
    body = item.root.find(f"{QTI}itemBody")
    count = len(elements.paragraphs(fields["prompt"]))
    assert back(body[:count]) == bank_words(fields["prompt"])
    words = [marked(one) for one in body.iter(f"{QTI}simpleChoice")]
    assert words == [option["words"] for option in fields.get("options", [])]
    said = {identifier: back(one) for identifier, one in item.feedback.items()}
    match fields["kind"]:
        case "choice" | "multiple":
            letters = list(asked.letters(fields).values())
            rights = [letter for letter, option in zip(letters, fields["options"], strict=True) if option["right"]]
            correct = item.correct()
            assert rights == (correct if isinstance(correct, list) else [correct])
            for letter, option in zip(letters, fields["options"], strict=True):
                about = f"**{option['words']}**\n\n" if fields["kind"] == "multiple" else ""
                assert said[letter] == about + bank_words(option["feedback"])
            return
        case "number":
            assert item.correct() == pytest.approx(fields["answer"], abs=fields["tolerance"] / 100)
            tolerances = {one.get("tolerance") for one in item.root.iter(f"{QTI}equal")}
            assert [float(one) for one in tolerances.pop().split()] == [fields["tolerance"]] * 2
            assert not tolerances
            assert fields["unit"] in "".join(body.itertext())
        case "order":
            words_of = dict(zip(asked.letters(fields).values(), words, strict=True))
            wanted = {option["key"]: option["words"] for option in fields["options"]}
            assert [words_of[letter] for letter in item.correct()] == [wanted[key] for key in fields["answer"]]
    assert said["RIGHT"].endswith(bank_words(fields["feedback"]))
    assert said["OTHERWISE"] == bank_words(fields["otherwise"])
    assert [said[f"WRONG{number + 1}"] for number in range(len(fields["wrong"]))] == [
        bank_words(one["feedback"]) for one in fields["wrong"]
    ]


@every_question
def test_moodle_reads_back_the_question_of_the_bank(name):
    (one, lesson), question = ASKED[name], READ[name]
    fields = one.fields
    assert question["category"] == f"top/glutlearn/{lesson.title}"
    assert question["text"].startswith(html_of(fields["prompt"]))
    assert question["tags"] == ["glutlearn", lesson.name, f"objective {one.objective}"]
    if one.kind == "number":
        first, *others, last = question["answers"]
        assert float(first["text"]) == pytest.approx(fields["answer"], abs=fields["tolerance"] / 100)
        assert {answer["tolerance"] for answer in (first, *others)} == {fields["tolerance"]}
        assert [answer["feedback"] for answer in others] == [html_of(wrong["feedback"]) for wrong in fields["wrong"]]
        assert (last["text"], last["feedback"]) == ("*", html_of(fields["otherwise"]))
        assert question["units"] == ([fields["unit"]] if fields["unit"] else [])
    elif one.kind == "order":
        words = {option["key"]: option["words"] for option in fields["options"]}
        assert question["answers"] == [html_of(words[key]) for key in fields["answer"]]
        assert question["all"] and question["all_or_nothing"]
    else:
        assert question["single"] == (one.kind == "choice")
        assert [answer["text"] for answer in question["answers"]] == [
            html_of(option["words"]) for option in fields["options"]
        ]
        assert [answer["fraction"] > 0 for answer in question["answers"]] == [
            option["right"] for option in fields["options"]
        ]


# Words, links, files


def test_words_are_escaped_and_only_three_marks_are_elements():
    words = 'If 1 < 2 & "so", **then** *more* and `a < *b*`; </p><script>alert(1)</script>'
    written = html_of(words)
    assert set(re.findall(r"</?(\w+)", written)) == {"p", "em", "strong", "code"}
    assert "&lt;script&gt;" in written
    assert "<code>a &lt; *b*</code>" in written
    read = ElementTree.fromstring(written)
    assert "".join(read.itertext()) == 'If 1 < 2 & "so", then more and a < *b*; </p><script>alert(1)</script>'


def test_marks_are_those_that_the_page_knows():
    page = (HERE.parent / "glutlearn/explorers/question_text.js").read_text(encoding="utf-8")
    assert f"/{elements.MARKED.pattern}/g" in page
    assert f"[{', '.join(f'{chr(34)}{tag}{chr(34)}' for tag in elements.TAGS)}]" in page


def test_bank_refuses_html_and_links_before_they_could_be_exported():
    for words in ("<b>Bold</b>?", "See [this](that.md)."):
        with pytest.raises(question_bank.QuestionError, match="has a link or HTML"):
            question_bank.complete({**question_bank.find("the-hip/string-in-a-model")[1], "prompt": words})


def test_questions_link_to_their_lesson_only_where_a_site_is_named():
    addresses = set(re.findall(r"https?://[^\"<\s]+", QUIZ.decode()))
    assert addresses == {f"https://example.org/course/book/{lesson.name}.html" for lesson in LESSONS}
    unlinked = elements.document(moodle.quiz(asked.collect())).decode()
    assert "http" not in unlinked
    assert "&lt;a" not in unlinked
    # Each question and each category says which lesson its "view" or "table" is in.
    assert unlinked.count("Lesson of glutlearn: ") == len(ASKED) + len(LESSONS)


@pytest.mark.parametrize("site", ["example.org", "book/", "ftp://example.org", "https://", "javascript:alert(1)"])
def test_site_must_be_a_whole_address(site, capsys):
    assert main(["--to", "never-made", "--site", site]) == 1
    assert "write a whole address" in capsys.readouterr().err
    assert not Path("never-made").exists()


def test_same_questions_give_the_same_bytes():
    assert qti_package.package(LESSONS[:2]) == qti_package.package(asked.collect(SITE)[:2])


def test_command_writes_both_formats_and_names_what_is_left_out(tmp_path):
    command = [sys.executable, "-m", "glutlearn.question_export", "--to", str(tmp_path / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"{len(ASKED)} questions" in ran.stdout
    for lesson in LESSONS:
        assert all(f"  {name}\n" in ran.stdout for name in lesson.left_out)
    assert len(moodle_reader.read((tmp_path / "out/moodle.xml").read_bytes())) == len(ASKED)
    with zipfile.ZipFile(tmp_path / "out/qti21.zip") as whole:
        assert set(whole.namelist()) == set(PACKAGE.namelist())
    alone = sorted(path.stem for path in (tmp_path / "out/qti21").glob("*.zip"))
    assert alone == sorted(lesson.name for lesson in LESSONS)
    for lesson in LESSONS:
        with zipfile.ZipFile(tmp_path / f"out/qti21/{lesson.name}.zip") as one:
            assert len(one.namelist()) == 2 + len(lesson.questions)
