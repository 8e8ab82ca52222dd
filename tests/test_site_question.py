"""Self-checks on the built pages: each kind answered by keyboard and by pointer, told why, remembered, forgotten."""

import pytest

from glutlearn import question_bank
from glutlearn.question_bank import complete, find
from living_page import settle
from pages import Watch, axe_faults, in_turn

LESSON = "problem-1-role-inversion"
CHOICE = f"{LESSON}/which-axis"
ORDER = f"{LESSON}/what-comes-first"
CURVE = f"{LESSON}/arm-against-flexion"
NUMBER = "the-hip/string-in-a-model"
MULTIPLE = "the-hip/how-anatomies-differ"
EVERY_KIND = [CHOICE, MULTIPLE, NUMBER, ORDER, CURVE]
ON_PAGE = {LESSON: [CHOICE, ORDER, CURVE], "the-hip": [MULTIPLE, NUMBER]}


def turn_to(page, address, lesson):
    page.goto(f"{address}book/{lesson}.html")
    settle(page)


def asked_on(page, name):
    """A question of the page that is open."""
    question = page.locator(f'.gl-explorer[data-question="{name}"]')
    question.locator("form").wait_for()
    question.scroll_into_view_if_needed()
    return question


def opened(page, address, name):
    """Open the page of a question, and return the question."""
    turn_to(page, address, name.partition("/")[0])
    return asked_on(page, name)


def whole(name):
    return complete(find(name)[1])


def letters(name, right=True):
    return ["ABCDEFG"[at] for at, option in enumerate(whole(name)["options"]) if option["right"] == right]


def press(control, key):
    control.focus()
    control.page.keyboard.press(key)


def check(question, by):
    button = question.locator(".gl-check")
    press(button, "Enter") if by == "keyboard" else button.click()


def tick(question, letter, by):
    box = f'input[value="{letter}"]'
    press(question.locator(box), "Space") if by == "keyboard" else question.locator(f"label:has({box})").click()


def put_in_order(question, keys, by):
    """Bring each item to its place, from the first on."""
    for place, key in enumerate(keys):
        item = question.locator(f'li[data-key="{key}"]')
        while (now := question.locator("li").evaluate_all("all => all.map(one => one.dataset.key)").index(key)) > place:
            if by == "keyboard":
                press(item.locator("button").first, "Enter")
                assert item.locator("button").first.evaluate("one => one === document.activeElement")
                continue
            drag(item.locator(".gl-grip"), question.locator("li").nth(place))
            assert now != place


def drag(handle, target):
    """Drag one thing to the upper edge of another with the mouse."""
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    mouse = handle.page.mouse
    mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(start["x"] + start["width"] / 2, end["y"] + 3, steps=6)
    mouse.up()


def draw(question, name, by, off=0.0):
    """Put the points of a curve where the library has them, or off by as many units."""
    asked = whole(name)
    curve, points = asked["curve"], asked["axis"]["points"]
    nodes = len(asked["answer"]) - 1
    for index in range(points):
        handle = question.locator(".gl-handle").nth(index)
        wanted = asked["answer"][round(index * nodes / (points - 1))] + off
        wanted = min(max(wanted, curve["from"]), curve["to"])
        now = float(handle.get_attribute("aria-valuenow"))
        if by == "keyboard":
            handle.focus()
            for _ in range(abs(round((wanted - now) / curve["step"]))):
                handle.press("ArrowUp" if wanted > now else "ArrowDown")
            continue
        handle.scroll_into_view_if_needed()
        dot = handle.locator(".gl-handle-dot").bounding_box()
        x, y = dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2
        # Two labels of the axis tell how many pixels a unit is.
        scale = question.locator("svg").evaluate(
            """svg => {
                const lines = [...svg.querySelectorAll('.gl-rule, .gl-zero')].filter(one =>
                    one.getAttribute('y1') === one.getAttribute('y2')).map(one => Number(one.getAttribute('y1')));
                return (Math.max(...lines) - Math.min(...lines));
            }"""
        ) / (curve["to"] - curve["from"])
        mouse = handle.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x, y - (wanted - now) * scale, steps=5)
        mouse.up()


