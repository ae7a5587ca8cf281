"""Which sales are offered to whom: what a firm bought, can still claim, and nobody has claimed or said no to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from campaigns import services as campaigns
from campaigns.models import Campaign
from campaigns.rules import Cap, Holder, Period
from claims.models import Claim
from claims.services import offered
from claims.services.offers import offers_to
from claims.states import Status
from distributors.models import Distributor
from distributors.sales import SoldLine
from distributors.services import taking_part
from participants.services import enter_company
from tests.builders.claims import BOUGHT_ON, a_claim
from tests.builders.offers import a_buyer, an_offering_distributor, found, offered_to
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_company,
    a_distributor,
    a_participant,
    a_product,
    a_program,
)
from tests.builders.sales import a_sale, elbows, sold, the_sale

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def marek():
    a_campaign()
    an_offering_distributor()
    return a_buyer()


def test_a_sale_to_the_persons_firm_is_offered_with_what_it_would_give(marek):
    a_sale(sold(lines=(elbows(12), SoldLine(quantity=Decimal(1), description="Wkręty 4x40", net=Decimal(9)))))

    (one,) = found(marek).offers

    assert (one.sale.number, one.points, one.others) == ("FV/2026/11/0457", 60, 1)
    assert [(line.product_id, line.quantity) for line in one.statement.lines] == [(a_product().pk, 12)]
    assert (one.statement.issuer_name, one.statement.issue_date) == ("Hurtownia Alfa", BOUGHT_ON)


def test_the_newest_come_first_and_the_rest_behind_the_last_shown(marek):
    a_sale(*(sold(f"FV/{day}", day=date(2026, 11, day)) for day in (3, 9, 5, 7)))

    first = found(marek, most=2)
    rest = offered_page(marek, after=first.after)

    assert [one.sale.number for one in first.offers] == ["FV/9", "FV/7"]
    assert [one.sale.number for one in rest.offers] == ["FV/5", "FV/3"]
    assert rest.after is None


def offered_page(buyer, *, after):
    return offers_to(buyer, most=10, now=NOON, after=after)


def another_buyer(_marek):
    a_sale(sold(buyer_tax_id="1111111111"))


def no_buyer(_marek):
    a_sale(sold(buyer_tax_id=""))


def not_offering(_marek):
    a_sale()
    taking_part.choose(distributor=a_distributor(), offers_sales=False, by=a_campaign_admin().user, now=NOON)


def distributor_gone(_marek):
    a_sale()
    Distributor.objects.update(is_active=False)


def other_goods(_marek):
    a_sale(sold(lines=(SoldLine(quantity=Decimal(5), description="Wkręty 4x40"),)))


def goods_without_rule(_marek):
    a_product("RP-X", "Poster of the year")
    a_sale(sold(lines=(SoldLine(quantity=Decimal(5), sku="RP-X"),)))


def too_old(_marek):
    Campaign.objects.update(claim_days=10)
    a_sale()


def before_the_campaign(_marek):
    a_sale(sold(day=date(2025, 12, 30)))


def campaign_not_live(_marek):
    Campaign.objects.update(is_live=False)
    a_sale()


def claims_are_over(_marek):
    Campaign.objects.update(claims_until=NOON.date() - timedelta(days=1))
    a_sale()


def seller_outside_the_campaign(_marek):
    Campaign.objects.get().distributors.add(a_distributor("Beta", tax_id="1234563218"))
    a_sale()


def tomorrow(_marek):
    a_sale(sold(day=NOON.date() + timedelta(days=1)))


def long_before_joining(marek):
    a_sale(sold(day=marek.joined_at.date() - timedelta(days=31)))


def a_credit_note(_marek):
    a_sale(sold("KOR/1", lines=(elbows(5),), corrects="FV/1"))


def wholly_credited(_marek):
    a_sale()
    a_sale(sold("KOR/1", day=date(2026, 11, 6), lines=(elbows(-12),), corrects="FV/2026/11/0457"))


def wholly_returned_on_itself(_marek):
    a_sale(sold(lines=(elbows(12), elbows(-12))))


def too_many_lines(_marek):
    a_sale(sold(lines=[elbows(1)] * 61))


def larger_than_any_claim(_marek):
    a_sale(sold(gross=Decimal("99999999999.00")))


def budget_used_up(_marek):
    Campaign.objects.update(points_budget=0)
    a_sale()


def cap_reached(_marek):
    cap = Cap(0, Holder.PARTICIPANT, Period.CLAIM)
    campaigns.add_rule(campaign=a_campaign(), effect=cap, by=None, now=NOON - timedelta(days=90))
    a_sale()


def declined(marek):
    a_sale()
    offered.decline(participant=marek, sale=the_sale("FV/2026/11/0457"), now=NOON)
    offered.decline(participant=marek, sale=the_sale("FV/2026/11/0457"), now=NOON)


def no_company(marek):
    a_sale()
    marek.company = None


def merely_joined(marek):
    """Anybody can type another firm's tax id."""
    a_sale()
    Claim.objects.filter(participant=marek).update(status=Status.REVERSED)


