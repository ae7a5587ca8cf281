"""The main job as people wait for it: upload, draft, decision, start of the service."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from samples.loading import DEMO_PASSWORD, load_program
from trials import claiming, deciding
from trials.bench import stopwatch
from trials.bench.measures import Measure
from trials.documents import SAMPLES, fresh_einvoice, fresh_photo
from trials.service import PROJECT, Service
from trials.web import Person, multipart

BENCH = "main"
PHOTOS = (
    "faktura-katownik-zdjecie.jpg",
    "faktura-zuraw-ksef-zdjecie.jpg",
    "rechnung-neisse-foto.jpg",
    "paragon-bochnia-pognieciony.jpg",
    "paragon-borek-telefon.heic",
    "paragon-borek-wieczorem.webp",
    "paragon-wieliczka.jpg",
)
"""Every sample of one page that looks as a phone takes it: three invoices of a whole sheet, four receipts."""
POLL_SECONDS = 0.7
"""How often the page asks whether the draft is there."""


def run(*, quick: bool) -> Iterator[Measure]:
    """All measures on one service with one worker, and the second start of another."""
    with TemporaryDirectory(prefix="kwit-bench-") as folder, Service(jobs=1) as service:
        told = load_program()
        person = Person(service.base)
        person.sign_in(told["participants"][0]["email"], DEMO_PASSWORD)
        yield from _uploads_and_drafts(person, Path(folder), rounds=1 if quick else 4)
        yield from _decisions(service, person, Path(folder), count=10 if quick else 40)
    yield _second_start()


def _uploads_and_drafts(person: Person, folder: Path, *, rounds: int) -> Iterator[Measure]:
    photos = [
        fresh_photo(folder, f"bench-{turn}-{number}", of=name)
        for turn in range(rounds)
        for number, name in enumerate(PHOTOS)
    ]
    # The models are loaded with the first document: that is the start of a worker, not a person's wait.
    claiming.wait_until_read(person, claiming.upload(person, [fresh_photo(folder, "warm", of=PHOTOS[0])]))
    answers, drafts, writes = [], [], []
    for photo in photos:
        writes.append(_written(photo.read_bytes(), folder / "written"))
        answer = _upload(person, photo)
        answers.append(answer.milliseconds)
        drafts.append(_draft_there(person, json.loads(answer.body)["next"]) - answer.sent_at)
    yield Measure(
        BENCH,
        "upload answered, median",
        median(answers),
        "ms",
        median(writes),
        150,
        about="hash and safe write of the same bytes",
    )
    yield Measure(
        BENCH,
        "draft on the page, median",
        median(drafts),
        "s",
        _bare_reading(rounds),
        4,
        about="bin/read of the same photos, warm",
    )


def _upload(person: Person, photo: Path) -> stopwatch.Timed:
    """As the page's script does it."""
    form = person.get("/claims/new/").form("/claims/new/")
    body, kind = multipart(form.fields, "files", [photo])
    answer = stopwatch.request(person, "/claims/new/", body=body, kind=kind, accept="application/json")
    claiming.expect(answer.status == 200, f"the upload was answered with {answer.status}: {answer.body[:300]}")
    return answer


def _draft_there(person: Person, address: str) -> float:
    """When the page shows the draft: it opens, and asks again and again."""
    page = person.get(address)
    while claiming.state_of(page) in {"waiting", "reading"}:
        time.sleep(POLL_SECONDS)
        page = person.get(f"{address}reading/")
    claiming.expect(claiming.state_of(page) == "read", "the photo was not read")
    return time.monotonic()


def _written(data: bytes, path: Path) -> float:
    started = time.monotonic()
    hashlib.sha256(data).hexdigest()
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return (time.monotonic() - started) * 1000


def _bare_reading(rounds: int) -> float:
    """Median seconds, the models loaded."""
    files = [str(SAMPLES / name) for name in PHOTOS]
    command = [sys.executable, "-m", "extraction", files[0], *files * rounds]
    lines = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.splitlines()
    return median(float(json.loads(line)["seconds"]) for line in lines[1:])


def _decisions(service: Service, person: Person, folder: Path, *, count: int) -> Iterator[Measure]:
    told = load_program()
    desks = deciding.Desks(service.base, told)
    waits, empty = [], []
    for number in range(count):
        claim = claiming.upload(person, [fresh_einvoice(folder, f"BENCH-{number}")])
        claiming.wait_until_read(person, claim)
        claiming.send(person, claim, told)
        _name, desk, page = desks.find(claim)
        form = page.form("/confirm/")
        answer = stopwatch.submit(desk, urlsplit(form.action).path, form.fields)
        claiming.expect(answer.status == 302, f"the decision was answered with {answer.status}")
        waits.append(answer.milliseconds)
        empty.append(stopwatch.request(desk, "/healthz").milliseconds)
    yield Measure(
        BENCH,
        "decision answered, median",
        median(waits),
        "ms",
        median(empty),
        100,
        about="an answer that only asks the database",
    )


def _second_start() -> Measure:
    service = Service()
    try:
        # The first start may have to install and load everything.
        service.run(["bin/serve"], seconds=900)
        service.stop()
        seconds = service.run(["bin/serve"])
        started = time.monotonic()
        subprocess.run([sys.executable, "-c", "import config.wsgi"], cwd=PROJECT, env=service.environment, check=True)
        return Measure(
            BENCH,
            "second start of bin/serve",
            seconds,
            "s",
            time.monotonic() - started,
            5,
            about="loading the application alone",
        )
    finally:
        service.clean_up()
