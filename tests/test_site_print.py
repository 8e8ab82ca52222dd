"""The pages on paper: what a reader who prints one gets, and what is frozen of it for the printed book."""

import io
import unicodedata

import numpy as np
import pypdf
import pytest
from PIL import Image

import website
from frozen_pages import WIDTH, Page, freeze, pages
from living_page import NEXT_FRAME, settle, unlock

LESSON = "book/problem-1-role-inversion.html"
VIEW = '.gl-explorer[data-explorer="role-inversion"]'
# Words of the page around a lesson, which are no part of it.
NAVIGATION = ("Search", "Back to top", "previous", "next", "Skip to main content", "Download this page", "Show code")


def words(text):
    """A text without its blanks and ligatures: a print breaks lines where it likes, and joins fi and fl."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def shades(data):
    """How many different colours a picture has, rounded to 16 steps of each."""
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")) // 16
    return len(np.unique(pixels.reshape(-1, 3), axis=0))


@pytest.fixture
def printed(browser, site, tmp_path):
    """Print the lesson as a reader with a dark screen does; the PDF, and what the page showed before and after."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page = context.new_page()
    page.goto((site / LESSON).as_uri())
    settle(page)
    unlock(page)
    page.evaluate(NEXT_FRAME)
    sentence = page.locator(f"{VIEW} .gl-sentence").inner_text()
    page.evaluate("""() => addEventListener('beforeprint', () => {
        window.themeOnPaper = document.documentElement.dataset.theme;
    })""")
    page.pdf(path=tmp_path / "lesson.pdf", prefer_css_page_size=True, print_background=True)
    themes = page.evaluate("[window.themeOnPaper, document.documentElement.dataset.theme]")
    yield pypdf.PdfReader(tmp_path / "lesson.pdf"), sentence, themes
    context.close()


def test_a_printed_lesson_reads_well(printed):
    """Its sentence and its scene are there, its questions without answers, and nothing that only leads elsewhere."""
    reader, sentence, themes = printed
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert words(sentence) in words(text)
    assert themes == ["light", "dark"], "a dark page is printed, or stays light afterwards"
    lines = {line.strip() for line in text.splitlines()}
    assert [word for word in NAVIGATION if word in lines] == []
    assert "Question 1 of 8" in text
    for left_out in ("Check", "Show the answer", "Forget my answers", "Skip", "That is my prediction"):
        assert left_out not in lines
    assert words("https://doi.org") not in words(text)
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (pytest.approx(210, abs=1), pytest.approx(297, abs=1)), "no A4"
    # A page of one ground has a handful; bones with their shades have hundreds.
    with_view = next(page for page in reader.pages if words(sentence) in words(page.extract_text()))
    assert max(shades(image.data) for image in with_view.images) > 100, "no scene beside its sentence"


def test_on_paper_a_link_says_its_doi_unless_its_words_do(desktop, site):
    desktop.goto((site / "book/the-hip.html").as_uri())
    settle(desktop)
    desktop.emulate_media(media="print")
    after = desktop.locator('.bd-article a[href*="doi.org/10."]').evaluate_all(
        "links => links.map(link => [link.textContent, getComputedStyle(link, '::after').content])"
    )
    said = {text: content for text, content in after if content != "none"}
    added = said["Delp, Hess, Hungerford and Jones (1999)"].replace('"', "")
    assert added.strip() == "(doi:10.1016/S0021-9290(99)00032-9)"
    assert [text for text in said if "10." in text] == []
    assert any("10." in text and content == "none" for text, content in after)


@pytest.fixture
def narrow(browser, site):
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 1000}, color_scheme="light", reduced_motion="reduce", device_scale_factor=2
    )
    yield context.new_page()
    context.close()


def test_a_frozen_lesson_needs_no_script(narrow, tmp_path):
    """Views are unlocked and drawn, at two more places too; ids are apart and links lead within the book."""
    (which,) = [page for page in pages() if page.path == LESSON]
    frozen = freeze(narrow, which, pages())
    assert "<script" not in frozen.html and "<canvas" not in frozen.html
    assert f'href="#{Page("book/the-hip.html", 1).slug}"' in frozen.html
    assert website.PAGES.as_uri() + "/book/" not in frozen.html, "a link leads to the disk of whoever printed it"
    (tmp_path / "book.html").write_text(frozen.html, encoding="utf-8")
    narrow.goto((tmp_path / "book.html").as_uri())
    names = narrow.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert [name for name in names if not name.startswith(f"{which.slug}--")] == []
    scenes = narrow.locator(f"{VIEW} img.gl-scene-on-paper")
    assert scenes.count() == 3
    for scene in scenes.all():
        assert scene.get_attribute("alt")
        colours = scene.evaluate(
            """img => {
                const sheet = Object.assign(document.createElement('canvas'), {width: 120, height: 120});
                const pen = sheet.getContext('2d');
                pen.drawImage(img, 0, 0, 120, 120);
                const {data} = pen.getImageData(0, 0, 120, 120);
                const seen = new Set();
                for (let at = 0; at < data.length; at += 4)
                    seen.add([data[at] >> 4, data[at + 1] >> 4, data[at + 2] >> 4].join());
                return seen.size;
            }"""
        )
        assert colours > 50
    stops = narrow.locator(f"{VIEW} .stops-on-paper .gl-sentence").all_inner_texts()
    assert [stop.split(" of flexion")[0] for stop in stops] == ["At 45°", "At 65°"]
    form = narrow.locator(f"{VIEW} .gl-predict")
    assert form.get_attribute("hidden") is not None
