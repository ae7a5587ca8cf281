"""What every page of a journey must be: open to all readers in light and dark, and as wide as the screen."""

import os
from itertools import count
from pathlib import Path

from playwright.sync_api import Page

from tests import browser as browsers

DARK_RULES = "{runOnly: ['color-contrast'], resultTypes: ['violations']}"

PICTURES = os.environ.get("KWIT_PICTURES", "")
"""A folder for pictures of all pages that journeys pass, to be looked at by people."""
_numbers = count(1)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, scanned in light, and in dark for what can differ there."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    keep_picture(page, "light")
    found = [f"light: {fault}" for fault in browsers.accessibility_violations(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    keep_picture(page, "dark")
    dark = browsers.lasting_violations(page, DARK_RULES)
    found += [f"dark: {rule['id']} at {node['target']} {node['any']}" for rule in dark for node in rule["nodes"]]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{beyond} px wider than the screen"] if beyond > 0 else [])


def is_fine(page: Page) -> None:
    """Fails with the page's address and all its faults."""
    found = faults(page)
    assert not found, "\n".join([page.url, *found])


def keep_picture(page: Page, scheme: str) -> None:
    """For people to look at, if they asked for it."""
    if PICTURES:
        width = page.viewport_size["width"] if page.viewport_size else 0
        test = os.environ["PYTEST_CURRENT_TEST"].rpartition("::")[2].partition(" ")[0]
        page.screenshot(path=Path(PICTURES) / f"{test}-{next(_numbers):02}-{width}-{scheme}.png", caret="initial")
