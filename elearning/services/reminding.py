"""Telling holders before their certificates end: 90 and 30 days before, and on the last day, once each."""

from datetime import datetime, timedelta

from django.db import transaction

from elearning.models import Certificate, CertificateNotice
from elearning.queries import newer_than
from elearning.standing import RENEWAL_DAYS
from jobs.services import after_commit
from programs.models import Program

DAYS_BEFORE = (0, 30, RENEWAL_DAYS)
"""When people are told, the nearest first."""


def remind(*, program: Program, now: datetime) -> int:
    """Note down whom to tell of which certificate, and have them mailed; returns how many. Safe to stop and repeat."""
    today = now.astimezone(program.zone).date()
    ending = Certificate.objects.filter(
        enrolment__course__program=program,
        enrolment__participant__is_active=True,
        enrolment__course__cancelled_at=None,
        expires_on__range=(today, today + timedelta(days=max(DAYS_BEFORE))),
        revoked_at=None,
    ).select_related("enrolment")
    return sum(_note(one, left=(one.expires_on - today).days) for one in ending.iterator() if one.expires_on)


@transaction.atomic
def _note(certificate: Certificate, *, left: int) -> int:
    days = next(days for days in DAYS_BEFORE if left <= days)
    if newer_than(certificate).exists():
        return 0
    notice, is_new = CertificateNotice.objects.get_or_create(certificate=certificate, days_before=days)
    if is_new:
        after_commit("elearning.tasks.tell_of_end", notice_id=notice.pk)
    return int(is_new)


def is_wanted(notice: CertificateNotice) -> bool:
    """Whether there is still somebody to tell: not told, not left, not revoked, not renewed, and able to renew."""
    certificate = notice.certificate
    participant = certificate.enrolment.participant
    if certificate.enrolment.course.cancelled_at:
        return False
    if notice.told_at or participant.left_at or not participant.is_active or certificate.revoked_at:
        return False
    return not newer_than(certificate).exists()


def told(*, notice: CertificateNotice, now: datetime) -> None:
    """The mail went out."""
    CertificateNotice.objects.filter(pk=notice.pk).update(told_at=now)
