"""One tap on an offered sale: one claim, stated exactly as shown, whoever taps how often and whatever changes."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Campaign
from claims.models import Claim, ClaimEvent
from claims.services import offered, sending
from claims.services.offered import OfferRefused
from claims.states import ReadingState, Status
from common.refusals import Refused
from distributors.services import taking_part
from participants.models import Company
from tests.builders.offers import a_buyer, an_offering_distributor, offered_to, seen_of, tapped
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_distributor
from tests.builders.sales import a_sale, elbows, sold, the_sale
from tests.racing import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

NUMBER = "FV/2026/11/0457"


@pytest.fixture
def marek():
    a_campaign()
    an_offering_distributor()
    a_sale()
    return a_buyer()


def claims() -> list[Claim]:
    return list(Claim.objects.filter(origin=Claim.Origin.OFFER))


def test_the_tap_states_the_sale_in_the_persons_name_and_sends_it(marek):
    claim = tapped(marek)

    assert (claim.status, claim.kind, claim.origin) == (Status.SUBMITTED, "document", "offer")
    assert (claim.document_number, claim.issue_date, claim.total) == (NUMBER, date(2026, 11, 4), Decimal("1284.50"))
    assert (claim.distributor, claim.desk) == (a_distributor(), "distributor")
    assert [(line.product.sku, line.quantity) for line in claim.lines.all()] == [("RP-E20", 12)]
    assert claim.document.reading_state == ReadingState.NONE
    made_by = ClaimEvent.objects.filter(claim=claim).order_by("pk").values_list("became", "made_by")
    assert list(made_by) == [("draft", marek.user.pk), ("submitted", marek.user.pk)]
    assert offered_to(marek) == []


def test_two_taps_are_one_claim(marek):
    seen = seen_of(marek)

    assert tapped(marek, seen=seen).pk == tapped(marek, seen=seen).pk
    assert len(claims()) == 1


def test_a_colleagues_tap_takes_the_offer_away_and_says_so(marek):
    ola = a_buyer("Ola Kowalska")
    seen = seen_of(ola)
    tapped(marek)

    assert offered_to(ola) == []
    with pytest.raises(OfferRefused, match="Somebody of your firm"):
        tapped(ola, seen=seen)
    assert len(claims()) == 1


def test_a_claim_of_another_firms_person_is_told_without_saying_whose(marek):
    ola = a_buyer("Ola Kowalska")
    seen = seen_of(ola)
    tapped(marek)
    marek.company = Company.objects.create(program=marek.program, name="Inna")
    marek.save()

    with pytest.raises(OfferRefused, match="This document has been claimed already"):
        tapped(ola, seen=seen)


def test_what_changed_since_it_was_shown_is_not_stated(marek):
    seen = seen_of(marek)
    a_sale(sold(lines=(elbows(10),)))

    with pytest.raises(OfferRefused, match="has changed this purchase"):
        tapped(marek, seen=seen)
    assert claims() == []
    assert tapped(marek).lines.get().quantity == 10


def test_a_credit_note_since_then_is_a_change_too(marek):
    seen = seen_of(marek)
    a_sale(sold("KOR/1", day=date(2026, 11, 6), lines=(elbows(-2),), corrects=NUMBER))

    with pytest.raises(OfferRefused, match="has changed this purchase"):
        tapped(marek, seen=seen)


def test_what_is_wholly_credited_since_then_is_gone(marek):
    seen = seen_of(marek)
    a_sale(sold("KOR/1", day=date(2026, 11, 6), lines=(elbows(-12),), corrects=NUMBER))

    with pytest.raises(OfferRefused, match="not offered any more"):
        tapped(marek, seen=seen)


def test_a_switch_turned_off_since_then_holds(marek):
    seen = seen_of(marek)
    taking_part.choose(distributor=a_distributor(), offers_sales=False, by=a_campaign_admin().user, now=NOON)

    with pytest.raises(OfferRefused, match="not offered any more"):
        tapped(marek, seen=seen)
    assert claims() == []


def test_a_budget_used_up_since_then_leaves_nothing_behind(marek):
    seen = seen_of(marek)
    Campaign.objects.update(points_budget=0)

    with pytest.raises(Refused):
        tapped(marek, seen=seen)
    assert claims() == []


def test_a_sale_forgotten_since_then_is_a_sentence(marek):
    sale, seen = the_sale(NUMBER), seen_of(marek)
    sale.__class__.objects.filter(pk=sale.pk).delete()

    with pytest.raises(OfferRefused, match="not offered any more"):
        offered.claim(participant=marek, sale=sale, seen=seen, now=NOON)


def test_a_withdrawn_claim_lets_the_sale_be_offered_again(marek):
    sending.withdraw(claim=tapped(marek), by=marek.user, now=NOON)

    assert offered_to(marek) == [NUMBER]
    assert tapped(marek).status == Status.SUBMITTED
    assert len(claims()) == 2


def test_two_sellers_of_one_name_are_told_apart(marek):
    """The seller is the one whose sale it is, not one whom the name fits."""
    alfa = a_distributor()
    alfa.tax_id = alfa.tax_key = ""
    alfa.save()
    a_distributor("Hurtownia Alfa Sp. z o.o.", tax_id="")

    assert tapped(marek).distributor == alfa


def test_saying_no_is_for_oneself_only(marek):
    ola = a_buyer("Ola Kowalska")
    offered.decline(participant=marek, sale=the_sale(NUMBER), now=NOON)

    assert offered_to(marek) == []
    assert offered_to(ola) == [NUMBER]


@pytest.mark.django_db(transaction=True)
def test_two_taps_and_a_colleague_at_once_are_one_claim():
    a_campaign()
    an_offering_distributor()
    a_sale()
    people = [a_buyer(), a_buyer("Ola Kowalska")]
    seen = seen_of(people[0])

    results = at_once(6, lambda number: tapped(people[number % 2], seen=seen))

    made = {result.pk for result in results if isinstance(result, Claim)}
    refused = [result for result in results if not isinstance(result, Claim)]
    assert (len(made), len(claims())) == (1, 1)
    assert len(refused) == 3
    assert {str(one) for one in refused} == {"Somebody of your firm has claimed this document already."}


@pytest.mark.django_db(transaction=True)
def test_a_tap_while_the_sale_is_told_anew_states_what_was_shown_or_nothing():
    a_campaign()
    an_offering_distributor()
    a_sale()
    marek = a_buyer()
    seen = seen_of(marek)

    def act(number: int) -> object:
        return tapped(marek, seen=seen) if number else a_sale(sold(lines=(elbows(3),)))

    _file, result = at_once(2, act)

    if isinstance(result, Claim):
        assert [line.quantity for line in result.lines.all()] == [12]
    else:
        assert isinstance(result, OfferRefused)
        assert claims() == []