def answer(question, name, by, right):
    """Answer a question rightly or wrongly, by keyboard or by pointer, and have it checked."""
    asked = whole(name)
    if asked["kind"] in ("choice", "multiple"):
        wanted = set(letters(name, True)) if right else {letters(name, False)[0]}
        if asked["kind"] == "choice":
            tick(question, wanted.pop(), by)
        else:
            for box in question.locator("input").all():
                if box.is_checked() != (box.get_attribute("value") in wanted):
                    tick(question, box.get_attribute("value"), by)
    elif asked["kind"] == "number":
        field = question.locator("input")
        text = f"{asked['answer'] + (0 if right else 3 * asked['tolerance']):.2f}".replace(".", ",")
        if by == "keyboard":
            field.focus()
            field.press("Control+a")
            field.page.keyboard.type(text)
            return field.press("Enter")
        field.click()
        field.fill(text)
    elif asked["kind"] == "order":
        put_in_order(question, asked["answer"] if right else asked["answer"][::-1], by)
    else:
        draw(question, name, by, off=0 if right else 3 * asked["tolerance"])
    check(question, by)


@pytest.mark.parametrize("by", ["keyboard", "pointer"])
@pytest.mark.parametrize("name", EVERY_KIND)
def test_wrong_then_right_is_told_in_words(desktop, http_address, name, by):
    watched = Watch(desktop, http_address)
    question = opened(desktop, http_address, name)
    verdict, status = question.locator(".gl-verdict"), question.locator(".gl-question-status")
    assert not verdict.is_visible()
    answer(question, name, by, right=False)
    assert verdict.get_attribute("aria-live") == "polite"
    assert "ot quite" in verdict.inner_text() and "✗" in verdict.inner_text()
    assert verdict.locator("em").count() > 0, "the misconception has a name"
    assert status.inner_text() == "✗ not yet right, 1 try"
    answer(question, name, by, right=True)
    assert "ight" in verdict.inner_text() and "✓" in verdict.inner_text()
    assert "ot quite" not in verdict.inner_text()
    assert status.inner_text() == "✓ right, 2 tries"
    assert watched.faults == []


def has_lasting_store(page, address):
    """Whether another page finds what this one keeps."""
    page.evaluate("localStorage.setItem('token', performance.timeOrigin)")
    other = page.context.new_page()
    # A script, shown as text: nothing on it asks for the store before the browser has wholly turned to it.
    other.goto(f"{address}_static/doctools.js")
    found = other.evaluate("localStorage.getItem('token')")
    other.close()
    kept = page.evaluate("localStorage.getItem('token')")
    page.evaluate("localStorage.removeItem('token')")
    return found == kept


def turn_to_with_lasting_store(page, address, lesson):
    """Turn to a lesson, again where Chromium has given it a store that nobody else sees.

    That befalls pages from the disk on a busy machine, if they ask for their store early, as the theme does to know
    whether to be dark: about one opening in forty with three browsers on two processors.
    """
    for _ in range(5):
        turn_to(page, address, lesson)
        if has_lasting_store(page, address):
            return
    pytest.fail("five times the browser gave the page a store that does not last")


@pytest.mark.parametrize("lesson", ON_PAGE)
def test_answers_are_remembered_after_reload_and_forgotten_on_request(desktop, address, lesson):
    watched = Watch(desktop, address)
    turn_to_with_lasting_store(desktop, address, lesson)
    told = {}
    for name in ON_PAGE[lesson]:
        question = asked_on(desktop, name)
        answer(question, name, "keyboard", right=False)
        told[name] = question.locator(".gl-verdict").inner_text()
    turn_to_with_lasting_store(desktop, address, lesson)
    for name in ON_PAGE[lesson]:
        question = asked_on(desktop, name)
        assert question.locator(".gl-verdict").inner_text() == told[name]
        assert question.locator(".gl-question-status").inner_text() == "✗ not yet right, 1 try"
        question.locator(".gl-forget").click()
        assert not question.locator(".gl-verdict").is_visible()
        assert question.evaluate("one => one.contains(document.activeElement)")
    assert desktop.evaluate("Object.keys(localStorage).filter(key => key.startsWith('glutlearn question'))") == []
    turn_to_with_lasting_store(desktop, address, lesson)
    for name in ON_PAGE[lesson]:
        assert asked_on(desktop, name).locator(".gl-question-status").inner_text() == ""
    assert watched.faults == []


