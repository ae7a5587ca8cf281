"""The pages about own data: a copy to take along, and leaving; for participants and about themselves only."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, UploadTrace, WrongCodeTry
from claims.services import reading
from claims.states import Status
from participants.models import Participant, User
from tests.builders.claims import a_claim, a_draft, a_read_draft
from tests.builders.elearning import a_course, a_pass, an_enrolment
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_company, a_participant, a_user
from tests.keeping.test_enforcing import enforce
from verification.services import decisions

pytestmark = pytest.mark.django_db

OTHERS = {
    "a clerk": lambda: a_clerk().user,
    "a campaign admin": lambda: a_campaign_admin().user,
    "somebody who takes part in nothing": lambda: a_user("nobody@example.com"),
    "a participant who left": lambda: a_participant("Ola Wrona", is_active=False).user,
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def copy_of(participant: Participant) -> tuple[dict, str]:
    text = b"".join(signed_in(participant.user).get(reverse("my-data")).streaming_content).decode()
    return json.loads(text), text


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("name", ["my-data", "leave"])
def test_the_pages_are_not_there_for_others(who, name):
    client = signed_in(OTHERS[who]())

    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name), {"is_sure": "on"}).status_code in (404, 405)
    assert not Participant.objects.exclude(left_at=None).exists()


@pytest.mark.parametrize("name", ["my-data", "leave"])
def test_a_stranger_is_asked_to_sign_in(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))


def test_the_copy_holds_all_that_is_known_of_oneself():
    marek = a_participant(company=a_company())
    claim = a_claim(Status.QUERIED, participant=marek)
    a_read_draft(marek, number="FV/READ/1")
    a_claim(Status.VERIFIED, participant=marek)
    a_pass(an_enrolment(a_course(), marek))
    WrongCodeTry.objects.create(participant=marek, address="192.0.2.7", made_at=NOON)
    UploadTrace.objects.create(claim=claim, participant=marek, address="192.0.2.8", made_at=NOON)

    told, text = copy_of(marek)

    assert (told["person"][0]["name"], told["person"][0]["email"]) == ("Marek Nowak", marek.user.email)
    assert told["person"][0]["company"]["tax_id"] == "5252341234"
    assert [one["number"] for one in told["claims"]] == [one.number for one in Claim.objects.order_by("pk")]
    for known in (
        "Which branch was it?",
        claim.document.files.get().sha256,
        "FV/READ/1",
        "192.0.2.7",
        "192.0.2.8",
        "KOLANO 20",
    ):
        assert known in text
    assert [row["amount"] for row in told["points"]] == [60]
    assert told["courses"][0]["attempts"][0]["answers"]


def test_the_copy_names_nobody_else():
    marek, ola = a_participant(), a_participant("Ola Wrona")
    a_claim(Status.VERIFIED, participant=marek)
    foreign = a_claim(Status.REFUSED, participant=ola)

    _told, text = copy_of(marek)

    for unknown in ("Ola", "Wrona", ola.user.email, foreign.number, "Zielińska", "anna@"):
        assert unknown not in text


@pytest.mark.parametrize("claims", [1, 4])
def test_the_copy_asks_the_database_as_often_for_many_claims(claims, django_assert_max_num_queries):
    marek = a_participant()
    for _number in range(claims):
        a_claim(Status.VERIFIED, participant=marek)
    client = signed_in(marek.user)

    with django_assert_max_num_queries(34):
        b"".join(client.get(reverse("my-data")).streaming_content)


def test_the_copy_is_a_file_that_no_cache_keeps():
    answer = signed_in(a_participant().user).get(reverse("my-data"))

    assert answer["Content-Disposition"].startswith('attachment; filename="ruruj-')
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Leave Ruruj", "12 months", "6 years", "1 claim that is not decided yet"]),
        ("pl", ["Odejście z programu: Ruruj", "12 miesięcy", "6 lat", "1 zgłoszenie bez decyzji"]),
    ],
)
def test_the_page_says_what_is_lost_deleted_and_kept(language, words):
    marek = a_participant()
    a_claim(Status.VERIFIED, participant=marek)
    a_draft(marek)
    User.objects.update(language=language)

    page = signed_in(marek.user).get(reverse("leave")).content.decode()

    for word in [*words, "<strong>60</strong>"]:
        assert word in page


def test_an_own_keeping_time_is_what_the_page_promises(settings):
    settings.KEEPING_DAYS = {"evidence": 45}

    assert "45 days" in signed_in(a_participant().user).get(reverse("leave")).content.decode()


def test_leaving_wants_a_yes():
    marek = a_participant()

    answer = signed_in(marek.user).post(reverse("leave"))

    assert answer.status_code == 422
    assert Participant.objects.get(pk=marek.pk).is_active


def test_who_has_left_is_signed_out_everywhere():
    marek = a_participant()
    here, elsewhere = signed_in(marek.user), signed_in(marek.user)

    answer = here.post(reverse("leave"), {"is_sure": "on"}, follow=True)

    assert "You have left the program" in answer.content.decode()
    assert here.cookies["sessionid"].value == ""
    for client in (here, elsewhere):
        assert client.get(reverse("home")).url.startswith(reverse("account_login"))


def test_a_clerk_who_leaves_as_participant_stays_signed_in():
    marek, clerk = a_participant(), a_clerk()
    type(clerk).objects.filter(pk=clerk.pk).update(user=marek.user)
    client = signed_in(marek.user)
    assert "Your account stays" in client.get(reverse("leave")).content.decode()

    client.post(reverse("leave"), {"is_sure": "on"})

    assert client.get(reverse("home")).url == reverse("verification:queue")


def test_a_claim_whose_pictures_are_gone_says_so_to_everybody():
    claim = a_claim(Status.SUBMITTED)
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    decisions.confirm(claim=claim, by=a_clerk(distributor=claim.distributor).user, now=NOON)
    pages = {
        claim.participant.user: reverse("claims:claim", args=[claim.uuid]),
        a_clerk(distributor=claim.distributor).user: reverse("verification:claim", args=[claim.uuid]),
    }
    enforce(days=366)

    for user, address in pages.items():
        text = signed_in(user).get(address).content.decode()
        assert "Pictures and files of this claim were deleted on" in text
        assert "<img" not in text and "appears here" not in text
    picture = reverse("claims:page", args=[claim.uuid, 1])
    assert signed_in(claim.participant.user).get(picture).status_code == 404


def test_a_quiz_whose_answers_are_gone_still_tells_the_score():
    enrolment = a_pass()
    enforce(days=366)

    address = reverse("elearning:result", args=[enrolment.course.uuid, enrolment.attempts.get().uuid])
    text = signed_in(enrolment.participant.user).get(address).content.decode()

    assert "2 of 2" in text
    assert "look again" not in text
