"""Some distributors forbid gifts to their staff: what clerks would get goes to the firm, or is not given."""

from decimal import Decimal

import pytest

from campaigns.rules import Basis, Holder, PerAmount, PerClaim, PerDecision
from claims.explaining import explained
from claims.models import Award, Claim
from claims.queries import partner_lines_of
from claims.reasons import Reason
from claims.services import awards
from claims.states import Status
from distributors.models import Clerk, Distributor
from distributors.services import taking_part
from ledger.checks import check
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_distributor, a_participant
from tests.verification.serving import a_newcomer, a_rule, clerk_has, firm_has, for_enrolments, fresh
from tests.verification.undoing import SOON
from verification.models import Decision
from verification.services import automatic, decisions, handing_over, mail_links

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def anna():
    return a_clerk().user


def for_claims() -> None:
    """For the clerk 10 and 2 for each 100 zł; for the distributor 5 and 1 for each 100 zł."""
    a_rule(PerClaim(Decimal(10)), Holder.CLERK)
    a_rule(PerAmount(Decimal(2), Decimal(100), Basis.GROSS), Holder.CLERK)
    a_rule(PerClaim(Decimal(5)), Holder.DISTRIBUTOR)
    a_rule(PerAmount(Decimal(1), Decimal(100), Basis.GROSS), Holder.DISTRIBUTOR)


def confirm(claim: Claim, by) -> Decision:
    return decisions.confirm(claim=fresh(claim), by=by, now=NOON)


def switched(to: str) -> None:
    taking_part.choose(distributor=a_distributor(), staff_rewards=to, by=a_campaign_admin().user, now=NOON)


def test_a_confirmed_claim_and_its_amount_pay_clerk_and_distributor(anna):
    for_claims()
    confirm(a_claim(), anna)

    # Elbows for 240 zł without tax, so for 295.20 zł: two full hundreds.
    assert (clerk_has(anna), firm_has(), check()) == (14, 7, [])


@pytest.mark.parametrize("who", ["organizer", "mail", "sales file"])
def test_confirmed_without_a_clerk_only_the_distributor_is_paid(anna, who):
    for_claims()
    claim = a_claim()
    Distributor.objects.update(answers_by_mail="shop@example.com")
    if who == "organizer":
        confirm(claim, a_campaign_admin().user)
    elif who == "mail":
        mail_links.confirm(link=mail_links.send(claim=fresh(claim), now=NOON), now=NOON)
    else:
        claim.campaign.__class__.objects.update(audit_share=0)
        automatic._confirm(fresh(claim), Decision.Way.SALES_FILE, now=NOON)

    assert fresh(claim).status == Status.VERIFIED
    assert (clerk_has(anna), firm_has()) == (0, 7)


def test_an_organizer_who_is_a_clerk_too_earns_nothing_for_what_was_handed_over():
    for_claims()
    joanna, claim = a_campaign_admin().user, a_claim()
    a_distributor().clerks.create(user=joanna, joined_at=NOON)
    handing_over.hand_over(claim=fresh(claim), by=joanna, now=NOON)

    confirm(claim, joanna)

    assert (clerk_has(joanna), firm_has()) == (0, 7)


def test_taken_back_claims_take_back_what_partners_got_for_them(anna):
    for_claims()
    claim = a_claim()
    confirm(claim, anna)
    admin = a_campaign_admin().user
    decisions.reverse(claim=fresh(claim), reason=Reason.PAID_IN_ERROR, by=admin, now=SOON)

    assert (clerk_has(anna), firm_has(), check()) == (0, 0, [])


@pytest.mark.parametrize(("to", "clerk", "firm"), [("clerk", 14, 7), ("distributor", 0, 21), ("nobody", 0, 7)])
def test_the_switch_holds_for_every_line_that_rewards_a_clerk(anna, to, clerk, firm):
    for_claims()
    switched(to)
    confirm(a_claim(), anna)

    assert (clerk_has(anna), firm_has()) == (clerk, firm)


@pytest.mark.parametrize(("to", "clerk", "firm"), [("clerk", 22, 50), ("distributor", 0, 72), ("nobody", 0, 50)])
def test_it_holds_for_answers_and_enrolments_too(anna, run_jobs, to, clerk, firm):
    for_enrolments()
    a_rule(PerDecision(Decimal(2)), Holder.CLERK)
    switched(to)
    confirm(a_claim(participant=a_newcomer(clerk=Clerk.objects.get(user=anna))), anna)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (clerk, firm)


def test_it_counts_from_the_moment_it_is_set_and_what_was_given_stays(anna):
    a_rule(PerClaim(Decimal(10)), Holder.CLERK)
    confirm(a_claim(), anna)
    switched("distributor")
    confirm(a_claim(), anna)
    switched("nobody")
    confirm(a_claim(), anna)

    assert (clerk_has(anna), firm_has()) == (10, 10)


def test_goods_that_come_back_are_taken_from_whoever_got_their_points(anna):
    a_rule(PerAmount(Decimal(1), Decimal(10), Basis.GROSS), Holder.CLERK)
    switched("distributor")
    claim = a_claim()
    confirm(claim, anna)
    assert firm_has() == 29
    # Another word of the firm meanwhile changes nothing about what was given.
    switched("clerk")

    (line,) = claim.lines.all()
    told = {"quantities": {line.uuid: Decimal(6)}, "number": 1, "by": anna, "now": SOON}
    decisions.goods_came_back(claim=fresh(claim), **told)

    assert (clerk_has(anna), firm_has(), check()) == (0, 14, [])


def test_the_award_remembers_the_switch_and_says_it(anna):
    a_rule(PerClaim(Decimal(10)), Holder.CLERK)
    switched("distributor")
    claim = a_claim()
    confirm(claim, anna)
    switched("nobody")

    again = awards.recomputed(Award.objects.get(claim=claim))
    assert [one.quantity for one in again.given if one.rewards == Holder.DISTRIBUTOR] == [10]
    (told,) = explained(partner_lines_of(claim))
    assert told.why == (
        "For each claim, to the clerk who confirms. "
        "The distributor keeps it: it has said that rewards for its clerks go to its own account."
    )


def test_a_clerks_own_claim_pays_the_colleague_who_answers_it_and_not_oneself(anna):
    a_rule(PerClaim(Decimal(10)), Holder.CLERK)
    own = a_claim(participant=a_participant("Anna Zielińska"))
    Clerk.objects.create(user=own.participant.user, distributor=a_distributor(), joined_at=NOON)

    with pytest.raises(decisions.DecisionRefused, match="own claim"):
        confirm(own, own.participant.user)
    # Even if some way led there, the award would find no clerk.
    awards.grant(claim=fresh(own), by=own.participant.user, now=NOON)
    assert clerk_has(own.participant.user) == 0
