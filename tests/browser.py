"""Pages in a real browser: how it is started, what counts as a fault, and the accessibility scan."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"

FLAGS = [
    "--no-sandbox",  # Chromium refuses its sandbox to root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


DRAWN = """async () => {
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const ending = document.getAnimations().filter(one => one.effect.getComputedTiming().iterations !== Infinity);
  const late = new Promise(passed => setTimeout(passed, 1000));
  await Promise.race([Promise.allSettled(ending.map(one => one.finished)), late]);
}"""
"""Waits until the page is painted and what moves has come to rest, but no longer than a second."""

PATIENCE = 40_000
"""Milliseconds: a busy machine is no fault of the page, and a page that is right at once does not wait."""

expect.set_options(timeout=PATIENCE)


def _path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing; bin/test installs it"
    return path


@contextmanager
def chromium(*more_flags: str) -> Iterator[Browser]:
    """The browser of the system; `more_flags` for instance to feed its camera."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_path(), args=[*FLAGS, *more_flags])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def another(browser: Browser, *more_flags: str) -> Iterator[Browser]:
    """One more browser with flags of its own, beside the one that all tests share."""
    more = browser.browser_type.launch(executable_path=_path(), args=[*FLAGS, *more_flags])
    try:
        yield more
    finally:
        more.close()


@contextmanager
def opened(browser: Browser, **context: Any) -> Iterator[Page]:
    """A page in a session of its own. At the end, what the browser complained of fails the test."""
    session = browser.new_context(locale=context.pop("locale", "en-GB"), timezone_id="Europe/Warsaw", **context)
    session.set_default_timeout(PATIENCE)
    page = session.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"script failed: {error}"))
    page.on("console", lambda message: complaints.extend(_complaint(message)))
    try:
        yield page
    finally:
        session.close()
    assert complaints == [], complaints


def _complaint(message: ConsoleMessage) -> list[str]:
    """Errors of scripts and of the content security policy; an answer such as 404 is the test's own business."""
    if message.type != "error" or message.text.startswith("Failed to load resource"):
        return []
    return [message.text]


def accessibility_violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page, one line per rule and place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Preloading imported sheets, axe writes a style that our policy refuses; no rule that matters here asks for it.
    found = lasting_violations(page, "{resultTypes: ['violations'], preload: false}")
    return [f"{rule['id']}: {rule['help']} at {node['target']}" for rule in found for node in rule["nodes"]]


def lasting_violations(page: Page, options: str) -> list[dict[str, Any]]:
    """Axe's violations that stay: a busy browser repaints some parts late, so a fault counts if it is there thrice."""
    found: list[dict[str, Any]] = []
    for _look in range(3):
        page.evaluate(DRAWN)
        found = page.evaluate(f"async () => (await axe.run({options})).violations")
        if not found:
            break
        page.wait_for_timeout(400)
    return found
