"""People whose service dies under them: they try again until they are answered, and tell of what should never be."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable
from typing import TypeVar

from samples.loading import DEMO_PASSWORD
from trials.faults.journal import Journal
from trials.web import UNREACHABLE, Page, Person

T = TypeVar("T")
PATIENCE_SECONDS = 120


class Unanswered(OSError):
    """The answer was a server error: like no answer, but noted."""


class Witness(Person):
    """A person who notes every server error."""

    def __init__(self, base: str, journal: Journal) -> None:
        super().__init__(base)
        self.journal = journal

    def _send(self, request: urllib.request.Request) -> Page:
        page = super()._send(request)
        if page.status >= 500:
            self.journal.trouble(f"{page.status} at {page.path}")
            raise Unanswered(page.path)
        return page


def insist(act: Callable[[], T]) -> T:
    """Do it again until it is answered."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return act()
        except UNREACHABLE:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def signed_in(base: str, journal: Journal, email: str) -> Witness:
    """Somebody of the demo."""
    person = Witness(base, journal)
    insist(lambda: person.sign_in(email, DEMO_PASSWORD))
    return person
