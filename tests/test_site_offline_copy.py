"""The zip of the site, unpacked where a reader may put it and opened from there with the network unplugged."""

import zipfile

import pytest

import offline_copy
from living_page import NEXT_FRAME, settle, unlock
from pages import Watch
from views import by_keyboard, slider

VIEW = '.gl-explorer[data-explorer="role-inversion"][data-ready="true"]'


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("offline") / "Kurs für Hüften"
    archive = folder.parent / "course.zip"
    offline_copy.pack(site, archive)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / offline_copy.NAME


def test_first_to_read_leads_to_a_lesson_whose_view_moves(desktop, unpacked):
    watched = Watch(desktop, unpacked.as_uri())
    desktop.goto((unpacked / "READ-ME-FIRST.html").as_uri())
    desktop.get_by_role("link", name="index.html").click()
    desktop.wait_for_url("**/book/index.html")
    settle(desktop)
    desktop.goto((unpacked / "book/problem-1-role-inversion.html").as_uri())
    settle(desktop)
    unlock(desktop)
    view = desktop.locator(VIEW)
    pictures = []
    for flexion in (0, 90):
        by_keyboard(slider(view, "flexion"), flexion)
        desktop.evaluate(NEXT_FRAME)
        assert view.locator(".gl-sentence").inner_text().startswith(f"At {flexion}°")
        pictures.append(view.locator("canvas.gl-scene").screenshot())
    assert pictures[0] != pictures[1]
    assert watched.faults == []
