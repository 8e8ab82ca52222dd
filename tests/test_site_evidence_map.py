"""The view of what was measured on the built page: filters, marks and cards show rows of the table, and no others."""

import random

import pytest

import glutlearn as gl
from glutlearn.explorers import EvidenceMap
from living_page import NEXT_FRAME, settle, unlock
from pages import Watch, axe_faults, in_turn
from views import READ_CONTROLS, READ_NUMBERS, by_keyboard, choose

PAGE = "book/what-was-measured.html"
FILTERS = ("claim", "muscle", "exercise", "hip_flexion", "method", "grade")
VERDICTS = ("supports", "qualifies", "contradicts", "context")

# The rows whose marks can be seen, and of each the claim and the verdict of the cell it is in.
READ_MARKS = """root => [...root.querySelectorAll('.gl-map button[data-finding]')]
    .filter(one => one.checkVisibility())
    .map(one => [Number(one.dataset.finding), one.closest('td').dataset.claim, one.closest('td').dataset.verdict])"""

# The rows of the second drawing: on the axis, whether their list is folded or not, and beside it.
READ_VALUES = """root => {
    const rows = name => [...root.querySelectorAll(`.gl-value-view:not([hidden]) ${name}:not([hidden])`)]
        .map(one => Number(one.dataset.finding));
    return [rows('button.gl-lane'), rows('button.gl-beside')];
}"""

FOCUSED = "() => document.activeElement.dataset.finding ?? document.activeElement.dataset.trait ?? ''"


@pytest.fixture(scope="module")
def table():
    return gl.evidence()


def opened(page, address, locked=False):
    """Open the page and return the view, by default with its controls unlocked and no filter."""
    page.goto(address + PAGE)
    settle(page)
    if not locked:
        unlock(page)
        page.evaluate(NEXT_FRAME)
    return page.locator('.gl-explorer[data-explorer="evidence-map"]')


def offered(root, trait):
    return root.locator(f'select[data-trait="{trait}"] option').evaluate_all("all => all.map(one => one.value)")


def check(page, root, table):
    """What is drawn and said is what the library leaves for what the lists say; returns the rows."""
    page.evaluate(NEXT_FRAME)
    state = root.evaluate(READ_CONTROLS)
    left = EvidenceMap(**{trait: state[trait] for trait in FILTERS}, predict=False).left
    marks = root.evaluate(READ_MARKS)
    assert {row for row, _, _ in marks} == set(left.index), state
    for row, claim, verdict in marks:
        assert verdict == table.verdict[row]
        assert claim in (table.claim[row] or "background").split("; ")
    shown = {one["quantity"]: one["value"] for one in root.evaluate(READ_NUMBERS)}
    assert shown["left"] == len(left)
    if len(left):
        counts = {verdict: int((left.verdict == verdict).sum()) for verdict in VERDICTS}
        assert {verdict: shown[verdict] for verdict in VERDICTS} == counts
    lanes, beside = root.evaluate(READ_VALUES)
    facts = next(one for one in EvidenceMap().facts["quantities"] if one["name"] == state["quantity"])
    on_axis = {row for group in facts["groups"] for row in group["findings"]}
    assert len(lanes) == len(set(lanes))
    assert set(lanes) == on_axis & set(left.index), state
    assert set(beside) == set(facts["beside"]) & set(left.index), state
    return set(left.index)


def look(root):
    """The two drawings and the sentence."""
    drawn = root.evaluate("root => ['.gl-map', '.gl-values'].map(name => root.querySelector(name).outerHTML)")
    return (*drawn, root.locator(".gl-sentence").inner_text())


