"""Certificates: given for a passed course, shown with a name or without, revoked for good."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.codes import ALPHABET
from common.tokens import random_text
from elearning.content import said
from elearning.models import Certificate, Enrolment
from elearning.refusals import LearningRefused
from elearning.standing import months_after
from elearning.versions import content_of
from participants import services as participants
from participants.models import User


def issue(*, enrolment: Enrolment, now: datetime) -> Certificate:
    """Part of the transaction that passes the course. What campaigns and distributors go by is written with it."""
    course = enrolment.course
    today = now.astimezone(course.program.zone).date()
    certificate = Certificate.objects.create(
        enrolment=enrolment,
        number="-".join(random_text(ALPHABET, 4) for _part in range(3)),
        name=enrolment.participant.name,
        title=said(content_of(enrolment.version).title, enrolment.language),
        cpd_hours=course.cpd_hours,
        issued_at=now,
        expires_on=months_after(today, course.valid_months) if course.valid_months else None,
    )
    participants.qualify(
        participant=enrolment.participant,
        name=course.certificate_name or course.name,
        valid_from=today,
        valid_until=certificate.expires_on,
        source=source_of(certificate),
    )
    return certificate


def source_of(certificate: Certificate) -> str:
    """How the qualification names the certificate that it comes from."""
    return f"certificate:{certificate.number}"


@transaction.atomic
def revoke(*, certificate: Certificate, by: User, reason: str, now: datetime) -> None:
    """Say for good that it counts no more. Badges say so too, and a badge cannot take such a word back."""
    reason = reason.strip()
    if not reason:
        raise LearningRefused(_("Please say why. Whoever asks later reads it."))
    standing = Certificate.objects.filter(pk=certificate.pk, revoked_at=None)
    if not standing.update(revoked_at=now, revoked_by=by, revoked_because=reason):
        raise LearningRefused(_("This certificate was revoked before."))
    participants.disqualify(source=source_of(certificate), on=now.astimezone(certificate.program.zone).date())


def show_name(*, certificate: Certificate, is_shown: bool, now: datetime) -> None:
    """Whether whoever has the number also reads the name. Since when is kept; agreeing again changes nothing."""
    mine = Certificate.objects.filter(pk=certificate.pk)
    if is_shown:
        mine.filter(name_shown_at=None).update(name_shown_at=now)
    else:
        mine.update(name_shown_at=None)
