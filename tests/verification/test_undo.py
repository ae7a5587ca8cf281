"""Undoing: for a minute, by whoever decided, while nothing else happened; paid once in the end, whatever is clicked."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from claims.models import Award, Claim
from claims.reasons import Reason
from claims.services import sending
from claims.states import Status
from distributors.models import Clerk
from jobs import services as jobs
from jobs.models import Job
from ledger.checks import check
from ledger.models import Transfer
from ledger.services import AlreadySpent
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk
from tests.verification.undoing import SOON, balance, confirmed, spent, stands, undone
from verification.models import Decision
from verification.services import decisions
from verification.services.decisions import DecisionRefused
from verification.tasks import tell_participant

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def anna():
    return a_clerk().user


def test_an_undone_yes_waits_again_and_the_books_keep_both_lines(anna):
    claim = a_claim()

    undone(confirmed(claim, anna))

    claim.refresh_from_db()
    assert (claim.status, claim.decided_at, claim.lines.get().confirmed_quantity) == (Status.SUBMITTED, None, None)
    assert (balance(claim), balance(claim, "credits")) == (0, 0)
    assert [(event.was, event.became) for event in claim.events.order_by("pk")][-2:] == [
        (Status.SUBMITTED, Status.VERIFIED),
        (Status.VERIFIED, Status.SUBMITTED),
    ]
    kinds = Transfer.objects.filter(note=claim.number, unit="points").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["award", "reversal"]
    assert [decision.kind for decision in claim.decisions.order_by("pk")] == ["confirm", "undo"]


def test_a_claim_that_was_undone_is_confirmed_and_paid_again_once(anna):
    claim = a_claim()
    undone(confirmed(claim, anna))

    second = Claim.objects.get(pk=claim.pk)
    confirmed(second, anna, now=SOON)

    assert balance(claim) == 60
    assert list(Award.objects.order_by("number").values_list("number", "reversed_at")) == [(1, SOON), (2, None)]
    name = f"claim:{claim.uuid}"
    references = set(Transfer.objects.filter(note=claim.number).values_list("reference", flat=True))
    assert references == {f"{name}:award", f"{name}:reversal", f"{name}:award:2"}
    assert check() == []


def test_what_was_paid_the_second_time_can_be_taken_back_too(anna):
    claim = a_claim()
    undone(confirmed(claim, anna))
    second = Claim.objects.get(pk=claim.pk)
    confirmed(second, anna, now=SOON)

    decisions.reverse(claim=second, reason=Reason.RETURNED, by=a_campaign_admin().user, now=SOON)

    assert (balance(claim), stands(claim)) == (0, Status.REVERSED)
    assert not Award.objects.filter(reversed_at=None).exists()


@pytest.mark.parametrize("kind", ["part", "ask", "refuse"])
def test_every_other_answer_can_be_undone_as_well(anna, kind):
    claim = a_claim()
    line = claim.lines.get()
    acts = {
        "part": lambda: decisions.confirm_in_part(
            claim=claim, quantities={line.uuid: Decimal(7)}, reason=Reason.QUANTITY_DIFFERS, by=anna, now=NOON
        ),
        "ask": lambda: decisions.ask(claim=claim, reason=Reason.NEED_PAGE, text="", by=anna, now=NOON),
        "refuse": lambda: decisions.refuse(claim=claim, reason=Reason.RETURNED, by=anna, now=NOON),
    }

    undone(acts[kind]())

    assert (stands(claim), balance(claim)) == (Status.SUBMITTED, 0)


def test_only_whoever_decided_undoes_it(anna):
    decision = confirmed(a_claim(), anna)

    for other in (a_clerk("Beata Druga").user, a_campaign_admin().user, decision.claim.participant.user):
        with pytest.raises(DecisionRefused, match="Only the person"):
            undone(decision, by=other)
    assert stands(decision.claim) == Status.VERIFIED


@pytest.mark.parametrize(("seconds", "is_in_time"), [(600, True), (601, False)])
def test_it_can_be_undone_for_ten_minutes(anna, seconds, is_in_time):
    decision = confirmed(a_claim(), anna)
    try:
        undone(decision, now=NOON + timedelta(seconds=seconds))
    except DecisionRefused as refusal:
        assert "too late" in str(refusal)

    assert (stands(decision.claim) == Status.SUBMITTED) is is_in_time


def test_a_clerk_who_left_undoes_nothing_any_more(anna):
    decision = confirmed(a_claim(), anna)
    Clerk.objects.update(is_active=False)

    with pytest.raises(DecisionRefused, match="not for you"):
        undone(decision)


@pytest.mark.parametrize("since", ["answer", "withdraw", "appeal", "appeal and another refusal", "reverse"])
def test_nothing_is_undone_after_something_else_has_happened(anna, since):
    claim, organizer = a_claim(), a_campaign_admin().user
    person = claim.participant.user
    if since in ("answer", "withdraw"):
        decision = decisions.ask(claim=claim, reason=Reason.NEED_PAGE, text="", by=anna, now=NOON)
    elif since == "reverse":
        decision = confirmed(claim, anna)
    else:
        decision = decisions.refuse(claim=claim, reason=Reason.RETURNED, by=anna, now=NOON)
    if since == "answer":
        sending.answer(claim=claim, text="Here it is.", by=person, now=NOON)
    elif since == "withdraw":
        sending.withdraw(claim=claim, by=person, now=NOON)
    elif since == "reverse":
        decisions.reverse(claim=claim, reason=Reason.RETURNED, by=organizer, now=NOON)
    else:
        sending.appeal(claim=claim, text="I have the slip.", by=person, now=NOON)
    if since.endswith("refusal"):
        decisions.refuse(claim=claim, reason=Reason.RETURNED, by=organizer, now=NOON)
    status = stands(claim)

    with pytest.raises(DecisionRefused, match="Something else has happened"):
        undone(decision)
    assert stands(claim) == status


def test_taking_back_is_no_slip_and_cannot_be_undone(anna):
    claim = a_claim(Status.REVERSED)

    with pytest.raises(DecisionRefused, match="cannot be undone"):
        undone(claim.decisions.latest("pk"))


def test_spent_points_keep_the_decision_as_it_is(anna):
    claim = a_claim()
    decision = confirmed(claim, anna)
    spent(claim, 1)

    with pytest.raises(AlreadySpent):
        undone(decision)
    assert (stands(claim), balance(claim)) == (Status.VERIFIED, 59)
    assert not Decision.objects.filter(kind="undo").exists()


def test_points_that_others_can_make_up_for_do_not_stand_in_the_way(anna):
    confirmed(a_claim(), anna)
    claim = a_claim()
    decision = confirmed(claim, anna)
    spent(claim, 40)

    undone(decision)

    assert (stands(claim), balance(claim)) == (Status.SUBMITTED, 20)
    assert check() == []


# --- The participant hears of what stands


def test_the_participant_is_not_told_before_the_time_to_undo_is_over(anna):
    claim = a_claim()
    Job.objects.all().delete()
    confirmed(claim, anna)
    job = Job.objects.get(task="verification.tasks.tell_participant")

    assert job.not_before > job.created_at + timedelta(minutes=10)
    assert not jobs.sweep(now=job.created_at + timedelta(minutes=10))
    assert jobs.sweep(now=job.created_at + timedelta(minutes=10, seconds=30))


def test_of_an_undone_decision_the_participant_is_not_told_at_all(anna):
    claim = a_claim()
    first = confirmed(claim, anna)
    undone(first)
    second = decisions.refuse(claim=Claim.objects.get(pk=claim.pk), reason=Reason.RETURNED, by=anna, now=SOON)

    for decision in (first, second):
        tell_participant(decision_id=str(decision.uuid))

    assert [message.subject for message in mail.outbox] == [f"Claim {claim.number} was not accepted"]


# --- The database has the last word


def test_the_database_lets_one_award_of_a_claim_stand(anna):
    claim = a_claim()
    confirmed(claim, anna)

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(claim=claim, number=2, made_at=NOON)
    Award.objects.update(reversed_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(claim=claim, number=1, made_at=NOON)


def test_the_database_lets_a_decision_be_undone_once_and_by_name(anna):
    decision = confirmed(a_claim(), anna)
    undone(decision)
    row = {"claim": decision.claim, "kind": "undo", "made_by": anna, "made_at": NOON}

    for undoes in (decision, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(undoes=undoes, **row)