@pytest.mark.parametrize("lesson", ON_PAGE)
def test_answers_are_shown_on_request_after_a_try(desktop, http_address, lesson):
    turn_to(desktop, http_address, lesson)
    for name in ON_PAGE[lesson]:
        question, asked = asked_on(desktop, name), whole(name)
        show, verdict = question.locator(".gl-show"), question.locator(".gl-verdict")
        assert not show.is_visible()
        answer(question, name, "keyboard", right=False)
        if asked["kind"] == "curve":
            assert question.locator(".gl-computed-curve").count() == 1, "a curve is shown by comparing it"
            continue
        show.click()
        for words in [option["feedback"] for option in asked.get("options", []) if option.get("right")]:
            assert words in verdict.inner_text()
        if asked["kind"] == "number":
            assert f"The library computes {asked['answer']:.{asked['digits']}f}" in verdict.inner_text()
        if asked["kind"] == "order":
            words = {option["key"]: option["words"] for option in asked["options"]}
            assert verdict.locator("li").all_inner_texts() == [words[key] for key in asked["answer"]]
        assert not show.is_visible()


def test_curve_is_compared_with_the_librarys_in_words(desktop, http_address):
    question = opened(desktop, http_address, CURVE)
    assert question.locator(".gl-computed-curve").count() == 0
    asked = whole(CURVE)
    press(question.locator(".gl-handle").last, "ArrowUp")
    check(question, "keyboard")
    assert question.locator(".gl-computed-curve").count() == 1
    # One step up from a level curve at zero: the gap is largest where the computed one is farthest from zero.
    largest = max(abs(value) for value in asked["answer"])
    assert f"Largest gap: {largest:.0f}" in question.locator(".gl-verdict").inner_text()


def test_what_is_no_number_is_no_try(desktop, http_address):
    question = opened(desktop, http_address, NUMBER)
    for text in ("", "much", "1.2.3", "1e3"):
        question.locator("input").fill(text)
        check(question, "pointer")
        assert question.locator(".gl-missing").inner_text() == "Write a number first, such as 12.5."
        assert question.locator(".gl-question-status").inner_text() == ""


def test_page_works_where_it_may_not_remember(browser, http_address):
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    page = context.new_page()
    question = opened(page, http_address, CHOICE)
    answer(question, CHOICE, "keyboard", right=True)
    assert question.locator(".gl-question-status").inner_text() == "✓ right, 1 try"
    assert "is not remembered" in question.locator(".gl-privacy").inner_text()
    context.close()


def test_page_holds_the_drawing_code_of_its_questions_once(site):
    stored = (site / "_static/views/book" / f"{LESSON}.js").read_text(encoding="utf-8")
    assert len(question_bank.names(LESSON)) >= 5
    assert stored.count("Forget my answers") == 1


@pytest.mark.parametrize("lesson", ON_PAGE)
def test_axe_finds_no_fault_in_answered_questions_on_a_telephone_in_dark_and_light(browser, http_address, lesson):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = context.new_page()
    turn_to(page, http_address, lesson)
    for name in ON_PAGE[lesson]:
        answer(asked_on(page, name), name, "keyboard", right=False)
    page.evaluate("scrollTo(0, 0)")
    faults, widths = {}, {}
    for scheme in in_turn(page, "dark", "light"):
        faults[scheme] = axe_faults(page)
        widths[scheme] = page.evaluate("document.scrollingElement.scrollWidth")
    context.close()
    assert not any(faults.values()), faults
    assert max(widths.values()) <= 360, widths
