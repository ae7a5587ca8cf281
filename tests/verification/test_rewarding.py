"""Answers within the promise: paid once, whatever the answer is, to the clerk and the distributor who gave it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from campaigns import services as campaigns
from campaigns.models import Campaign, RuleTally
from campaigns.rules import Cap, Holder, PerDecision, Period
from claims.models import Award, AwardLine, Claim
from claims.reasons import Reason
from claims.services import awards, sending
from claims.states import Status
from jobs.models import Job
from ledger.checks import check
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_clerk, a_distributor
from tests.verification.serving import a_rule, clerk_has, firm_has, for_answers, fresh
from tests.verification.undoing import SOON, undone
from verification.models import Decision
from verification.services import automatic, corrections, decisions, handing_over, mail_links, rewarding

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def anna():
    return a_clerk().user


@pytest.fixture
def rules(db):
    for_answers()


def confirm(claim: Claim, by, now=NOON) -> Decision:
    return decisions.confirm(claim=fresh(claim), by=by, now=now)


def refuse(claim: Claim, by, now=NOON) -> Decision:
    return decisions.refuse(claim=fresh(claim), reason=Reason.RETURNED, by=by, now=now)


def confirm_in_part(claim: Claim, by, now=NOON) -> Decision:
    (line,) = claim.lines.all()
    told = {"quantities": {line.uuid: Decimal(5)}, "reason": Reason.RETURNED}
    return decisions.confirm_in_part(claim=fresh(claim), by=by, now=now, **told)


def ask(claim: Claim, by, now=NOON) -> Decision:
    return decisions.ask(claim=fresh(claim), reason=Reason.NEED_ANSWER, text="Which branch?", by=by, now=now)


@pytest.mark.parametrize("answer", [confirm, confirm_in_part, refuse])
def test_every_answer_counts_alike(anna, rules, run_jobs, answer):
    answer(a_claim(), anna)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (2, 3)
    assert check() == []


def test_a_question_does_not_count_and_what_follows_its_answer_does(anna, rules, run_jobs):
    claim = a_claim()
    ask(claim, anna)
    run_jobs()
    assert (clerk_has(anna), firm_has()) == (0, 0)

    sending.answer(claim=fresh(claim), text="Kraków.", by=claim.participant.user, now=NOON)
    refuse(claim, anna)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (2, 3)


@pytest.mark.parametrize(("hours", "paid"), [(11, True), (12, False)])
def test_the_promised_day_counts_to_its_end_where_the_program_is(anna, rules, run_jobs, hours: int, paid: bool):
    claim = a_claim()
    days = (claim.due_on - NOON.date()).days

    refuse(claim, anna, now=NOON + timedelta(days=days, hours=hours))
    run_jobs()

    assert bool(clerk_has(anna)) == bool(firm_has()) == paid


def test_a_rule_counts_from_the_moment_of_the_answer_and_not_of_the_claim(anna, run_jobs):
    before, after = a_claim(), a_claim()
    confirm(before, anna)
    a_rule(PerDecision(Decimal(2)), Holder.CLERK, now=NOON + timedelta(minutes=1))
    confirm(after, anna, now=NOON + timedelta(minutes=2))
    run_jobs()

    assert clerk_has(anna) == 2
    assert Award.objects.get(occasion="decision").claim == after


def test_what_the_organizer_decides_pays_no_partner(anna, rules, run_jobs):
    organizer, waiting, handed = a_campaign_admin().user, a_claim(), a_claim()
    handing_over.hand_over(claim=fresh(handed), by=anna, now=NOON)

    confirm(waiting, organizer)
    confirm(handed, organizer)
    run_jobs()

    assert not Award.objects.filter(occasion="decision").exists()


def test_an_organizer_who_is_a_clerk_too_earns_nothing_at_the_organizers_desk(rules, run_jobs):
    joanna = a_campaign_admin().user
    a_distributor().clerks.create(user=joanna, joined_at=NOON)
    claim = a_claim()
    handing_over.hand_over(claim=fresh(claim), by=joanna, now=NOON)

    confirm(claim, joanna)
    run_jobs()

    assert (clerk_has(joanna), firm_has()) == (0, 0)


def test_a_mailed_link_answers_for_the_distributor_and_for_no_clerk(anna, rules, run_jobs):
    claim = a_claim()
    claim.distributor.answers_by_mail = "shop@example.com"
    claim.distributor.save()
    link = mail_links.send(claim=fresh(claim), now=NOON)

    mail_links.refuse(link=link, reason=Reason.RETURNED, now=NOON)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (0, 3)


def test_without_any_rule_for_answers_nothing_is_asked_for(anna):
    confirm(a_claim(), anna)

    assert not Job.objects.filter(task__contains="reward").exists()


@pytest.mark.parametrize("answer", [confirm, refuse])
def test_undone_it_is_taken_back_and_the_next_answer_is_paid(anna, rules, run_jobs, answer):
    claim = a_claim()
    first = answer(claim, anna)
    run_jobs()
    undone(first)
    run_jobs()
    assert (clerk_has(anna), firm_has()) == (0, 0)

    confirm(claim, anna, now=SOON)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (2, 3)
    assert Award.objects.filter(claim=claim, occasion="decision", reversed_at=None).count() == 1
    assert check() == []


def test_undone_corrected_and_answered_anew_before_any_job_ran_is_paid_once(anna, rules, run_jobs):
    claim = a_claim()
    undone(confirm(claim, anna))
    facts = {"document_number": "FV/2026/11/9999"}
    corrections.correct(claim=fresh(claim), facts=facts, products={}, by=anna, now=SOON)
    confirm(claim, anna, now=SOON)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (2, 3)
    assert Award.objects.filter(occasion="decision").count() == 1


def test_jobs_that_run_in_the_wrong_order_end_the_same(anna, rules, run_jobs):
    claim = a_claim()
    first = confirm(claim, anna)
    run_jobs()
    undone(first)
    second = confirm(claim, anna, now=SOON)

    # The new answer's job comes before the one that takes the old one's reward back.
    rewarding.settle_answer(decision=second, now=SOON)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (2, 3)
    assert Award.objects.get(occasion="decision", reversed_at=None).about == second.uuid


def test_a_second_persons_yes_pays_once_and_pays_the_second(anna, rules, run_jobs):
    Campaign.objects.update(second_look_from=1)
    beata, claim = a_clerk("Beata Druga").user, a_claim()

    confirm(claim, anna)
    confirm(claim, beata)
    run_jobs()

    assert (clerk_has(anna), clerk_has(beata), firm_has()) == (0, 2, 3)


def test_a_claim_that_is_taken_back_leaves_the_clerk_what_the_answer_gave(anna, rules, run_jobs):
    claim = a_claim()
    confirm(claim, anna)
    run_jobs()

    admin = a_campaign_admin().user
    decisions.reverse(claim=fresh(claim), reason=Reason.PAID_IN_ERROR, by=admin, now=SOON)
    run_jobs()

    assert (fresh(claim).status, clerk_has(anna), firm_has()) == (Status.REVERSED, 2, 3)


def test_a_refusal_that_the_organizer_overrules_stays_paid_once(anna, rules, run_jobs):
    claim, organizer = a_claim(), a_campaign_admin().user
    refuse(claim, anna)
    # The participant appeals before the job ran: the claim no longer lies at the distributor.
    sending.appeal(claim=fresh(claim), text="Look again.", by=claim.participant.user, now=SOON)
    overruled = confirm(claim, organizer, now=SOON)
    undone(overruled)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (2, 3)


def test_a_cap_of_the_clerk_holds_over_answers_and_is_free_again_after_undoing(anna, run_jobs):
    a_rule(PerDecision(Decimal(2)), Holder.CLERK)
    a_rule(Cap(3, Holder.CLERK, Period.MONTH), Holder.CLERK)
    taken = [confirm(a_claim(), anna) for _number in range(3)]
    run_jobs()
    assert (clerk_has(anna), RuleTally.objects.get().given) == (3, 3)

    undone(taken[0])
    run_jobs()

    assert (clerk_has(anna), RuleTally.objects.get().given) == (1, 1)


def test_a_budget_counts_answers(anna, rules, run_jobs):
    Campaign.objects.update(points_budget=100)
    campaigns.budgets.fit(a_campaign())
    run_jobs()

    refuse(a_claim(), anna)
    run_jobs()

    (standing,) = campaigns.budgets.standings(Campaign.objects.get())
    assert (standing.given, standing.waiting) == (5, 0)


def test_a_budget_set_later_counts_answers_given_before_also_of_claims_that_wait_again(anna, rules, run_jobs):
    claim = a_claim()
    refuse(claim, anna)
    run_jobs()
    Campaign.objects.update(points_budget=100)
    campaigns.budgets.fit(a_campaign())
    sending.appeal(claim=fresh(claim), text="Look again.", by=claim.participant.user, now=SOON)
    run_jobs()

    (standing,) = campaigns.budgets.standings(Campaign.objects.get())
    assert (standing.given, standing.waiting) == (5, 60)


def test_every_line_names_who_pays_it_and_can_be_computed_again(anna, run_jobs):
    a_rule(PerDecision(Decimal(2)), Holder.CLERK, sponsor="distributor")
    a_rule(PerDecision(Decimal(3)), Holder.CLERK)
    confirm(a_claim(), anna)
    run_jobs()

    earned = Award.objects.get(occasion="decision")
    lines = AwardLine.objects.filter(award=earned).order_by("quantity")
    assert [line.sponsor_distributor for line in lines] == [a_distributor(), None]
    assert [one.quantity for one in awards.recomputed(earned).given] == [2, 3]


def test_what_the_machine_confirms_by_the_document_pays_no_partner(anna, rules, run_jobs):
    decision = recording_without_anybody(Decision.Way.NO_DOUBT)
    run_jobs()

    assert decision.kind == Decision.Kind.CONFIRM
    assert (clerk_has(anna), firm_has()) == (0, 0)


def test_the_distributors_own_sales_file_answers_for_it_and_for_no_clerk(anna, rules, run_jobs):
    recording_without_anybody(Decision.Way.SALES_FILE)
    run_jobs()

    assert (clerk_has(anna), firm_has()) == (0, 3)


def recording_without_anybody(way: Decision.Way) -> Decision:
    Campaign.objects.update(audit_share=0)
    claim = a_claim()
    decision = automatic._confirm(fresh(claim), way, now=NOON)
    assert decision
    return decision
