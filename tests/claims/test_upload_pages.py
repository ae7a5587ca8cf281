"""Uploading through the page: plain form and script, good files and bad."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.states import Status
from jobs.models import Job
from tests.builders.claims import a_claim, a_draft
from tests.builders.files import KINDS, an_upload, content
from tests.builders.programs import a_participant

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

SAMPLES = sorted(
    path
    for path in (Path(__file__).resolve().parents[2] / "samples" / "documents").glob("*.*")
    if path.suffix != ".json"
)
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def marek(client):
    participant = a_participant()
    client.force_login(participant.user)
    return participant


def upload(client, *files, key=None, **headers):
    form = {"files": list(files), "idempotency_key": str(key or uuid4())}
    return client.post(reverse("claims:new"), form, **headers)


def test_the_form_asks_for_a_picture_first(client, marek):
    page = client.get(reverse("claims:new")).content.decode()

    assert 'capture="environment"' in page
    assert reverse("claims:codes") in page


@pytest.mark.parametrize("kind", KINDS)
def test_an_upload_leads_to_the_claim_at_once(client, marek, kind: str):
    answer = upload(client, an_upload(content(kind)))

    claim = Claim.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("claims:claim", args=[claim.uuid]))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_document_is_taken(client, marek, path: Path):
    answer = upload(client, an_upload(path.read_bytes(), name=path.name))

    assert answer.status_code == 302


def test_a_script_gets_the_address_to_go_to(client, marek):
    answer = upload(client, an_upload(), **SCRIPT)

    assert json.loads(answer.content) == {"next": reverse("claims:claim", args=[Claim.objects.get().uuid])}


def test_several_files_are_one_claim(client, marek):
    upload(client, an_upload(text="1"), an_upload(text="2"))

    assert Claim.objects.get().document.files.count() == 2


def test_a_retry_under_the_same_key_leads_to_the_same_claim(client, marek):
    key = uuid4()

    first = upload(client, an_upload(), key=key)
    again = client.post(
        reverse("claims:new"), {"files": [an_upload(text="shrunk again")]}, HTTP_IDEMPOTENCY_KEY=str(key)
    )

    assert first.url == again.url
    assert Claim.objects.count() == 1


def test_what_a_phone_kept_for_one_person_is_not_taken_from_another(client, marek):
    ola = a_participant("Ola Kowalska")

    answer = upload(client, an_upload(), **SCRIPT, HTTP_KWIT_PARTICIPANT=str(ola.uuid))

    assert (answer.status_code, Claim.objects.count()) == (409, 0)
    assert upload(client, an_upload(), **SCRIPT, HTTP_KWIT_PARTICIPANT=str(marek.uuid)).status_code == 200


def test_the_same_file_again_leads_to_the_sent_claim_and_says_so(client, marek):
    claim = a_claim(participant=marek, number="FV/77")

    answer = client.post(reverse("claims:new"), {"files": [an_upload(text="FV/77")]}, follow=True)

    assert answer.redirect_chain == [(reverse("claims:claim", args=[claim.uuid]), 302)]
    assert "You sent this document before" in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, SCRIPT])
@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "The file is empty"), (b"MZ\x90\0" * 50, "cannot be read"), (None, "Take a picture or choose a file first")],
)
def test_a_bad_file_is_answered_by_a_sentence_and_leaves_nothing(client, marek, data, sentence: str, headers):
    answer = upload(client, *([] if data is None else [an_upload(data)]), **headers)

    assert answer.status_code == 422
    said = json.loads(answer.content)["problem"] if headers else answer.content.decode()
    assert sentence in said
    assert not Claim.objects.exists()
    assert not Job.objects.exists()


def test_too_large_a_file_is_answered_by_a_sentence(client, marek, settings):
    settings.UPLOAD_MAX_BYTES = 1000

    answer = upload(client, an_upload(content("jpeg") + b"\0" * 2000))

    assert answer.status_code == 422
    assert "The file is too large" in answer.content.decode()


def test_a_page_is_added_to_a_draft(client, marek):
    claim = a_draft(marek)

    answer = client.post(reverse("claims:add-files", args=[claim.uuid]), {"files": [an_upload(text="two")]})

    assert answer.url == reverse("claims:claim", args=[claim.uuid])
    assert claim.document.files.count() == 2


def test_a_bad_page_is_refused_with_a_sentence(client, marek):
    claim = a_draft(marek)
    address = reverse("claims:add-files", args=[claim.uuid])

    answer = client.post(address, {"files": [an_upload(b"MZ" * 40)]}, **SCRIPT)

    assert answer.status_code == 422
    assert "cannot be read" in json.loads(answer.content)["problem"]


def test_a_page_is_left_out(client, marek):
    claim = a_draft(marek)
    client.post(reverse("claims:add-files", args=[claim.uuid]), {"files": [an_upload(text="two")]})
    second = claim.document.files.get(position=2)

    client.post(reverse("claims:remove-file", args=[claim.uuid, second.uuid]))

    assert claim.document.files.filter(is_current=True).count() == 1


def test_a_document_thrown_away_can_be_claimed_again(client, marek):
    claim = a_draft(marek, text="paper")

    client.post(reverse("claims:withdraw", args=[claim.uuid]))
    upload(client, an_upload(text="paper"))

    assert sorted(Claim.objects.values_list("status", flat=True)) == [Status.DRAFT, Status.WITHDRAWN]
