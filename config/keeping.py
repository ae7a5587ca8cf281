"""The whole list of personal data, gathered from the apps, and the duties that follow from it."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry

import campaigns.personal_data
import claims.personal_data
import config.personal_data
import distributors.forgetting
import distributors.personal_data
import elearning.personal_data
import elearning.services.forgetting
import jobs.forgetting
import jobs.personal_data
import ledger.personal_data
import participants.personal_data
import participants.services.forgetting
import verification.personal_data
import verification.services.forgetting
from claims.services import forgetting as claims_forgetting
from common.keeping import Duty, Files, Kept, NotPersonal, Rows, Term
from participants.models import Session

logger = logging.getLogger(__name__)

LISTS = (
    participants.personal_data,
    distributors.personal_data,
    claims.personal_data,
    verification.personal_data,
    elearning.personal_data,
    ledger.personal_data,
    campaigns.personal_data,
    jobs.personal_data,
    config.personal_data,
)
KEPT: tuple[Kept, ...] = tuple(kept for part in LISTS for kept in part.KEPT)
NOT_PERSONAL: tuple[NotPersonal, ...] = tuple(one for part in LISTS for one in part.NOT_PERSONAL)

OTHERS: tuple[Duty, ...] = (
    Rows(
        participants.personal_data.SESSIONS,
        "sessions that ended",
        lambda before: Session.objects.filter(expire_date__lt=before),
        lambda keys, _now: Session.objects.filter(pk__in=keys).delete(),
    ),
    Rows(
        config.personal_data.ADMIN_LOG,
        "lines of the admin's log",
        lambda before: LogEntry.objects.filter(action_time__lt=before),
        lambda keys, _now: LogEntry.objects.filter(pk__in=keys).delete(),
    ),
    Files(config.personal_data.MAIL, "kept mails", lambda: settings.MAIL_DIR),
)

DUTIES: tuple[Duty, ...] = (
    *claims_forgetting.DUTIES,
    *verification.services.forgetting.DUTIES,
    *elearning.services.forgetting.DUTIES,
    *distributors.forgetting.DUTIES,
    *participants.services.forgetting.DUTIES,
    *jobs.forgetting.DUTIES,
    *OTHERS,
)

TERMS: tuple[Term, ...] = tuple(dict.fromkeys([*(duty.term for duty in DUTIES), *(kept.term for kept in KEPT)]))


def days(term: Term) -> int:
    """The keeping time of this installation: its own, or the term's. Only terms that are counted in days have one."""
    assert term.days is not None, f"{term.code} ends with an event"
    return int(settings.KEEPING_DAYS.get(term.code, term.days))


def overdue(*, now: datetime) -> Iterator[tuple[Duty, int]]:
    """What would be taken away at this moment, and how much of it."""
    for duty in DUTIES:
        yield duty, duty.count(before=now - timedelta(days=days(duty.term)))


def enforce(*, now: datetime) -> Iterator[tuple[Duty, int]]:
    """Take away what is past its time. One duty that fails keeps no other from being done; it is raised at the end."""
    failed: list[Exception] = []
    for duty in DUTIES:
        try:
            yield duty, duty.carry_out(before=now - timedelta(days=days(duty.term)), now=now)
        except Exception as error:
            logger.exception("Forgetting %s failed", duty.what)
            failed.append(error)
    if failed:
        raise failed[0]


def unknown_terms() -> list[str]:
    """Names in the setting that mean nothing: whoever set them believes in a keeping time that is not kept."""
    counted = {term.code for term in TERMS if term.days is not None}
    return sorted(set(settings.KEEPING_DAYS) - counted)
