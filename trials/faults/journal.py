"""What the people of a fault trial were told: only that counts as promised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Journal:
    """Kept on the people's side of the wire, by many threads."""

    uploads: dict[str, str] = field(default_factory=dict)
    """Intake key to the claim that the upload led to."""
    sent: set[str] = field(default_factory=set)
    """Claims that were shown as sent."""
    wanted: dict[str, dict[str, str]] = field(default_factory=dict)
    """What each desk last tried with a claim: desk to claim to confirm or refuse."""
    decided: set[tuple[str, str]] = field(default_factory=set)
    """Desk and number of the claim whose decision was acknowledged."""
    won: dict[str, list[str]] = field(default_factory=dict)
    """Code to those who were told that its points are theirs."""
    doubled: list[str] = field(default_factory=list)
    """What was seen twice on the way."""
    troubles: Counter[str] = field(default_factory=Counter)
    """Answers that nobody should get: server errors, pages without the form that belongs there."""
    done: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def uploaded(self, key: str, claim: str) -> None:
        """The upload under this key led to a claim, now or again."""
        with self._lock:
            self.done["uploads acknowledged"] += 1
            first = self.uploads.setdefault(key, claim)
            if first != claim:
                self.doubled.append(f"upload {key} led to {first} and to {claim}")

    def was_sent(self, claim: str) -> None:
        """The claim's page shows it as sent."""
        with self._lock:
            self.done["claims sent"] += 1
            self.sent.add(claim)

    def wants(self, desk: str, claim: str, decision: str) -> None:
        """The desk is about to decide like this."""
        with self._lock:
            self.wanted.setdefault(desk, {})[claim] = decision

    def was_decided(self, desk: str, number: str) -> None:
        """The desk was told that its decision stands."""
        with self._lock:
            self.done["decisions acknowledged"] += 1
            self.decided.add((desk, number))

    def tries(self, code: str) -> None:
        """Somebody is about to redeem the code; somebody must win it."""
        with self._lock:
            self.done["codes raced for"] += 1
            self.won.setdefault(code, [])

    def has_won(self, code: str, who: str) -> None:
        """Somebody was told that the code's points are theirs."""
        with self._lock:
            winners = self.won.setdefault(code, [])
            if who not in winners:
                winners.append(who)

    def count(self, what: str) -> None:
        """Something happened that is only counted."""
        with self._lock:
            self.done[what] += 1

    def trouble(self, what: str) -> None:
        """Something happened that never should."""
        with self._lock:
            self.troubles[what[:400]] += 1
