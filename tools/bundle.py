"""Bundle the interactive views: an explorer NAME.js that stands beside a NAME.py becomes one file with its imports."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import node
from stamps import ROOT, fingerprint, is_current, leave

EXPLORERS = ROOT / "glutlearn" / "explorers"
BUNDLES = EXPLORERS / "bundles"
STAMP = BUNDLES / "sources.sha256"
LICENCES = BUNDLES / "THIRD_PARTY_LICENSES.txt"


def entry_points() -> list[Path]:
    """The JavaScript files that have a Python module of the same name; the others are shared between them."""
    return sorted(path for path in EXPLORERS.glob("*.js") if path.with_suffix(".py").is_file())


def wanted() -> str:
    """The fingerprint of everything that goes into the bundles."""
    sources = [*EXPLORERS.glob("*.js"), *EXPLORERS.glob("*.css")]
    return fingerprint([*sources, ROOT / "package.json", ROOT / "package-lock.json", Path(__file__).resolve()])


def write_licences(metafile: Path) -> None:
    """Write the licences of all packages whose code is in the bundles: each asks to travel with its code."""
    inputs = json.loads(metafile.read_text(encoding="utf-8"))["inputs"]
    # A path below node_modules begins with NAME or with @SCOPE/NAME.
    parts = [Path(name).parts[1:3] for name in inputs if Path(name).parts[0] == "node_modules"]
    packages = sorted({"/".join(two) if two[0].startswith("@") else two[0] for two in parts})
    texts = []
    for name in packages:
        licences = sorted((node.MODULES / name).glob("LICEN[CS]E*"))
        if not licences:
            raise FileNotFoundError(f"node_modules/{name} has no licence file, so it cannot be bundled")
        texts.append(f"{name}\n\n{licences[0].read_text(encoding='utf-8')}")
    LICENCES.write_text(f"\n\n{'-' * 80}\n\n".join(texts), encoding="utf-8", newline="\n")


def bundle() -> None:
    """Bundle every explorer, unless the bundles are there and made from the same sources."""
    if not entry_points():
        raise FileNotFoundError(f"no explorer (NAME.js beside NAME.py) in {EXPLORERS}")
    current = wanted()
    if is_current(STAMP, current):
        return
    node.install_packages()
    names = [path.relative_to(ROOT).as_posix() for path in entry_points()]
    print(f"Bundling {', '.join(path.stem for path in entry_points())}", flush=True)
    shutil.rmtree(BUNDLES, ignore_errors=True)
    BUNDLES.mkdir()
    metafile = BUNDLES / "inputs.json"
    node.run(
        node.MODULES / "esbuild/bin/esbuild",
        *names,
        "--bundle",
        "--format=esm",
        "--minify",
        "--target=es2022",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
        f"--outdir={BUNDLES.relative_to(ROOT).as_posix()}",
        f"--metafile={metafile.relative_to(ROOT).as_posix()}",
    )
    write_licences(metafile)
    metafile.unlink()
    leave(STAMP, current)
    for path in sorted(BUNDLES.glob("*.js")):
        print(f"  {path.relative_to(ROOT).as_posix()}  {path.stat().st_size / 1000:.0f} kB")
