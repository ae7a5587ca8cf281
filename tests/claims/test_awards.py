"""Awards by rules that remember: counted under locks, taken off again, and computed again from what was kept."""

from datetime import timedelta
from decimal import Decimal

import pytest

from campaigns import services as campaigns
from campaigns.models import Baseline, RuleTally
from campaigns.rules import (
    Cap,
    Holder,
    Measure,
    Multiplier,
    PerClaim,
    Period,
    PerMeasure,
    PerSet,
    Scope,
    SetMember,
    Steps,
)
from claims.models import Award, AwardLine, Claim, SetPart
from claims.reasons import Reason
from claims.services import awards
from claims.states import Status
from ledger import queries as ledger
from ledger.services import Owner
from tests.builders.claims import a_claim
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_company,
    a_distributor,
    a_participant,
    a_product,
    a_program,
)
from tests.builders.rules import a_rule
from tests.racing import at_once
from verification.services import decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def points(owner: Owner, unit: str = "points") -> int:
    return ledger.balance(program=a_campaign().program, owner=owner, unit=unit)


def marek() -> Owner:
    return Owner.participant(a_participant().uuid)


def reverse(claim: Claim) -> None:
    admin = a_campaign_admin(program=claim.program).user
    decisions.reverse(claim=claim, reason=Reason.PAID_IN_ERROR, by=admin, now=NOON)


def test_a_cap_of_a_month_counts_over_claims_and_is_free_again_after_a_reversal():
    a_rule(Cap(100, Holder.PARTICIPANT, Period.MONTH))
    first, second = a_claim(Status.VERIFIED), a_claim(Status.VERIFIED)
    assert points(marek()) == 100
    cut = AwardLine.objects.get(award__claim=second, unit="points")
    assert (cut.quantity, cut.full, len(cut.capped_by)) == (40, 60, 1)

    reverse(first)
    a_claim(Status.VERIFIED)

    assert points(marek()) == 100
    assert RuleTally.objects.get().given == 100


def test_a_new_version_of_a_cap_goes_on_counting():
    rule = a_rule(Cap(100, Holder.PARTICIPANT, Period.MONTH))
    a_claim(Status.VERIFIED)
    campaigns.change_rule(
        rule=rule,
        effect=Cap(70, Holder.PARTICIPANT, Period.MONTH),
        scope=Scope(),
        by=a_campaign_admin().user,
        now=NOON - timedelta(hours=1),
        unit="points",
        rewards="participant",
        sponsor="organizer",
    )

    a_claim(Status.VERIFIED)

    assert points(marek()) == 70
    assert RuleTally.objects.count() == 1


def test_the_first_claim_earns_its_bonus_once_and_again_only_if_it_was_taken_back():
    a_rule(PerClaim(Decimal(50), number=1))
    first = a_claim(Status.VERIFIED)
    a_claim(Status.VERIFIED)
    assert points(marek()) == 60 + 50 + 60

    reverse(first)
    assert points(marek()) == 60


def test_steps_of_a_quarter_are_reached_over_several_claims():
    a_rule(Steps(((Decimal(20), Decimal(500)),), Measure.PIECE, Period.QUARTER))

    a_claim(Status.VERIFIED)
    assert points(marek()) == 60
    a_claim(Status.VERIFIED)
    assert points(marek()) == 60 + 60 + 500
    a_claim(Status.VERIFIED)

    assert points(marek()) == 60 + 60 + 500 + 60


def test_a_target_counts_beyond_what_was_bought_before():
    rule = a_rule(Steps(((Decimal(1), Decimal(500)),), Measure.PIECE, Period.YEAR, over_baseline=True))
    Baseline.objects.create(lineage=rule.lineage, subject=f"participant:{a_participant().uuid}", counted=20)

    a_claim(Status.VERIFIED)
    assert points(marek()) == 60
    a_claim(Status.VERIFIED)

    assert points(marek()) == 60 + 60 + 500


