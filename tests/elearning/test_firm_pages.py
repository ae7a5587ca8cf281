"""The pages by which a firm pays courses: what they offer to whom, and that strangers find nothing."""

import json

import pytest
from django.core import mail
from django.urls import reverse

from elearning.models import Enrolment, Wish
from elearning.services import firms, wishing
from participants import services as participants
from participants.models import Membership
from tests.builders.elearning import a_course, an_enrolment, give_credits, give_firm_credits, of_the_firm
from tests.builders.programs import NOON, a_company, a_participant, a_program
from tests.clock import it_is

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON, stands_still=True):
        yield


@pytest.fixture
def ola(client):
    """She sees the account of the firm and may spend its ten credits."""
    ola = of_the_firm("Ola Kowalska", spends_credits=True, sees_account=True)
    give_firm_credits(a_company(), 10)
    client.force_login(ola.user)
    return ola


@pytest.fixture
def marek(ola):
    return of_the_firm()


def text(client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args), follow=True).content.decode()


def test_the_course_offers_both_purses_the_own_one_first(client, ola):
    give_credits(ola, 4)
    page = text(client, "elearning:course", a_course(price=4).uuid)

    own, firms_own = page.index("Paid by you: 4"), page.index("Paid by Nowak Instalacje: 4")
    assert own < firms_own


def test_with_too_few_own_credits_the_firm_pays_in_one_tap(client, ola):
    course = a_course(price=4)
    give_credits(ola, 3)
    assert "Paid by you" not in text(client, "elearning:course", course.uuid)

    client.post(reverse("elearning:enrol", args=[course.uuid]), {"paid_by": "company"})

    assert Enrolment.objects.get().paid_by == a_company()
    assert "Paid by Nowak Instalacje. Whoever may spend" in text(client, "elearning:course", course.uuid)


def test_who_may_not_spend_is_offered_nothing_and_gets_nothing(client, marek):
    client.force_login(marek.user)
    course = a_course(price=4)
    page = text(client, "elearning:course", course.uuid)
    assert "Paid by Nowak" not in page and "For a colleague" not in page and "Ask my firm to pay" in page

    client.post(reverse("elearning:enrol", args=[course.uuid]), {"paid_by": "company"})

    assert not Enrolment.objects.exists()


def test_the_learn_page_counts_the_firms_credits(client, ola):
    a_course("Cheap", price=5)
    a_course("Dear", price=12)

    page = text(client, "learn")

    assert "5 training credits, paid by Nowak Instalacje" in page
    assert "12 training credits are missing" in page
    assert reverse("elearning:firm") in page


def test_a_course_is_begun_for_a_colleague_who_gives_it_back(client, ola, marek, run_jobs):
    course = a_course(price=4)
    assert "Marek Nowak" in text(client, "elearning:course", course.uuid)
    for _twice in range(2):
        client.post(reverse("elearning:begin-for", args=[course.uuid]), {"person": str(marek.uuid)})
    run_jobs()
    assert (Enrolment.objects.get().participant, len(mail.outbox)) == (marek, 1)
    assert "begun on" in text(client, "elearning:firm")

    client.force_login(marek.user)
    assert "paid by Nowak Instalacje: begin at once" in text(client, "learn")
    answer = client.post(reverse("elearning:give-back", args=[course.uuid]), follow=True)
    assert "on the account of Nowak Instalacje again" in answer.content.decode()
    client.force_login(ola.user)
    assert "given back on" in text(client, "elearning:colleague", marek.uuid)


def test_what_a_colleague_pays_alone_is_not_shown(client, ola, marek):
    an_enrolment(a_course("Private"), marek)

    assert "Private" not in text(client, "elearning:firm")
    assert "begun on" not in text(client, "elearning:colleague", marek.uuid)


def test_the_statement_of_the_company_says_which_course_and_for_whom(client, ola, marek):
    firms.begin(payer=ola, participant=marek, course=a_course(price=4), language="en", now=NOON)
    address = reverse("points") + "?of=company-credits"

    page = client.get(address).content.decode()
    assert "Press fittings" in page and "for Marek Nowak" in page and "−4" in page
    client.force_login(marek.user)
    assert "for Marek Nowak" not in client.get(address).content.decode()


