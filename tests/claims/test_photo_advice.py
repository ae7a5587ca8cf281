"""What speaks against a photo is said while it is read, and a better picture takes its place."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import override

from claims.models import Claim, Document
from claims.services import intake, reading
from claims.services.incoming import IntakeRefused
from claims.states import ReadingState
from extraction.sentences import ADVICE, SIDE_READ, WARNINGS
from tests.builders.claims import a_claim
from tests.builders.files import an_upload
from tests.builders.programs import NOON, a_participant
from tests.extraction.test_verdict import BOTTOM, cropped, on_a_table

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

LOWER_EDGE = "The lower edge is cut off. Photograph it again so that the whole paper is visible."


@pytest.fixture
def marek(client):
    participant = a_participant()
    client.force_login(participant.user)
    return participant


def a_draft_of(participant, *files) -> Claim:
    return intake.receive(participant=participant, files=list(files), intake_key=uuid4(), now=NOON)


def being_read(claim: Claim, *told: dict) -> Claim:
    Document.objects.filter(claim=claim).update(reading_state=ReadingState.READING, advice=list(told))
    claim.document.refresh_from_db()
    return claim


def cut_photo() -> bytes:
    written = io.BytesIO()
    cropped(0, 0, 1500, BOTTOM - 300)(on_a_table()).save(written, "JPEG")
    return written.getvalue()


def address(claim: Claim, name: str, *arguments: object) -> str:
    return reverse(f"claims:{name}", args=[claim.uuid, *arguments])


def current(claim: Claim) -> list[str]:
    files = claim.document.files.filter(is_current=True).order_by("position")
    return [file.original_name for file in files]


def test_a_cut_edge_is_known_before_the_print_is_read(marek):
    claim, seen = a_draft_of(marek, an_upload(cut_photo())), {}

    def clock():
        document = Document.objects.get(claim=claim)
        seen.setdefault(document.stage.partition(" ")[0], document.advice)
        return NOON

    reading.read(document_id=claim.document.uuid, clock=clock)

    file = str(claim.document.files.get().uuid)
    assert seen["open"] == [{"code": "cut-bottom", "file": file}]
    assert Document.objects.get(claim=claim).advice[0] == {"code": "cut-bottom", "file": file}


def test_the_waiting_page_says_it_with_the_way_to_a_better_picture(client, marek):
    claim = a_draft_of(marek, an_upload())
    file = claim.document.files.get()
    being_read(claim, {"code": "cut-bottom", "file": str(file.uuid)})

    for page in (client.get(address(claim, "claim")), client.get(address(claim, "reading"))):
        assert LOWER_EDGE in page.content.decode()
        assert address(claim, "replace-file", file.uuid) in page.content.decode()


def test_what_the_page_was_told_is_not_told_again(client, marek):
    claim = being_read(a_draft_of(marek, an_upload()), {"code": "blurred", "page": 2})

    assert "part-advice" in client.get(address(claim, "reading")).content.decode()
    assert "part-advice" not in client.get(address(claim, "reading"), {"told": "blurred2"}).content.decode()


def test_of_several_pages_each_is_named(client, marek):
    claim = a_draft_of(marek, an_upload(text="1"), an_upload(text="2"))
    being_read(claim, {"code": "blurred", "page": 2, "file": str(claim.document.files.get(position=2).uuid)})

    page = client.get(address(claim, "claim")).content.decode()

    assert "Page 2" in page
    assert WARNINGS["blurred"] in page


@pytest.mark.parametrize("code", sorted(ADVICE))
def test_all_advice_is_given_in_polish_too(client, marek, code: str):
    claim = being_read(a_draft_of(marek, an_upload()), {"code": code})
    client.cookies["django_language"] = "pl"

    with override("pl"):
        page = client.get(address(claim, "claim")).content.decode()

    assert WARNINGS[code] not in page
    assert "data-advice" in page


def test_a_better_picture_takes_the_place_of_the_page(client, marek):
    claim = a_draft_of(marek, *(an_upload(text=str(number), name=f"{number}.jpg") for number in (1, 2, 3)))
    second = claim.document.files.get(position=2)
    being_read(claim, {"code": "blurred", "page": 2, "file": str(second.uuid)})

    client.post(
        address(claim, "replace-file", second.uuid),
        {"files": [an_upload(text="better", name="2 better.jpg"), an_upload(text="more", name="2 more.jpg")]},
    )

    document = Document.objects.get(claim=claim)
    assert current(claim) == ["1.jpg", "2 better.jpg", "2 more.jpg", "3.jpg"]
    assert (document.reading_state, document.advice) == (ReadingState.WAITING, [])


def test_the_same_picture_again_changes_nothing(marek):
    claim = a_draft_of(marek, an_upload())
    file = claim.document.files.get()

    intake.replace_file(claim=claim, file=file, files=[an_upload()], by=marek.user, now=NOON)

    assert list(claim.document.files.filter(is_current=True)) == [file]


def test_a_picture_replaced_meanwhile_is_joined_not_lost(marek):
    claim = a_draft_of(marek, an_upload(name="1.jpg"))
    file = claim.document.files.get()

    for text in ("a", "b"):
        better = an_upload(text=text, name=f"{text}.jpg")
        intake.replace_file(claim=claim, file=file, files=[better], by=marek.user, now=NOON)

    assert current(claim) == ["a.jpg", "b.jpg"]


def test_a_bad_file_is_refused_and_the_page_stays(client, marek):
    claim = a_draft_of(marek, an_upload(name="1.jpg"))
    again = address(claim, "replace-file", claim.document.files.get().uuid)

    answer = client.post(again, {"files": [an_upload(b"MZ" * 40)]}, HTTP_ACCEPT="application/json")

    assert (answer.status_code, current(claim)) == (422, ["1.jpg"])


def test_nothing_is_replaced_in_a_claim_that_was_sent_or_is_somebody_elses(client, marek):
    sent, ola = a_claim(participant=marek), a_participant("Ola Wrona")
    theirs = a_draft_of(ola, an_upload(text="theirs"))
    with pytest.raises(IntakeRefused):
        intake.replace_file(
            claim=sent, file=sent.document.files.get(), files=[an_upload(text="x")], by=marek.user, now=NOON
        )

    answer = client.post(address(theirs, "replace-file", theirs.document.files.get().uuid), {"files": [an_upload()]})

    assert answer.status_code == 404
    assert theirs.document.files.get().is_current


def test_the_page_says_which_of_two_receipts_was_read(client, marek):
    claim = a_draft_of(marek, an_upload())
    being_read(claim, {"code": "two-receipts", "text": SIDE_READ["left"]})

    assert SIDE_READ["left"] in client.get(address(claim, "reading")).content.decode()
