"""The learning pages, for those whose course it is and for everybody else."""

import pypdfium2
import pytest
from django.urls import reverse
from lxml.html import fromstring

from elearning.content import Option
from elearning.models import Attempt, Enrolment
from tests.builders.elearning import (
    a_choice,
    a_content,
    a_course,
    a_pass,
    a_quiz,
    an_attempt,
    an_enrolment,
    give_credits,
)
from tests.builders.programs import a_campaign_admin, a_clerk, a_participant, a_program

pytestmark = pytest.mark.django_db

PAGES = ("course", "quiz", "certificate")
RIGHT = {"q1": "yes", "q2": "yes"}


@pytest.fixture
def marek(client):
    participant = a_participant()
    client.force_login(participant.user)
    return participant


def test_the_learn_page_sorts_courses_by_what_can_be_done(client, marek):
    give_credits(marek, 5)
    an_enrolment(a_course("Begun"), marek)
    a_course("Cheap", price=5)
    a_course("Dear", price=9)

    text = client.get(reverse("learn")).content.decode()

    assert text.index("Go on") < text.index("Begun") < text.index("Cheap") < text.index("Dear")
    assert "4 training credits are missing" in text


def test_without_courses_the_page_says_what_will_come(client, marek):
    assert "No courses yet" in client.get(reverse("learn")).content.decode()


def test_the_whole_way_to_a_certificate(client, marek):
    course = a_course(points=20)
    client.post(reverse("elearning:enrol", args=[course.uuid]))
    for key in ("l1", "l2"):
        lesson = client.get(reverse("elearning:lesson", args=[course.uuid, key]))
        assert "<strong>Cut</strong>" in lesson.content.decode()
        client.post(reverse("elearning:finish", args=[course.uuid, key]))
    start = client.post(reverse("elearning:quiz", args=[course.uuid]))

    page = client.post(start.url, RIGHT, follow=True)

    assert "2 of 2" in page.content.decode()
    certificate = Enrolment.objects.get().certificate
    pdf = client.get(reverse("elearning:certificate", args=[course.uuid]))
    text = pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()
    assert certificate.number in text and "Marek Nowak" in text


def test_a_certificate_writes_polish_names_right(client, marek):
    marek.name = "Łukasz Żółć-Gęślański"
    marek.save()
    enrolment = a_pass(an_enrolment(a_course(), marek))

    pdf = client.get(reverse("elearning:certificate", args=[enrolment.course.uuid]))

    assert "Łukasz Żółć-Gęślański" in pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()


def begun(participant) -> str:
    """The address of a quiz that was begun."""
    attempt = an_attempt(an_enrolment(a_course(), participant))
    return reverse("elearning:attempt", args=[attempt.enrolment.course.uuid, attempt.uuid])


def test_what_was_ticked_stays_when_an_answer_is_missing(client, marek):
    page = client.post(begun(marek), {"q1": "yes"}).content.decode()

    assert 'value="yes" checked' in page
    assert "No answer yet." in page
    assert Attempt.objects.get().handed_in_at is None
    assert 'value="yes" checked' in client.get(begun(marek)).content.decode()


def test_what_is_missing_can_be_left_out(client, marek):
    page = client.post(begun(marek), {"q1": "yes", "as_it_is": "1"}, follow=True).content.decode()

    assert "1 of 2" in page


def test_answers_are_kept_while_they_are_given(client, marek):
    address = begun(marek)

    answer = client.post(address.replace("answers", "save"), {"q2": "no", "other": "yes"})

    assert answer.status_code == 204
    assert Attempt.objects.get().answers == {"q2": ["no"]}
    client.post(address, RIGHT)
    assert client.post(address.replace("answers", "save"), RIGHT).status_code == 409


def test_a_failed_result_does_not_give_the_answers_away(client, marek):
    page = client.post(begun(marek), {"q1": "no", "q2": "no"}, follow=True).content.decode()

    assert "Not yet" in page
    assert "So." not in page


def test_nothing_of_what_is_right_is_in_the_page_of_the_quiz(client, marek):
    options = tuple(Option(f"o{number}", {"en": f"Text {number}"}, is_right=number == 2) for number in range(4))
    other = tuple(Option(f"o{number}", {"en": f"Text {number}"}, is_right=number == 1) for number in range(4))
    pages = []
    for name, answers in (("One", options), ("Two", other)):
        content = a_content(name, quiz=a_quiz(a_choice(1, options=answers), shuffles=False))
        attempt = an_attempt(an_enrolment(a_course(name, content=content), marek))
        address = reverse("elearning:attempt", args=[attempt.enrolment.course.uuid, attempt.uuid])
        pages.append(fromstring(client.get(address).content.decode()).xpath("string(//form[@id='quiz'])"))

    assert pages[0] == pages[1]


def test_another_persons_attempt_is_not_there(client, marek):
    address = begun(a_participant("Ola Kowalska"))
    an_enrolment(a_course(), marek)

    assert client.get(address).status_code == 404
    assert client.post(address, RIGHT).status_code == 404
    assert Attempt.objects.get().handed_in_at is None


@pytest.mark.parametrize("page", PAGES)
def test_strangers_sign_in_first(client, page):
    enrolment = a_pass()

    answer = client.get(reverse(f"elearning:{page}", args=[enrolment.course.uuid]))

    assert answer.status_code == 302 and reverse("account_login") in answer.url


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["clerk", "admin", "other program"])
def test_people_of_another_kind_or_program_find_nothing(client, page, who):
    enrolment = a_pass()
    people = {
        "clerk": lambda: a_clerk(),
        "admin": lambda: a_campaign_admin(),
        "other program": lambda: a_participant("Ola Inna", program=a_program("inny", name="Inny")),
    }
    client.force_login(people[who]().user)

    assert client.get(reverse(f"elearning:{page}", args=[enrolment.course.uuid])).status_code == 404


def test_a_colleague_does_not_get_ones_certificate(client):
    enrolment = a_pass()
    client.force_login(a_participant("Ola Kowalska").user)

    assert client.get(reverse("elearning:certificate", args=[enrolment.course.uuid])).status_code == 404


def test_the_learn_page_asks_the_database_the_same_for_one_course_and_for_many(
    client, marek, django_assert_num_queries, django_assert_max_num_queries
):
    a_course()
    client.get(reverse("learn"))
    with django_assert_max_num_queries(20) as one:
        client.get(reverse("learn"))
    for number in range(8):
        an_enrolment(a_course(f"Course {number}"), marek)

    with django_assert_num_queries(len(one)):
        client.get(reverse("learn"))