@pytest.mark.parametrize("who", ["without the right", "of another firm", "of another program", "of no firm"])
def test_others_find_no_firm_and_no_colleague(client, ola, marek, who):
    course = a_course(price=4)
    iga = a_participant("Iga Inna", program=a_program("inny", name="Inny") if who == "of another program" else None)
    if who == "of another firm":
        other = a_company(tax_id="1234563218")
        participants.enter_company(participant=iga, company=other, spends_credits=True, now=NOON)
    wish = wishing.ask(participant=marek, course=course, now=NOON)
    client.force_login(marek.user if who == "without the right" else iga.user)

    answers = [client.get(reverse("elearning:colleague", args=[ola.uuid]))]
    posts = {"let-spend": ola.uuid, "answer-wish": wish.uuid}
    answers += [client.post(reverse(f"elearning:{name}", args=[uuid])) for name, uuid in posts.items()]
    told = {"person": str(ola.uuid)}
    answers.append(client.post(reverse("elearning:begin-for", args=[course.uuid]), told))

    assert {answer.status_code for answer in answers} == {404}
    assert client.get(reverse("elearning:firm")).status_code == (200 if who == "of another firm" else 404)
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("person", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_colleague_who_is_none_is_not_found(client, ola, person):
    address = reverse("elearning:begin-for", args=[a_course(price=4).uuid])

    assert client.post(address, {"person": person}).status_code == 404


def test_another_programs_or_an_unpublished_course_is_not_found(client, ola, marek):
    foreign = a_course("Foreign", program=a_program("inny", name="Inny"))
    for course in (foreign, a_course("Hidden", is_published=False)):
        address = reverse("elearning:begin-for", args=[course.uuid])
        assert client.post(address, {"person": str(marek.uuid)}).status_code == 404


def test_who_sees_the_account_lets_colleagues_spend_and_takes_it_back(client, ola, marek):
    address = reverse("elearning:let-spend", args=[marek.uuid])
    client.post(address, {"allowed": "yes"})
    now = Membership.objects.get(participant=marek, ended_at=None)
    assert (now.spends_credits, now.made_by) == (True, ola.user)

    client.force_login(marek.user)
    assert client.get(reverse("elearning:firm")).status_code == 200
    assert client.post(reverse("elearning:let-spend", args=[ola.uuid]), {"allowed": "no"}).status_code == 404

    client.force_login(ola.user)
    client.post(address, {"allowed": "no"})
    client.force_login(marek.user)
    assert client.get(reverse("elearning:firm")).status_code == 404


def asked(client, marek, course) -> None:
    client.force_login(marek.user)
    for _twice in range(2):
        client.post(reverse("elearning:ask", args=[course.uuid]))


def test_asked_twice_the_firm_is_asked_once_and_pays(client, ola, marek, run_jobs):
    course = a_course(price=4)
    asked(client, marek, course)
    run_jobs()
    (message,) = mail.outbox
    assert message.to == [ola.user.email] and "Marek Nowak asks for a course" in message.subject
    assert "There is no answer yet" in text(client, "elearning:course", course.uuid)

    client.force_login(ola.user)
    assert "They ask for" in text(client, "elearning:firm")
    for _twice in range(2):
        client.post(reverse("elearning:answer-wish", args=[Wish.objects.get().uuid]), {"answer": "yes"})

    assert (Wish.objects.get().state, Enrolment.objects.get().paid_by) == ("granted", a_company())
    assert "They ask for" not in text(client, "elearning:firm")


def test_the_firm_declines_with_a_word_and_can_be_asked_again(client, ola, marek, run_jobs):
    course = a_course(price=4)
    asked(client, marek, course)
    client.force_login(ola.user)
    told = {"answer": "no", "word": "After the season, please."}
    client.post(reverse("elearning:answer-wish", args=[Wish.objects.get().uuid]), told)
    mail.outbox.clear()
    run_jobs()

    assert "After the season, please." in mail.outbox[-1].body
    client.force_login(marek.user)
    assert "After the season, please." in text(client, "elearning:course", course.uuid)
    asked(client, marek, course)
    assert list(Wish.objects.order_by("pk").values_list("state", flat=True)) == ["declined", "waiting"]


def test_who_begins_alone_asks_no_more(client, ola, marek):
    course = a_course(price=4)
    asked(client, marek, course)
    give_credits(marek, 4)
    an_enrolment(course, marek)

    assert Wish.objects.get().state == "over"


def test_where_nobody_may_spend_there_is_nobody_to_ask(client):
    marek = of_the_firm()
    client.force_login(marek.user)
    course = a_course(price=4)
    assert "Ask my firm" not in text(client, "elearning:course", course.uuid)

    client.post(reverse("elearning:ask", args=[course.uuid]))

    assert not Wish.objects.exists()


def test_the_copy_of_own_data_says_who_paid_what_was_asked_and_on_which_terms(client, ola, marek):
    asked(client, marek, a_course("Valves", price=2))
    firms.begin(payer=ola, participant=marek, course=a_course(price=4), language="en", now=NOON)

    told = json.loads(b"".join(client.get(reverse("my-data")).streaming_content))

    assert [(one["course"], one["paid_by"]) for one in told["courses"]] == [("Press fittings", "Nowak Instalacje")]
    assert [(one["course"], one["answer"]) for one in told["courses_asked_for"]] == [("Valves", "waiting")]
    assert [(one["company"], one["spends_credits"]) for one in told["companies"]] == [("Nowak Instalacje", False)]


def test_the_firms_page_asks_the_database_the_same_for_one_person_and_for_many(
    client, ola, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse("elearning:firm")
    client.get(address)
    with django_assert_max_num_queries(16) as one:
        client.get(address)
    for number in range(5):
        person = of_the_firm(f"Person{number} Nowak")
        firms.begin(payer=ola, participant=person, course=a_course(price=1), language="en", now=NOON)

    with django_assert_num_queries(len(one)):
        client.get(address)
