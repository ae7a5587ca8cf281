"""A campaign's budget: what waits and what was given is booked exactly, and nothing new counts once it is reached."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from campaigns import services as campaigns
from campaigns.models import BudgetShare, Campaign
from campaigns.queries import Standing, standings
from campaigns.rules import Cap, Holder, Period
from campaigns.services import budgets
from claims.explaining import explained
from claims.models import Award, AwardLine, Claim, Reservation
from claims.reasons import Reason
from claims.services import awards, codes, drafts, reserving, sending
from claims.services.facts import Bought
from claims.services.sending import SendRefused
from claims.states import UNDECIDED, Status
from ledger import queries as ledger
from ledger.services import Owner
from tests.builders.claims import a_claim, a_draft
from tests.builders.offers import a_buyer, an_offering_distributor, found
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_code,
    a_participant,
    a_product,
)
from tests.builders.sales import a_sale
from verification.models import Decision
from verification.services import decisions, undoing

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def a_budget(points: int | None, **changes: object) -> Campaign:
    """The year's campaign, that may give so many points. A claim of the tests earns 60."""
    campaign = a_campaign()
    for name, value in ({"points_budget": points} | changes).items():
        setattr(campaign, name, value)
    campaign.save()
    budgets.fit(campaign)
    return campaign


def stands(campaign: Campaign | None = None) -> tuple[int, int, int]:
    """Points given, waiting, left; what the shares have left is just that."""
    (one, *_credits) = standings(campaign or a_campaign())
    in_shares = BudgetShare.objects.filter(unit="points").aggregate(sum=Sum("left"))["sum"]
    assert in_shares == one.left
    return one.given, one.waiting, one.left


def confirm(claim: Claim) -> Decision:
    claim = Claim.objects.get(pk=claim.pk)
    return decisions.confirm(claim=claim, by=a_clerk(distributor=claim.distributor).user, now=NOON)


def held_by(name: str = "Marek Nowak") -> int:
    owner = Owner.participant(a_participant(name).uuid)
    return ledger.balance(program=a_campaign().program, owner=owner, unit="points")


def reverse(claim: Claim) -> None:
    claim = Claim.objects.get(pk=claim.pk)
    admin = a_campaign_admin(program=claim.program).user
    decisions.reverse(claim=claim, reason=Reason.PAID_IN_ERROR, by=admin, now=NOON)


def test_a_campaign_without_a_budget_counts_nothing():
    a_claim(Status.VERIFIED)

    assert (standings(a_campaign()), BudgetShare.objects.count(), Reservation.objects.count()) == ([], 0, 0)
    assert not Award.objects.get().is_budgeted


@pytest.mark.parametrize("status", sorted(Status))
def test_what_a_claim_may_earn_is_set_aside_exactly_while_it_waits(status):
    a_budget(1000)

    claim = a_claim(status)

    waits = status in UNDECIDED
    assert Reservation.objects.filter(claim=claim).exists() == waits
    assert stands() == (60 * (status == Status.VERIFIED), 60 * waits, 1000 - 60 * (waits or status == Status.VERIFIED))


def test_what_was_sent_before_the_end_is_paid_in_full_and_nothing_new_is_taken():
    a_budget(100)
    first, second = a_claim(), a_claim()
    assert stands() == (0, 120, -20)

    with pytest.raises(SendRefused, match=r"used up.*kept here"):
        a_claim()
    with pytest.raises(codes.CodeRefused, match=r"used up.*keep the pack"):
        codes.redeem(participant=a_participant(), text=a_code(), now=NOON)
    confirm(first)
    confirm(second)

    assert held_by() == 120
    assert stands() == (120, 0, -20)
    assert Claim.objects.filter(status=Status.DRAFT).count() == 1


def test_a_refused_code_can_be_redeemed_once_there_is_more_to_give():
    a_budget(0)
    code = a_code()
    with pytest.raises(codes.CodeRefused):
        codes.redeem(participant=a_participant(), text=code, now=NOON)
    a_budget(30)

    codes.redeem(participant=a_participant(), text=code, now=NOON)

    assert (held_by(), stands()) == (25, (25, 0, 5))


def test_an_award_is_cut_to_what_a_firm_budget_has_left_and_says_why():
    a_budget(100, budget_is_firm=True)
    first, second = a_claim(), a_claim()
    assert stands() == (0, 100, 0)
    assert awards.expected(second).sums()["points"] == 40

    confirm(first)
    confirm(second)

    assert (held_by(), stands()) == (100, (100, 0, 0))
    cut = AwardLine.objects.get(award__claim=second, unit="points")
    assert (cut.quantity, cut.full, cut.capped_by) == (40, 60, [0])
    (told,) = explained([cut])
    assert told.why == "12 pieces × 5 points. 20 points less: the budget of the campaign is used up."
    again = awards.recomputed(Award.objects.get(claim=second))
    assert [(one.quantity, one.full) for one in again.given if one.unit == "points"] == [(40, 60)]


