"""What is past its keeping time goes, what is not stays, and nothing that points or certificates need is touched."""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from claims import personal_data as terms
from claims.models import (
    Award,
    Claim,
    ClaimEvent,
    Correction,
    Document,
    DocumentFile,
    DocumentPage,
    Reading,
    UploadTrace,
    WrongCodeTry,
)
from claims.services import storing
from claims.states import Status
from common import keeping as common
from config import keeping
from config.checks import keeping_days
from config.tasks import forget
from elearning.models import Attempt, Certificate
from jobs.models import Job, State
from ledger import checks
from participants.models import Session, User
from tests.builders.claims import a_claim, a_draft, a_read_draft
from tests.builders.elearning import a_pass
from tests.builders.programs import (
    NOON,
    a_participant,
    a_user,
)
from verification.models import Decision

pytestmark = pytest.mark.django_db

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def enforce(now=NOON, **ahead):
    """Everything that is past its time so much later; says how much of what."""
    return {duty.what: count for duty, count in keeping.enforce(now=now + timedelta(**ahead)) if count}


def test_a_claim_never_sent_goes_ninety_days_after_its_last_change():
    claim = a_read_draft()

    assert enforce(days=90) == {}
    assert "claims never sent" in enforce(days=90, seconds=1)

    assert not Claim.objects.filter(pk=claim.pk).exists()
    assert (Document.objects.count(), DocumentFile.objects.count(), Reading.objects.count()) == (0, 0, 0)


def test_a_draft_that_was_changed_lately_stays():
    claim = a_draft()
    Document.objects.filter(claim=claim).update(changed_at=NOON + timedelta(days=80))

    enforce(days=100)

    assert Claim.objects.filter(pk=claim.pk).exists()


@pytest.mark.main_job
@pytest.mark.parametrize("status", [Status.VERIFIED, Status.REFUSED, Status.REVERSED, Status.WITHDRAWN])
def test_evidence_goes_a_year_after_the_decision_and_the_claim_stays(status):
    claim = a_claim(status)
    key = claim.document.files.get().storage_key

    enforce(days=365)
    assert claim.document.files.exists()
    enforce(days=365, seconds=1)
    storing.sweep(now=NOON + timedelta(days=366))

    left = Claim.objects.get(pk=claim.pk)
    assert (left.number, left.status, left.total) == (claim.number, status, claim.total)
    assert left.document.evidence_removed_at is not None
    assert (DocumentFile.objects.count(), DocumentPage.objects.count(), Reading.objects.count()) == (0, 0, 0)
    assert not default_storage.exists(key)
    assert not ClaimEvent.objects.exclude(note="").exists()
    assert not Decision.objects.exclude(text="").exists()
    assert not Correction.objects.exclude(was="", became="").exists()


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.QUERIED])
def test_a_claim_that_waits_keeps_everything_however_long(status):
    claim = a_claim(status)

    enforce(days=5000)

    claim.refresh_from_db()
    assert claim.document.files.exists()
    assert claim.document_number
    assert status != Status.QUERIED or claim.events.exclude(note="").exists()


def test_a_later_line_of_history_begins_the_year_anew():
    claim = a_claim(Status.REFUSED)
    ClaimEvent.objects.create(claim=claim, was="refused", became="refused", reason="other", made_at=NOON + 300 * DAY)

    enforce(days=400)

    assert claim.document.files.exists()


def test_points_and_awards_stay_when_a_claim_is_emptied_for_good():
    claim = a_claim(Status.VERIFIED)

    enforce(days=2193)

    claim.refresh_from_db()
    assert (claim.issuer_name, claim.document_number, claim.identity_key) == ("", "", "")
    assert not claim.lines.exclude(description="").exists()
    assert (claim.number != "", claim.total is not None, claim.status) == (True, True, Status.VERIFIED)
    assert Award.objects.filter(claim=claim, reversed_at=None).exists()
    assert checks.check() == []


def test_wrong_codes_are_forgotten_after_a_month():
    WrongCodeTry.objects.create(participant=a_participant(), address="192.0.2.7", made_at=NOON)

    assert enforce(days=30) == {}
    assert enforce(days=30, seconds=1) == {"wrong code tries": 1}


