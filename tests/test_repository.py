"""The repository itself: what is committed, what is pinned, and what the built packages hold."""

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import glutlearn as gl
import notebooks

ROOT = Path(__file__).resolve().parent.parent

# In halves, so that this file passes its own test.
REGISTRIES = ["npmjs" + ".org", "npmjs" + ".com", "pypi" + ".org", "python" + "hosted.org", "deb.debian" + ".org"]
MACHINE_PATH = re.compile(r"(?<![\w.~-])(/(work|root|home/\w+|Users/\w+|tmp)/|[A-Z]:\\Users\\)")


def committed() -> list[Path]:
    """All files that git has or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    """Name and text of each committed file that is text."""
    binary = {".png", ".jpg", ".webp", ".npz"}
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in committed()
        if path.suffix not in binary
    ]


def pins() -> dict[str, Version]:
    """What constraints.txt says."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        if line.startswith("#"):
            continue
        pin = re.fullmatch(r"([a-z0-9-]+)==([0-9][\w.]*)(; sys_platform == \"\w+\")?", line)
        assert pin, f"not an exact version without hash and address: {line}"
        found[pin[1]] = Version(pin[2])
    return found


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_no_file_names_a_package_registry():
    assert [name for name, text in texts() if any(host in text for host in REGISTRIES)] == []


def test_no_file_names_a_place_on_somebodys_machine():
    found = [(name, match.group()) for name, text in texts() if (match := MACHINE_PATH.search(text))]
    assert [one for one in found if one[0] != "tests/test_repository.py"] == []


def test_nothing_built_or_fetched_is_committed():
    names = [path.relative_to(ROOT).as_posix() for path in committed()]
    assert [name for name in names if re.search(r"(^|/)(vendor|bundles|node_modules|_build|dist)/", name)] == []
    scripts = [(name, text) for name, text in texts() if name.endswith((".js", ".css"))]
    assert [name for name, text in scripts if max(map(len, text.splitlines()), default=0) > 400] == [], "minified?"


def test_no_module_is_a_drawer_for_odds_and_ends():
    assert [path.name for path in committed() if path.stem in {"utils", "util", "helpers", "misc", "common"}] == []


@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.name)
def test_notebook_is_clean(path):
    assert notebooks.faults(path) == []
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]
    assert notebook["metadata"]["kernelspec"] == notebooks.KERNEL


def test_lock_file_holds_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    for kind in ("dependencies", "devDependencies"):
        assert lock["packages"][""][kind] == wanted[kind]


def test_pins_cover_and_satisfy_what_the_project_asks_for():
    asked = project()["project"]
    groups = [asked["dependencies"], *asked["optional-dependencies"].values()]
    pinned = pins()
    for requirement in (Requirement(text) for group in groups for text in group):
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_one_version_everywhere():
    version = project()["project"]["version"]
    assert gl.__version__ == version
    assert json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["version"] == version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_code_in_the_readme_runs(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        subprocess.run([sys.executable, "-W", "error", "-c", block], check=True)


def build(folder: Path, kind: str, into: Path) -> Path:
    """Build a package with hatchling, with npm kept from the network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)],
        cwd=folder,
        env={**os.environ, "npm_config_offline": "true", "npm_config_cache": str(into / "empty")},
        check=True,
        capture_output=True,
    )
    (built,) = (path for path in into.iterdir() if path.suffix in {".gz", ".whl"})
    return built


def test_wheel_made_from_the_sdist_needs_no_npm_and_holds_everything(tmp_path):
    sdist = build(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()
    with zipfile.ZipFile(build(source, "wheel", tmp_path / "wheel")) as wheel:
        held = set(wheel.namelist())
    assert not (source / "node_modules").exists()

    explorers = ROOT / "glutlearn" / "explorers"
    bundles = {
        f"glutlearn/explorers/bundles/{path.stem}.js"
        for path in explorers.glob("*.js")
        if path.with_suffix(".py").is_file()
    }
    assert bundles
    library = {path.relative_to(ROOT).as_posix() for path in committed() if path.is_relative_to(ROOT / "glutlearn")}
    assert bundles | library | {"glutlearn/explorers/bundles/THIRD_PARTY_LICENSES.txt"} <= held
    assert not [name for name in held if not name.startswith(("glutlearn/", "glutlearn-"))]
