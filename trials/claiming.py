"""What a participant does with a document: upload it, wait, complete what was read, send it."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from trials.web import Form, Page, Person

READ_SECONDS = 120
SHOWN = ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total")


class StepFailed(AssertionError):
    """A step did not hold."""


def expect(holds: bool, otherwise: str) -> None:
    """The step holds, or says why not."""
    if not holds:
        raise StepFailed(otherwise)


def upload(person: Person, files: Sequence[Path], *, key: str = "") -> str:
    """The claim that these files lead to. The same key is the same upload."""
    form = person.get("/claims/new/").form("/claims/new/")
    page = person.upload(form, files, **({"idempotency_key": key} if key else {}))
    found = re.fullmatch(r"/claims/([0-9a-f-]{36})/", page.path)
    if found is None:
        raise StepFailed(f"the upload was answered with {page.status} at {page.path}: {_problem(page)}")
    return found[1]


def state_of(page: Page) -> str:
    """How far the reading is, on a draft's page; empty elsewhere."""
    return str(page.tree.xpath("string(//*[@id='reading']/@data-state)"))


def status_of(page: Page) -> str:
    """Where the claim stands: draft, or what a sent claim's page says."""
    return str(page.tree.xpath("string(//@data-status)")) or ("draft" if page.maybe_form("/send/") else "")


def wait_until_read(person: Person, claim: str, *, seconds: float = READ_SECONDS) -> Page:
    """As the page without scripts does: look again until it is there."""
    end = time.monotonic() + seconds
    while True:
        page = person.get(f"/claims/{claim}/")
        if state_of(page) not in {"waiting", "reading"}:
            return page
        expect(time.monotonic() < end, f"the document was not read in {seconds:.0f} s")
        time.sleep(0.2)


def facts(page: Page) -> dict[str, str]:
    """What stands in the draft's fields."""
    values = dict(page.form("/send/").fields)
    return {name: values[name] for name in SHOWN if values.get(name)}


def completed(form: Form, told: dict[str, Any]) -> dict[str, str]:
    """What a person would type or change before sending: only what is missing or cannot be."""
    values = dict(form.fields)
    added: dict[str, str] = {}
    if not values.get("issuer_name") and not values.get("issuer_tax_id"):
        added["issuer_name"] = told["distributors"][0]["name"]
    if not values.get("document_number"):
        added["document_number"] = f"DEMO/{time.time_ns() % 1_000_000_000}"
    if not _may_be_bought_on(values.get("issue_date", "")):
        added["issue_date"] = date.today().isoformat()  # noqa: DTZ011  # as the person's calendar says
    if values.get("total", "").startswith("-"):
        added["total"] = ""
    return added | _lines(form, values)


def _may_be_bought_on(text: str) -> bool:
    try:
        return date.fromisoformat(text) <= date.today() + timedelta(days=1)  # noqa: DTZ011
    except ValueError:
        return False


def _lines(form: Form, values: dict[str, str]) -> dict[str, str]:
    """Each chosen product gets a quantity; where none is chosen, the first of the list is."""
    names = [name for name in values if name.endswith("-product")]
    chosen = [name for name in names if values[name]]
    added = {}
    if not chosen:
        expect(bool(names and form.offers.get(names[-1])), "the draft offers no product to choose")
        chosen = [names[-1]]
        added[names[-1]] = form.offers[names[-1]][0]
    for name in chosen:
        quantity = name.replace("-product", "-quantity")
        if not values.get(quantity) or values[quantity].startswith("-"):
            added[quantity] = "1"
    return added


def send(person: Person, claim: str, told: dict[str, Any], **typed: str) -> dict[str, str]:
    """Send the draft; gives what was typed into it."""
    form = person.get(f"/claims/{claim}/").form("/send/")
    added = completed(form, told) | typed
    page = person.submit(form, **added)
    expect(status_of(page) == "submitted", f"the claim was not sent ({page.status}): {_problem(page)}")
    return added


def balances(person: Person) -> dict[str, int]:
    """Points and training credits as the statement page shows them."""
    page = person.get("/points/")
    values = [re.sub(r"\D", "", text) for text in page.tree.xpath("//*[@class='figure-value']/text()")]
    numbers = [int(value) for value in values if value]
    expect(len(numbers) >= 2, f"the statement shows no balances ({page.status}): {page.words()[:200]}")
    return {"points": numbers[0], "credits": numbers[1]}


@dataclass(frozen=True)
class Line:
    """One line of the statement."""

    text: str
    note: str
    amount: int
    balance: int


def statement(person: Person) -> list[Line]:
    """The newest lines of points, newest first."""
    rows = person.get("/points/").tree.xpath("//ul[@class='rows']/li")
    return [
        Line(
            text=row.xpath("string(.//*[@class='row-title'])"),
            note=row.xpath("string(.//*[@class='row-text'])"),
            amount=number(row.xpath("string(.//*[@class='row-points'])")),
            balance=number(row.xpath("string((.//*[@class='row-text'])[2])")),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Why:
    """One line of an award as the claim's page explains it; `rule` is the version of the rule that gave it."""

    name: str
    quantity: int
    unit: str
    why: str
    rule: str


def whys(page: Page) -> list[Why]:
    """The lines of the award, on the participant's page of the claim."""
    return [
        Why(
            name=line.xpath("string(.//*[@class='line-name']/text())").strip(),
            quantity=number(line.xpath("string(.//*[@class='line-points'])")),
            unit=line.get("data-unit"),
            why=" ".join(line.xpath("string(.//small)").split()),
            rule=line.get("data-rule"),
        )
        for line in page.tree.xpath("//*[@aria-labelledby='lines']//li[@data-rule]")
    ]


def number(text: str) -> int:
    """`−1 250 pt` as a number."""
    digits = re.sub(r"\D", "", text)
    return int(digits) * (-1 if re.search(r"[-−]\s*\d", text) else 1)


def _problem(page: Page) -> str:
    """What the page says is wrong, else how it begins."""
    told = page.tree.xpath("//*[contains(@class, 'problem') or @role='alert']")
    return " ".join(" ".join(element.text_content().split()) for element in told)[:300] or page.words()[:300]
