"""What Google's Lighthouse says of the built pages on its mobile profile: a slow telephone on a slow network.

It measures in a simulated telephone with a quarter of this machine's speed, so run it on an otherwise idle machine: the
figure for performance falls with whatever else runs. Accessibility and best practices do not depend on that. Pages are
sent compressed, as the hosts of static sites do. Lighthouse is fetched by npm on first use and is not installed.

Run it with `python tools/course.py bench pages`; it fails where a page misses a target.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import browser
import node
import website

LIGHTHOUSE = "lighthouse@12.8.2"
TARGETS = {"performance": 0.90, "accessibility": 0.95, "best-practices": 0.95}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
COMPRESSED = {".html", ".js", ".css", ".svg", ".json"}


class Host(website.QuietHandler):
    """Sends text compressed, and lets a browser keep it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        if path.suffix in COMPRESSED:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)


def report(address: str) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        command = [address, "--quiet", "--output=json", f"--output-path={file}"]
        command += [f"--only-categories={','.join(TARGETS)}"]
        command += ["--chrome-flags=--headless=new " + " ".join(browser.launch_arguments())]
        node.npx(LIGHTHOUSE, *command, CHROME_PATH=browser.find())
        return json.loads(file.read_text(encoding="utf-8"))


def main() -> int:
    """Print a line for each page, and say whether all reached the targets."""
    lessons = sorted(path.relative_to(website.PAGES).as_posix() for path in (website.PAGES / "book").glob("*.html"))
    missed = 0
    with website.served(Host) as address:
        for page in sys.argv[1:] or lessons:
            found = report(f"{address}{page}")
            scores = {name: found["categories"][name]["score"] for name in TARGETS}
            times = [str(found["audits"][name]["displayValue"]) for name in TIMES]
            print(page, *(f"{name} {100 * score:.0f}" for name, score in scores.items()), *times, sep="  ", flush=True)
            for name, score in scores.items():
                missed += score < TARGETS[name]
                for audit in found["categories"][name]["auditRefs"] if name != "performance" else ():
                    result = found["audits"][audit["id"]]
                    if result["score"] == 0:
                        print(f"    {result['title']}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
