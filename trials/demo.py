"""The main job from end to end over HTTP, as a browser would do it: one JSON line a step, exit 0 if every step held."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samples.loading import DEMO_PASSWORD, load_program
from trials import claiming, deciding
from trials.claiming import expect
from trials.course_chapter import CourseChapter
from trials.documents import Paper, papers, samples
from trials.points_chapter import PointsChapter
from trials.sales_chapter import SalesChapter
from trials.service import Service
from trials.web import Page, Person


@dataclass(frozen=True)
class At:
    """A claim on the screen of the desk that may decide it."""

    desk: Person
    page: Page


class Demo:
    """One participant, the desks, and what the participant ought to have by now."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.told = load_program()
        self.email: str = self.told["participants"][0]["email"]
        self.installer = Person(service.base)
        self.desks = deciding.Desks(service.base, self.told)
        self.due = {"points": 0, "credits": 0}
        self.claims: set[str] = set()
        self.paid_for: set[str] = set()
        self.failed = 0

    @contextmanager
    def step(self, name: str, **known: object) -> Iterator[dict[str, Any]]:
        """Print a line for what happens inside, whatever happens."""
        started, facts, problem = time.monotonic(), dict(known), None
        try:
            yield facts
        except Exception as wrong:  # the line says it, and the exit status too
            self.failed += 1
            problem = str(wrong) or traceback.format_exc(limit=1)
        seconds = round(time.monotonic() - started, 2)
        told = {"step": name, "ok": problem is None, "seconds": seconds} | facts
        print(json.dumps(told | ({"problem": problem} if problem else {}), ensure_ascii=False), flush=True)

    def run(self, documents: Sequence[Paper]) -> None:
        """Sign in, claim each document, have it confirmed, and see what came of it."""
        with self.step("sign in", who=self.email):
            page = self.installer.sign_in(self.email, DEMO_PASSWORD)
            expect(page.path == "/", f"signing in led to {page.path}: {page.words()[:200]}")
        for paper in documents:
            self._document(paper)
        self._code()
        with self.step("points and training credits") as facts:
            facts |= self._agreed()
        PointsChapter(self.service, self.told, self.desks, self.step).run()
        SalesChapter(self.service, self.told, self.desks, self.step).run()
        CourseChapter(self.installer, self.told, self.due, self._codes()[1:], self.step).run()
        self._ledger()

    def _document(self, paper: Paper) -> None:
        failed, claim = self.failed, ""
        with self.step("upload", file=paper.name) as facts:
            claim = facts["claim"] = claiming.upload(self.installer, paper.files)
        if self.failed > failed:
            return
        if claim in self.claims:
            with self.step("same file again", file=paper.name, claim=claim):
                self._agreed()
            return
        self.claims.add(claim)
        with self.step("read", file=paper.name) as facts:
            page = claiming.wait_until_read(self.installer, claim)
            facts |= {"state": claiming.state_of(page), "facts": claiming.facts(page)}
            if paper.printed:
                facts["read otherwise"] = paper.differences(facts["facts"])
                expect(facts["state"] == "read", "a sample could not be read")
        if self.failed == failed:
            self._claim(paper, claim)

    def _claim(self, paper: Paper, claim: str) -> None:
        failed, printed = self.failed, ""
        with self.step("send", file=paper.name) as facts:
            found = claiming.facts(self.installer.get(f"/claims/{claim}/"))
            typed = claiming.send(self.installer, claim, self.told)
            facts["typed"] = typed
            printed = _identity(found | typed)
        if self.failed > failed:
            return
        with self.step("open at the desk", file=paper.name) as facts:
            facts["desk"], desk, page = self.desks.find(claim)
            facts["problems"] = deciding.problems(page)
            facts["gives"] = deciding.given(page)
        if self.failed == failed:
            self._decide(paper, claim, printed, At(desk, page))

    def _decide(self, paper: Paper, claim: str, printed: str, at: At) -> None:
        if not paper.is_purchase:
            self._refuse("refuse the correction", paper, claim, at, problem="not-a-purchase", reason="returned")
        elif printed in self.paid_for or "same-document" in deciding.problems(at.page):
            self._second_look(paper, claim, at)
        else:
            self._confirm(paper, claim, at)
            self.paid_for.add(printed)

    def _confirm(self, paper: Paper, claim: str, at: At) -> None:
        with self.step("confirm", file=paper.name) as facts:
            gives = deciding.given(at.page)
            facts["answer"] = deciding.said(deciding.confirm(at.desk, at.page))
            self._stands(claim, "verified")
            self.due = {unit: self.due[unit] + gives[unit] for unit in self.due}
            facts |= self._agreed()

    def _second_look(self, paper: Paper, claim: str, at: At) -> None:
        """The same document in another look: the desk is told, and even a yes pays nothing twice."""
        with self.step("second look of the same document", file=paper.name) as facts:
            expect("same-document" in deciding.problems(at.page), "the desk is not told of the other claim")
            facts["answer"] = deciding.said(deciding.confirm(at.desk, at.page))
            self._stands(claim, "submitted")
            facts |= self._agreed()
        self._refuse("refuse it", paper, claim, at, problem="same-document", reason="already-claimed")

    def _refuse(self, step: str, paper: Paper, claim: str, at: At, *, problem: str, reason: str) -> None:
        with self.step(step, file=paper.name, reason=reason) as facts:
            expect(problem in deciding.problems(at.page), f"the desk is not told: {problem}")
            deciding.refuse(at.desk, at.page, reason=reason)
            self._stands(claim, "refused")
            facts |= self._agreed()

    def _stands(self, claim: str, status: str) -> None:
        page = self.installer.get(f"/claims/{claim}/")
        found = claiming.status_of(page)
        expect(found == status, f"the claim is {found or page.status}, not {status}")

    def _code(self) -> None:
        batch, code = self.told["code_batch"], ""
        with self.step("redeem a code") as facts:
            code = self._codes()[0]
            self._type(code)
            self.due = {unit: self.due[unit] + batch[unit] for unit in self.due}
            facts |= {unit: batch[unit] for unit in self.due}
            self._agreed()
        with self.step("redeem it again") as facts:
            again = self._type(code.lower())
            facts["answer"] = " ".join(again.tree.xpath("string(//*[@role='alert'])").split())
            self._agreed()

    def _codes(self) -> list[str]:
        return (self.service.home / "demo-codes.csv").read_text().split()

    def _type(self, code: str) -> Page:
        return self.installer.submit(self.installer.get("/codes/").form("/codes/"), code=code)

    def _agreed(self) -> dict[str, int]:
        """What the page shows, which must be what was given so far."""
        shown = claiming.balances(self.installer)
        expect(shown == self.due, f"the page shows {shown}, but {self.due} were given")
        return shown

    def _ledger(self) -> None:
        with self.step("ledger") as facts:
            facts |= claiming.balances(self.installer)
            facts["check"] = self.service.manage("ledger", "check").strip()
            facts["ledger"] = kept = json.loads(self.service.manage("balances", self.email))
            expect(kept == self._agreed(), f"the ledger holds {kept}")


def _identity(facts: dict[str, str]) -> str:
    """What a document says it is: seller and number without what printers vary, such as a country before a tax id."""
    seller = re.sub(r"\D", "", facts.get("issuer_tax_id", "")) or facts.get("issuer_name", "").lower()
    return seller + "|" + re.sub(r"\W", "", facts["document_number"].lower())


def main(arguments: Sequence[str] | None = None) -> int:
    """`bin/demo [FILE…]`."""
    parser = argparse.ArgumentParser(prog="bin/demo", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="documents to claim; default: the samples")
    files: list[Path] = parser.parse_args(arguments).files
    if missing := [str(file) for file in files if not file.is_file()]:
        parser.error(f"no such file: {', '.join(missing)}")
    documents = papers([file.resolve() for file in files]) if files else samples()
    with Service() as service:
        demo = Demo(service)
        demo.run(documents)
    return 1 if demo.failed else 0


if __name__ == "__main__":
    sys.exit(main())
