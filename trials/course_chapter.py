"""The demo's last chapter: a course is taken for credits, its quiz failed, then passed, its certificate checked."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from trials import claiming
from trials.claiming import expect
from trials.web import Page, Person

Step = Callable[..., AbstractContextManager[dict[str, Any]]]


class CourseChapter:
    """The steps of the chapter; `due` is what the person has, and follows what the course costs and gives.

    `codes` can be redeemed where credits lack.
    """

    def __init__(
        self, person: Person, told: dict[str, Any], due: dict[str, int], codes: Sequence[str], step: Step
    ) -> None:
        self.person = person
        self.told = told
        self.due = due
        self.codes = codes
        self.step = step
        # The dearest one, so that something is seen to be spent.
        self.course = max(told["courses"], key=lambda one: one["credits_price"])
        self.address = ""

    def run(self) -> None:
        """All of them."""
        self._begun()
        self._read()
        self._failed()
        self._passed()
        self._checked()

    def _begun(self) -> None:
        with self.step("start a course") as facts:
            facts["course"], facts["price"] = self.course["title"]["en"], self.course["credits_price"]
            facts["codes for it"] = self._earn(facts["price"])
            page = self.person.get("/learn/")
            titles = self.course["title"].values()
            open_now = page.tree.xpath("//section[@aria-labelledby='affordable']//a")
            links = [one for one in open_now if one.xpath("string(.//*[@class='row-title'])") in titles]
            expect(len(links) == 1, f"the course is not open: {page.words()[:200]}")
            self.address = links[0].get("href")
            self.person.submit(self.person.get(self.address).form("/enrol/"))
            self.due["credits"] -= facts["price"]
            self._agreed()

    def _earn(self, price: int) -> int:
        """Where documents gave too few training credits, codes give the rest; says how many codes."""
        batch, count = self.told["code_batch"], 0
        while self.due["credits"] < price:
            self.person.submit(self.person.get("/codes/").form("/codes/"), code=self.codes[count])
            self.due |= {unit: self.due[unit] + batch[unit] for unit in self.due}
            count += 1
            self._agreed()
        return count

    def _read(self) -> None:
        with self.step("read its lessons") as facts:
            early = self.person.get(f"{self.address}quiz/")
            expect(early.path == self.address, "the quiz opens before the lessons are done")
            page = self.person.get(early.tree.xpath("//a[contains(@href, '/lessons/')]/@href")[0])
            facts["lessons"] = 0
            while "/lessons/" in page.path:
                page = self.person.submit(page.form("/done/"))
                facts["lessons"] += 1
            expect(facts["lessons"] == len(self.course["lessons"]), f"{facts['lessons']} lessons were there")

    def _failed(self) -> None:
        with self.step("fail its quiz") as facts:
            result = self._hand_in(rightly=False)
            facts["result"] = result.tree.xpath("string(//*[@class='figure-value'])").strip()
            expect(facts["result"].startswith("0 "), "wrong answers gave points")
            none = self.person.get(f"{self.address}certificate/")
            expect(none.status == 404, "there is a certificate without a passed quiz")
            self._agreed()

    def _passed(self) -> None:
        with self.step("pass it") as facts:
            result = self._hand_in(rightly=True)
            facts["result"] = result.tree.xpath("string(//*[@class='figure-value'])").strip()
            facts["given"] = self.course["points_on_passing"]
            self.due["points"] += facts["given"]
            self._agreed()

    def _hand_in(self, *, rightly: bool) -> Page:
        asked = self.person.submit(self.person.get(f"{self.address}quiz/").form("/quiz/"))
        form = asked.form("/answers/")
        return self.person.submit(form, **self._answers(asked, rightly=rightly))

    def _answers(self, page: Page, *, rightly: bool) -> dict[str, str]:
        """By the words that stand on the page, as a person answers."""
        asked = {text: one for one in self.course["quiz"] for text in one["question"].values()}
        given = {}
        for question in page.tree.xpath("//form[@id='quiz']//fieldset"):
            text = question.xpath("string(legend/text())").partition(". ")[2].strip()
            wanted = {
                word for one in asked[text]["choices"] if one["right"] == rightly for word in one["text"].values()
            }
            label = next(one for one in question.xpath(".//label") if one.text_content().strip() in wanted)
            field = question.xpath(f".//input[@id='{label.get('for')}']")[0]
            given[field.get("name")] = field.get("value")
        return given

    def _checked(self) -> None:
        with self.step("check the certificate") as facts:
            page = self.person.get(self.address)
            facts["number"] = number = page.tree.xpath("string(//a[starts-with(@href, '/certificates/')])").strip()
            pdf = self.person.get(f"{self.address}certificate/")
            expect(pdf.body.startswith(b"%PDF"), f"no PDF of it: {pdf.status}")
            # Whoever has the number, without an account.
            anybody = Person(self.person.base)
            public = anybody.get(f"/certificates/?number={number.lower()}")
            facts["public page"] = public.tree.xpath("string(//*[contains(@class, 'pill')])").strip()
            expect(facts["public page"] == "valid", f"the page says: {public.words()[:200]}")
            badge = self.person.get(f"/learn/certificates/{number}/jwt/").text
            facts["badge"] = _verified(badge, json.loads(anybody.get("/.well-known/jwks.json").text)["keys"])
            expect(facts["badge"] in self.course["title"].values(), "the badge is for something else")

    def _agreed(self) -> None:
        shown = claiming.balances(self.person)
        expect(shown == self.due, f"the page shows {shown}, but {self.due} is right")


def _verified(badge: str, keys: list[dict[str, str]]) -> str:
    """The achievement that a signed badge names, checked with nothing but the published keys."""
    head, body, signature = badge.strip().split(".")
    address = json.loads(_bytes(head))["kid"]
    key = next(one for one in keys if one["kid"] in address.split("/"))
    numbers = (int.from_bytes(_bytes(key[name])) for name in ("e", "n"))
    public = rsa.RSAPublicNumbers(*numbers).public_key()
    public.verify(_bytes(signature), f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
    return str(json.loads(_bytes(body))["credentialSubject"]["achievement"]["name"])


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
