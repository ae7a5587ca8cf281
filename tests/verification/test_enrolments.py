"""Participants brought by a link: paid once, when a first claim stands confirmed, and never for one's own people."""

from datetime import timedelta
from decimal import Decimal

import pytest

from campaigns.rules import Holder, PerEnrolment
from claims.models import Award, AwardLine, Claim
from claims.reasons import Reason
from claims.services import awards, codes, serving
from claims.states import Status
from distributors.models import Clerk
from distributors.services import inviting
from distributors.services.inviting import InvitationRefused
from jobs.models import Job
from ledger.checks import check
from ledger.models import Transfer
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_code, a_distributor, a_participant
from tests.racing import at_once
from tests.verification.serving import (
    JOINED,
    a_newcomer,
    a_rule,
    clerk_has,
    firm_has,
    for_enrolments,
    fresh,
)
from tests.verification.undoing import SOON, undone
from verification.services import decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def anna():
    return a_clerk()


@pytest.fixture
def rules(db):
    for_enrolments()


def confirm(claim: Claim, by=None, now=NOON):
    return decisions.confirm(claim=fresh(claim), by=by or a_clerk().user, now=now)


def reverse(claim: Claim) -> None:
    admin = a_campaign_admin().user
    decisions.reverse(claim=fresh(claim), reason=Reason.PAID_IN_ERROR, by=admin, now=SOON)


def test_a_sign_up_alone_pays_nothing_and_the_first_confirmed_claim_pays_once(anna, rules, run_jobs):
    newcomer = a_newcomer(clerk=anna)
    first, second = a_claim(participant=newcomer), a_claim(participant=newcomer)
    run_jobs()
    assert (clerk_has(anna.user), firm_has()) == (0, 0)

    confirm(first)
    confirm(second)
    run_jobs()

    assert (clerk_has(anna.user), firm_has()) == (20, 50)
    assert Award.objects.get(occasion="enrolment").claim == first
    assert check() == []


def test_a_refused_claim_pays_nothing(anna, rules, run_jobs):
    claim = a_claim(participant=a_newcomer(clerk=anna))
    decisions.refuse(claim=claim, reason=Reason.RETURNED, by=anna.user, now=NOON)
    run_jobs()

    assert (clerk_has(anna.user), firm_has()) == (0, 0)


def test_the_distributor_that_brought_is_paid_and_not_the_one_that_sold(anna, rules, run_jobs):
    beta = a_distributor("Hurtownia Beta", tax_id="1234563218")
    bolek = a_clerk("Bolek Betowski", distributor=beta)
    link = inviting.make_join_link(distributor=beta, clerk=bolek)
    confirm(a_claim(participant=a_newcomer(link=link)))
    run_jobs()

    assert (firm_has(beta), clerk_has(bolek.user)) == (50, 20)
    assert (firm_has(), clerk_has(anna.user)) == (0, 0)
    # Where the participant bought is nothing to the one who brought.
    assert not Transfer.objects.filter(reference__startswith="participant:").exclude(note="").exists()


def test_a_poster_that_is_nobodys_rewards_the_distributor_alone(anna, rules, run_jobs):
    confirm(a_claim(participant=a_newcomer()))
    run_jobs()

    assert (clerk_has(anna.user), firm_has()) == (0, 50)


def test_who_came_by_oneself_brings_nobody_anything(rules, run_jobs):
    confirm(a_claim())
    run_jobs()

    assert firm_has() == 0
    assert not Job.objects.filter(task="claims.tasks.settle_enrolment").exists()


@pytest.mark.parametrize("late", ["joined long before", "claimed before"])
def test_who_was_there_before_the_link_is_not_brought_by_it(anna, rules, run_jobs, late):
    link = inviting.make_join_link(distributor=a_distributor(), clerk=anna)
    since = JOINED if late == "claimed before" else NOON - timedelta(days=60)
    known = a_participant("Dawny Znajomy", joined_at=since)
    claim = a_claim(participant=known)
    at = NOON + timedelta(minutes=1) if late == "claimed before" else NOON - timedelta(days=1)
    inviting.introduce(participant=known, link=link, now=at)

    confirm(claim, now=NOON + timedelta(minutes=2))
    run_jobs()

    assert (clerk_has(anna.user), firm_has()) == (0, 0)


