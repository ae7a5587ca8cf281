"""The learning pages, for those whose course it is and for everybody else."""

import pypdfium2
import pytest
from django.urls import reverse

from elearning.models import Choice, Enrolment
from tests.builders.elearning import a_course, a_pass, an_enrolment, give_credits, with_lessons_done
from tests.builders.programs import a_campaign_admin, a_clerk, a_participant, a_program

pytestmark = pytest.mark.django_db

PAGES = ("course", "quiz", "certificate")


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
    for number in (1, 2):
        assert (
            "<strong>Cut</strong>"
            in client.get(reverse("elearning:lesson", args=[course.uuid, number])).content.decode()
        )
        client.post(reverse("elearning:finish", args=[course.uuid, number]))
    answers = {str(choice.question.uuid): str(choice.uuid) for choice in Choice.objects.filter(is_right=True)}

    page = client.post(reverse("elearning:quiz", args=[course.uuid]), answers, follow=True)

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


def test_what_was_ticked_stays_when_an_answer_is_missing(client, marek):
    enrolment = with_lessons_done(an_enrolment(a_course(), marek))
    choice = Choice.objects.filter(is_right=True).first()

    page = client.post(
        reverse("elearning:quiz", args=[enrolment.course.uuid]), {str(choice.question.uuid): str(choice.uuid)}
    ).content.decode()

    assert f'value="{choice.uuid}" checked' in page
    assert "Please choose." in page
    assert not enrolment.attempts.exists()


def test_a_failed_result_does_not_give_the_answers_away(client, marek):
    enrolment = with_lessons_done(an_enrolment(a_course(), marek))
    wrong = {str(choice.question.uuid): str(choice.uuid) for choice in Choice.objects.filter(is_right=False)}

    page = client.post(reverse("elearning:quiz", args=[enrolment.course.uuid]), wrong, follow=True).content.decode()

    assert "Not yet" in page
    assert "So." not in page


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


def test_anybody_can_check_a_number(client):
    certificate = a_pass().certificate

    page = client.get(reverse("elearning:check", args=[certificate.number.lower()]))

    assert page.status_code == 200 and "Marek Nowak" in page.content.decode()


@pytest.mark.parametrize("number", ["ABCD-EFGH-JKMN", "x", "%27;--"])
def test_an_unknown_number_is_answered_politely(client, number):
    page = client.get(f"/certificates/{number}/")

    assert page.status_code == 404 and "no certificate" in page.content.decode()


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
