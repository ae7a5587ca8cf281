"""The words of the ledger: units, whose account it is, and why points moved."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What is counted. Units never mix: a transfer stays within one."""

    POINTS = "points", _("points")
    CREDITS = "credits", _("training credits")


class Holder(models.TextChoices):
    """What kind of account it is."""

    PARTICIPANT = "participant", _("participant or company")
    OWED = "owed", _("owed by a participant or company")
    ORGANIZER = "organizer", _("organizer")
    DISTRIBUTOR = "distributor", _("distributor")
    COURSE = "course", _("course")
    EXPIRED = "expired", _("expired")
    SETTLEMENT = "settlement", _("settlement")


KEPT = (Holder.PARTICIPANT, Holder.OWED)
"""Accounts whose balance stands in their row. Others are summed when asked for: a row everybody writes is a queue."""


class Kind(models.TextChoices):
    """Why points moved; the label is what the statement says where the line has no words of its own."""

    AWARD = "award", _("Award")
    GRANT = "grant", _("Granted")
    SPEND = "spend", _("Spent")
    CORRECTION = "correction", _("Correction")
    REVERSAL = "reversal", _("Reversed")
    ADVANCE = "advance", _("Already spent: your next awards make up for these")
    REPAYMENT = "repayment", _("Kept back, because reversed points had already been spent")
    EXPIRY = "expiry", _("Expired")
    MERGE = "merge", _("Accounts merged")
    RETURN = "return", _("Expired earlier, counted towards the reversal")


REVERSIBLE = (Kind.AWARD, Kind.GRANT, Kind.SPEND, Kind.CORRECTION)
"""What callers may post, and may reverse. The other kinds follow from these and are written by the ledger alone."""