@pytest.mark.parametrize("is_active", [True, False])
def test_a_distributors_own_people_bring_it_nothing_also_after_they_left(anna, rules, run_jobs, is_active):
    oneself = a_newcomer("Anna Zielińska", clerk=anna)
    Clerk.objects.create(user=oneself.user, distributor=a_distributor(), joined_at=NOON, is_active=is_active)
    confirm(a_claim(participant=oneself))
    run_jobs()

    assert (clerk_has(anna.user), firm_has()) == (0, 0)


def test_a_clerk_who_left_earns_nothing_more(anna, rules, run_jobs):
    newcomer = a_newcomer(clerk=anna)
    beata = a_clerk("Beata Druga").user
    Clerk.objects.filter(pk=anna.pk).update(is_active=False)
    confirm(a_claim(participant=newcomer), by=beata)
    run_jobs()

    assert (clerk_has(anna.user), clerk_has(beata), firm_has()) == (0, 0, 50)


def test_a_code_is_no_first_claim(rules, run_jobs):
    newcomer = a_newcomer()
    codes.redeem(participant=newcomer, text=a_code(), now=NOON)
    run_jobs()
    assert firm_has() == 0

    claim = a_claim(participant=newcomer)
    confirm(claim)
    run_jobs()
    assert firm_has() == 50

    reverse(claim)
    run_jobs()
    assert firm_has() == 0


def test_it_goes_back_when_no_confirmed_claim_is_left_and_is_paid_anew_with_the_next(anna, rules, run_jobs):
    newcomer = a_newcomer(clerk=anna)
    first, second = a_claim(participant=newcomer), a_claim(participant=newcomer)
    confirm(first), confirm(second)
    run_jobs()
    reverse(first)
    run_jobs()
    assert firm_has() == 50

    reverse(second)
    run_jobs()
    assert (clerk_has(anna.user), firm_has()) == (0, 0)

    confirm(a_claim(participant=newcomer), now=SOON)
    run_jobs()
    assert (clerk_has(anna.user), firm_has(), check()) == (20, 50, [])


def test_undone_it_goes_back(anna, rules, run_jobs):
    claim = a_claim(participant=a_newcomer(clerk=anna))
    decision = confirm(claim)
    run_jobs()

    undone(decision)
    run_jobs()

    assert (clerk_has(anna.user), firm_has(), fresh(claim).status) == (0, 0, Status.SUBMITTED)


def test_days_of_the_rule_are_those_of_joining(run_jobs):
    a_rule(PerEnrolment(Decimal(50)), Holder.DISTRIBUTOR)
    confirm(a_claim(participant=a_newcomer()))
    run_jobs()

    earned = Award.objects.get(occasion="enrolment")
    assert earned.facts["bought_on"] == JOINED.date().isoformat()
    assert [one.quantity for one in awards.recomputed(earned).given] == [50]
    assert AwardLine.objects.get(award=earned).rewards == Holder.DISTRIBUTOR


def test_a_link_belongs_to_a_clerk_of_its_own_distributor(anna):
    beta = a_distributor("Hurtownia Beta", tax_id="1234563218")

    with pytest.raises(InvitationRefused, match="another distributor"):
        inviting.make_join_link(distributor=beta, clerk=anna)


@pytest.mark.django_db(transaction=True)
def test_two_first_claims_at_once_pay_once(ledger_may_be_emptied):
    for_enrolments()
    newcomer = a_newcomer()
    pair = [a_claim(participant=newcomer) for _number in range(2)]
    users = [a_clerk("Anna A").user, a_clerk("Beata B").user]

    def act(number: int) -> None:
        confirm(pair[number], by=users[number])
        serving.settle_enrolment(participant=newcomer, now=NOON)

    results = at_once(2, act)
    serving.settle_enrolment(participant=newcomer, now=NOON)

    assert results == [None] * 2
    assert (firm_has(), check()) == (50, [])
