"""The demo's chapter on verification: the seller's own file decides, a clerk, the organizer, and then a credit note.

One participant claims three purchases by their documents, and one that is offered. After each step the page and the
ledger must show the same.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from samples.loading import DEMO_PASSWORD
from trials import administering, claiming, deciding
from trials.claiming import expect
from trials.documents import EXPECTED, SAMPLES, fresh_einvoice
from trials.service import Service
from trials.web import Page, Person

Step = Callable[..., AbstractContextManager[dict[str, Any]]]

WHO = "kamil.dudek@example.com"
SAMPLE = "faktura-zuraw-ubl"
FILE_SECONDS = 120
HEADERS = ("Numer", "Data", "NIP nabywcy", "Indeks", "EAN", "Nazwa", "Ilość", "Netto", "Brutto dokumentu", "Korygowany")


class SalesChapter:
    """The steps of the chapter; each stands on those before it."""

    def __init__(self, service: Service, told: dict[str, Any], desks: deciding.Desks, step: Step) -> None:
        self.service = service
        self.told = told
        self.desks = desks
        self.step = step
        self.person = Person(service.base)
        self.printed = json.loads((SAMPLES / f"{SAMPLE}{EXPECTED}").read_text(encoding="utf-8"))
        distributors = {one["slug"]: one["name"] for one in told["distributors"]}
        self.seller = distributors[self.printed["distributor"]]
        self.clerk = desks.at(self.seller)
        self.day = date.today() - timedelta(days=1)  # noqa: DTZ011  # as the person's calendar says
        self.proved = self.number = ""

    def run(self) -> None:
        """All of them."""
        self._allowed()
        self._proved()
        self._offered()
        self._in_part()
        self._appealed()
        self._credited()

    def _allowed(self) -> None:
        with self.step("the sales file may confirm", who=WHO):
            self.person.sign_in(WHO, DEMO_PASSWORD)
            admin = self.desks.at(self.told["program"]["organizer_name"])
            number = administering.number_of(admin, "campaigns/campaign", self.told["campaign"]["name"])
            page = admin.get(f"/admin/campaigns/campaign/{number}/change/")
            done = admin.submit(page.form("/change/"), sales_prove="on", audit_share="0")
            expect(done.status == 200 and not done.path.endswith("/change/"), f"not saved: {done.words()[:200]}")

    def _proved(self) -> None:
        with self.step("verified by the sales file", who=WHO) as facts:
            self.number, self.proved = self._claimed()
            facts["claim"], before = self.proved, self._balance()
            facts["file"] = self._hand_over("sales.csv", self._rows(self.number))
            self._wait_for(self.proved, "verified")
            facts["given"] = self._given(self.proved)
            self._agree(facts, before + facts["given"])

    def _offered(self) -> None:
        with self.step("claimed from an offered sale", who=WHO) as facts:
            admin = self.desks.at(self.told["program"]["organizer_name"])
            number = administering.number_of(admin, "distributors/distributor", self.seller)
            page = admin.get(f"/admin/distributors/distributor/{number}/change/")
            done = admin.submit(page.form("/change/"), offers_sales="on")
            expect(not done.path.endswith("/change/"), f"not saved: {done.words()[:200]}")
            sold, before = f"FV {time.time_ns() % 1_000_000_000}-OF", self._balance()
            facts["file"] = self._hand_over("offered.csv", self._rows(sold))
            home = self.person.get("/")
            expect(sold in home.words(), "the sale is not offered at home")
            made = self.person.submit(home.form("/claims/offered/claim/"))
            facts["claim"] = claim = made.path.strip("/").split("/")[-1]
            self._wait_for(claim, "verified")
            facts["given"] = self._given(claim)
            expect(facts["given"] > 0, "the offered sale gave nothing")
            expect(sold not in self.person.get("/").words(), "the sale is offered still")
            self._agree(facts, before + facts["given"])

    def _in_part(self) -> None:
        with self.step("confirmed in part", who=WHO) as facts:
            _number, claim = self._claimed()
            facts["claim"], before = claim, self._balance()
            _desk, clerk, page = self.desks.find(claim)
            plain = deciding.given(page)["points"]
            form = page.form("/part/")
            fields = [name for name, _value in form.fields if name.startswith("part-line-")]
            done = clerk.submit(form, **{fields[0]: "1", "part-reason": "quantity-differs"})
            facts |= {"answer": deciding.said(done), "given": self._given(claim), "a plain yes": plain}
            expect(0 < facts["given"] < plain, "a part earned as much as the whole")
            self._agree(facts, before + facts["given"])

    def _appealed(self) -> None:
        with self.step("refused and appealed", who=WHO) as facts:
            _number, claim = self._claimed()
            facts["claim"], before = claim, self._balance()
            _desk, clerk, page = self.desks.find(claim)
            deciding.refuse(clerk, page, reason="not-our-document")
            refused = self.person.get(f"/claims/{claim}/")
            expect(claiming.status_of(refused) == "refused", "the claim was not refused")
            self._agree(facts, before)
            self.person.submit(refused.form("/appeal/"), text="Kupione w oddziale w Nowym Sączu.")
            organizer = self.desks.at(self.told["program"]["organizer_name"])
            deciding.confirm(organizer, organizer.get(f"/queue/{claim}/"))
            facts["given"] = self._given(claim)
            self._agree(facts, before + facts["given"])

    def _credited(self) -> None:
        with self.step("reversed by a credit note", who=WHO, claim=self.proved) as facts:
            before, given = self._balance(), self._given(self.proved)
            note = self._rows(f"KOR/{time.time_ns() % 1_000_000_000}", sign=-1, corrects=self.number)
            facts["file"] = self._hand_over("credit-notes.csv", note)
            self._wait_for(self.proved, "reversed")
            self._agree(facts, before - given)

    def _claimed(self) -> tuple[str, str]:
        """A purchase sent as a claim: its document number, and the claim."""
        number = f"FV {time.time_ns() % 1_000_000_000}-NS"
        path = fresh_einvoice(self.service.home, number, issued_on=f"{self.day}")
        claim = claiming.upload(self.person, [path])
        claiming.wait_until_read(self.person, claim)
        claiming.send(self.person, claim, self.told)
        return number, claim

    def _rows(self, number: str, *, sign: int = 1, corrects: str = "") -> list[Sequence[str]]:
        """The sample's lines as the seller's system writes them: signs, commas and days of its own."""
        fields = self.printed["fields"]
        gross = _comma(fields["total"], sign)
        day = f"{self.day:%d.%m.%Y}"
        buyer = fields["buyer_tax_id"].removeprefix("PL")
        return [
            (
                number,
                day,
                f"{buyer[:3]}-{buyer[3:6]}-{buyer[6:8]}-{buyer[8:]}",
                line["sku"] or "",
                line["gtin"] or "",
                line["description"],
                _comma(line["quantity"], sign),
                _comma(line["amount"], sign),
                gross,
                corrects,
            )
            for line in self.printed["lines"]
        ]

    def _hand_over(self, name: str, rows: Sequence[Sequence[str]]) -> dict[str, str]:
        """As a clerk does: choose the file, say once what its columns mean, look until it was read."""
        path = Path(self.service.home) / name
        with path.open("w", encoding="cp1250", newline="") as file:
            csv.writer(file, delimiter=";").writerows([HEADERS, *rows])
        page = self._read(self.clerk.upload(self.clerk.get("/sales/").form("/sales/"), [path], field="file"))
        if columns := page.maybe_form("/columns/"):
            page = self._read(self.clerk.submit(columns))
        figures = page.tree.xpath("//*[@class='figure-value']/text()")
        expect(len(figures) >= 4, f"the file was not read: {page.words()[:300]}")
        return dict(zip(("new", "changed", "known", "left out"), figures, strict=False))

    def _read(self, page: Page) -> Page:
        """The file's page as soon as there is nothing more to wait for."""
        end = time.monotonic() + FILE_SECONDS
        while page.tree.xpath("//*[@hx-get]"):
            expect(time.monotonic() < end, f"the file was not read in {FILE_SECONDS} s")
            time.sleep(0.3)
            page = self.clerk.get(page.path)
        return page

    def _wait_for(self, claim: str, status: str) -> None:
        end = time.monotonic() + FILE_SECONDS
        while (found := claiming.status_of(self.person.get(f"/claims/{claim}/"))) != status:
            expect(time.monotonic() < end, f"after {FILE_SECONDS} s the claim is {found}, not {status}")
            time.sleep(0.3)

    def _balance(self) -> int:
        return claiming.balances(self.person)["points"]

    def _given(self, claim: str) -> int:
        """What the claim's page says that it earned."""
        whys = claiming.whys(self.person.get(f"/claims/{claim}/"))
        return sum(one.quantity for one in whys if one.unit == "points")

    def _agree(self, facts: dict[str, Any], due: int) -> None:
        """Page, ledger and what was given so far say the same."""
        facts["points"] = shown = self._balance()
        kept = json.loads(self.service.manage("balances", WHO))["points"]
        expect(shown == kept == due, f"the page shows {shown}, the ledger {kept}, {due} are due")


def _comma(number: str, sign: int) -> str:
    return f"{'-' if sign < 0 else ''}{number}".replace(".", ",")
