"""What the server gives to phones that keep lessons, and takes from them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from elearning.content import Spot
from elearning.content.questions import Area
from elearning.models import Enrolment, LessonDone, Tally
from elearning.services import enrolments
from tests.builders.elearning import a_content, a_course, a_material, a_pass, a_quiz, a_version, an_enrolment
from tests.builders.packages import a_package_course, files_12
from tests.builders.programs import a_participant
from tests.elearning.phones import PDF, a_course_to_keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def way(client) -> Enrolment:
    """Marek's."""
    enrolment = an_enrolment(a_course_to_keep(file=PDF), a_participant())
    client.force_login(enrolment.participant.user)
    return enrolment


def hand_in(client, enrolment: Enrolment, lesson: str = "l1"):
    place = reverse("elearning:kept-done", args=[enrolment.course.uuid, lesson])
    return client.post(place, {"enrolment": str(enrolment.uuid)})


def test_the_worker_reaches_the_learning_pages_and_no_further(client):
    answer = client.get(reverse("elearning:kept-worker"))

    assert answer.status_code == 200
    assert reverse("elearning:kept-worker") == "/learn/offline.js", "the folder of a worker is how far it reaches"
    assert "Service-Worker-Allowed" not in answer.headers
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert b"learn_worker" not in answer.content and b"respondWith" in answer.content


def test_copies_have_nothing_of_the_moment_in_them(client, way):
    told = client.get(reverse("elearning:kept-course", args=[way.course.uuid])).json()
    email = way.participant.user.email

    for page in [*told["pages"], told["home"]]:
        answer = client.get(page["copy"])
        text = answer.content.decode()
        assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
        assert "csrfmiddlewaretoken" not in text and '"X-CSRFToken": ""' in text, page
        assert email not in text and "Marek" not in text and "logout" not in text, page


def test_the_copy_of_a_passed_course_says_nothing_of_attempts_and_certificates(client):
    enrolment = a_pass(an_enrolment(a_course(price=0, points=20)))
    client.force_login(enrolment.participant.user)

    text = client.get(reverse("elearning:kept-page", args=[enrolment.course.uuid])).content.decode()

    assert enrolment.certificate.number not in text and "quiz/" not in text and "%" not in text.partition("<main")[2]


def test_a_copy_takes_no_tap_before_its_script(client, way):
    page = client.get(reverse("elearning:kept-lesson", args=[way.course.uuid, "l1"])).content.decode()

    (button,) = html.fromstring(page).xpath("//form[@data-hand-in]//button")
    assert button.get("disabled") is not None


def test_fetching_copies_is_not_reading(client, way):
    client.get(reverse("elearning:kept-lesson", args=[way.course.uuid, "l1"]))

    way.refresh_from_db()
    assert way.last_lesson == "" and not Tally.objects.filter(kind=Tally.Kind.STARTED).exists()


def test_everything_that_is_fetched_is_named_and_there(client, way):
    told = client.get(reverse("elearning:kept-course", args=[way.course.uuid])).json()

    assert [page["address"].rstrip("/").rpartition("/")[2] for page in told["pages"][1:]] == ["l1", "l2", "l3"]
    assert [one["group"] for one in told["materials"]] == ["pictures", "pictures", "files"]
    for one in told["materials"]:
        answer = client.get(one["copy"])
        assert len(b"".join(answer.streaming_content)) == one["bytes"]
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_with_links_to_a_store_the_bytes_still_come_from_here(client, way, settings):
    settings.FILES_LINKS = True
    told = client.get(reverse("elearning:kept-course", args=[way.course.uuid])).json()

    assert client.get(told["materials"][0]["copy"]).status_code == 200


def test_pictures_of_the_quiz_and_packages_are_not_kept(client):
    course = a_course()
    key = a_material(course).key
    area = Area(*map(Decimal, ("0.1", "0.1", "0.2", "0.2")))
    spot = Spot(key="s", text={"en": "Where?"}, picture=key, shows={"en": "A pipe"}, areas=(area,))
    a_version(course, replace(a_content(), quiz=a_quiz(spot)))
    packaged = a_package_course(files_12())
    ways = [an_enrolment(course), an_enrolment(packaged)]
    client.force_login(ways[0].participant.user)

    for enrolment in ways:
        assert client.get(reverse("elearning:kept-course", args=[enrolment.course.uuid])).json()["materials"] == []
    assert client.get(reverse("elearning:kept-material", args=[course.uuid, key])).status_code == 404
    lesson = client.get(reverse("elearning:kept-lesson", args=[packaged.uuid, "pack"])).content.decode()
    assert "It needs signal." in lesson and "iframe" not in lesson and "Done, next" not in lesson


@pytest.mark.main_job
def test_a_lesson_handed_in_twice_is_done_once(client, way):
    first, second = hand_in(client, way), hand_in(client, way)

    assert first.json() == second.json() == {"next": reverse("elearning:lesson", args=[way.course.uuid, "l2"])}
    assert LessonDone.objects.count() == 1
    assert hand_in(client, way, "l3").json() == {"next": reverse("elearning:course", args=[way.course.uuid])}


@pytest.mark.main_job
def test_another_persons_lesson_is_not_taken(client, way):
    ola = an_enrolment(way.course, a_participant("Ola Kowalska"))

    assert hand_in(client, ola).status_code == 409
    place = reverse("elearning:kept-done", args=[way.course.uuid, "l1"])
    assert [client.post(place, {"enrolment": odd}).status_code for odd in ("", "x", "l1")] == [409, 409, 409]
    assert not LessonDone.objects.exists()


@pytest.mark.main_job
def test_a_course_given_back_asks_for_nothing_more(client, way):
    enrolments.give_back(enrolment=way, by=None, now=way.enrolled_at)

    answer = hand_in(client, way)

    assert answer.status_code == 422 and "does not count any more" in answer.json()["problem"]
    assert client.get(reverse("elearning:kept")).json()["courses"] == []


def test_a_lesson_that_its_package_ends_is_not_taken_from_a_phone(client):
    enrolment = an_enrolment(a_package_course(files_12()))
    client.force_login(enrolment.participant.user)

    assert hand_in(client, enrolment, "pack").status_code == 422
    assert hand_in(client, enrolment, "nothing").status_code == 404


def test_the_state_says_which_courses_may_stay(client, way):
    told = client.get(reverse("elearning:kept")).json()

    assert told["owner"] == str(way.participant.user.uuid) and told["token"]
    assert [one["enrolment"] for one in told["courses"]] == [str(way.uuid)]
