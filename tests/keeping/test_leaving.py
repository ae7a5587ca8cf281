"""Leaving a program: what goes at once, what stays without a name, and that it happens once and to nobody else."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse

from claims.models import Award, Claim, ClaimEvent, Document, UploadTrace, WrongCodeTry
from claims.owners import participant_owner
from claims.services import storing
from claims.states import Status
from config import leaving
from elearning.models import Attempt, Certificate
from elearning.services import certifying
from ledger import checks
from ledger import queries as ledger
from participants import services as participants
from participants.models import Company, Consent, Participant, User
from programs.models import Terms
from tests.builders.claims import a_claim, a_draft
from tests.builders.elearning import a_course, a_pass, an_enrolment
from tests.builders.programs import NOON, a_clerk, a_company, a_participant, a_program, a_user
from tests.racing import at_once
from verification.models import Decision
from verification.services import decisions

FORMER = "former participant"


def leave(participant: Participant) -> None:
    leaving.leave(participant=participant, now=NOON)


@pytest.fixture
def marek(db) -> Participant:
    return a_participant(company=a_company())


def balance(participant: Participant, unit: str = "points") -> int:
    return ledger.balance(program=participant.program, owner=participant_owner(participant), unit=unit)


@pytest.mark.main_job
def test_name_account_and_firm_go_at_once(marek):
    EmailAddress.objects.create(user=marek.user, email=marek.user.email, verified=True, primary=True)
    address = marek.user.email

    leave(marek)

    marek.refresh_from_db()
    user = User.objects.get(pk=marek.user_id)
    assert (marek.name, marek.is_active, marek.left_at, marek.company) == (FORMER, False, NOON, None)
    assert (user.first_name, user.last_name, user.is_active, user.has_usable_password()) == ("", "", False, False)
    assert not User.objects.filter(email=address).exists()
    assert not EmailAddress.objects.exists()
    assert not Company.objects.exists()


def test_the_firm_stays_while_a_colleague_takes_part(marek):
    a_participant("Ola Wrona", company=marek.company)

    leave(marek)

    assert Company.objects.get().name == "Nowak Instalacje"


def test_the_address_may_start_anew(marek):
    address = marek.user.email
    leave(marek)

    anew = participants.join(
        user=a_user(address),
        program=marek.program,
        name="Marek",
        accepts_terms=True,
        accepts_contact=False,
        through="test",
        now=NOON,
    )

    assert anew.pk != marek.pk
    assert balance(anew) == 0


@pytest.mark.main_job
@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.QUERIED])
def test_an_undecided_claim_is_withdrawn_and_says_nothing_more(marek, status):
    claim = a_claim(status, participant=marek)
    key = claim.document.files.get().storage_key

    leave(marek)
    storing.sweep(now=NOON.replace(hour=14))

    claim.refresh_from_db()
    assert (claim.status, claim.document_number, claim.issuer_name) == (Status.WITHDRAWN, "", "")
    assert not default_storage.exists(key)
    assert not ClaimEvent.objects.exclude(note="").exists()
    assert not Decision.objects.exclude(text="").exists()


def test_a_draft_is_gone(marek):
    a_draft(marek)

    leave(marek)

    assert (Claim.objects.count(), Document.objects.count()) == (0, 0)


def test_a_confirmed_claim_keeps_its_evidence_for_the_organizer(marek):
    claim = a_claim(Status.VERIFIED, participant=marek)

    leave(marek)

    claim.refresh_from_db()
    assert claim.document.files.exists()
    assert (claim.status, claim.document_number != "") == (Status.VERIFIED, True)
    assert Award.objects.filter(claim=claim, reversed_at=None).exists()


@pytest.mark.main_job
def test_points_and_credits_end_and_the_books_add_up(marek):
    a_claim(Status.VERIFIED, participant=marek)
    assert (balance(marek), balance(marek, "credits")) == (60, 2)

    leave(marek)

    assert (balance(marek), balance(marek, "credits")) == (0, 0)
    assert checks.check() == []


def test_a_claim_taken_back_after_leaving_leaves_the_books_in_order(marek):
    claim = a_claim(Status.VERIFIED, participant=marek)
    leave(marek)

    clerk = a_clerk(distributor=claim.distributor)
    decisions.reverse(claim=Claim.objects.get(pk=claim.pk), reason="paid-in-error", by=clerk.user, now=NOON)

    assert balance(marek) == 0
    assert checks.check() == []


def test_nobody_writes_to_who_has_left(marek, run_jobs):
    a_claim(Status.VERIFIED, participant=marek)
    leave(marek)

    run_jobs()

    assert mail.outbox == []


def test_a_certificate_keeps_its_number_and_loses_the_name(marek, client):
    certificate = a_pass(an_enrolment(a_course(), marek)).certificate
    certifying.show_name(certificate=certificate, is_shown=True, now=NOON)
    number = certificate.number

    leave(marek)

    assert Certificate.objects.get().name == FORMER
    assert Attempt.objects.get().answers == {}
    page = client.get(reverse("elearning:check", args=[number])).content.decode()
    assert "valid" in page and "Marek" not in page and FORMER not in page


def test_consents_are_withdrawn_and_code_tries_deleted(marek):
    wording = {"kind": "program", "version": 1, "language": "en", "title": "T", "text": "…", "published_at": NOON}
    terms = Terms.objects.create(program=marek.program, **wording)
    participants.agree(participant=marek, terms=terms, through="test", now=NOON)
    WrongCodeTry.objects.create(participant=marek, address="192.0.2.7", made_at=NOON)
    UploadTrace.objects.create(claim=a_claim(participant=marek), participant=marek, made_at=NOON)

    leave(marek)

    assert Consent.objects.get().withdrawn_at == NOON
    assert not WrongCodeTry.objects.exists() and not UploadTrace.objects.exists()


def test_the_admins_log_forgets_the_name(marek):
    kind = ContentType.objects.get_for_model(Participant)
    by = a_user("joanna@example.com")
    LogEntry.objects.create(
        user=by, content_type=kind, object_id=str(marek.pk), object_repr="Marek Nowak", action_flag=CHANGE
    )

    leave(marek)

    assert LogEntry.objects.get().object_repr == FORMER


@pytest.mark.parametrize("other", ["clerk", "another program"])
def test_an_account_that_serves_something_else_stays_and_leads_to_nothing_here(marek, other):
    claim = a_claim(Status.VERIFIED, participant=marek)
    if other == "clerk":
        clerk = a_clerk("Ewa Lis", distributor=claim.distributor)
        type(clerk).objects.filter(pk=clerk.pk).update(user=marek.user)
    else:
        Participant.objects.create(
            user=marek.user, program=a_program("inny", name="Inny"), name="Marek", joined_at=NOON
        )
    user = User.objects.get(pk=marek.user_id)

    leave(marek)

    user.refresh_from_db()
    left = Participant.objects.get(pk=marek.pk)
    assert (user.is_active, user.first_name) == (True, "Marek")
    assert left.user != user and not left.user.is_active
    assert not ClaimEvent.objects.filter(claim=claim, made_by=user).exists()


def test_leaving_twice_makes_one_nameless_account(marek):
    Participant.objects.create(user=marek.user, program=a_program("inny", name="Inny"), name="Marek", joined_at=NOON)
    again = Participant.objects.select_related("user", "program", "company").get(pk=marek.pk)

    leave(marek)
    leave(again)

    assert User.objects.filter(email__endswith="@kwit.invalid").count() == 1


def test_nothing_of_anybody_else_changes(marek):
    ola = a_participant("Ola Wrona", company=marek.company)
    claim = a_claim(Status.VERIFIED, participant=ola)
    draft = a_draft(ola)

    leave(marek)

    ola.refresh_from_db()
    assert (ola.name, ola.is_active, balance(ola)) == ("Ola Wrona", True, 60)
    assert Claim.objects.filter(pk__in=[claim.pk, draft.pk]).count() == 2
    assert draft.document.files.exists()


@pytest.mark.main_job
@pytest.mark.django_db(transaction=True)
def test_several_clicks_leave_once():
    marek = a_participant()
    a_claim(Status.VERIFIED, participant=marek)
    a_claim(Status.SUBMITTED, participant=marek)

    answers = at_once(4, lambda _number: leave(Participant.objects.select_related("program", "user").get(pk=marek.pk)))

    assert answers == [None] * 4
    assert balance(marek) == 0
    assert ClaimEvent.objects.filter(became=Status.WITHDRAWN).count() == 1
    assert checks.check() == []


@pytest.mark.main_job
@pytest.mark.django_db(transaction=True)
def test_a_claim_confirmed_at_the_same_moment_is_paid_or_withdrawn_and_never_half():
    marek = a_participant()
    claim = a_claim(Status.SUBMITTED, participant=marek)
    clerk = a_clerk(distributor=claim.distributor)

    def act(number: int) -> None:
        if number:
            leave(Participant.objects.select_related("program", "user").get(pk=marek.pk))
        else:
            decisions.confirm(claim=Claim.objects.get(pk=claim.pk), by=clerk.user, now=NOON)

    at_once(2, act)

    claim.refresh_from_db()
    has_left = not Participant.objects.get(pk=marek.pk).is_active
    assert claim.status in (Status.VERIFIED, Status.WITHDRAWN)
    assert balance(marek) == (60 if claim.status == Status.VERIFIED and not has_left else 0)
    assert checks.check() == []
