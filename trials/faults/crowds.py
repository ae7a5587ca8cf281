"""Codes redeemed by sixteen people at once, while the web process dies and everybody tries again: each pays once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

from samples.loading import load_program
from trials.faults.journal import Journal
from trials.faults.judging import judge
from trials.faults.killing import Killer
from trials.faults.patience import Witness, insist, signed_in
from trials.faults.report import Report
from trials.service import Service
from trials.web import Page

SECONDS = 120.0
PEOPLE = 16
CODES_A_ROUND = 3
"""Raced for between two looks at the clock."""


def run(*, seconds: float, seed: int, environment: dict[str, str] | None = None) -> Report:
    """The whole trial on a service of its own."""
    chance, journal = Random(seed), Journal()
    with Service(environment=environment) as service, ThreadPoolExecutor(PEOPLE) as crowd:
        killer = Killer(service, chance)
        emails = service.inside("crowd", str(PEOPLE))
        people = {email: signed_in(service.base, journal, email) for email in emails}
        codes = (service.home / "demo-codes.csv").read_text().split()
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(codes) >= CODES_A_ROUND:
            for _number in range(CODES_A_ROUND):
                _race(codes.pop(), people, crowd, killer, journal, chance)
        service.wait_until_up()
        state = service.inside("state", "--settle", "60")
    verdict = judge(journal, state, points_of_a_code=load_program()["code_batch"]["points"])
    return Report("points", seed, killer.told(), dict(journal.done), verdict)


def _race(
    code: str,
    people: dict[str, Witness],
    crowd: ThreadPoolExecutor,
    killer: Killer,
    journal: Journal,
    chance: Random,
) -> None:
    """Everybody types the code at the same moment; mostly the web process dies at some moment of it."""
    start = Barrier(PEOPLE)
    journal.tries(code)
    tries = [crowd.submit(_redeem, code, email, person, start) for email, person in people.items()]
    if chance.random() < 0.7:
        time.sleep(chance.uniform(0, 0.8))
        killer.kill("web")
    for one in tries:
        one.result()


def _redeem(code: str, email: str, person: Witness, start: Barrier) -> None:
    """Until answered; an answer that got lost is asked for again, and then says that the points are theirs."""
    form = insist(lambda: person.get("/codes/").form("/codes/"))
    start.wait(timeout=120)
    page = insist(lambda: person.submit(form, code=code))
    person.journal.count("tries answered")
    if _is_won(page):
        person.journal.has_won(code, email)
    elif page.status != 422:
        person.journal.trouble(f"a code was answered with {page.status} at {page.path}")


def _is_won(page: Page) -> bool:
    return page.status == 200 and bool(page.tree.xpath("//*[contains(@class, 'card-done')]"))
