"""How the browser tests look at a page: wait until it has drawn, unlock its views, note what it does wrong."""

from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


class Watch:
    """Notes what a page does that a page of this course must not do."""

    def __init__(self, page: Any, address: str) -> None:
        self.address = address
        self.faults: list[str] = []
        page.on("request", self.request)
        page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        page.on("response", self.response)
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("websocket", lambda socket: self.faults.append(f"socket: {socket.url}"))

    def request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"foreign request: {request.url}")

    def response(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")

    def console(self, message: Any) -> None:
        if message.type == "error":
            self.faults.append(f"console error: {message.text}")


def axe_faults(page, within="html"):
    """What axe-core finds on a page or in a part of it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("within => axe.run(within, {resultTypes: ['violations']})", within)
    return [
        f"{violation['id']}, {violation['impact']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def in_turn(page, *schemes):
    """Turn a page to one colour scheme after the other, and give each once it is there."""
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
        page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")
        yield scheme
