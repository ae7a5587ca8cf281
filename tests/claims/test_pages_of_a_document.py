"""More pages, fewer pages: the document is read anew, and only while that makes sense."""

from uuid import uuid4

import pytest

from claims.services import intake, sending
from claims.services.incoming import MOST_FILES, IntakeRefused
from claims.states import ReadingState
from jobs.models import Job
from tests.builders.files import an_upload
from tests.builders.programs import NOON, a_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return intake.receive(participant=a_participant(), files=[an_upload()], intake_key=uuid4(), now=NOON)


def add(claim, *files):
    intake.add_files(claim=claim, files=list(files), by=claim.participant.user, now=NOON)


def test_a_further_page_makes_the_document_be_read_anew(claim):
    claim.document.reading_state = ReadingState.READ
    claim.document.save()

    add(claim, an_upload(text="page two"))

    claim.document.refresh_from_db()
    assert claim.document.files.filter(is_current=True).count() == 2
    assert claim.document.reading_state == ReadingState.WAITING
    assert Job.objects.count() == 2


def test_a_page_that_is_there_already_changes_nothing(claim):
    add(claim, an_upload())

    assert claim.document.files.count() == Job.objects.count() == 1


def test_a_page_of_another_claim_is_refused_by_its_number(claim):
    other = intake.receive(participant=claim.participant, files=[an_upload(text="x")], intake_key=uuid4(), now=NOON)

    with pytest.raises(IntakeRefused, match=other.number):
        add(claim, an_upload(text="x"))


def test_pages_are_counted_with_those_already_there(claim):
    with pytest.raises(IntakeRefused, match=str(MOST_FILES)):
        add(claim, *(an_upload(text=str(number)) for number in range(MOST_FILES)))


def test_nobody_else_adds_pages(claim):
    ola = a_participant("Ola Wrona")

    with pytest.raises(IntakeRefused):
        intake.add_files(claim=claim, files=[an_upload(text="two")], by=ola.user, now=NOON)


def test_no_page_is_added_to_a_withdrawn_claim(claim):
    sending.withdraw(claim=claim, by=claim.participant.user, now=NOON)

    with pytest.raises(IntakeRefused):
        add(claim, an_upload(text="two"))


def test_a_page_left_out_can_be_added_again(claim):
    add(claim, an_upload(text="page two"))
    first, second = claim.document.files.order_by("position")

    intake.remove_file(claim=claim, file=second, by=claim.participant.user, now=NOON)
    assert list(claim.document.files.filter(is_current=True)) == [first]

    add(claim, an_upload(text="page two"))
    assert claim.document.files.filter(is_current=True).count() == 2


def test_the_only_page_stays(claim):
    with pytest.raises(IntakeRefused, match="only page"):
        intake.remove_file(claim=claim, file=claim.document.files.get(), by=claim.participant.user, now=NOON)
