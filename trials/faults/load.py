"""The people of the main job under faults: installers who upload and send, clerks who decide, all at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Event
from typing import Any
from uuid import UUID

from trials import claiming, deciding
from trials.documents import fresh_einvoice, fresh_photo
from trials.faults.journal import Journal
from trials.faults.patience import Witness, insist
from trials.web import UNREACHABLE, Page

PHOTOS = 0.12
"""Share of photos among the uploads: each keeps the worker busy for seconds, so that kills find it reading."""


class Installer:
    """Uploads, sometimes twice, and sends, sometimes before anything is read."""

    def __init__(self, person: Witness, name: str, folder: Path, told: dict[str, Any], chance: Random) -> None:
        self._person = person
        self._name = name
        self._folder = folder
        self._told = told
        self._chance = chance
        self._count = 0

    def act(self) -> bool:
        """One document, from the upload to the sent claim."""
        self._count += 1
        number = f"FV-{self._name}-{self._count}"
        fresh = fresh_photo if self._chance.random() < PHOTOS else fresh_einvoice
        file, key = fresh(self._folder, number), str(UUID(int=self._chance.getrandbits(128), version=4))
        claim = self._upload(file, key)
        if self._chance.random() < 0.2:
            # The answer got lost on the way to the phone, which sends it all again.
            self._upload(file, key)
        if self._chance.random() < 0.7:
            insist(lambda: claiming.wait_until_read(self._person, claim))
        typed = {"issuer_name": self._told["distributors"][0]["name"], "document_number": number}
        insist(lambda: self._send(claim, typed))
        self._person.journal.was_sent(claim)
        return False

    def _upload(self, file: Path, key: str) -> str:
        claim = insist(lambda: claiming.upload(self._person, [file], key=key))
        self._person.journal.uploaded(key, claim)
        return claim

    def _send(self, claim: str, typed: dict[str, str]) -> None:
        page = self._person.get(f"/claims/{claim}/")
        if claiming.status_of(page) == "draft":
            claiming.send(self._person, claim, self._told, **typed)


class Clerk:
    """Decides whatever comes next, mostly with a yes."""

    def __init__(self, person: Witness, name: str, chance: Random) -> None:
        self._person = person
        self._name = name
        self._chance = chance

    def act(self) -> bool:
        """One claim, if one waits; says whether there was one."""
        page = insist(lambda: self._person.get("/queue/next/"))
        if (claim := _claim_of(page)) is None:
            return False
        self._decide(claim, page, "refuse" if self._chance.random() < 0.15 else "confirm")
        again = insist(lambda: self._person.get(f"/queue/{claim}/"))
        if again.maybe_form("/confirm/"):
            # A plain yes was refused, as for a second photo of the same receipt.
            self._decide(claim, again, "refuse")
        return True

    def _decide(self, claim: str, page: Page, decision: str) -> None:
        if not page.maybe_form(f"/{decision}/"):
            return
        self._person.journal.wants(self._name, claim, decision)
        act: Callable[[], Page] = (
            (lambda: deciding.confirm(self._person, page))
            if decision == "confirm"
            else (lambda: deciding.refuse(self._person, page, reason="already-claimed"))
        )
        for number in _done(insist(act)):
            self._person.journal.was_decided(self._name, number)


def _claim_of(page: Page) -> str | None:
    found = re.fullmatch(r"/queue/([0-9a-f-]{36})/", page.path)
    return found[1] if found else None


def _done(page: Page) -> list[str]:
    """The numbers of the claims whose decision the page's messages acknowledge."""
    texts = page.tree.xpath("//*[contains(concat(' ', @class, ' '), ' toast-done ')]//p/text()")
    return [str(text).partition(":")[0].strip() for text in texts]


def keep_doing(act: Callable[[], bool], journal: Journal, stop: Event, chance: Random) -> None:
    """Act again and again with short pauses until `stop`, and then until nothing waits.

    What goes wrong is noted and does not end it.
    """
    while True:
        waits = False
        try:
            waits = act()
        except UNREACHABLE as gone:
            journal.trouble(f"gave up waiting: {gone}")
        except Exception as wrong:  # every surprise is a finding, and the others go on
            journal.trouble(f"{type(wrong).__name__}: {wrong}")
        if stop.is_set() and not waits:
            return
        time.sleep(chance.uniform(0.05, 0.6))