@pytest.mark.parametrize(("is_firm", "about"), [(True, 40), (False, 60)])
def test_what_a_draft_and_an_offer_say_in_advance_is_no_more_than_a_firm_budget_has_left(is_firm, about):
    a_budget(100, budget_is_firm=is_firm)
    an_offering_distributor()
    a_sale()
    ola = a_buyer("Ola Kowalska")  # a claim of hers was given 60 points
    bought = Bought(product_id=a_product().pk, quantity=Decimal(12), unit="", amount=None)

    told = drafts.preview(a_draft(ola), [bought], tax_id="", name="", bought_on="2026-11-04", now=NOON)
    (offer,) = found(ola).offers

    assert (told.points, offer.points) == (about, about)


def test_a_code_is_cut_to_what_a_firm_budget_has_left_and_says_why():
    a_budget(35, budget_is_firm=True)
    for _number in range(2):
        codes.redeem(participant=a_participant(), text=a_code(), now=NOON)

    assert (held_by(), stands()) == (35, (35, 0, 0))
    cut = AwardLine.objects.filter(unit="points").latest("pk")
    assert explained([cut])[0].why == "For the code on the pack. 10 of 25: the budget of the campaign is used up."


def test_either_budget_stops_the_campaign():
    a_budget(None, credits_budget=1)
    codes.redeem(participant=a_participant(), text=a_code(), now=NOON)

    with pytest.raises(SendRefused, match="used up"):
        a_claim()


def test_what_is_taken_back_can_be_given_again():
    a_budget(100)
    first = a_claim(Status.VERIFIED)
    a_claim(Status.VERIFIED)
    with pytest.raises(SendRefused):
        a_claim()

    reverse(first)

    assert stands() == (60, 0, 40)
    a_claim(Status.VERIFIED)


def test_goods_that_came_back_give_their_part_back():
    a_budget(100)
    claim = a_claim(Status.VERIFIED)
    line = claim.lines.get()

    admin = a_campaign_admin().user
    decisions.goods_came_back(claim=claim, quantities={line.uuid: 3}, number=1, by=admin, now=NOON)
    assert stands() == (45, 0, 55)
    reverse(claim)

    assert stands() == (0, 0, 100)


def test_an_undone_decision_waits_again_and_an_appeal_is_taken_after_the_end():
    a_budget(60)
    claim = a_claim()
    decision = confirm(claim)
    undoing.undo(decision=decision, by=decision.made_by, now=NOON)
    assert stands() == (0, 60, 0)
    refusal = decisions.refuse(claim=Claim.objects.get(), reason=Reason.RETURNED, by=decision.made_by, now=NOON)
    undoing.undo(decision=refusal, by=decision.made_by, now=NOON)
    assert stands() == (0, 60, 0)
    decisions.refuse(claim=Claim.objects.get(), reason=Reason.RETURNED, by=decision.made_by, now=NOON)
    a_claim()

    claim = Claim.objects.get(pk=claim.pk)
    sending.appeal(claim=claim, text="It was not returned.", by=claim.participant.user, now=NOON)

    assert stands() == (0, 120, -60)


def test_a_budget_set_later_counts_what_was_given_and_sent_before(run_jobs):
    a_claim(Status.VERIFIED)
    a_claim()
    codes.redeem(participant=a_participant(), text=a_code(), now=NOON)
    reverse(a_claim(Status.VERIFIED))
    campaign = a_budget(1000)
    a_claim(Status.VERIFIED)

    run_jobs()

    assert stands() == (60 + 25 + 60, 60, 1000 - 205)
    assert reserving.count_in_budget(campaign=campaign) == 0


def test_a_budget_is_raised_lowered_and_lifted_without_losing_count():
    a_budget(1000)
    a_claim(Status.VERIFIED)
    a_budget(50)
    assert stands() == (60, 0, -10)
    a_budget(70)
    assert stands() == (60, 0, 10)

    a_budget(None)
    free = a_claim(Status.VERIFIED)
    assert standings(a_campaign()) == []
    reserving.count_in_budget(campaign=a_budget(200))

    assert stands() == (120, 0, 80)
    reverse(free)
    assert stands() == (60, 0, 140)


def test_what_was_set_aside_is_free_again_if_its_claim_was_decided_without_a_budget():
    a_budget(1000)
    first, second = a_claim(), a_claim()
    lifted = a_budget(None)
    confirm(first)
    assert Reservation.objects.count() == 2

    reserving.count_in_budget(campaign=lifted)
    assert Reservation.objects.get().claim == second
    reserving.count_in_budget(campaign=a_budget(1000))

    assert stands() == (60, 60, 880)


def test_an_undone_award_that_a_cap_had_cut_keeps_what_it_had():
    campaigns.add_rule(
        campaign=a_budget(1000),
        effect=Cap(50, Holder.PARTICIPANT, Period.MONTH),
        by=None,
        now=NOON - timedelta(days=90),
    )
    decision = confirm(a_claim())

    undoing.undo(decision=decision, by=decision.made_by, now=NOON)

    assert stands() == (0, 50, 950)
    confirm(Claim.objects.get())
    assert stands() == (50, 0, 950)


def test_a_warning_is_due_from_its_share_on():
    standing = Standing("points", 100, given=50, waiting=30)
    assert (standing.left, standing.is_nearly_used_up(80), standing.is_nearly_used_up(81)) == (20, True, False)
