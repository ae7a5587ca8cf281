"""What a campaign admin does on the pages of the admin: add rows, act on them, have labels with codes made."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pyzipper

from trials.claiming import StepFailed, expect
from trials.web import Form, Page, Person

MADE_SECONDS = 60
BATCHES = "campaigns/codebatch"


@dataclass(frozen=True)
class Labels:
    """A batch's codes in printing order, and the sheet of labels on which they stand."""

    codes: Sequence[str]
    sheet: bytes


def add(admin: Person, rows: str, name: str, **fields: str) -> str:
    """Add a row with this name; gives its number. `rows` is such as `campaigns/campaign`."""
    done = admin.submit(admin.get(f"/admin/{rows}/add/").form("/add/"), name=name, **fields)
    expect(done.status == 200 and not done.path.endswith("/add/"), f"{name} was not added: {_problem(done)}")
    return number_of(admin, rows, name)


def number_of(admin: Person, rows: str, name: str) -> str:
    """The number in the address of the row that the list finds by this name."""
    page = admin.get(f"/admin/{rows}/?q={quote(name)}")
    found = re.search(rf"/admin/{rows}/(\d+)/change/", page.text)
    if found is None:
        raise StepFailed(f"the list {rows} has no {name}: {page.words()[:200]}")
    return found[1]


def act(admin: Person, rows: str, number: str, action: str) -> Page:
    """Choose the row in its list and do this with it."""
    page = admin.get(f"/admin/{rows}/")
    token = page.tree.xpath("string(//input[@name='csrfmiddlewaretoken']/@value)")
    fields = [("csrfmiddlewaretoken", token), ("action", action), ("_selected_action", number)]
    return admin.submit(Form(page.url, fields, {}))


def live_labels(admin: Person, name: str, **fields: str) -> Labels:
    """Order a batch with a sheet of labels, take its files away as the printer does, and release it."""
    batch = add(admin, BATCHES, name, sheet="qr", **fields)
    _wait_until_made(admin, batch, name)
    bundle = act(admin, BATCHES, batch, "download").body
    password = admin.get(f"/admin/{BATCHES}/{batch}/change/").tree.xpath("string(//code)")
    files = _opened(bundle, password)
    act(admin, BATCHES, batch, "confirm_receipt")
    act(admin, BATCHES, batch, "release")
    lines = files["codes.csv"].decode("ascii").split()
    return Labels([line.partition(";")[2] for line in lines], files["labels.pdf"])


def _wait_until_made(admin: Person, batch: str, name: str) -> None:
    """The list of what is made names it as soon as the job is through with it."""
    end = time.monotonic() + MADE_SECONDS
    made = f"/admin/{BATCHES}/?q={quote(name)}&state__exact=made"
    while f"/{BATCHES}/{batch}/change/" not in admin.get(made).text:
        expect(time.monotonic() < end, f"the labels were not made in {MADE_SECONDS} s")
        time.sleep(0.3)


def _opened(bundle: bytes, password: str) -> dict[str, bytes]:
    """The files of an export with one print file."""
    with ZipFile(BytesIO(bundle)) as outer:
        inner = outer.read(outer.namelist()[0])
    with pyzipper.AESZipFile(BytesIO(inner)) as archive:
        archive.setpassword(password.encode())
        return {name: archive.read(name) for name in archive.namelist()}


def _problem(page: Page) -> str:
    told = page.tree.xpath("//*[contains(@class, 'errorlist') or contains(@class, 'problem') or @role='alert']")
    return " ".join(" ".join(element.text_content().split()) for element in told)[:300] or page.words()[:300]
