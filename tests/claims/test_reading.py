"""Reading as a job: what is stored, what a repeat or a change meanwhile does, and what the person is told."""

import hashlib
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage

from claims.models import Claim, Document
from claims.services import intake, reading, sending
from claims.states import ReadingState, Status
from extraction.sentences import REFUSALS
from jobs.models import Job, State
from tests.builders.claims import a_claim, a_draft, a_read_draft
from tests.builders.files import an_einvoice, an_upload
from tests.builders.programs import NOON, a_participant

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def read(claim: Claim) -> Document:
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    return Document.objects.get(claim=claim)


def a_claim_on(data: bytes, name: str = "file") -> Claim:
    return intake.receive(participant=a_participant(), files=[an_upload(data, name=name)], intake_key=uuid4(), now=NOON)


def test_an_einvoice_is_read_and_kept_as_read():
    claim = a_read_draft(number="FV/9")

    kept = claim.document.readings.get()
    assert claim.document.reading_state == ReadingState.READ
    assert kept.data["fields"]["document_number"]["value"] == "FV/9"
    assert kept.data["fields"]["document_number"]["source"] == "e-invoice"


def test_what_was_read_is_nobodys_statement():
    claim = a_read_draft()

    assert (claim.issuer_name, claim.document_number, claim.issue_date, claim.total) == ("", "", None, None)
    assert not claim.lines.exists()


def test_the_job_that_intake_promised_reads_the_document(run_jobs):
    claim = a_claim_on(an_einvoice())

    run_jobs()

    assert Document.objects.get(claim=claim).reading_state == ReadingState.READ
    assert Job.objects.get().state == State.DONE


def test_a_second_run_changes_nothing():
    claim = a_read_draft()

    read(claim)

    assert claim.document.readings.count() == 1


def test_a_reading_overtaken_by_a_new_page_is_dropped():
    claim = a_claim_on(an_einvoice())

    def a_page_comes_while_it_is_read():
        if Document.objects.get(claim=claim).reading_state == ReadingState.READING:
            intake.add_files(claim=claim, files=[an_upload(text="2")], by=claim.participant.user, now=NOON)
        return NOON

    reading.read(document_id=claim.document.uuid, clock=a_page_comes_while_it_is_read)

    document = Document.objects.get(claim=claim)
    assert document.reading_state == ReadingState.WAITING
    assert not document.readings.exists()


def test_a_claim_sent_while_it_was_read_is_read_all_the_same():
    claim = a_claim()

    document = read(claim)

    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED
    assert document.reading_state == ReadingState.READ


def test_a_picture_is_shown_by_a_clean_copy_with_its_fingerprint():
    claim = a_draft()

    page = read(claim).pages.get()

    with default_storage.open(page.picture_key) as picture:
        data = picture.read()
    assert page.picture_key.endswith(hashlib.sha256(data).hexdigest())
    assert (page.number, page.width, page.height) == (1, 300, 200)
    assert len(page.fingerprint) == 16


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xd8\xff\xe0" + b"\x00" * 500, "damaged"),
        (b"%PDF-1.7\nthis is not one", "damaged"),
        (b'<?xml version="1.0"?><note>hello</note>', "not-an-invoice"),
    ],
)
def test_what_cannot_be_read_says_why_and_leaves_the_claim_to_typing(data: bytes, code: str):
    claim = a_claim_on(data)

    document = read(claim)

    assert (document.reading_state, document.problem_code) == (ReadingState.UNREADABLE, code)
    assert document.problem_text == REFUSALS[code]
    assert Claim.objects.get().status == Status.DRAFT


def test_giving_up_says_so():
    claim = a_draft()

    reading.give_up(document_id=claim.document.uuid, now=NOON)

    document = Document.objects.get()
    assert (document.reading_state, document.problem_code) == (ReadingState.UNREADABLE, "gave-up")
    assert "type" in document.problem_text


def test_giving_up_does_not_overrule_what_was_read():
    claim = a_read_draft()

    reading.give_up(document_id=claim.document.uuid, now=NOON)

    assert Document.objects.get().reading_state == ReadingState.READ


def test_a_document_that_is_gone_is_no_error():
    reading.read(document_id=uuid4(), clock=lambda: NOON)


def test_a_withdrawn_claim_is_read_no_more():
    claim = a_draft()
    sending.withdraw(claim=claim, by=claim.participant.user, now=NOON)

    assert read(claim).reading_state == ReadingState.WAITING


def test_a_better_picture_replaces_pages_and_reading():
    claim = a_draft()
    read(claim)
    intake.add_files(claim=claim, files=[an_upload(text="two")], by=claim.participant.user, now=NOON)

    document = read(claim)

    assert [page.number for page in document.pages.order_by("number")] == [1, 2]
    assert document.readings.count() == 2


def test_a_claim_that_was_sent_before_it_was_read_is_looked_over_again():
    claim, draft = a_claim(), a_draft()
    Job.objects.filter(task="verification.tasks.check_claim").delete()

    for one in (claim, draft):
        reading.read(document_id=one.document.uuid, clock=lambda: NOON)

    (job,) = Job.objects.filter(task="verification.tasks.check_claim")
    assert job.kwargs == {"claim_id": str(claim.uuid)}
