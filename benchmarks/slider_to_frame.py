"""How long a step of the hip-flexion slider takes until its frame is painted, on the built page of problem 1.

The clock starts when the slider's `input` event is sent and stops when the frame that it caused has been computed, laid
out, painted and handed to the graphics processor. Frames are not held back to the screen's rate, so waiting for the
screen does not count. A second run waits each time until the 3-D scene's drawing commands have been carried out too:
headless, a program on the same cores plays the graphics processor, which says more about that program than about the
view, so it is printed but has no target.

Run it with `python tools/course.py bench`, on an otherwise idle machine.
"""

from __future__ import annotations

import os
import platform
import sys
import threading
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import browser
import website

STEPS = 240
TARGET = 16.0  # ms: one frame of a screen that shows 60 a second

MEASURE = """async (root, [steps, finish]) => {
    const slider = root.querySelector('input[type=range][data-trait="flexion"]');
    const scene = root.querySelector('canvas.gl-scene');
    const webgl = scene.getContext('webgl2') ?? scene.getContext('webgl');
    const pixel = new Uint8Array(4);
    const channel = new MessageChannel();
    // A message sent from a frame's callback arrives after that frame's layout and paint.
    const painted = () => new Promise(done => {
        channel.port1.onmessage = done;
        requestAnimationFrame(() => channel.port2.postMessage(null));
    });
    const times = [];
    for (let step = 0; step < steps; step += 1) {
        // There and back again over the whole range, a degree at a time.
        const value = step % 240 < 120 ? step % 240 : 240 - step % 240;
        await painted();
        const start = performance.now();
        slider.value = value;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await painted();
        if (finish) webgl.readPixels(0, 0, 1, 1, webgl.RGBA, webgl.UNSIGNED_BYTE, pixel);
        times.push(performance.now() - start);
        // The next step is measured by itself, not behind what is left of this one.
        webgl.readPixels(0, 0, 1, 1, webgl.RGBA, webgl.UNSIGNED_BYTE, pixel);
    }
    return times;
}"""


def processor() -> str:
    """The processor's name, where the system tells it."""
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def measure(address: str) -> tuple[list[float], list[float], str]:
    """The times of all steps in ms, to the painted frame and to the finished drawing, and the browser's version."""
    arguments = [*browser.launch_arguments(), "--disable-frame-rate-limit", "--disable-gpu-vsync"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=arguments)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}book/problem-1-role-inversion.html")
        page.locator('.gl-explorer[data-ready="true"]').first.wait_for()
        page.locator(".gl-predict-skip").first.click()
        root = page.locator(".gl-explorer").first
        root.scroll_into_view_if_needed()
        root.evaluate(MEASURE, [30, True])  # warm up: the first frames compile shaders and code
        painted = root.evaluate(MEASURE, [STEPS, False])
        finished = root.evaluate(MEASURE, [STEPS, True])
        version = chromium.version
        chromium.close()
    return painted, finished, version


def summary(times: list[float]) -> str:
    """Median, 95th percentile and maximum."""
    middle, high = np.percentile(times, [50, 95])
    return f"p50 {middle:.1f} ms, p95 {high:.1f} ms, max {max(times):.1f} ms"


def main() -> int:
    """Measure, print, and tell by the exit code whether the target is met."""
    with website.server(0) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            painted, finished, version = measure(f"http://127.0.0.1:{running.server_port}/")
        finally:
            running.shutdown()
            thread.join()
    print(f"{platform.system()} {platform.release()}, {processor()}, {os.cpu_count()} cores, Chromium {version}")
    print(f"slider step to painted frame, {STEPS} steps: {summary(painted)} (target: p95 under {TARGET:.0f} ms)")
    print(f"the same, and the 3-D scene drawn in software: {summary(finished)}")
    return 0 if np.percentile(painted, 95) < TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
