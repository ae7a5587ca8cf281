"""People share points with their company: by its policy or their own, to the point, and back again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns import services as campaigns
from campaigns.rules import Cap, Given, Holder, Period, PerMeasure
from campaigns.rules.sharing import shared
from claims.explaining import explained
from claims.models import Award, AwardLine, Claim
from claims.queries import award_lines_of
from claims.reasons import Reason
from claims.services import awards, codes
from claims.states import Status
from ledger import queries as ledger
from ledger.checks import check
from ledger.services import Owner
from participants import services
from participants.models import Company, Participant
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_code, a_company, a_participant, a_program
from verification.services import decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def a_firm(share: int) -> Company:
    firm = a_company()
    Company.objects.filter(pk=firm.pk).update(points_share=share)
    firm.points_share = share
    return firm


def marek_of(firm: Company, **terms: object) -> Participant:
    marek = a_participant()
    services.enter_company(participant=marek, company=firm, now=NOON - timedelta(days=9), **terms)
    return Participant.objects.select_related("company", "program", "user").get(pk=marek.pk)


def held(unit: str = "points") -> tuple[int, int]:
    """By Marek, and by his firm."""
    owners = (Owner.participant(a_participant().uuid), Owner.company(a_company().uuid))
    return tuple(ledger.balance(program=a_program(), owner=owner, unit=unit) for owner in owners)


def reverse_it(claim: Claim) -> None:
    admin = a_campaign_admin().user
    decisions.reverse(claim=Claim.objects.get(pk=claim.pk), reason=Reason.PAID_IN_ERROR, by=admin, now=NOON)


def line(quantity: int, *, unit: str = "points", rewards: Holder = Holder.PARTICIPANT, full: int = 0) -> Given:
    return Given(1, unit, quantity, Decimal(1), 1, "organizer", rewards=rewards, full=full or quantity)


@given(st.lists(st.integers(0, 1000), max_size=8), st.integers(0, 100))
def test_the_parts_are_the_award_and_the_company_gets_its_share_rounded_down_once(quantities, per_cent):
    parts = list(shared([line(quantity, full=quantity + 3) for quantity in quantities], per_cent))

    company = sum(part.quantity for part in parts if part.rewards == Holder.COMPANY)
    assert sum(part.quantity for part in parts) == sum(quantities)
    assert company == sum(quantities) * per_cent // 100
    assert sum(part.full - part.quantity for part in parts) == 3 * len(quantities)
    assert [part.rewards for part in parts if not part.quantity] == ["participant"] * quantities.count(0)


def test_credits_and_what_others_are_rewarded_with_are_not_shared():
    lines = [line(10, unit="credits"), line(10, rewards=Holder.CLERK), line(10, rewards=Holder.COMPANY)]
    assert list(shared(lines, 50)) == lines


@pytest.mark.parametrize(
    ("share", "own", "parts"), [(0, None, (60, 0)), (100, None, (0, 60)), (33, None, (41, 19)), (33, 0, (60, 0))]
)
def test_an_award_follows_the_policy_of_the_company_or_of_the_person(share, own, parts):
    marek = marek_of(a_firm(share), points_share=own)

    claim = a_claim(Status.VERIFIED, participant=marek)

    assert held() == parts
    assert held("credits") == (2, 0)
    told = [(one.rewards, one.quantity) for one in AwardLine.objects.filter(unit="points").order_by("pk")]
    again = [(one.rewards, one.quantity) for one in awards.recomputed(Award.objects.get(claim=claim)).given]
    assert told == [pair for pair in again if pair in told]
    reverse_it(claim)
    assert (held(), check()) == ((0, 0), [])


def test_goods_that_come_back_take_from_each_what_it_got():
    claim = a_claim(Status.VERIFIED, participant=marek_of(a_firm(33)))

    quantities = {claim.lines.get().uuid: Decimal(3)}
    admin = a_campaign_admin().user
    decisions.goods_came_back(claim=claim, quantities=quantities, number=1, by=admin, now=NOON)

    assert held() == (45 - 14, 14)
    reverse_it(claim)
    assert (held(), check()) == ((0, 0), [])


def test_a_code_is_shared_too():
    claim = codes.redeem(participant=marek_of(a_firm(33)), text=a_code(), now=NOON)

    assert (held(), held("credits")) == ((17, 8), (1, 0))
    reverse_it(claim)
    assert held() == (0, 0)


def test_the_claim_says_who_got_which_part():
    claim = a_claim(Status.VERIFIED, participant=marek_of(a_firm(50)))
    campaigns.add_rule(campaign=a_campaign(), effect=PerMeasure(Decimal(1)), rewards="company", by=None, now=LONG_AGO)

    points = [line for line in award_lines_of(claim) if line.unit == "points"]

    assert [(one.quantity, one.name, one.why) for one in explained(points)] == [
        (30, "Elbow 20 mm", "12 pieces × 5 points. 30 of 60, as you share with your company."),
        (30, "To your company: Elbow 20 mm", "12 pieces × 5 points. 30 of 60, as you share with your company."),
    ]


def test_a_cap_cuts_before_it_is_shared():
    cap = Cap(50, Holder.PARTICIPANT, Period.MONTH)
    marek = marek_of(a_firm(50))
    campaigns.add_rule(campaign=a_campaign(), effect=cap, by=None, now=LONG_AGO)

    a_claim(Status.VERIFIED, participant=marek)

    assert held() == (25, 25)
    assert [one.full - one.quantity for one in AwardLine.objects.filter(unit="points").order_by("pk")] == [10, 0]


def test_who_left_keeps_the_points_from_then_on_and_the_company_what_it_has():
    marek = marek_of(a_firm(50))
    first = a_claim(Status.VERIFIED, participant=marek)
    services.leave_company(participant=marek, now=NOON)

    a_claim(Status.VERIFIED, participant=Participant.objects.get(pk=marek.pk))
    assert held() == (90, 30)
    reverse_it(first)

    assert held() == (60, 0)


def test_the_companys_account_is_seen_by_those_whom_it_named_only(client):
    marek = marek_of(a_firm(50), sees_account=True)
    ola = a_participant("Ola Kowalska")
    services.enter_company(participant=ola, company=marek.company, now=NOON)
    claim = a_claim(Status.VERIFIED, participant=ola)
    address = reverse("points") + "?of=company"

    client.force_login(marek.user)
    seen = client.get(address).content.decode()
    assert f"Claim {claim.number}" in seen and "Nowak Instalacje" in seen and "+30" in seen
    assert str(claim.uuid) not in seen
    client.force_login(ola.user)
    assert "Nowak Instalacje" not in client.get(address).content.decode()

    services.leave_company(participant=marek, now=NOON)
    client.force_login(marek.user)
    assert "Nowak Instalacje" not in client.get(address).content.decode()