def shown_only_for_the_firm_before(marek):
    a_sale()
    enter_company(participant=marek, company=a_company(), now=NOON + timedelta(hours=1))


def test_other_terms_with_the_same_firm_are_no_new_beginning(marek):
    a_sale()
    enter_company(participant=marek, company=a_company(), now=NOON - timedelta(days=30))
    assert offered_to(marek)
    enter_company(participant=marek, company=a_company(), spends_credits=True, now=NOON + timedelta(hours=1))

    assert offered_to(marek) == ["FV/2026/11/0457"]


@pytest.mark.parametrize(
    "because",
    [
        another_buyer,
        no_buyer,
        not_offering,
        distributor_gone,
        other_goods,
        goods_without_rule,
        too_old,
        before_the_campaign,
        campaign_not_live,
        claims_are_over,
        seller_outside_the_campaign,
        tomorrow,
        long_before_joining,
        a_credit_note,
        wholly_credited,
        wholly_returned_on_itself,
        too_many_lines,
        larger_than_any_claim,
        budget_used_up,
        cap_reached,
        declined,
        no_company,
        merely_joined,
        shown_only_for_the_firm_before,
    ],
    ids=lambda because: because.__name__,
)
def test_it_is_not_offered(marek, because):
    because(marek)

    assert offered_to(marek) == []


@pytest.mark.parametrize("status", list(Status))
def test_what_anybody_claimed_is_not_offered_unless_unsent_or_withdrawn(marek, status):
    a_sale()
    a_claim(status, participant=a_participant("Ola Kowalska"), number="fv 2026/11/0457")

    is_free = status in (Status.DRAFT, Status.WITHDRAWN)
    assert offered_to(marek) == (["FV/2026/11/0457"] if is_free else [])


def test_a_person_of_another_program_sees_nothing_of_it(marek):
    a_sale()
    other = a_program("inny", name="Inny")
    an_offering_distributor(a_distributor("Gamma", program=other))
    a_campaign(other)
    iga = a_participant("Iga Obca", program=other)
    iga.company = a_company(other)
    iga.save()
    Claim.objects.filter(participant=marek).update(participant=iga, program=other)

    assert offered_to(iga) == []


def test_what_came_back_is_not_stated(marek):
    a_sale(sold(lines=(elbows(8), elbows(4), elbows(-1))))
    a_sale(sold("KOR/1", day=date(2026, 11, 6), lines=(elbows(-5),), corrects="FV/2026/11/0457"))

    (one,) = found(marek).offers

    assert [line.quantity for line in one.statement.lines] == [6]
    assert one.points == 30


def test_a_credit_note_of_last_years_number_takes_nothing(marek):
    Campaign.objects.update(starts_on=date(2025, 1, 1), claim_days=400)
    marek.joined_at = NOON - timedelta(days=500)
    a_sale(sold(day=date(2025, 11, 4)), sold())
    a_sale(sold("KOR/1", day=date(2025, 11, 6), lines=(elbows(-12),), corrects="FV/2026/11/0457"))

    assert [one.sale.issued_on.year for one in found(marek).offers] == [2026]


def test_amounts_follow_what_is_left(marek):
    line = SoldLine(quantity=Decimal(12), sku="RP-E20", net=Decimal("120.00"))
    a_sale(sold(lines=(line, elbows(-3))))

    (one,) = found(marek).offers

    assert one.statement.lines[0].amount == Decimal("90.00")
