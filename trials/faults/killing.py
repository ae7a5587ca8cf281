"""SIGKILL at random moments: the web process, the worker, or both."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from random import Random

from trials.service import Service

EVERY_SECONDS = 6.0
"""One kill in this time, at the mean: some hit a service that is only coming up again."""


class Killer:
    """Kills what it draws by lot; the supervisor of the service starts it again."""

    def __init__(self, service: Service, chance: Random) -> None:
        self._service = service
        self._chance = chance
        self.killed: Counter[str] = Counter()

    def kill(self, whom: str = "") -> None:
        """One kill; what is down just then is waited for."""
        whom = whom or self._chance.choice(["web", "worker", "both"])
        names = ["web", "worker"] if whom == "both" else [whom]
        end = time.monotonic() + 60
        while not set(names) <= set(running := self._service.children()):
            if time.monotonic() > end:
                raise TimeoutError(f"{whom} did not come back")
            time.sleep(0.05)
        for name in names:
            _kill(running[name])
        self.killed[whom] += 1

    def kill_for(self, seconds: float) -> None:
        """As many kills as fit, at random moments."""
        kills = max(1, round(seconds / EVERY_SECONDS))
        for _number in range(kills):
            time.sleep(self._chance.uniform(0, 2 * EVERY_SECONDS))
            self.kill()

    def told(self) -> str:
        """Such as `40 kills (14 web, 13 worker, 13 both)`."""
        parts = ", ".join(f"{count} {whom}" for whom, count in sorted(self.killed.items()))
        return f"{self.killed.total()} kills ({parts})"


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