def test_a_set_is_completed_by_a_second_claim_and_undone_with_it():
    elbow = a_product()
    a_rule(PerSet(Decimal(100), (SetMember(frozenset({elbow.pk}), Decimal(20)),), within_days=30))
    a_claim(Status.VERIFIED)
    second = a_claim(Status.VERIFIED)
    assert points(marek()) == 60 + 60 + 100
    assert [part.left for part in SetPart.objects.order_by("pk")] == [0, 4]

    reverse(second)

    assert points(marek()) == 60
    assert [part.left for part in SetPart.objects.order_by("pk")] == [12, 0]


def test_units_of_a_purchase_taken_back_never_make_a_set_again():
    elbow = a_product()
    a_rule(PerSet(Decimal(100), (SetMember(frozenset({elbow.pk}), Decimal(20)),), within_days=30))
    first, second = a_claim(Status.VERIFIED), a_claim(Status.VERIFIED)

    reverse(first)
    reverse(second)

    assert [part.left for part in SetPart.objects.order_by("pk")] == [0, 0]
    a_claim(Status.VERIFIED)
    assert points(marek()) == 60


def test_one_purchase_rewards_the_person_the_company_the_clerk_and_the_distributor():
    participant = a_participant(company=a_company())
    for role in ("company", "clerk", "distributor"):
        a_rule(PerMeasure(Decimal(1)), rewards=role)

    claim = a_claim(Status.VERIFIED, participant=participant)

    clerk = a_clerk(distributor=claim.distributor).user
    others = [Owner.company(participant.company.uuid), Owner.clerk(clerk.uuid), Owner.partner(claim.distributor.uuid)]
    assert points(Owner.participant(participant.uuid)) == 60
    assert [points(owner) for owner in others] == [12, 12, 12]


def test_a_multiplier_can_be_paid_by_the_distributor():
    a_rule(Multiplier(Decimal(2)), sponsor="distributor")

    claim = a_claim(Status.VERIFIED)

    assert points(marek()) == 120
    assert points(Owner.distributor(claim.distributor.uuid)) == -60


def test_an_award_is_computed_again_from_what_was_kept_with_it():
    a_rule(Multiplier(Decimal(2)), scope=Scope(categories=frozenset({"fittings"})))
    a_rule(Cap(100, Holder.PARTICIPANT, Period.MONTH))
    a_product()
    a_product().__class__.objects.update(category="fittings")
    a_claim(Status.VERIFIED)
    a_claim(Status.VERIFIED)
    a_product().__class__.objects.update(category="other")
    a_campaign().rules.update(in_force_until=NOON + timedelta(days=1))

    for award in Award.objects.order_by("pk"):
        told = [(line.rule_id, line.unit, line.quantity, line.full) for line in award.lines.order_by("pk")]
        again = awards.recomputed(award).given
        assert [(one.rule_id, one.unit, one.quantity, one.full) for one in again] == told
    assert Award.objects.count() == 2


def test_a_rule_cannot_name_products_or_distributors_of_another_program():
    foreign = a_product(program=a_program("other", name="Other"))
    with pytest.raises(campaigns.RuleRefused, match="own program"):
        a_rule(PerMeasure(Decimal(1)), scope=Scope(products=frozenset({foreign.pk})))
    seller = a_distributor(program=a_program("other", name="Other"))
    with pytest.raises(campaigns.RuleRefused, match="own program"):
        a_rule(PerMeasure(Decimal(1)), scope=Scope(distributors=frozenset({seller.pk})))


@pytest.mark.django_db(transaction=True)
def test_a_cap_holds_when_many_claims_are_confirmed_at_once(ledger_may_be_emptied):
    a_rule(Cap(100, Holder.PARTICIPANT, Period.MONTH))
    claims = [a_claim() for _number in range(4)]
    clerk = a_clerk(distributor=claims[0].distributor).user

    def confirm(number: int) -> object:
        return decisions.confirm(claim=Claim.objects.get(pk=claims[number].pk), by=clerk, now=NOON)

    results = at_once(4, confirm)

    assert not [result for result in results if isinstance(result, Exception)]
    assert points(marek()) == 100
    assert RuleTally.objects.get().given == 100
