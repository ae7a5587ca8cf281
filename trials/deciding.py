"""What clerks and campaign admins do at their desks: open a claim, look at its problems, confirm or refuse."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from samples.loading import DEMO_PASSWORD
from trials.claiming import StepFailed, expect
from trials.web import Page, Person


class Desks:
    """Every distributor's first clerk and the organizer's first admin, signed in when they are first needed."""

    def __init__(self, base: str, told: dict[str, Any]) -> None:
        self._base = base
        self._people = {one["name"]: one["clerks"][0]["email"] for one in told["distributors"]}
        self._people[told["program"]["organizer_name"]] = told["admins"][0]["email"]
        self._signed_in: dict[str, Person] = {}

    def at(self, name: str) -> Person:
        """The person at this desk."""
        if name not in self._signed_in:
            person = Person(self._base)
            person.sign_in(self._people[name], DEMO_PASSWORD)
            self._signed_in[name] = person
        return self._signed_in[name]

    def find(self, claim: str) -> tuple[str, Person, Page]:
        """The desk where the claim lies, and its page there. The other distributors must not even see it."""
        for name in self._people:
            person = self.at(name)
            page = person.get(f"/queue/{claim}/")
            if page.maybe_form("/confirm/"):
                return name, person, page
            expect(page.status == 404, f"{name} sees a claim that is not theirs ({page.status}): {page.words()[:200]}")
        raise StepFailed("no desk may decide the claim")


def problems(page: Page) -> list[str]:
    """The codes of the claim's problems."""
    return list(page.tree.xpath("//@data-problem"))


def given(page: Page) -> dict[str, int]:
    """What the desk's page says that a plain yes gives."""
    found = page.tree.xpath("//*[@data-gives]")
    expect(bool(found), "the desk does not say what a yes gives")
    return {"points": int(found[0].get("data-points")), "credits": int(found[0].get("data-credits"))}


def confirm(desk: Person, page: Page) -> Page:
    """One click."""
    done = desk.submit(page.form("/confirm/"))
    expect(done.status == 200, f"confirming was answered with {done.status} at {done.path}")
    return done


def refuse(desk: Person, page: Page, *, reason: str, text: str = "") -> Page:
    """With a reason."""
    return desk.submit(page.form("/refuse/"), **{"refuse-reason": reason, "refuse-text": text})


def goods_came_back(desk: Person, claim: str, names: Collection[str], quantity: str) -> Page:
    """So much of the product with one of these names came back."""
    page = desk.get(f"/queue/{claim}/")
    labels = page.tree.xpath("//form[contains(@action, '/returned/')]//label")
    fields = [label.get("for") for label in labels if any(name in label.text_content() for name in names)]
    expect(len(fields) == 1, f"the desk asks for {len(fields)} such lines: {page.words()[:200]}")
    return desk.submit(page.form("/returned/"), **{fields[0].removeprefix("id_"): quantity})


def said(page: Page) -> str:
    """The messages on top of a page."""
    return " ".join(" ".join(one.text_content().split()) for one in _messages(page))


def _messages(page: Page) -> Iterator[Any]:
    yield from page.tree.xpath("//*[contains(concat(' ', @class, ' '), ' toast ')]")
