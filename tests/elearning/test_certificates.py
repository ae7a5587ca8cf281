"""Certificates: how they stand on a day, renewing, revoking and reminding."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from elearning import queries, tasks
from elearning.models import Certificate, CertificateNotice, Enrolment
from elearning.refusals import LearningRefused
from elearning.services import certifying, enrolments, reminding
from elearning.standing import Standing, months_after, standing
from ledger import queries as ledger
from ledger.services import Owner
from tests.builders.elearning import a_course, a_pass, an_enrolment, give_credits
from tests.builders.programs import NOON, a_campaign_admin, a_participant, a_program
from tests.racing import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

DAY = timedelta(days=1)
TODAY = NOON.date()
BOUGHT = date(2026, 11, 4)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def a_certificate(*, valid_months: int = 12, now: datetime = NOON) -> Certificate:
    return a_pass(an_enrolment(a_course(valid_months=valid_months), now=now), now=now).certificate


def revoked(certificate: Certificate, *, now: datetime = NOON) -> Certificate:
    certifying.revoke(certificate=certificate, by=a_campaign_admin().user, reason="Copied answers", now=now)
    return Certificate.objects.get(pk=certificate.pk)


@pytest.mark.parametrize(
    ("expires_on", "revoked_on", "expected"),
    [
        (None, None, Standing.VALID),
        (TODAY, None, Standing.VALID),
        (TODAY - DAY, None, Standing.EXPIRED),
        (None, TODAY, Standing.REVOKED),
        (None, TODAY + DAY, Standing.VALID),
        (TODAY - DAY, TODAY, Standing.REVOKED),
    ],
)
def test_how_it_stands_on_a_day(expires_on, revoked_on, expected):
    assert standing(expires_on=expires_on, revoked_on=revoked_on, on=TODAY) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 11, 20), 1, date(2026, 12, 20)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day, months, expected):
    assert months_after(day, months) == expected


def test_passing_gives_an_end_where_the_course_has_one():
    assert a_certificate().expires_on == date(2027, 11, 20)
    assert a_pass(an_enrolment(a_course("For ever"))).certificate.expires_on is None


def test_what_it_says_stays_when_the_course_changes():
    certificate = a_certificate()
    certificate.enrolment.course.valid_months = 1
    certificate.enrolment.course.save()

    assert Certificate.objects.get().expires_on == date(2027, 11, 20)


@pytest.mark.parametrize(("days", "may"), [(-91, False), (-90, True), (0, True), (400, True)])
def test_it_can_be_renewed_from_ninety_days_before_its_end(days, may):
    certificate = a_certificate()
    day = datetime.combine(certificate.expires_on, NOON.timetz()) + days * DAY

    assert enrolments.may_renew(certificate.enrolment, now=day) is may


def test_without_an_end_there_is_nothing_to_renew():
    certificate = a_certificate(valid_months=0)

    assert not enrolments.may_renew(certificate.enrolment, now=NOON + 3650 * DAY)


def test_renewing_costs_the_price_and_begins_anew():
    course, marek = a_course(valid_months=12, price=5), a_participant()
    give_credits(marek, 10)
    first = a_pass(an_enrolment(course, marek))
    later = NOON + 300 * DAY

    second = an_enrolment(course, marek, now=later)

    assert second != first and second.is_current and not Enrolment.objects.get(pk=first.pk).is_current
    assert not second.lessons_done.exists()
    assert ledger.balance(program=course.program, owner=Owner.participant(marek.uuid), unit="credits") == 0
    assert an_enrolment(course, marek, now=later) == second


@pytest.mark.django_db(transaction=True)
def test_renewing_at_once_costs_once(ledger_may_be_emptied):
    course, marek = a_course(valid_months=12, price=5), a_participant()
    give_credits(marek, 10)
    first = a_pass(an_enrolment(course, marek))

    results = at_once(4, lambda _number: an_enrolment(course, marek, now=NOON + 300 * DAY))

    assert {type(one) for one in results} == {Enrolment}
    assert len({one.pk for one in results} - {first.pk}) == 1 and Enrolment.objects.count() == 2
    assert ledger.balance(program=course.program, owner=Owner.participant(marek.uuid), unit="credits") == 0


def test_the_old_one_can_still_be_checked_and_names_the_new_one():
    old, later = a_certificate(), NOON + 300 * DAY
    new = a_pass(an_enrolment(a_course(), now=later), now=later).certificate

    assert queries.checked(old.number, now=later).standing == Standing.VALID
    assert queries.checked(old.number, now=later).renewed_by == new
    assert queries.checked(old.number, now=later + 300 * DAY).standing == Standing.EXPIRED
    assert queries.checked(new.number, now=later).renewed_by is None


def test_who_gives_a_renewal_back_has_the_old_one():
    old, later = a_certificate(), NOON + 300 * DAY
    enrolments.give_back(enrolment=an_enrolment(a_course(), now=later), by=None, now=later)

    assert enrolments.current(a_participant(), a_course()) == old.enrolment


def test_revoking_is_for_good_and_needs_a_reason():
    certificate = a_certificate()
    with pytest.raises(LearningRefused):
        certifying.revoke(certificate=certificate, by=a_campaign_admin().user, reason=" ", now=NOON)

    assert revoked(certificate).standing(NOON) == Standing.REVOKED
    with pytest.raises(LearningRefused):
        revoked(certificate)


def test_a_revoked_one_can_be_earned_again():
    certificate = revoked(a_certificate(valid_months=0))

    assert enrolments.may_renew(certificate.enrolment, now=NOON)


# --- Reminding ---


@pytest.mark.parametrize(
    ("left", "told"), [(91, []), (90, [90]), (31, [90]), (30, [30]), (1, [30]), (0, [0]), (-1, [])]
)
def test_who_is_reminded_when(left, told):
    end = datetime.combine(a_certificate().expires_on, NOON.timetz())
    for _twice in range(2):
        reminding.remind(program=a_program(), now=end - left * DAY)

    assert list(CertificateNotice.objects.values_list("days_before", flat=True)) == told


def ninety_days_before():
    reminding.remind(program=a_program(), now=datetime.combine(a_certificate().expires_on, NOON.timetz()) - 90 * DAY)
    return CertificateNotice.objects.get()


def test_the_mail_says_until_when_and_where_to_renew_and_goes_out_once():
    notice = ninety_days_before()
    for _twice in range(2):
        tasks.tell_of_end(notice_id=notice.pk)

    (sent,) = mail.outbox
    assert "20 November 2027" in sent.subject and str(a_course().uuid) in sent.body


def test_nobody_is_told_who_renewed_left_or_lost_it():
    notice = ninety_days_before()
    later = NOON + 300 * DAY
    a_pass(an_enrolment(a_course(), now=later), now=later)
    tasks.tell_of_end(notice_id=notice.pk)
    reminding.remind(program=a_program(), now=NOON + 360 * DAY)

    assert not mail.outbox and CertificateNotice.objects.count() == 1


def test_a_revoked_one_is_not_reminded_of():
    notice = ninety_days_before()
    revoked(notice.certificate)
    tasks.tell_of_end(notice_id=notice.pk)

    assert not mail.outbox