def test_controls_wait_for_the_prediction_and_the_answer_is_the_table_s(desktop, http_address, table):
    root = opened(desktop, http_address, locked=True)
    controls = root.locator(".gl-filters select")
    assert not any(one.is_visible() and one.is_enabled() for one in controls.all())
    assert root.evaluate(READ_MARKS) == []
    by_keyboard(root.locator('[data-trait="prediction-supports"]'), 9)
    root.locator(".gl-predict-submit").click()
    desktop.evaluate(NEXT_FRAME)
    assert all(one.is_visible() and one.is_enabled() for one in controls.all())
    rule = table[table.claim.str.contains("start at 65°")]
    assert check(desktop, root, table) == set(rule.index)
    outcome = root.locator(".gl-explanation").inner_text()
    assert f"of the {len(rule)} findings" in outcome
    assert "9 support it" in outcome
    assert f"{(rule.verdict == 'qualifies').sum()} qualify it" in outcome


def test_two_predictions_never_add_up_to_more_than_there_is(desktop, http_address):
    root = opened(desktop, http_address, locked=True)
    supports, contradicts = (root.locator(f'[data-trait="prediction-{verdict}"]') for verdict in VERDICTS[::2])
    most = float(supports.get_attribute("max"))
    by_keyboard(supports, most)
    assert float(supports.input_value()) == most
    by_keyboard(contradicts, 5)
    assert float(supports.input_value()) == most - 5
    assert "leaves 0" in root.locator(".gl-rest").inner_text()


@pytest.mark.parametrize("trait", FILTERS)
def test_every_choice_of_a_filter_changes_drawing_and_sentence(desktop, http_address, table, trait):
    watched = Watch(desktop, http_address)
    root = opened(desktop, http_address)
    everything = check(desktop, root, table)
    assert everything == set(table.index)
    before = look(root)
    for choice in offered(root, trait)[1:]:
        choose(root, trait, choice)
        left = check(desktop, root, table)
        assert left
        assert f"({len(left)})" in root.locator(f'select[data-trait="{trait}"] option:checked').inner_text()
        after = look(root)
        assert after[0] != before[0], f"{choice}: the map stands still"
        assert after[2] != before[2], f"{choice}: the sentence says the same"
        before = after
    root.locator(".gl-clear").click()
    assert check(desktop, root, table) == everything
    assert watched.faults == []


def test_filters_narrow_each_other_until_nothing_is_left(desktop, http_address, table):
    root = opened(desktop, http_address)
    draw = random.Random(1)
    sizes = []
    for _ in range(16):
        for trait in draw.sample(FILTERS, 2):
            choose(root, trait, draw.choice(offered(root, trait)))
        choose(root, "quantity", draw.choice(["activation", "moment arm", "contact force"]))
        sizes.append(len(check(desktop, root, table)))
        if not sizes[-1]:
            assert "none of" in root.locator(".gl-sentence").inner_text()
            root.locator(".gl-clear").click()
    assert 0 in sizes and max(sizes) > 5


def test_the_whole_view_works_from_the_disk(desktop, address, table):
    watched = Watch(desktop, address)
    root = opened(desktop, address)
    choose(root, "method", "fine wire")
    assert check(desktop, root, table)
    root.locator(".gl-map button[data-finding]:visible").first.click()
    desktop.evaluate(NEXT_FRAME)
    assert root.locator(".gl-finding-card").is_visible()
    assert watched.faults == []


