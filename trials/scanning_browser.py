"""The page of codes in Chromium: its scanner reads a photo and sends the form by itself."""

from __future__ import annotations

from pathlib import Path

from tests import browser as browsers
from trials.web import Person

READ_MILLISECONDS = 60_000


def redeem_photo(person: Person, photo: Path) -> str:
    """What the page says about the code in the photo."""
    with browsers.chromium() as browser, browsers.opened(browser, base_url=person.base, **browsers.PHONE) as page:
        page.context.add_cookies(
            [{"name": one.name, "value": one.value or "", "url": person.base} for one in person.cookies]
        )
        page.goto("/codes/")
        page.locator("#scan-photo").set_input_files(photo)
        answer = page.locator(".card-done, [role=alert]").first
        answer.wait_for(timeout=READ_MILLISECONDS)
        return " ".join(answer.inner_text().split())
