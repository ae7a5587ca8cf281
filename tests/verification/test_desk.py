"""The desk's pages: what a clerk sees, one key each, and straight to the next claim."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml.html import fromstring

from claims.models import Claim
from claims.states import Status
from extraction import sentences
from extraction.reading import E_INVOICE, OCR, Said
from tests.builders.claims import a_claim
from tests.builders.programs import (
    NOON,
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_program,
)
from verification.models import Offer
from verification.services import offers

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    clerk = a_clerk()
    client.force_login(clerk.user)
    return clerk


def at(name: str, claim: Claim) -> str:
    return reverse(f"verification:{name}", args=[claim.uuid])


def test_the_queue_shows_the_oldest_promise_first(client, anna):
    late, early = a_claim(), a_claim()
    Claim.objects.filter(pk=early.pk).update(due_on=late.due_on - timedelta(days=3))

    text = client.get(reverse("verification:queue")).content.decode()

    assert text.index(early.document_number) < text.index(late.document_number)


def test_an_empty_queue_says_that_all_is_answered(client, anna):
    assert "All answered" in client.get(reverse("verification:queue")).content.decode()


def test_confirming_comes_straight_to_the_next_claim(client, anna):
    first, second = a_claim(), a_claim()

    answer = client.post(at("confirm", first))

    assert answer.status_code == 302 and answer.url == at("claim", second)


def test_after_the_last_claim_the_queue_is_shown(client, anna):
    answer = client.post(at("confirm", a_claim()))

    assert answer.url == reverse("verification:queue")


def test_each_decision_can_be_taken_on_the_page(client, anna):
    claims = [a_claim() for _number in range(3)]
    line = claims[1].lines.get()
    client.post(at("refuse", claims[0]), {"refuse-reason": "returned", "refuse-text": ""})
    client.post(
        at("part", claims[1]), {f"part-line-{line.uuid}": "5", "part-reason": "quantity-differs", "part-text": ""}
    )
    client.post(at("ask", claims[2]), {"ask-reason": "need-answer", "ask-text": "Which branch?"})

    statuses = [Claim.objects.get(pk=claim.pk).status for claim in claims]
    assert statuses == [Status.REFUSED, Status.VERIFIED, Status.QUERIED]


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("refuse", {"refuse-reason": "other", "refuse-text": " "}, "Please write the reason."),
        ("ask", {"ask-reason": "need-answer"}, "Please write your question."),
        ("ask", {}, "This field is required."),
        ("part", {"part-reason": "returned"}, "This field is required."),
        ("correct", {"correct-issue_date": "yesterday"}, "Enter a valid date."),
    ],
)
def test_what_is_missing_is_asked_for_where_it_was_filled_in(client, anna, name, sent, said):
    claim = a_claim()

    answer = client.post(at(name, claim), sent)

    opened = fromstring(answer.content.decode()).xpath("//dialog[@open]")
    assert (answer.status_code, [dialog.get("id") for dialog in opened]) == (422, [name])
    assert said in opened[0].text_content()
    assert opened[0].xpath(".//*[@autofocus]")
    assert Claim.objects.get(pk=claim.pk).status == Status.SUBMITTED


def test_a_decision_can_be_undone_from_the_message_and_the_claim_is_there_again(client, anna):
    claim = a_claim()
    queue = client.post(at("confirm", claim), follow=True)
    (form,) = fromstring(queue.content.decode()).xpath("//form[contains(@action, '/undo/')]")
    assert form.xpath(".//button/@data-key") == ["u"]

    answer = client.post(form.get("action"), follow=True)

    assert answer.redirect_chain[-1][0] == at("claim", claim)
    assert "undone. The claim waits again." in answer.content.decode()
    assert Claim.objects.get(pk=claim.pk).status == Status.SUBMITTED
    again = client.post(form.get("action"), follow=True)
    assert "can no longer be undone" in again.content.decode()


def test_the_history_of_the_desk_says_that_a_decision_was_undone(client, anna):
    claim = a_claim()
    client.post(at("confirm", claim))
    client.post(reverse("verification:undo", args=[claim.uuid, claim.decisions.get().uuid]))

    page = fromstring(client.get(at("claim", claim)).content.decode())

    words = [line.text for line in page.xpath("//*[@class='timeline-text']")]
    assert words[-2:] == ["confirmed", "undone"]


def test_a_decision_is_undone_at_its_own_claim_only(client, anna):
    decided, other = a_claim(Status.REFUSED), a_claim()

    answer = client.post(reverse("verification:undo", args=[other.uuid, decided.decisions.get().uuid]))

    assert answer.status_code == 404


def test_a_late_decision_is_told_and_changes_nothing(client, anna):
    claim = a_claim(Status.VERIFIED)

    page = client.post(at("refuse", claim), {"refuse-reason": "returned"}, follow=True)

    assert "just decided" in page.content.decode()
    assert Claim.objects.get(pk=claim.pk).status == Status.VERIFIED


def test_a_claim_on_somebodys_screen_is_not_offered_to_another(client, anna):
    held, free = a_claim(), a_claim()
    client.get(at("claim", held))
    client.force_login(a_clerk("Beata Druga").user)

    answer = client.get(reverse("verification:next"))

    assert answer.url == at("claim", free)


def test_a_claim_comes_back_when_its_holder_walks_away():
    claim, anna, beata = a_claim(), a_clerk().user, a_clerk("Beata Druga").user
    assert offers.take(claim=claim, by=anna, now=NOON) is None

    assert offers.take(claim=claim, by=beata, now=NOON + timedelta(minutes=4)) == anna
    assert offers.take(claim=claim, by=beata, now=NOON + timedelta(minutes=6)) is None


def test_opening_a_held_claim_names_who_has_it(client, anna):
    claim = a_claim()
    offers.take(claim=claim, by=a_clerk("Beata Druga").user, now=NOON.replace(year=2099))

    assert "Beata Druga has this claim open" in client.get(at("claim", claim)).content.decode()


def test_products_have_the_names_of_the_readers_language(client, anna):
    client.post(reverse("set_language"), {"language": "pl"})

    assert "Elbow 20 mm PL" in client.get(at("claim", a_claim())).content.decode()


@pytest.mark.parametrize("name", ["claim", "confirm", "part", "ask", "refuse", "reverse", "correct", "skip"])
@pytest.mark.parametrize("who", ["other distributor", "other program", "participant", "other participant"])
def test_others_find_nothing(client, name, who):
    claim = a_claim()
    people = {
        "other distributor": lambda: a_clerk("Beata Inna", distributor=a_distributor("Beta", tax_id="1234563218")),
        "other program": lambda: a_campaign_admin("Iga Inna", program=a_program("inny", name="Inny")),
        "participant": lambda: claim.participant,
        "other participant": lambda: a_participant("Ola Kowalska"),
    }
    client.force_login(people[who]().user)
    method = client.get if name in {"claim", "skip"} else client.post

    assert method(at(name, claim)).status_code == 404
    assert Claim.objects.get(pk=claim.pk).status == Status.SUBMITTED


def test_a_stranger_signs_in_first(client):
    answer = client.get(at("claim", a_claim()))

    assert answer.status_code == 302 and reverse("account_login") in answer.url


def test_a_clerk_who_left_sees_nothing_at_the_next_click(client, anna):
    claim = a_claim()
    anna.is_active = False
    anna.save()

    assert client.get(at("claim", claim)).status_code == 404


def test_a_draft_is_not_seen_by_the_clerk(client, anna):
    draft = a_claim(Status.DRAFT)

    assert client.get(at("claim", draft)).status_code == 404


def test_the_organizer_sees_what_fell_to_the_organizer(client):
    claim = a_claim()
    Claim.objects.filter(pk=claim.pk).update(desk="organizer", distributor=None)
    client.force_login(a_campaign_admin().user)

    assert claim.document_number in client.get(reverse("verification:queue")).content.decode()


def test_skipping_lets_go_of_the_claim(client, anna):
    first, second = a_claim(), a_claim()
    client.get(at("claim", first))

    answer = client.get(at("skip", first))

    assert answer.url == at("claim", second)
    assert not Offer.objects.filter(claim=first).exists()


def test_the_queue_asks_the_database_the_same_for_one_claim_and_for_many(
    client, anna, django_assert_num_queries, django_assert_max_num_queries
):
    a_claim()
    client.get(reverse("verification:queue"))
    with django_assert_max_num_queries(20) as one:
        client.get(reverse("verification:queue"))
    for _number in range(6):
        a_claim()

    with django_assert_num_queries(len(one)):
        client.get(reverse("verification:queue"))


def test_what_two_sources_say_stands_beside_the_field_with_its_sources(client, anna):
    claim = a_claim()
    said = (Said("total", E_INVOICE, "1284.50"), Said("total", OCR, "1248.50"))
    data = {"fields": {}, "warnings": [sentences.disagreement(said).as_dict()]}
    claim.document.readings.create(data=data, seconds=1, made_at=NOON)

    page = fromstring(client.get(at("claim", claim)).content)

    told = [one.text_content() for one in page.xpath('//tr[@data-fact="total"]//ul[@class="said"]/li')]
    assert told == ["PLN\xa01,284.50 e-invoice", "PLN\xa01,248.50 photo or scan"]
    (note,) = page.xpath('//*[@data-problem="reading-sources-disagree"]')
    assert note.get("data-fact") == "total"


def test_what_was_read_tells_on_demand_where_it_came_from_and_shows_the_place(client, anna):
    claim = a_claim()
    claim.document.pages.create(number=1, picture_key="p", width=300, height=200)
    number = {"value": claim.document_number, "confidence": 0.7, "source": OCR, "page": 1, "box": [0.1, 0.2, 0.3, 0.4]}
    claim.document.readings.create(data={"fields": {"document_number": number}}, seconds=1, made_at=NOON)

    page = fromstring(client.get(at("claim", claim)).content)

    (where,) = page.xpath('//tr[@data-fact="document_number"]//details[@class="where"]')
    assert "Read from the photo or scan. Not sure enough (70%)." in where.text_content()
    (place,) = page.xpath('//tr[@class="where-place"]//*[local-name()="image"]')
    assert place.get("href") == reverse("verification:picture", args=[claim.uuid, 1])


def test_a_remembered_value_is_marked_so_at_the_desk(client, anna):
    claim = a_claim()
    number = {"value": claim.document_number, "confidence": 0.7, "source": OCR, "page": 1, "box": None}
    remembered = {"document_number": number | {"confidence": 0.9, "recalled": "label"}}
    claim.document.readings.create(
        data={"fields": {"document_number": number}}, recalled=remembered, seconds=1, made_at=NOON
    )

    page = fromstring(client.get(at("claim", claim)).content)

    (where,) = page.xpath('//tr[@data-fact="document_number"]//details[@class="where"]')
    assert "Remembered from earlier documents of this seller." in where.text_content()
