"""The life of a code batch as a table: what may follow what, and who moves it. Code, pages and tests read it."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_CODES = 50_000_000
"""Codes of one batch."""

MOST_ON_A_SHEET = 5_000
"""Codes of a batch that can be had as a sheet of QR codes."""


class BatchState(TextChoices):
    """Where a batch stands. Codes count only while theirs is live."""

    NEW = "new", _("being made")
    MADE = "made", pgettext_lazy("a batch of codes", "made")
    EXPORTED = "exported", _("exported")
    PRINTED = "printed", _("printed")
    LIVE = "live", pgettext_lazy("a batch of codes", "live")
    CLOSED = "closed", _("closed")
    RECALLED = "recalled", _("recalled")


class Who(Enum):
    """Who moves a batch."""

    JOB = "job"
    """The job that makes the codes."""
    TAKER = "taker"
    """A campaign admin of the program, and only by taking the print files."""
    ADMIN = "admin"
    """A campaign admin of the program."""
    OPERATOR = "operator"
    """Who runs the service: the print files leave it once, and a second time only by another pair of eyes."""


MOVES: dict[BatchState, dict[BatchState, Who]] = {
    # Codes that another system made are printed already: their batch is never exported.
    BatchState.NEW: {BatchState.MADE: Who.JOB, BatchState.PRINTED: Who.JOB, BatchState.RECALLED: Who.ADMIN},
    BatchState.MADE: {BatchState.EXPORTED: Who.TAKER, BatchState.RECALLED: Who.ADMIN},
    BatchState.EXPORTED: {
        BatchState.PRINTED: Who.ADMIN,
        BatchState.MADE: Who.OPERATOR,
        BatchState.RECALLED: Who.ADMIN,
    },
    BatchState.PRINTED: {BatchState.LIVE: Who.ADMIN, BatchState.RECALLED: Who.ADMIN},
    BatchState.LIVE: {BatchState.CLOSED: Who.ADMIN, BatchState.RECALLED: Who.ADMIN},
    BatchState.CLOSED: {BatchState.LIVE: Who.ADMIN, BatchState.RECALLED: Who.ADMIN},
    BatchState.RECALLED: {},
}

WITHOUT_FILES = frozenset({BatchState.PRINTED, BatchState.LIVE, BatchState.CLOSED, BatchState.RECALLED})
"""The printer has confirmed the files, or they are of no use: they are deleted."""
