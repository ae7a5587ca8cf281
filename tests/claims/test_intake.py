"""Taking in documents: what is kept, what is refused, and what a repeat leads to."""

import hashlib
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage

from claims.models import Claim, Document, DocumentFile
from claims.services import intake, sending
from claims.services.incoming import MEDIA_TYPES, MOST_FILES, IntakeRefused, plain_name
from claims.states import ReadingState, Status
from extraction.sniff import Kind
from jobs.models import Job
from tests.builders.files import KINDS, an_upload, content, picture
from tests.builders.programs import NOON, a_participant, a_program

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def receive(*files, by=None, key=None):
    return intake.receive(participant=by or a_participant(), files=list(files), intake_key=key or uuid4(), now=NOON)


def nothing_was_kept() -> bool:
    return not (Claim.objects.exists() or Document.objects.exists() or Job.objects.exists())


def test_an_upload_makes_a_draft_with_its_document_history_and_job():
    claim = receive(an_upload())

    assert claim.status == Status.DRAFT
    assert claim.document.reading_state == ReadingState.WAITING
    event = claim.events.get()
    assert (event.became, event.made_by, event.made_at) == (Status.DRAFT, claim.participant.user, NOON)
    job = Job.objects.get()
    assert (job.task, job.kwargs) == ("claims.tasks.read_document", {"document_id": str(claim.document.uuid)})


def test_the_bytes_are_kept_as_they_came_under_a_name_made_from_them():
    claim = receive(an_upload())

    file = claim.document.files.get()
    digest = hashlib.sha256(picture()).hexdigest()
    assert file.storage_key == f"documents/{claim.program.uuid}/{digest[:2]}/{digest}"
    with default_storage.open(file.storage_key) as kept:
        assert kept.read() == picture()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_document_is_taken_by_its_content(kind: str):
    claim = receive(an_upload(content(kind), name="anything.bin"))

    assert claim.document.files.get().media_type == MEDIA_TYPES[Kind(kind)]


def test_every_kind_that_can_be_read_has_a_media_type():
    assert set(MEDIA_TYPES) == set(Kind)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.jpg", b"", "empty"),
        ("invoice.jpg", b"MZ\x90\x00\x03" + b"\x00" * 200, "cannot be read"),
        ("page.html", b"<html><script>alert(1)</script></html>", "cannot be read"),
        ("note.txt", b"Please pay me", "cannot be read"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence_and_nothing_is_kept(name: str, data: bytes, words: str):
    with pytest.raises(IntakeRefused, match=words):
        receive(an_upload(data, name=name))

    assert nothing_was_kept()


def test_one_bad_file_among_good_ones_is_named_and_nothing_is_kept():
    with pytest.raises(IntakeRefused, match=r"virus\.jpg: "):
        receive(an_upload(), an_upload(b"MZ" + b"\0" * 99, name="virus.jpg"))

    assert nothing_was_kept()


def test_too_large_a_file_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 100

    with pytest.raises(IntakeRefused, match="too large"):
        receive(an_upload())


def test_too_many_files_are_refused():
    with pytest.raises(IntakeRefused, match=str(MOST_FILES)):
        receive(*(an_upload(text=str(number)) for number in range(MOST_FILES + 1)))

    assert nothing_was_kept()


def test_no_file_at_all_is_refused():
    with pytest.raises(IntakeRefused, match="picture"):
        receive()


def test_the_same_upload_sent_again_leads_to_the_same_claim():
    key = uuid4()

    assert receive(an_upload(), key=key) == receive(an_upload(), key=key)
    assert Claim.objects.count() == 1


def test_the_same_bytes_from_the_same_person_lead_to_the_first_claim():
    first = receive(an_upload())

    assert receive(an_upload(name="again.jpg")) == first
    assert DocumentFile.objects.count() == Job.objects.count() == 1


def test_the_same_page_twice_in_one_upload_is_one_page():
    claim = receive(an_upload(), an_upload(name="twice.jpg"))

    assert claim.document.files.count() == 1


def test_the_same_bytes_from_somebody_else_are_a_claim_of_their_own():
    assert receive(an_upload()) != receive(an_upload(), by=a_participant("Ola Wrona"))


def test_the_same_bytes_in_another_program_are_a_claim_of_their_own():
    elsewhere = a_participant(program=a_program("inny", name="Inny"))

    assert receive(an_upload()) != receive(an_upload(), by=elsewhere)


def test_a_page_that_is_new_joins_the_unsent_claim_of_the_page_that_is_not():
    first = receive(an_upload())

    again = receive(an_upload(), an_upload(text="page two"))

    assert again == first
    assert [file.position for file in first.document.files.order_by("position")] == [1, 2]


def test_pages_are_numbered_in_the_order_they_came():
    claim = receive(an_upload(text="one", name="1.jpg"), an_upload(text="two", name="2.jpg"))

    names = claim.document.files.order_by("position").values_list("original_name", flat=True)
    assert list(names) == ["1.jpg", "2.jpg"]


def test_a_withdrawn_claim_lets_its_document_be_claimed_again():
    first = receive(an_upload())
    sending.withdraw(claim=first, by=first.participant.user, now=NOON)

    second = receive(an_upload())

    assert second != first
    assert second.status == Status.DRAFT


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("C:\\fakepath\\faktura.pdf", "faktura.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\n.jpg", "ab.jpg"),
        ("faktura żółw.pdf", "faktura żółw.pdf"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_file_name_is_only_words_to_show(sent: str, shown: str):
    assert plain_name(sent) == shown
