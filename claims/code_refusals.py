"""Why a code gave nothing, or gives nothing yet."""

from enum import Enum

from claims.models import Claim
from common.refusals import Refused


class CodeRefused(Refused):
    """The code gave nothing."""


class CodeMistyped(CodeRefused):
    """The check character shows a slip; it costs no try."""


class CodeUsedByYou(CodeRefused):
    """An honest repeat: `claim` is the claim that the code made the first time."""

    def __init__(self, message: object, claim: Claim) -> None:
        super().__init__(message)
        self.claim = claim


class CodeUsedByAnother(CodeRefused):
    """Somebody else was first. It is no guess: the code is right, and gives nothing any more."""


class TooManyTries(CodeRefused):
    """Too many wrong codes from this person, device or address; nothing was looked up."""


class Need(Enum):
    """What a campaign wants besides the code."""

    EAN = "ean"
    PLACE = "place"
    DOCUMENT = "document"


class CodeNeedsMore(CodeRefused):
    """The code is right, and counts together with what its campaign wants besides; it costs no try."""

    def __init__(self, message: object, needs: frozenset[Need]) -> None:
        super().__init__(message)
        self.needs = needs


class EanMistyped(CodeNeedsMore):
    """The check digit shows a slip; it costs no try."""


class CodeNeedsDocument(CodeRefused):
    """The code is right, and counts once a purchase with its product is confirmed; it stays good and costs no try."""


class CodeElsewhere(CodeRefused):
    """The code counts somewhere else; it costs no try."""
