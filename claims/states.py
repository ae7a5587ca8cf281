"""The claim's workflow as a table: code, tests and the published diagram come from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a claim stands. A status exists only if somebody can do something different in it."""

    DRAFT = "draft", _("not sent yet")
    SUBMITTED = "submitted", _("sent")
    QUERIED = "queried", _("question for you")
    VERIFIED = "verified", _("confirmed")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVERSED = "reversed", _("taken back")


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED, Status.WITHDRAWN}),
    Status.SUBMITTED: frozenset({Status.VERIFIED, Status.REFUSED, Status.QUERIED, Status.WITHDRAWN}),
    Status.QUERIED: frozenset({Status.SUBMITTED, Status.WITHDRAWN}),
    # Back to be decided: whoever answered undoes it within ten minutes (also a question or a refusal).
    Status.VERIFIED: frozenset({Status.REVERSED, Status.SUBMITTED}),
    # The one appeal: the claim goes back to be decided, by the organizer.
    Status.REFUSED: frozenset({Status.SUBMITTED}),
    Status.WITHDRAWN: frozenset(),
    Status.REVERSED: frozenset(),
}

UNDECIDED = frozenset({Status.SUBMITTED, Status.QUERIED})
OPEN = frozenset({Status.DRAFT}) | UNDECIDED
CLOSED = frozenset(Status) - OPEN
LIVE = OPEN | {Status.VERIFIED, Status.REFUSED}
"""Statuses in which the claim still speaks for its document: the same bytes lead back to it."""


class ReadingState(models.TextChoices):
    """How far the reading of a document is. It never blocks the person. A claim on an offered sale has none to read."""

    WAITING = "waiting", _("waiting")
    READING = "reading", _("being read")
    READ = "read", _("read")
    UNREADABLE = "unreadable", _("could not be read")
    NONE = "none", _("no document")
