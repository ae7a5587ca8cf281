"""The two ways a file can fail: it will never work, or it may work later. Everything else is a bug."""

from __future__ import annotations

from extraction import sentences
from extraction.reading import Warning


class Refusal(Exception):
    """These bytes will never give a reading. `code` is stable, `text` is a sentence to show."""

    def __init__(self, code: str, text: str = "") -> None:
        """`text` for codes that bring their own sentence; the others have theirs in `sentences.REFUSALS`."""
        self.code = code
        self.text = text or sentences.REFUSALS[code]
        super().__init__(f"{code}: {self.text}")

    def as_warning(self) -> Warning:
        """The refusal as a Reading carries it."""
        return Warning(self.code, self.text)


class NotNow(Exception):
    """The machine could not do it this time; the same file may work later, so the caller may try again."""

    code = "try-again-later"

    def __init__(self, cause: str = "") -> None:
        self.text = sentences.REFUSALS[self.code]
        super().__init__(f"{self.code}: {cause or self.text}")

    def as_warning(self) -> Warning:
        """For callers that do not try again."""
        return Warning(self.code, self.text)
