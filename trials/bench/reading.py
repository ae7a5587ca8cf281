"""CPU of reading scans, beside that of the OCR engines alone on the same pictures; and what memory is worth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from trials.bench import learning
from trials.bench.measures import Measure
from trials.documents import SAMPLES
from trials.service import PROJECT

BENCH = "reading"
SCANS = ("paragon-wieliczka-skan.png", "faktura-zuraw-skan.pdf", "rechnung-neisse-zwei-seiten.tiff")
LOOK_ALIKES = ("paragon-wieliczka.jpg", "faktura-katownik-zdjecie.jpg")
"""Photos cost more around the engines: shadows are lightened and codes searched for in more ways."""
MOST = 1.5


def run(*, quick: bool) -> Iterator[Measure]:
    """One measure a file, and all scans together."""
    times, total, alone = 1 if quick else 3, 0.0, 0.0
    for name in SCANS if quick else SCANS + LOOK_ALIKES:
        file = SAMPLES / name
        whole, engines = _whole(file, times), _engines(file, times)
        if name in SCANS:
            total, alone = total + whole, alone + engines
        yield Measure(BENCH, name, whole, "s CPU", engines, MOST, of="ratio", about="its OCR engines alone")
    yield Measure(BENCH, "all scans", total, "s CPU", alone, MOST, of="ratio", about="their OCR engines alone")
    yield from learning.run(BENCH, quick=quick)


def _whole(file: Path, times: int) -> float:
    """One reading; what starting and loading cost falls out by subtraction."""
    once = _cpu_of("-m", "extraction", str(file))
    often = _cpu_of("-m", "extraction", *[str(file)] * (times + 1))
    return (often - once) / times


def _cpu_of(*arguments: str) -> float:
    """User and system time of the process and all that it waited for."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=PROJECT, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return usage.ru_utime + usage.ru_stime


def _engines(file: Path, times: int) -> float:
    command: Sequence[str] = [sys.executable, "-m", "trials.bench.engines_alone", str(file), str(times)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))
