"""Above a value two people confirm: the first agrees, the second confirms the same, and only then it is paid."""

from decimal import Decimal

import pytest

from campaigns.models import Campaign
from claims.models import Award, Claim
from claims.reasons import Reason
from claims.states import Status
from distributors.models import Clerk
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_clerk, a_product
from tests.racing import at_once
from tests.verification.waiting import waiting_for
from verification.models import Decision, FirstYes
from verification.services import corrections, decisions, undoing
from verification.services.decisions import DecisionRefused

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

TOTAL = Decimal("1284.50")


@pytest.fixture
def two():
    """A campaign in which claims like the builder's need two people."""
    campaign = a_campaign()
    Campaign.objects.update(second_look_from=TOTAL)
    return campaign


@pytest.fixture
def anna(two):
    return a_clerk().user


@pytest.fixture
def beata(two):
    return a_clerk("Beata Druga").user


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def confirm(claim: Claim, by) -> Decision:
    return decisions.confirm(claim=fresh(claim), by=by, now=NOON)


def test_the_first_yes_pays_nothing_and_the_second_pays(anna, beata):
    claim = a_claim()

    assert confirm(claim, anna).kind == Decision.Kind.AGREE
    assert fresh(claim).status == Status.SUBMITTED and not Award.objects.exists()
    assert (waiting_for(anna), waiting_for(beata)) == ([], [claim])

    assert confirm(claim, beata).kind == Decision.Kind.CONFIRM
    assert fresh(claim).status == Status.VERIFIED and not FirstYes.objects.exists()


def test_nobody_is_both(anna, beata):
    claim = a_claim()
    confirm(claim, anna)

    with pytest.raises(DecisionRefused, match="second person"):
        confirm(claim, anna)


def test_below_the_value_one_is_enough(anna, beata):
    Campaign.objects.update(second_look_from=TOTAL + 1)

    assert confirm(a_claim(), anna).kind == Decision.Kind.CONFIRM


def test_another_quantity_is_a_new_first_yes(anna, beata):
    claim = a_claim()
    confirm(claim, anna)
    line = claim.lines.get()

    def in_part(by, quantity: int) -> Decision:
        quantities = {line.uuid: Decimal(quantity)}
        return decisions.confirm_in_part(
            claim=fresh(claim), quantities=quantities, reason=Reason.QUANTITY_DIFFERS, by=by, now=NOON
        )

    assert in_part(beata, 7).kind == Decision.Kind.AGREE
    assert in_part(anna, 7).kind == Decision.Kind.CONFIRM_IN_PART
    assert claim.lines.get().confirmed_quantity == 7


def test_a_correction_ends_the_first_yes(anna, beata):
    claim = a_claim()
    confirm(claim, anna)
    facts = {"total": TOTAL + 5}

    corrections.correct(claim=fresh(claim), facts=facts, products={}, by=beata, now=NOON)

    assert confirm(claim, beata).kind == Decision.Kind.AGREE


def test_the_second_may_refuse(anna, beata):
    claim = a_claim()
    confirm(claim, anna)

    decisions.refuse(claim=fresh(claim), reason=Reason.NOT_OURS, by=beata, now=NOON)

    assert fresh(claim).status == Status.REFUSED and not FirstYes.objects.exists()


def test_the_first_yes_can_be_undone(anna, beata):
    claim = a_claim()
    undoing.undo(decision=confirm(claim, anna), by=anna, now=NOON)

    assert waiting_for(anna) == [claim]
    assert confirm(claim, beata).kind == Decision.Kind.AGREE


def test_alone_at_the_counter_the_organizer_is_the_second(anna):
    claim, joanna = a_claim(), a_campaign_admin().user
    confirm(claim, anna)

    assert fresh(claim).desk == Claim.Desk.ORGANIZER
    assert confirm(claim, joanna).kind == Decision.Kind.CONFIRM


def test_where_nobody_could_be_the_second_one_is_enough(anna):
    assert confirm(a_claim(), anna).kind == Decision.Kind.CONFIRM


def test_somebody_who_left_is_no_second_person(anna, beata):
    Clerk.objects.filter(user=beata).update(is_active=False)

    assert confirm(a_claim(), anna).kind == Decision.Kind.CONFIRM


def test_a_claim_without_a_total_may_be_of_any_value(anna, beata):
    a_product()
    claim = a_claim()
    Claim.objects.filter(pk=claim.pk).update(total=None)

    assert confirm(claim, anna).kind == Decision.Kind.AGREE


@pytest.mark.django_db(transaction=True)
def test_the_same_person_clicking_many_times_stays_one(ledger_may_be_emptied, anna, beata):
    claim = a_claim()

    at_once(6, lambda _number: confirm(claim, anna))

    assert fresh(claim).status == Status.SUBMITTED
    assert Decision.objects.count() == 1
