"""Runs the suite on each set of engines and ends with one closing line, summed, as pytest prints it.

python -m tests.suite [pytest options]
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests import engines
from tests.tally import COUNTED

NOTHING_CHOSEN = 5
"""pytest's exit status when no test was collected."""


class Suite:
    """The runs so far."""

    def __init__(self, options: list[str]) -> None:
        self._options = options
        self._started = time.monotonic()
        self._statuses: list[int] = []
        self._counts: Counter[str] = Counter()

    def run(self, where: str, environment: dict[str, str]) -> None:
        """pytest once, two tests at a time."""
        print(f"\n### {where}", flush=True)
        with tempfile.NamedTemporaryFile(suffix=".json") as tally:
            command = [sys.executable, "-m", "pytest", "-p", "tests.tally", "-n", "2", "-q", *self._options]
            status = subprocess.run(command, env=environment | {"KWIT_TALLY": tally.name}, check=False).returncode
            written = Path(tally.name).read_text()
        self._statuses.append(status)
        self._counts.update(json.loads(written) if written else {"error": 1})

    @property
    def status(self) -> int:
        """0 if every run passed that had something to do, and one had."""
        worst = {status for status in self._statuses if status not in (0, NOTHING_CHOSEN)}
        if worst:
            return max(worst)
        return 0 if 0 in self._statuses else NOTHING_CHOSEN

    def closing_line(self) -> str:
        """Such as `==== 412 passed, 3 skipped in 98.20s (0:01:38) ====`."""
        seconds = time.monotonic() - self._started
        parts = [_count(self._counts[kind], kind) for kind in COUNTED if self._counts[kind] and kind != "deselected"]
        words = f" {', '.join(parts) or 'no tests ran'} in {seconds:.2f}s"
        if seconds >= 60:
            words += f" ({timedelta(seconds=int(seconds))})"
        return f"{words} ".center(80, "=")


def _count(number: int, kind: str) -> str:
    plural = "s" if kind == "error" and number > 1 else ""
    return f"{number} {kind}{plural}"


def main(options: list[str]) -> int:
    """SQLite first, where most faults show at once; then the engines of production, RabbitMQ and Redis in turn."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    suite = Suite(options)
    alone = {name: value for name, value in os.environ.items() if name != "KWIT_ENGINES"}
    suite.run("SQLite, files on disk, jobs in memory", alone)
    with engines.running() as addresses:
        for broker in ("rabbitmq", "redis"):
            where = f"PostgreSQL, S3, {broker}"
            suite.run(where, engines.environment(addresses, broker=broker))
    print(f"\n{suite.closing_line()}", flush=True)
    return suite.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
