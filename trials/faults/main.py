"""Kills under the main job: web process, worker, and both die while several people upload, send and decide."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread

from samples.loading import load_program
from trials.faults.journal import Journal
from trials.faults.judging import READING, Verdict, judge
from trials.faults.killing import Killer
from trials.faults.load import Clerk, Installer, keep_doing
from trials.faults.patience import signed_in
from trials.faults.report import Report
from trials.service import Service

SECONDS = 240.0
"""As many as 40 kills take."""
SETTLE_SECONDS = 120
WINDOWS = 2


def run(*, seconds: float, seed: int, environment: dict[str, str] | None = None) -> Report:
    """The whole trial on a service of its own."""
    chance, journal = Random(seed), Journal()
    with Service(environment=environment) as service, TemporaryDirectory(prefix="kwit-faults-") as folder:
        killer = Killer(service, chance)
        _under_load(service, killer, journal, Path(folder), chance, seconds)
        service.wait_until_up()
        state = service.inside("state", "--settle", str(SETTLE_SECONDS))
        verdict: Verdict = judge(journal, state)
    done = journal.done + Counter(f"claims {claim['status']}" for claim in state["claims"])
    done["readings given up"] = sum(task == READING for task, _error in state["jobs_failed"])
    return Report("main", seed, killer.told(), done, verdict)


def _under_load(
    service: Service, killer: Killer, journal: Journal, folder: Path, chance: Random, seconds: float
) -> None:
    """The kills, and all people at work meanwhile; the clerks go on until nothing waits any more."""
    leave, close = Event(), Event()
    installers = _installers(service, journal, folder, chance, leave)
    clerks = _clerks(service, journal, chance, close)
    for thread in (*installers, *clerks):
        thread.start()
    try:
        killer.kill_for(seconds)
    finally:
        for stop, threads in ((leave, installers), (close, clerks)):
            stop.set()
            for thread in threads:
                thread.join()


def _installers(service: Service, journal: Journal, folder: Path, chance: Random, stop: Event) -> list[Thread]:
    told, threads = load_program(), []
    for number, one in enumerate(told["participants"], start=1):
        own = Random(chance.random())
        person = signed_in(service.base, journal, one["email"])
        installer = Installer(person, f"{number}", folder, told, own)
        threads.append(Thread(target=keep_doing, args=(installer.act, journal, stop, own)))
    return threads


def _clerks(service: Service, journal: Journal, chance: Random, stop: Event) -> list[Thread]:
    """A clerk of each distributor; the first one, whose invoices most are, in two windows at once."""
    told, threads = load_program(), []
    first, *others = [one["clerks"][0]["email"] for one in told["distributors"]]
    for number, email in enumerate([*[first] * WINDOWS, *others], start=1):
        own = Random(chance.random())
        desk = Clerk(signed_in(service.base, journal, email), f"desk {number}", own)
        threads.append(Thread(target=keep_doing, args=(desk.act, journal, stop, own)))
    return threads
