"""Redeeming the code in a picture: by the page's own scanner in a browser, else read here and typed into the page."""

from __future__ import annotations

import importlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PIL import Image

from trials.claiming import expect
from trials.label_photos import read_symbol
from trials.web import Person


@dataclass(frozen=True)
class Scanned:
    """What the page answered, and who had read the picture."""

    answer: str
    read_by: str


def redeem_photo(person: Person, photo: Path) -> Scanned:
    """Give the picture to the page of codes, as a phone does that takes a photo for it."""
    if find_spec("playwright") and (shutil.which("chromium") or shutil.which("chromium-browser")):
        # Playwright comes with the tests; a machine that only runs the service has neither it nor a browser.
        browser = importlib.import_module("trials.scanning_browser")
        # In a thread of its own: whoever calls may drive another browser already, and two share no event loop.
        with ThreadPoolExecutor(1) as alone:
            answer = alone.submit(browser.redeem_photo, person, photo).result()
        return Scanned(answer, "the page's scanner in Chromium")
    code = read_symbol(Image.open(photo))
    expect(bool(code), "no code was found in the picture")
    page = person.submit(person.get("/codes/").form("/codes/"), code=code)
    answer = " ".join(page.tree.xpath("string(//*[contains(@class, 'card-done') or @role='alert'])").split())
    return Scanned(answer, "the service's reader of documents, as there is no Chromium here")
