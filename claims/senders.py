"""Where a request comes from, as far as it is known: a network address and a random mark of the browser. Pure."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Sender:
    """Where codes and documents come from: whatever guesses is slowed down by each of these."""

    address: str | None = None
    device: str = ""
    """A random mark of the browser, kept as its digest only."""

    @property
    def mark(self) -> str:
        """What is kept of the browser's mark: its SHA-256, or nothing where it has none."""
        return sha256(self.device.encode()).hexdigest() if self.device else ""


NOWHERE = Sender()
