"""Handing out kept files: streamed from disk, by short links from a store, and to nobody else in either case."""

import time
import urllib.error
import urllib.request
from http.client import HTTPMessage

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim
from claims.services import reading
from claims.states import Status
from config.files import origin
from tests.builders.claims import a_claim
from tests.builders.elearning import a_course, a_material, an_enrolment
from tests.builders.files import picture
from tests.builders.programs import a_clerk, a_distributor, a_participant

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def claim() -> Claim:
    """A sent claim, read and with its picture."""
    claim = a_claim(Status.SUBMITTED)
    reading.read(document_id=claim.document.uuid, clock=timezone.now)
    return claim


@pytest.fixture
def streaming(settings) -> None:
    settings.FILES_LINKS = False


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def file_of(claim: Claim) -> str:
    return reverse("claims:original", args=[claim.uuid, claim.document.files.get().uuid])


def page_of(claim: Claim) -> str:
    return reverse("claims:page", args=[claim.uuid, 1])


def fetched(address: str) -> tuple[HTTPMessage, bytes]:
    """As a browser without any cookie of ours."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.headers, answer.read()


def refusal(address: str) -> int:
    with pytest.raises(urllib.error.HTTPError) as refused:
        fetched(address)
    return refused.value.code


def material(content: bytes, *, name: str, kind: str) -> tuple[Client, str]:
    """A picture or file of a course as one of its people asks for it."""
    enrolment = an_enrolment(a_course())
    kept = a_material(enrolment.course, content, name=name, kind=kind)
    return signed_in(enrolment.participant.user), reverse("elearning:material", args=[enrolment.course.uuid, kept.key])


@pytest.mark.usefixtures("streaming")
def test_streamed_a_picture_is_shown_and_kept_by_the_browser_for_an_hour(claim):
    for user, address in (
        (claim.participant.user, page_of(claim)),
        (a_clerk().user, reverse("verification:picture", args=[claim.uuid, 1])),
    ):
        answer = signed_in(user).get(address)

        assert (answer["Content-Type"], answer["Content-Disposition"].split(";")[0]) == ("image/jpeg", "inline")
        assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, max-age=3600", "nosniff")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")


@pytest.mark.usefixtures("streaming")
def test_streamed_a_file_that_is_gone_is_not_found(claim):
    claim.document.files.update(storage_key="documents/gone")

    assert signed_in(claim.participant.user).get(file_of(claim)).status_code == 404


@pytest.mark.only_engines
def test_a_link_opens_without_our_cookie_with_type_and_name_of_ours(claim):
    claim.document.files.update(original_name="page.html")
    client = signed_in(claim.participant.user)

    shown, picture_sent = fetched(client.get(page_of(claim)).url)
    saved, file_sent = fetched(client.get(file_of(claim)).url)

    assert (shown["Content-Type"], shown["Content-Disposition"]) == (
        "image/jpeg",
        f'inline; filename="{claim.number}-1.jpg"',
    )
    assert (saved["Content-Type"], saved["Content-Disposition"]) == (
        "image/jpeg",
        f'attachment; filename="{claim.number}-1.jpg"',
    )
    assert picture_sent.startswith(b"\xff\xd8") and file_sent == picture(claim.document_number)


@pytest.mark.only_engines
def test_clerks_and_learners_get_links_too(claim):
    client, lesson_file = material(b"%PDF-1.7 cut straight", name="Zażółć.pdf", kind="file")

    desk, _picture = fetched(signed_in(a_clerk().user).get(reverse("verification:picture", args=[claim.uuid, 1])).url)
    lesson, content = fetched(client.get(lesson_file).url)

    assert desk["Content-Type"] == "image/jpeg"
    assert (lesson["Content-Type"], content) == ("application/pdf", b"%PDF-1.7 cut straight")
    assert lesson["Content-Disposition"].startswith("attachment")


@pytest.mark.only_engines
def test_a_link_is_remembered_for_a_shorter_time_than_it_is_good(claim):
    answer = signed_in(claim.participant.user).get(page_of(claim))

    assert answer["Cache-Control"] == "private, max-age=240"
    assert "Cookie" in answer["Vary"]
    assert "X-Amz-Expires=300" in answer.url


@pytest.mark.only_engines
@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ("X-Amz-Signature=", "X-Amz-Signature=0"),
        ("response-content-type=image%2Fjpeg", "response-content-type=text%2Fhtml"),
        ("response-content-disposition=attachment", "response-content-disposition=inline"),
        ("X-Amz-Expires=300", "X-Amz-Expires=3000"),
    ],
)
def test_a_changed_link_is_refused(claim, written, changed):
    link = signed_in(claim.participant.user).get(file_of(claim)).url
    assert written in link

    assert refusal(link.replace(written, changed)) == 403


@pytest.mark.only_engines
def test_a_link_ends(claim, settings):
    settings.FILES_LINK_SECONDS = 1
    link = signed_in(claim.participant.user).get(file_of(claim)).url

    time.sleep(2.5)

    assert refusal(link) == 403


@pytest.mark.only_engines
def test_a_stranger_never_gets_a_link(claim):
    beta = a_distributor("Beta Instal", tax_id="5252341234")

    for address in (page_of(claim), file_of(claim)):
        for user in (a_participant("Ola Kowalska").user, a_clerk("Ewa Lis", distributor=beta).user):
            assert signed_in(user).get(address).status_code == 404
        assert Client().get(address).url.startswith(reverse("account_login"))


@pytest.mark.only_engines
def test_the_link_of_a_file_that_is_gone_ends_in_not_found(claim):
    claim.document.files.update(storage_key="documents/gone")

    assert refusal(signed_in(claim.participant.user).get(file_of(claim)).url) == 404


@pytest.mark.only_engines
def test_links_lead_to_the_origin_that_pages_allow(claim, settings):
    link = signed_in(claim.participant.user).get(page_of(claim)).url

    assert link.startswith(f"{origin(settings.FILES_URL)}/")
