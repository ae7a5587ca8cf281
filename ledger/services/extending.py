"""Letting points last longer: by the organizer, with a reason that is kept."""

from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from ledger.book import Book
from ledger.kinds import Holder
from ledger.legs import Owner
from ledger.models import Account, Extension, Lot, LotExtension
from programs.models import Program


def extend(
    *,
    program: Program,
    owner: Owner | None,
    until: date,
    reason: str,
    by: AbstractBaseUser | None,
    now: datetime,
) -> Extension:
    """Note down that the points of `owner`, or of everybody, last until that day at least; nothing ends earlier.

    `carry_out` moves the days. A reason is needed: it stays with what was decided. No personal data in it.
    """
    if not reason.strip():
        raise ValueError("Points are extended for a reason.")
    named = owner.ref if owner else ""
    return Extension.objects.create(
        program=program, owner=named, until=until, reason=reason.strip(), made_by_id=by.pk if by else None, made_at=now
    )


def carry_out(*, extension: Extension, now: datetime) -> int:
    """Move the last day of what is still there and ends earlier; returns of how many lots. Safe to stop and repeat.

    One transaction for each account. What comes in later ends as its own award says.
    """
    accounts = Account.objects.filter(program=extension.program, kind=Holder.PARTICIPANT)
    if extension.owner:
        accounts = accounts.filter(owner=extension.owner)
    moved = 0
    for account in accounts.filter(pk__in=_open(extension).values("account")).order_by("pk").iterator():
        with transaction.atomic():
            Book(
                program=extension.program,
                reference=f"extension:{extension.pk}",
                keys=[(account.unit, account.holder)],
                by=None,
                now=now,
            )
            # Read under the lock: somebody may just have spent them, or swept them.
            lots = list(_open(extension).filter(account=account))
            LotExtension.objects.bulk_create(
                LotExtension(lot=lot, extension=extension, until=extension.until, made_at=now) for lot in lots
            )
            moved += len(lots)
    return moved


def _open(extension: Extension) -> QuerySet[Lot]:
    came_before = Lot.objects.filter(transfer__made_at__lte=extension.made_at)
    return came_before.filter(remaining__gt=0, expires_on__lt=extension.until)