@pytest.mark.parametrize("drawing", [".gl-map", ".gl-values"])
@pytest.mark.parametrize("hand", ["keyboard", "pointer"])
def test_a_card_opens_says_what_the_row_says_and_gives_the_focus_back(desktop, http_address, table, drawing, hand):
    watched = Watch(desktop, http_address)
    root = opened(desktop, http_address)
    choose(root, "exercise", "clam")
    desktop.evaluate(NEXT_FRAME)
    card = root.locator(".gl-finding-card")
    for mark in root.locator(f"{drawing} button[data-finding]:visible").all()[:6]:
        row = table.loc[int(mark.get_attribute("data-finding"))]
        mark.scroll_into_view_if_needed()
        if hand == "keyboard":
            mark.focus()
            desktop.keyboard.press("Enter")
        else:
            mark.click()
        desktop.evaluate(NEXT_FRAME)
        assert card.is_visible() and card.count() == 1
        assert mark.get_attribute("aria-expanded") == "true"
        assert card.evaluate("card => card === document.activeElement")
        words = card.inner_text()
        for part in (row.study, row.year, row.n, row.design, row.condition, row.quantity, row.note, row.grade):
            assert part in words, part
        assert row.value.replace("-", "−") in words.replace("-", "−")
        link = card.locator("a")
        assert link.count() == (1 if row.doi else 0)
        if row.doi:
            assert link.get_attribute("href") == f"https://doi.org/{row.doi}"
            assert "noopener" in link.get_attribute("rel")
        desktop.keyboard.press("Escape")
        desktop.evaluate(NEXT_FRAME)
        assert card.count() == 0
        assert desktop.evaluate(FOCUSED) == mark.get_attribute("data-finding")
        assert mark.evaluate("mark => mark === document.activeElement")
    assert watched.faults == []


def test_every_row_has_a_card_with_its_own_words(desktop, http_address, table):
    """Without a look at layout, so that all rows can be asked."""
    root = opened(desktop, http_address)
    wrong = root.evaluate(
        """async root => {
            const wrong = [], frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            for (const mark of root.querySelectorAll('.gl-map button[data-finding]')) {
                mark.click();
                await frame();
                const card = root.querySelector('.gl-finding-card');
                const title = card?.querySelector('.gl-card-title').textContent;
                if (card?.dataset.finding !== mark.dataset.finding || !mark.title.startsWith(title))
                    wrong.push(mark.title);
            }
            return wrong;
        }"""
    )
    assert wrong == []


def test_a_card_closes_by_its_button_and_with_its_finding(desktop, http_address):
    root = opened(desktop, http_address)
    choose(root, "method", "surface electrodes")
    desktop.evaluate(NEXT_FRAME)
    mark = root.locator(".gl-map button[data-finding]:visible").first
    mark.click()
    root.locator(".gl-card-close").click()
    desktop.evaluate(NEXT_FRAME)
    assert root.locator(".gl-finding-card").count() == 0
    assert mark.evaluate("mark => mark === document.activeElement")
    mark.click()
    desktop.evaluate(NEXT_FRAME)
    choose(root, "method", "cadaver")
    desktop.evaluate(NEXT_FRAME)
    desktop.evaluate(NEXT_FRAME)
    assert root.locator(".gl-finding-card").count() == 0


def test_every_mark_is_reached_by_keys_in_its_order(desktop, http_address):
    """Tab goes from claim to claim, arrow keys from mark to mark."""
    root = opened(desktop, http_address)
    keys = desktop.keyboard
    bands = root.locator(".gl-map tbody").all()
    root.locator(".gl-clear").focus()
    choose(root, "claim", "all")
    root.locator(".gl-filters select").last.focus()
    for band in bands:
        wanted = [mark.get_attribute("data-finding") for mark in band.locator("button[data-finding]:visible").all()]
        keys.press("Tab")
        reached = [desktop.evaluate(FOCUSED)]
        for _ in wanted[1:]:
            keys.press("ArrowRight")
            reached.append(desktop.evaluate(FOCUSED))
        assert reached == wanted
        keys.press("Home")
        assert desktop.evaluate(FOCUSED) == wanted[0]
        keys.press("End")
        assert desktop.evaluate(FOCUSED) == wanted[-1]
    keys.press("ArrowUp")
    last_but_one = bands[-2].locator("button[data-finding]:visible").last
    assert last_but_one.evaluate("mark => mark === document.activeElement")


