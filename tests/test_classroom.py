"""What a learner on a JupyterHub gets, and the configuration that the course's page gives to departments."""

import os
import re
import sys
from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

import classroom as layout
import hub_setup
import node
from glutlearn import classroom

ROOT = Path(__file__).resolve().parent.parent
TEACH = ROOT / "book" / "teach"
PAGE = (TEACH / "jupyterhub.md").read_text(encoding="utf-8")


@pytest.fixture
def lessons(tmp_path):
    folder = tmp_path / "clam-course"
    (folder / "book").mkdir(parents=True)
    (folder / "book" / "the-hip.ipynb").write_text("the lesson")
    return folder


def test_a_learners_own_work_is_never_overwritten(tmp_path, lessons):
    home = tmp_path / "home"
    assert classroom.hand_out(lessons, home) == [home / "book" / "the-hip.ipynb"]
    (home / "book" / "the-hip.ipynb").write_text("my answers")
    (lessons / "book" / "the-hip.ipynb").write_text("a new edition")
    (lessons / "book" / "new.ipynb").write_text("a new lesson")
    assert classroom.hand_out(lessons, home) == [home / "book" / "new.ipynb"]
    assert (home / "book" / "the-hip.ipynb").read_text() == "my answers"


def test_a_deleted_notebook_comes_back_fresh(tmp_path, lessons):
    home = tmp_path / "home"
    classroom.hand_out(lessons, home)
    (home / "book" / "the-hip.ipynb").unlink()
    classroom.hand_out(lessons, home)
    assert (home / "book" / "the-hip.ipynb").read_text() == "the lesson"


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links, and JupyterHub does not run there")
def test_nothing_is_written_through_a_learners_link(tmp_path, lessons):
    home = tmp_path / "home"
    (home / "book").mkdir(parents=True)
    (home / "book" / "the-hip.ipynb").symlink_to(tmp_path / "elsewhere")
    assert classroom.hand_out(lessons, home) == []
    assert not (tmp_path / "elsewhere").exists()


def test_a_missing_folder_is_named_with_what_makes_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder .*nowhere; make it: python tools/course\.py classroom"):
        classroom.hand_out(tmp_path / "nowhere", tmp_path / "home")


def test_the_server_starts_in_place_of_the_hand_out(tmp_path, lessons, monkeypatch):
    home = tmp_path / "home"
    started = []
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(os, "execv", lambda program, words: started.append((program, words)))
    classroom.main([str(lessons), "--port=0"])
    assert started == [(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", "--port=0"])]
    assert (home / "clam-course" / "book" / "the-hip.ipynb").is_file()


def test_learners_get_every_notebook_and_no_solution(tmp_path):
    written = layout.lay_out(tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in written}
    lessons = {f"book/{path.name}" for path in (ROOT / "book").glob("*.ipynb")}
    practice = {f"practice/{path.name}" for path in (ROOT / "exercises" / "source").glob("*.ipynb")}
    assert lessons and practice and lessons | practice <= names
    assert not [name for name in names if "source" in name]
    texts = [path.read_text(encoding="utf-8") for path in written]
    assert not [text for text in texts if "BEGIN SOLUTION" in text or "BEGIN HIDDEN" in text]


@pytest.fixture(scope="module")
def config():
    return PyFileConfigLoader("jupyterhub_config.py", path=str(TEACH)).load_config()


def test_the_configuration_lets_nobody_in_without_a_password(config):
    assert config.JupyterHub.authenticator_class == "pam"
    assert "allow_all" not in config.Authenticator
    assert config.JupyterHub.bind_url.startswith("http://127.0.0.1:")


def test_the_page_says_what_the_configuration_sets(config):
    assert config.Spawner.mem_limit == "2G" and "2 GB of memory" in PAGE
    assert config.Spawner.cpu_limit == 2.0 and "two processors" in PAGE
    assert config.JupyterHub.active_server_limit == 40 and "40 servers" in PAGE
    assert config.JupyterHub.services[0]["command"][-1] == "--timeout=3600" and "an hour" in PAGE
    for group in config.PAMAuthenticator.allowed_groups | config.PAMAuthenticator.admin_groups:
        assert f"`{group}`" in PAGE


def test_the_proxy_is_looked_for_where_it_is_installed(config):
    assert config.ConfigurableHTTPProxy.command == [str(node.program()), str(hub_setup.proxy())]
    assert "tools/hub_setup.py" in PAGE


def test_the_culler_may_see_and_stop_servers_and_nothing_else(config):
    (role,) = config.JupyterHub.load_roles
    assert set(role["scopes"]) == {"list:users", "read:users:activity", "read:servers", "delete:servers"}


def test_servers_hand_out_the_folder_that_the_page_tells_to_make(config, monkeypatch):
    assert config.Spawner.cmd == [sys.executable, "-m", "glutlearn.classroom", "/srv/clam-course"]
    assert re.search(r"classroom /srv/clam-course$", PAGE, re.MULTILINE)
    lesson = config.Spawner.default_url.removeprefix("/lab/tree/clam-course/")
    assert (ROOT / lesson).is_file()
