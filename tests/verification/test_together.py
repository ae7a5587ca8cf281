"""Several claims at once: only those without doubt, each for itself; what changed is left out and named."""

from decimal import Decimal

import pytest
from lxml.html import fromstring

from campaigns.models import Campaign
from claims.models import Claim, ClaimLine
from claims.reasons import Reason
from claims.states import Status
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_clerk, a_distributor, a_participant
from verification import together
from verification.models import Decision
from verification.services import checks, decisions, offers

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

PAGE = "/queue/together/"


@pytest.fixture
def anna(client):
    clerk = a_clerk()
    client.force_login(clerk.user)
    return clerk.user


@pytest.fixture
def beata():
    return a_clerk("Beata Druga").user


def a_sure_claim(name: str = "Marek Nowak") -> Claim:
    claim = a_claim(participant=a_participant(name))
    checks.keep(claim=claim, now=NOON)
    claim.refresh_from_db()
    return claim


def fields(client) -> dict[str, list[str]]:
    """The page's form as it would be sent, with everything marked."""
    page = fromstring(client.get(PAGE).content.decode())
    sent: dict[str, list[str]] = {}
    for one in page.xpath('//form[@id="together"]//input'):
        if one.get("type") != "checkbox" or one.get("checked") is not None:
            sent.setdefault(one.get("name"), []).append(one.get("value"))
    return sent


def shown(client) -> list[str]:
    return fields(client).get("claim", [])


def status(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).status


def test_the_page_shows_claims_without_doubt_with_what_counts(client, anna):
    claim = a_sure_claim()

    page = fromstring(client.get(PAGE).content.decode())

    (card,) = page.xpath('//article[@class="thumb"]')
    text = " ".join(card.text_content().split())
    assert all(one in text for one in ("Marek Nowak", claim.document_number, "1,284.50", "60 pt"))


def test_what_was_not_looked_over_has_a_doubt_or_a_line_without_product_is_not_there(client, anna):
    a_claim()
    doubtful, incomplete = a_sure_claim(), a_sure_claim()
    Claim.objects.filter(pk=doubtful.pk).update(doubt=1)
    ClaimLine.objects.create(claim=incomplete, position=2, description="RURA", quantity=1)

    assert shown(client) == []
    assert "Nothing can be confirmed together" in client.get(PAGE).content.decode()


def test_what_is_on_another_screen_is_not_there(client, anna, beata):
    held, free = a_sure_claim(), a_sure_claim()
    offers.take(claim=held, by=beata, now=NOON.replace(year=2099))

    assert shown(client) == [str(free.uuid)]


def test_no_more_than_fit_on_a_page_are_shown(client, anna, monkeypatch):
    monkeypatch.setattr(together, "MOST", 2)
    first, second, _third = (a_sure_claim() for _number in range(3))

    assert shown(client) == [str(first.uuid), str(second.uuid)]


def test_what_is_marked_is_confirmed_each_for_itself_and_marked_so(client, anna):
    one, other, left = (a_sure_claim() for _number in range(3))
    sent = fields(client)
    sent["claim"].remove(str(left.uuid))

    answer = client.post(PAGE, sent, follow=True)

    assert [status(claim) for claim in (one, other, left)] == [Status.VERIFIED, Status.VERIFIED, Status.SUBMITTED]
    assert {decision.way for decision in Decision.objects.all()} == {Decision.Way.TOGETHER}
    assert "2 confirmed." in answer.content.decode()


def test_one_that_somebody_else_decided_is_named_and_hinders_no_other(client, anna, beata):
    taken, mine = a_sure_claim(), a_sure_claim()
    sent = fields(client)
    decisions.refuse(claim=taken, reason=Reason.RETURNED, by=beata, now=NOON)

    page = client.post(PAGE, sent, follow=True).content.decode()

    assert (status(taken), status(mine)) == (Status.REFUSED, Status.VERIFIED)
    assert "1 confirmed." in page and f"{taken.document_number}: Somebody else has just decided" in page


def test_one_that_changed_since_it_was_seen_is_left_out(client, anna):
    changed, mine = a_sure_claim(), a_sure_claim()
    sent = fields(client)
    changed.lines.update(quantity=Decimal(50))

    page = client.post(PAGE, sent, follow=True).content.decode()

    assert (status(changed), status(mine)) == (Status.SUBMITTED, Status.VERIFIED)
    assert f"{changed.document_number}: It has changed since you saw it." in page


def test_one_that_got_a_doubt_since_is_left_out_and_has_it_in_the_queue(client, anna):
    doubtful, mine = a_sure_claim(), a_sure_claim()
    sent = fields(client)
    doubtful.document.readings.create(
        data={"fields": {"total": {"value": "99.00", "confidence": 1, "source": "ocr", "page": 1, "box": None}}},
        seconds=1,
        made_at=NOON,
    )

    page = client.post(PAGE, sent, follow=True).content.decode()

    assert (status(doubtful), status(mine)) == (Status.SUBMITTED, Status.VERIFIED)
    assert f"{doubtful.document_number}: A doubt was found" in page
    assert shown(client) == []


def test_one_that_came_onto_another_screen_is_left_out(client, anna, beata):
    claim = a_sure_claim()
    sent = fields(client)
    offers.take(claim=claim, by=beata, now=NOON.replace(year=2099))

    page = client.post(PAGE, sent, follow=True).content.decode()

    assert status(claim) == Status.SUBMITTED and "Beata Druga has it open" in page


def test_claims_of_another_distributor_are_never_confirmed(client, anna):
    claim = a_sure_claim()
    sent = fields(client)
    client.force_login(a_clerk("Zofia Inna", distributor=a_distributor("Beta", tax_id="1234563218")).user)

    client.post(PAGE, sent)

    assert status(claim) == Status.SUBMITTED


def test_a_claim_that_was_never_shown_is_not_confirmed_by_guessing(client, anna):
    claim = a_sure_claim()

    client.post(PAGE, {"claim": [str(claim.uuid)]})

    assert status(claim) == Status.SUBMITTED


def test_what_two_people_confirm_is_not_told_as_confirmed(client, anna, beata):
    claim = a_sure_claim()
    Campaign.objects.update(second_look_from=0)

    answer = client.post(PAGE, fields(client), follow=True).content.decode()

    assert "1 waits for a second person" in answer and "1 confirmed." not in answer
    assert status(claim) == Status.SUBMITTED