def test_verdicts_and_electrodes_differ_in_shape_and_colour(desktop, http_address):
    root = opened(desktop, http_address)
    looks = root.evaluate(
        """root => ['supports', 'qualifies', 'contradicts', 'context'].map(verdict => {
            const path = root.querySelector(`.gl-map button[data-verdict=${verdict}][data-grade=moderate] path`);
            return [path.getAttribute('d') + path.getAttribute('transform'), getComputedStyle(path).fill];
        })"""
    )
    assert len({shape for shape, _ in looks}) == len({colour for _, colour in looks}) == 4
    grades = root.evaluate(
        """root => ['moderate', 'low', 'very low'].map(grade => {
            const path = root.querySelector(`.gl-map button[data-verdict=qualifies][data-grade="${grade}"] path`);
            return path.getAttribute('d') + getComputedStyle(path).fill;
        })"""
    )
    assert len(set(grades)) == 3
    electrodes = root.evaluate(
        """root => ['fine wire', 'surface'].map(name => {
            const path = root.querySelector(`.gl-lane [data-electrode="${name}"] path`);
            return [path.getAttribute('d'), getComputedStyle(path).fill];
        })"""
    )
    assert electrodes[0][0] != electrodes[1][0] and electrodes[0][1] != electrodes[1][1]


def test_values_stand_where_their_numbers_say(desktop, http_address, table):
    """The marks of the open list, against the numbers written below the axis."""
    root = opened(desktop, http_address)
    places = root.evaluate(
        """root => {
            const middle = one => { const box = one.getBoundingClientRect(); return box.x + box.width / 2; };
            const view = root.querySelector('.gl-value-view:not([hidden])');
            return {
                ticks: [...view.querySelectorAll('.gl-axis-row text')]
                    .map(one => [Number(one.textContent), middle(one)]),
                marks: [...view.querySelectorAll('details[open] button.gl-lane')].map(one =>
                    [Number(one.dataset.finding), middle(one.querySelector('.gl-electrode path'))]),
                whiskers: [...view.querySelectorAll('details[open] button.gl-lane')].map(one =>
                    one.querySelector('line.gl-whisker')?.getBoundingClientRect().width ?? 0),
            };
        }"""
    )
    (first, start), (last, end) = places["ticks"][0], places["ticks"][-1]
    per_unit = (end - start) / (last - first)
    assert len(places["marks"]) > 5
    for (row, x), whisker in zip(places["marks"], places["whiskers"], strict=True):
        assert x == pytest.approx(start + per_unit * (float(table.number[row]) - first), abs=1.5)
        spread = float(table.sd[row]) if table.sd[row] else 0
        assert whisker == pytest.approx(2 * per_unit * spread, abs=2)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_fault_in_use_in_dark_and_light(browser, http_address, width):
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme="dark")
    page = context.new_page()
    root = opened(page, http_address)
    root.locator(".gl-map button[data-finding]:visible").first.click()
    for fold in root.locator(".gl-values details:not([open]) summary:visible").all()[:2]:
        fold.click()
    page.evaluate(NEXT_FRAME)
    faults, widths = {}, {}
    for scheme in in_turn(page, "dark", "light"):
        faults[scheme] = axe_faults(page)
        widths[scheme] = page.evaluate("document.scrollingElement.scrollWidth")
    context.close()
    assert not any(faults.values()), faults
    assert max(widths.values()) <= width, widths


def test_touch_opens_a_card_on_a_telephone(telephone, http_address):
    watched = Watch(telephone, http_address)
    root = opened(telephone, http_address, locked=True)
    root.locator(".gl-predict-skip").tap()
    telephone.evaluate(NEXT_FRAME)
    mark = root.locator(".gl-map button[data-finding]:visible").nth(5)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert min(box["width"], box["height"]) >= 24, "too small for a fingertip"
    mark.tap()
    telephone.evaluate(NEXT_FRAME)
    card = root.locator(".gl-finding-card")
    assert card.is_visible()
    assert card.get_attribute("data-finding") == mark.get_attribute("data-finding")
    assert telephone.evaluate("document.scrollingElement.scrollWidth") <= 360
    assert watched.faults == []
