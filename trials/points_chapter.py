"""The demo's chapter on points: points that end, a code in a picture, an award of several rules, goods that come back.

One participant sees it all on her pages. Nothing waits for days to pass: the points that end were booked as of weeks
ago, and the job that takes them away is the service's own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from samples.loading import DEMO_PASSWORD
from trials import administering, claiming, deciding, label_photos, scanning
from trials.administering import Labels
from trials.claiming import Line, Why, expect
from trials.documents import fresh_einvoice
from trials.service import Service
from trials.web import Person

Step = Callable[..., AbstractContextManager[dict[str, Any]]]

WHO = "oksana.melnyk@example.com"
WORTH = 40
LAST_DAYS = 30
AGO_DAYS = 45
"""When the code was redeemed whose points have ended since."""

EXPIRED_SECONDS = 120
FRIDAY = 4
RULES = 4
"""An award of at least so many rules explains itself."""

RETURNED = "NB-S20"
"""One of these two valves comes back."""


class PointsChapter:
    """The steps of the chapter; each stands on those before it."""

    def __init__(self, service: Service, told: dict[str, Any], desks: deciding.Desks, step: Step) -> None:
        self.service = service
        self.told = told
        self.step = step
        self.person = Person(service.base)
        self.desks = desks
        self.desk = self.person
        self.labels = Labels([], b"")
        self.claim = ""
        self.given: list[Why] = []

    def run(self) -> None:
        """All of them."""
        self._labels()
        self._ended()
        self._scanned()
        self._awarded()
        self._explained()
        self._goods_back()
        self._agreed()

    def _labels(self) -> None:
        with self.step("labels", who=WHO) as facts:
            self.person.sign_in(WHO, DEMO_PASSWORD)
            admin, today = self.desks.at(self.told["program"]["organizer_name"]), _today()
            facts |= {"labels": 8, "points last days": LAST_DAYS}
            campaign = administering.add(
                admin,
                "campaigns/campaign",
                "Nurtia: naklejki",
                starts_on=f"{today - timedelta(days=400)}",
                ends_on=f"{today - timedelta(days=370)}",
                claims_until=f"{today - timedelta(days=310)}",
                points_last_days=f"{LAST_DAYS}",
                is_live="on",
            )
            product = administering.number_of(admin, "campaigns/product", self.told["code_batch"]["product"])
            worth = {"count": "8", "points": f"{WORTH}"}
            self.labels = administering.live_labels(admin, "Naklejki", campaign=campaign, product=product, **worth)

    def _ended(self) -> None:
        with self.step("points end", who=WHO) as facts:
            code = self.labels.codes[0]
            facts |= self.service.inside("earlier", "redeem", WHO, code, f"{AGO_DAYS}")
            before = claiming.balances(self.person)["points"]
            expect(before == WORTH, f"the page shows {before}, not the {WORTH} of {facts['redeemed on']}")
            expect(facts["last day"] < f"{_today()}", "the points have not ended yet")
            facts["job"] = self.service.inside("earlier", "promise", "ledger.tasks.sweep")
            line = self._newest(lambda line: line.amount < 0)
            facts |= {"line": asdict(line), "before": before, "after": claiming.balances(self.person)["points"]}
            expect(line.amount == -WORTH and line.balance == facts["after"] == 0, "not just these points ended")

    def _newest(self, holds: Callable[[Line], bool]) -> Line:
        """The newest line of the statement, as soon as it is such a one."""
        end = time.monotonic() + EXPIRED_SECONDS
        while True:
            lines = claiming.statement(self.person)
            if lines and holds(lines[0]):
                return lines[0]
            expect(time.monotonic() < end, f"the newest line is still {lines[:1]}")
            time.sleep(0.3)

    def _scanned(self) -> None:
        with self.step("scan a label", who=WHO) as facts:
            before = claiming.balances(self.person)["points"]
            photo = self.service.home / "label.jpg"
            label_photos.photo(self.labels.sheet, 3).save(photo, quality=80)
            scanned = scanning.redeem_photo(self.person, photo)
            facts |= {"read by": scanned.read_by, "answer": scanned.answer}
            line = claiming.statement(self.person)[0]
            facts |= {"line": asdict(line), "before": before, "after": claiming.balances(self.person)["points"]}
            expect(line.amount == WORTH and facts["after"] == before + WORTH, f"the code did not give {WORTH}")
            typed = self.person.submit(self.person.get("/codes/").form("/codes/"), code=self.labels.codes[3])
            facts["typed again"] = " ".join(typed.tree.xpath("string(//*[@role='alert'])").split())
            expect(bool(facts["typed again"]), "the picture did not show the label that was photographed")

    def _awarded(self) -> None:
        with self.step("award", who=WHO) as facts:
            company = next(one for one in self.told["companies"] if one["slug"] == "melnyk")
            friday = _friday(date.fromisoformat(self.told["campaign"]["ends_on"]))
            number = f"DEMO/{time.time_ns() % 1_000_000_000}"
            invoice = fresh_einvoice(
                self.service.home, number.replace("/", "-"), issued_on=f"{friday}", buyer_tax_id=company["tax_id"]
            )
            before = claiming.balances(self.person)
            self.claim = facts["claim"] = claiming.upload(self.person, [invoice])
            facts["bought on"] = f"{friday}"
            claiming.wait_until_read(self.person, self.claim)
            claiming.send(self.person, self.claim, self.told)
            facts["desk"], self.desk, page = self.desks.find(self.claim)
            facts["gives"] = deciding.given(page)
            deciding.confirm(self.desk, page)
            after = claiming.balances(self.person)
            facts |= after
            expect(after == {unit: before[unit] + facts["gives"][unit] for unit in before}, "another sum was given")

    def _explained(self) -> None:
        with self.step("why", who=WHO, claim=self.claim) as facts:
            page = self.person.get(f"/claims/{self.claim}/")
            self.given = claiming.whys(page)
            facts["lines"] = [f"{one.quantity} {one.unit}, {one.name}: {one.why}" for one in self.given]
            facts["rules"] = len({one.rule for one in self.given if one.unit == "points"})
            facts["sum"] = _sum(self.given)
            newest = claiming.statement(self.person)[0].amount
            expect(facts["rules"] >= RULES, f"only {facts['rules']} rules gave points")
            expect(all(one.why for one in self.given), "a line does not say why")
            expect(facts["sum"] == newest, f"the lines add up to {facts['sum']}, the statement has {newest}")

    def _goods_back(self) -> None:
        with self.step("goods come back", who=WHO, claim=self.claim) as facts:
            names = next(one["names"] for one in self.told["products"] if one["sku"] == RETURNED)
            before = {_key(one): one for one in self.given}
            done = deciding.goods_came_back(self.desk, self.claim, set(names.values()), "1")
            facts["answer"] = deciding.said(done)
            page = self.person.get(f"/claims/{self.claim}/")
            facts["status"] = claiming.status_of(page)
            left = claiming.whys(page)
            gone = {key: before[key].quantity - one.quantity for key, one in zip(before, left, strict=True)}
            facts["gone"] = {" ".join(key): less for key, less in gone.items() if less}
            facts["line"] = asdict(line := claiming.statement(self.person)[0])
            expect(facts["status"] == "verified", f"the claim is {facts['status']}")
            touched = {name for (name, unit, _rule), less in gone.items() if less and unit == "points"}
            expect(len(touched) == 1 and touched <= set(names.values()), f"points of {touched} went back")
            expect(line.amount == _sum(left) - _sum(self.given) < 0, "the statement has another amount")

    def _agreed(self) -> None:
        with self.step("her ledger", who=WHO) as facts:
            facts |= claiming.balances(self.person)
            facts["ledger"] = kept = json.loads(self.service.manage("balances", WHO))
            added = sum(line.amount for line in claiming.statement(self.person))
            expect(kept == claiming.balances(self.person), f"the ledger holds {kept}")
            expect(added == kept["points"], f"the statement adds up to {added}")


def _today() -> date:
    return date.today()  # noqa: DTZ011  # as the person's calendar says


def _friday(latest: date) -> date:
    """The last one that is over, within the campaign."""
    day = min(_today() - timedelta(days=1), latest)
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7)


def _key(line: Why) -> tuple[str, str, str]:
    return line.name, line.unit, line.rule


def _sum(lines: Sequence[Why]) -> int:
    return sum(line.quantity for line in lines if line.unit == "points")
