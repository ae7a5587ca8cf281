"""What reading costs: CPU beside RapidOCR alone on the same pictures, memory, and what a second worker brings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from extraction.options import CORES_VARIABLE
from trials.bench.measures import Measure
from trials.documents import SAMPLES
from trials.service import PROJECT

BENCH = "reading"
PICTURES = (
    "paragon-wieliczka-skan.png",
    "paragon-wieliczka.jpg",
    "paragon-bochnia-pognieciony.jpg",
    "paragon-borek-telefon.heic",
    "paragon-borek-wieczorem.webp",
    "faktura-zuraw-skan.pdf",
    "faktura-katownik-zdjecie.jpg",
    "rechnung-neisse-foto.jpg",
    "rechnung-neisse-zwei-seiten.tiff",
)
"""Receipts and invoices, scanned and photographed; all but three are of twelve megapixels."""
TOLD = ("rechnung-neisse-zugferd.pdf", "faktura-zuraw-ksef.xml")
BORN_DIGITAL = ("faktura-katownik.pdf", "faktura-zuraw-dwie-strony.pdf", "invoice-neisse-english.pdf")
_ABOUT = "RapidOCR alone, detector at 1280 px, same pictures"
_POLL = 0.05


def run(*, quick: bool) -> Iterator[Measure]:
    """All of it; the reference is the mean of a picture."""
    chosen = PICTURES[::3] if quick else PICTURES
    alone = _engine_alone(chosen) / len(chosen)
    # What takes a tenth of a second is measured several times: whatever else runs only adds to it.
    for told, names, times, most in (
        (f"CPU of a picture ({len(chosen)})", chosen, 1, 1.3),
        ("CPU of an e-invoice", TOLD, 3, 0.1),
        ("CPU of a born-digital PDF", BORN_DIGITAL, 3, 0.1),
    ):
        least = min(_whole(names) for _time in range(times))
        yield Measure(BENCH, told, least, "s", alone, most, of="ratio", about=_ABOUT)
    photo = ["paragon-wieliczka.jpg", "faktura-katownik-zdjecie.jpg"]
    for engines, most in (("rapidocr,tesseract", 1200), ("tesseract", 500)):
        peak = _peak_of(photo, {"OCR_ENGINES": engines})
        yield Measure(BENCH, f"memory of a worker, {engines}", peak, "MB", most, most=most, about="the goal")
    yield from _second_worker(chosen)


def _whole(names: Sequence[str]) -> float:
    """The CPU of one document, on average; what starting and loading cost falls out by subtraction."""
    once = _cpu_of([names[0]])
    return (_cpu_of([names[0], *names]) - once) / len(names)


def _command(names: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "extraction", *(str(SAMPLES / name) for name in names)]


def _started(names: Sequence[str], environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    own = {**os.environ, **(environment or {})}
    return subprocess.Popen(_command(names), cwd=PROJECT, stdout=subprocess.DEVNULL, env=own, start_new_session=True)


def _cpu_of(names: Sequence[str]) -> float:
    """User and system time of the process and all that it waited for."""
    process = _started(names)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return usage.ru_utime + usage.ru_stime


def _engine_alone(names: Sequence[str]) -> float:
    command = [sys.executable, "-m", "trials.bench.reading.engines_alone", *(str(SAMPLES / name) for name in names)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


def _peak_of(names: Sequence[str], environment: Mapping[str, str]) -> float:
    """The most memory in megabytes that the process and all it started held at one time."""
    process, peak = _started(names, environment), 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(pid) for pid in _family(process.pid)))
        time.sleep(_POLL)
    return peak / 1024


def _family(session: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            if entry.name.isdigit() and int((entry / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield int(entry.name)


def _resident(pid: int) -> int:
    with suppress(OSError, IndexError):
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])
    return 0


def _second_worker(names: Sequence[str]) -> Iterator[Measure]:
    """How much more gets done in the same time by two processes of one core each, and by one process of both.

    Of two rounds the quicker one counts, because anything else that runs takes the second core away.
    """
    alone = _seconds_for(names, workers=1, cores=1)
    about = "one worker of one core"
    for told, workers, cores, least in (
        ("work done by two workers of one core each", 2, 1, 1.8),
        ("work done by one worker of two cores", 1, 2, 1.2),
    ):
        times = workers * alone / _seconds_for(names, workers=workers, cores=cores)
        yield Measure(BENCH, told, times, "times", 1.0, least=least, about=about)


def _seconds_for(names: Sequence[str], *, workers: int, cores: int) -> float:
    """How long each of the workers takes for all documents; what starting and loading cost falls out."""
    environment = {CORES_VARIABLE: str(cores)}
    whole, start = (
        min(_seconds_of([share] * workers, environment) for _round in range(2)) for share in (names, names[:1])
    )
    return whole - start


def _seconds_of(shares: Sequence[Sequence[str]], environment: Mapping[str, str]) -> float:
    since = time.monotonic()
    for process in [_started(share, environment) for share in shares]:
        process.wait()
    return time.monotonic() - since
