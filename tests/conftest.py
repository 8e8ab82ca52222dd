"""What the browser tests share: the browser, the built site and its address, and a watch over each page."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

import browser as browser_finder
import website

# No name leads anywhere but to this machine: what a page asks of a foreign server fails, and the watch reports it.
UNPLUGGED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

# Even without a window a browser makes, for each page, two more that would drop down from its address bar: half of the
# work of opening one of ours.
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# Playwright switches these off; a second list takes the place of the first, so they are named here again.
BY_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
FOR_TESTS = (UNPLUGGED, "--disable-features=" + ",".join([*BY_PLAYWRIGHT, *ADDRESS_BAR]))

# These ask OpenSim and MuJoCo themselves, which only `make test-validation` installs.
collect_ignore_glob = [] if os.environ.get("GLUTLEARN_LIVE_ENGINES") else ["against_*/test_model_file.py"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the system's browser, which the course finds or installs."""
    return {
        "executable_path": browser_finder.find(),
        "args": [*browser_finder.launch_arguments(), *FOR_TESTS],
    }


@pytest.fixture(scope="session")
def browser_without_webgl(playwright: Playwright) -> Iterator[Browser]:
    """A browser on a computer that draws nothing in space."""
    without = playwright.chromium.launch(
        executable_path=browser_finder.find(), args=[*browser_finder.launch_arguments(webgl=False), *FOR_TESTS]
    )
    yield without
    without.close()


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built pages."""
    if not website.is_up_to_date():
        pytest.fail(
            "The built site is missing or older than its sources. "
            "Build it with `python tools/course.py book --no-serve`, then test again.",
            pytrace=False,
        )
    return website.PAGES


@pytest.fixture(scope="session")
def http_address(site: Path) -> Iterator[str]:
    """Where the built pages are served while the tests run."""
    with website.served() as address:
        yield address


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Path) -> str:
    """The site's address, once from a server and once from the disk."""
    if request.param == "file":
        return site.as_uri() + "/"
    return str(request.getfixturevalue("http_address"))


def opened_in(context: BrowserContext) -> Iterator[Page]:
    """A new page that finds nothing of what earlier ones have remembered."""
    page = context.new_page()
    yield page
    if page.url.startswith(("http:", "file:")):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.close()


@pytest.fixture(scope="session")
def desktop_browser(browser: Browser) -> Iterator[BrowserContext]:
    """A browser on a desktop. It keeps the files that it has fetched, as a reader's does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def telephone_browser(browser: Browser) -> Iterator[BrowserContext]:
    """A browser on a telephone. It keeps the files that it has fetched, as a reader's does."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context
    context.close()


@pytest.fixture
def desktop(desktop_browser: BrowserContext) -> Iterator[Page]:
    """A page on a desktop."""
    yield from opened_in(desktop_browser)


@pytest.fixture
def telephone(telephone_browser: BrowserContext) -> Iterator[Page]:
    """A page on a telephone."""
    yield from opened_in(telephone_browser)