def test_from_where_documents_came_is_forgotten_after_two_months():
    claim = a_claim()
    UploadTrace.objects.create(claim=claim, participant=claim.participant, address="192.0.2.7", made_at=NOON)

    assert "traces of uploads" not in enforce(days=60)
    assert enforce(days=60, seconds=1)["traces of uploads"] == 1


def test_answers_go_after_a_year_and_the_certificate_stays():
    a_pass()

    enforce(days=365, seconds=1)

    assert Attempt.objects.get().answers == {}
    assert Attempt.objects.get().is_passed
    assert Certificate.objects.get().name == "Marek Nowak"


def test_finished_jobs_go_after_a_month_and_failed_ones_after_three():
    for state in (State.DONE, State.FAILED):
        Job.objects.create(task="x", state=state, created_at=NOON, finished_at=NOON)

    enforce(days=31)
    assert Job.objects.get().state == State.FAILED
    enforce(days=91)
    assert not Job.objects.exists()


def test_sessions_admin_log_and_mails_end_too(settings, tmp_path):
    settings.MAIL_DIR = tmp_path
    Session.objects.create(session_key="ended", expire_date=NOON - SECOND)
    Session.objects.create(session_key="open", expire_date=NOON + SECOND)
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(
        user=a_user("a@example.com"), content_type=kind, object_id="1", action_flag=CHANGE, action_time=NOON - 731 * DAY
    )
    for name, age in (("old.eml", 31), ("new.eml", 29)):
        (tmp_path / name).write_text("Subject: code")
        moment = (NOON - age * DAY).timestamp()
        os.utime(tmp_path / name, (moment, moment))

    assert enforce() == {"sessions that ended": 1, "lines of the admin's log": 1, "kept mails": 1}
    assert Session.objects.get().session_key == "open"
    assert [path.name for path in tmp_path.iterdir()] == ["new.eml"]


def test_a_second_run_finds_nothing():
    a_claim(Status.VERIFIED)
    a_draft()

    assert enforce(days=3000)
    assert enforce(days=3000) == {}


def test_many_rows_go_in_batches(monkeypatch):
    monkeypatch.setattr(common, "BATCH", 2)
    marek = a_participant()
    WrongCodeTry.objects.bulk_create(WrongCodeTry(participant=marek, made_at=NOON) for _number in range(5))

    assert enforce(days=31) == {"wrong code tries": 5}


def test_one_duty_that_fails_keeps_no_other_from_being_done(monkeypatch):
    WrongCodeTry.objects.create(participant=a_participant(), made_at=NOON)

    def broken(*args):
        raise OSError("away")

    bad = common.Rows(terms.UNSENT, "broken", broken, broken)
    monkeypatch.setattr(keeping, "DUTIES", (bad, *keeping.DUTIES))

    with pytest.raises(OSError, match="away"):
        enforce(days=31)
    assert not WrongCodeTry.objects.exists()


def test_an_installation_sets_its_own_times(settings):
    settings.KEEPING_DAYS = {"wrong-codes": 3}
    WrongCodeTry.objects.create(participant=a_participant(), made_at=NOON)

    assert enforce(days=4) == {"wrong code tries": 1}


@pytest.mark.parametrize("wrong", [{"nonsense": 3}, {"evidence": -1}, {"books": 10}])
def test_a_keeping_time_that_means_nothing_is_refused_at_the_start(settings, wrong):
    settings.KEEPING_DAYS = wrong

    assert len(keeping_days(None)) == 1


def test_the_command_says_what_would_go_and_changes_nothing_when_dry():
    WrongCodeTry.objects.create(participant=a_participant(), made_at=timezone.now() - 31 * DAY)
    dry, real = StringIO(), StringIO()

    call_command("forget", "--dry-run", stdout=dry)
    assert "1  wrong code tries (wrong-codes: 30 days)" in dry.getvalue()
    assert WrongCodeTry.objects.exists()

    call_command("forget", stdout=real)
    assert "1  wrong code tries (wrong-codes: 30 days)" in real.getvalue()
    assert not WrongCodeTry.objects.exists()


def test_the_daily_job_enforces_it():
    WrongCodeTry.objects.create(participant=a_participant(), made_at=timezone.now() - 31 * DAY)

    forget()

    assert not WrongCodeTry.objects.exists()
