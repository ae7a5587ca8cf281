"""What a cap or a firm budget cuts to nothing stays in the award as a line of 0, and nowhere counts as anything."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from campaigns.queries import standings
from campaigns.rules import Cap, Effect, Holder, PerClaim, Period, PerMeasure, Scope
from campaigns.services import budgets
from claims import own_data
from claims.explaining import explained
from claims.forecast import forecast
from claims.inspecting import inspected
from claims.models import Award, AwardLine, Claim
from claims.queries import award_lines_of, partner_lines_of
from claims.reasons import Reason
from claims.services import awards, statements
from claims.statements import StatedLine
from claims.states import Status
from ledger.checks import check
from ledger.models import Transfer
from participants.models import Company
from tests.builders.claims import a_claim, a_draft, a_statement
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_company,
    a_distributor,
    a_participant,
    a_product,
)
from tests.builders.rules import a_rule
from tests.claims.test_replaying import a_tryout, result
from tests.verification.undoing import balance
from verification.services import decisions, undoing

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

MONTHLY = Cap(60, Holder.PARTICIPANT, Period.MONTH)
"""Just what a claim of the tests earns: the second one of a month gets nothing."""

REACHED = (
    "12 pieces × 5 points. That makes 60 points, but 0 count: "
    "At most 60 points for each participant per month, which is reached."
)


@pytest.fixture(autouse=True)
def _the_ledger_balances_afterwards(db):
    yield
    assert check() == []
    assert not Transfer.objects.filter(amount=0).exists()


def capped(status: Status = Status.VERIFIED) -> Claim:
    """The second claim of the month."""
    a_rule(MONTHLY)
    a_claim(Status.VERIFIED)
    return a_claim(status)


def points_of(claim: Claim) -> list[tuple[int, int]]:
    lines = AwardLine.objects.filter(award__claim=claim, unit="points").order_by("pk")
    return [(line.quantity, line.full) for line in lines]


def test_a_line_that_a_reached_cap_cuts_to_nothing_stays_and_says_why():
    claim = capped()

    assert (points_of(claim), balance(claim)) == ([(0, 60)], 60)
    (told, *_credits) = explained(award_lines_of(claim))
    assert (told.quantity, told.name, told.why) == (0, "Elbow 20 mm", REACHED)
    with override("pl"):
        assert explained(award_lines_of(claim))[0].why == (
            "12 sztuk × 5 points. To daje 60 points, ale liczy się 0: "
            "Najwyżej 60 points dla każdego uczestnika, na miesiąc (ten limit jest wykorzystany)."
        )


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.VERIFIED])
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Why?", "0 points", REACHED)), ("pl", ("Dlaczego?", "0 points", "ten limit jest wykorzystany"))],
)
def test_the_page_says_it_whether_the_claim_waits_or_is_confirmed(client, status, language, words):
    # Nothing but points, and all of them cut: the page must not be silent.
    a_campaign().rules.filter(unit="credits").delete()
    claim = capped(status)
    claim.participant.user.language = language
    claim.participant.user.save()
    client.force_login(claim.participant.user)

    with override("en"):  # and back again, whatever the reader's is
        page = client.get(f"/claims/{claim.uuid}/").content.decode().replace("\N{NO-BREAK SPACE}", " ")

    assert all(word in page for word in words)
    assert '<span class="line-points">0 ' in page


def test_the_organizer_reads_it_on_the_claims_page():
    assert REACHED in [line.why for line in inspected(capped()).awarded]


def test_an_award_of_nothing_at_all_is_undone_confirmed_again_and_taken_back():
    a_campaign().rules.filter(unit="credits").delete()
    claim = capped(Status.SUBMITTED)
    clerk, admin = a_clerk().user, a_campaign_admin().user
    decision = decisions.confirm(claim=claim, by=clerk, now=NOON)
    assert not Transfer.objects.filter(reference__contains=str(claim.uuid)).exists()

    undoing.undo(decision=decision, by=clerk, now=NOON)
    decisions.confirm(claim=Claim.objects.get(pk=claim.pk), by=clerk, now=NOON)
    decisions.reverse(claim=Claim.objects.get(pk=claim.pk), reason=Reason.PAID_IN_ERROR, by=admin, now=NOON)

    assert (points_of(claim), balance(claim)) == ([(0, 60), (0, 60)], 60)


def elbows_and_tees(*effects: tuple[Effect, str]) -> Claim:
    """Twelve elbows (5 points each) and ten tees (2 points each), under caps on some of them."""
    draft = a_draft()
    a_distributor(program=draft.program)
    products = {"elbow": a_product(), "tee": a_product(sku="RR-TEE", name="Tee 20")}
    for effect, name in ((PerMeasure(Decimal(2)), "tee"), *effects):
        a_rule(effect, scope=Scope(products=frozenset({products[name].pk})))
    lines = tuple(
        StatedLine(Decimal(quantity), product_id=products[name].pk) for name, quantity in (("elbow", 12), ("tee", 10))
    )
    statements.send(claim=draft, statement=a_statement(lines=lines), by=draft.participant.user, now=NOON)
    decisions.confirm(claim=draft, by=a_clerk(distributor=draft.distributor).user, now=NOON)
    return Claim.objects.get(pk=draft.pk)


@pytest.mark.parametrize(
    ("cut", "stays", "back", "left"), [("elbow", (0, 60), (6, 4), 12), ("tee", (0, 20), (6, 4), 30)]
)
def test_goods_that_come_back_take_from_the_line_that_gave_and_not_from_the_one_beside_it(cut, stays, back, left):
    claim = elbows_and_tees((Cap(0, Holder.PARTICIPANT, Period.CLAIM), cut))
    assert stays in points_of(claim)

    quantities = {line.uuid: Decimal(some) for line, some in zip(claim.lines.order_by("position"), back, strict=True)}
    admin = a_campaign_admin().user
    decisions.goods_came_back(claim=claim, quantities=quantities, number=1, by=admin, now=NOON)

    assert balance(claim) == left
    (none,) = AwardLine.objects.filter(award__claim=claim, quantity=0)
    assert none.taken_back == 0
    decisions.reverse(claim=Claim.objects.get(pk=claim.pk), reason=Reason.RETURNED, by=admin, now=NOON)
    assert balance(claim) == 0


def test_what_a_cap_cut_to_nothing_makes_up_for_what_came_back():
    a_rule(Cap(60, Holder.PARTICIPANT, Period.CLAIM))
    claim = elbows_and_tees()
    assert sorted(points_of(claim)) in ([(0, 20), (60, 60)], [(20, 20), (40, 60)])

    elbows = claim.lines.order_by("position")[0]
    admin = a_campaign_admin().user
    decisions.goods_came_back(claim=claim, quantities={elbows.uuid: Decimal(2)}, number=1, by=admin, now=NOON)

    assert balance(claim) == 60


def test_an_award_is_computed_again_with_its_lines_of_nothing_and_one_of_before_without_them():
    claim = capped()
    earned = Award.objects.get(claim=claim)

    told = [(line.rule_id, line.unit, line.quantity, line.full) for line in earned.lines.order_by("pk")]
    assert [(one.rule_id, one.unit, one.quantity, one.full) for one in awards.recomputed(earned).given] == told

    earned.lines.filter(quantity=0).delete()  # as awards were kept until now
    kept = [(line.rule_id, line.unit, line.quantity) for line in earned.lines.order_by("pk")]
    assert [(one.rule_id, one.unit, one.quantity) for one in awards.recomputed(earned).giving] == kept
    assert len(kept) == 1
    admin = a_campaign_admin().user
    decisions.reverse(claim=claim, reason=Reason.PAID_IN_ERROR, by=admin, now=NOON)
    assert balance(claim) == 60


def test_a_firm_budget_that_is_gone_within_the_claim_says_so_and_counts_no_more_than_it_gives():
    campaign = a_campaign()
    campaign.points_budget, campaign.budget_is_firm = 60, True
    campaign.save()
    budgets.fit(campaign)
    a_rule(PerClaim(Decimal(50)))

    claim = a_claim(Status.VERIFIED)

    (one,) = standings(campaign)
    assert (points_of(claim), one.given, one.waiting, one.left) == ([(60, 60), (0, 50)], 60, 0, 0)
    told = next(line for line in explained(award_lines_of(claim)) if not line.quantity)
    assert told.why == "For each claim. That makes 50 points, but 0 count: the budget of the campaign is used up."
    admin = a_campaign_admin().user
    decisions.reverse(claim=claim, reason=Reason.PAID_IN_ERROR, by=admin, now=NOON)
    assert standings(campaign)[0].left == 60


@pytest.mark.parametrize("share", [50, 100])
def test_of_nothing_the_company_gets_nothing(share):
    firm = a_company()
    Company.objects.filter(pk=firm.pk).update(points_share=share)
    marek = a_participant()
    marek.company = Company.objects.get(pk=firm.pk)
    marek.save()
    claim = capped()

    none = [line for line in award_lines_of(claim) if not line.quantity]

    assert [(line.rewards, line.full) for line in none] == [("participant", 60)]
    assert [(line.quantity, line.name, line.why) for line in explained(none)] == [(0, "Elbow 20 mm", REACHED)]


def test_of_nothing_the_distributor_keeps_nothing():
    distributor = a_distributor()
    distributor.staff_rewards = "distributor"
    distributor.save()
    a_rule(PerClaim(Decimal(10)), rewards="clerk")
    a_rule(Cap(0, Holder.CLERK, Period.MONTH), rewards="clerk")

    (told,) = explained(partner_lines_of(a_claim(Status.VERIFIED)))

    assert told.why == (
        "For each claim, to the clerk who confirms. That makes 10 points, but 0 count: "
        "At most 0 points for each clerk per month, to the clerks, which is reached."
    )


def test_neither_the_forecast_nor_a_try_out_counts_it():
    a_campaign().rules.filter(unit="credits").delete()
    claim = capped()
    a_claim()

    found = result(a_tryout(Cap(0, Holder.CAMPAIGN, Period.MONTH)))

    assert found["products"] == [[a_product().pk, "points", 60, 0]]
    assert forecast(claim.program).by_unit == {}


def test_a_try_out_has_no_row_of_what_neither_gave_nor_would_give():
    elbows_and_tees((Cap(0, Holder.PARTICIPANT, Period.CLAIM), "tee"))

    found = result(a_tryout(PerClaim(Decimal(1))))

    assert a_product(sku="RR-TEE").pk not in [key for key, *_sums in found["products"]]
    assert a_product().pk in [key for key, *_sums in found["products"]]


def test_a_copy_of_ones_data_has_it_with_what_it_would_have_been():
    capped()

    told = {name: list(rows) for name, rows in own_data.sections(a_participant())}

    lines = told["claims"][1]["awards"][0]["lines"]
    assert {"quantity": 0, "without_caps": 60, "unit": "points", "went_back_with_goods": 0} in lines
    assert len(told["points"]) == 1


@pytest.mark.parametrize("changes", [{"full": 0}, {"quantity": -1}, {"quantity": 61}, {"taken_back": 1}])
def test_the_database_takes_a_line_of_nothing_only_where_something_was_cut(changes):
    claim = capped()

    with pytest.raises(IntegrityError), transaction.atomic():
        AwardLine.objects.filter(award__claim=claim, quantity=0).update(**changes)


def test_the_next_month_gives_again():
    claim = capped()
    draft = a_draft()
    later = NOON + timedelta(days=30)
    statement = a_statement(number="FV/12", issue_date=later.date())
    statements.send(claim=draft, statement=statement, by=draft.participant.user, now=later)

    decisions.confirm(claim=draft, by=a_clerk().user, now=later)

    assert balance(claim) == 120
