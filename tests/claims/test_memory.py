"""Memory in the service: confirmed claims teach their program, once, until they are taken back."""

from datetime import timedelta

import pytest

from claims.models import LearnedFact, LearnedFrom
from claims.reasons import Reason
from claims.services import drafts, memory, reading
from extraction.memory import Kind
from jobs.models import Job
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_company, a_participant, a_program
from tests.claims.papers import NAME, TAX_ID, confirmed_claim, read_claim
from verification.models import Decision
from verification.queries import newest_reading
from verification.services import decisions, undoing

pytestmark = pytest.mark.django_db


def draft(claim):
    found = drafts.draft_of(claim, now=NOON)
    assert found is not None
    return found


@pytest.fixture
def two_confirmed():
    return [confirmed_claim(f"P/{number}/26") for number in (1001, 1002)]


def test_the_rules_alone_misread_the_first_paper():
    assert (draft(read_claim("P/1/26")).value("document_number"), draft(read_claim("P/2/26")).value("total")) == (
        "",
        "120.00",
    )


def test_the_third_paper_reads_better_than_the_first(two_confirmed):
    claim = read_claim("P/1003/26", whole="80,00", paid="71,50")

    facts = draft(claim).facts
    assert (facts["document_number"].value, facts["total"].value) == ("P/1003/26", "71.50")
    assert facts["total"].is_recalled and facts["document_number"].is_recalled
    assert not facts["issue_date"].is_recalled


def test_the_reading_keeps_what_was_read(two_confirmed):
    claim = read_claim("P/1003/26", whole="80,00", paid="71,50")

    kept = claim.document.readings.get()
    assert kept.data["fields"]["total"]["value"] == "80.00"
    assert newest_reading(claim)["fields"]["total"]["value"] == "71.50"


def test_a_paper_without_tax_id_is_known_by_its_head(two_confirmed):
    claim = read_claim("P/1003/26", tax_id="")

    assert draft(claim).value("issuer_tax_id") == TAX_ID


def test_nobody_learns_from_another_program(two_confirmed):
    iga = a_participant("Iga Obca", program=a_program("inny", name="Inny"))

    claim = read_claim("P/1003/26", whole="80,00", paid="71,50", participant=iga)

    assert claim.document.readings.get().recalled == {}


def test_a_claim_teaches_once(two_confirmed):
    before = sorted(LearnedFrom.objects.values_list("fact", "claim"))

    memory.learn(claim_id=two_confirmed[0].uuid, now=NOON + timedelta(days=1))

    assert sorted(LearnedFrom.objects.values_list("fact", "claim")) == before


def test_the_job_waits_until_the_decision_stands():
    claim = a_claim("verified")

    job = Job.objects.get(task="claims.tasks.learn_from_claim", kwargs={"claim_id": str(claim.uuid)})

    assert job.not_before >= job.created_at + timedelta(minutes=1)


def test_a_reversed_claim_takes_back_what_it_taught(two_confirmed, run_jobs):
    first, second = two_confirmed
    for claim in (first, second):
        claim.refresh_from_db()
        joanna = a_campaign_admin(program=claim.program)
        decisions.reverse(claim=claim, reason=Reason.PAID_IN_ERROR, by=joanna.user, now=NOON)
        run_jobs()
        assert not LearnedFrom.objects.filter(claim=claim).exists()
        assert LearnedFact.objects.exists() == (claim == first)


def test_an_undone_claim_teaches_nothing(run_jobs):
    claim = confirmed_claim("P/1001/26")
    decision = Decision.objects.get(claim=claim)

    undoing.undo(decision=decision, by=decision.made_by, now=NOON + timedelta(seconds=5))
    run_jobs()

    assert not LearnedFact.objects.exists()


def test_only_the_newest_claims_of_a_seller_are_remembered(monkeypatch):
    monkeypatch.setattr(memory, "NEWEST", 2)

    claims = [confirmed_claim(f"P/{day}/26", now=NOON + timedelta(days=day)) for day in (101, 102, 103)]

    assert set(LearnedFrom.objects.values_list("claim", flat=True)) == {claim.pk for claim in claims[1:]}
    assert not LearnedFact.objects.filter(sources=None).exists()


def test_a_seller_is_remembered_under_the_name_that_the_program_knows(two_confirmed):
    named = LearnedFact.objects.get(field="issuer_name", kind=Kind.VALUE)

    assert (named.issuer, named.value, named.sources.count()) == (f"tax:{TAX_ID}", NAME, 2)


@pytest.mark.parametrize("payer", ["Marek Nowak", "Firma Nowak Instalacje"])
def test_nothing_about_the_participant_is_learned(payer):
    participant = a_participant(company=a_company())

    confirmed_claim("P/1001/26", participant=participant, payer=payer)

    learned = " ".join(LearnedFact.objects.values_list("value", flat=True)).lower()
    assert "budmarketsowa" in learned
    assert [word for word in ("marek", "nowak", "instalacje") if word in learned] == []


def test_a_claim_without_a_reading_teaches_nothing():
    claim = a_claim("verified")

    memory.learn(claim_id=claim.uuid, now=NOON)

    assert not LearnedFact.objects.exists()


def test_the_page_says_what_was_remembered(client, two_confirmed):
    claim = read_claim("P/1003/26", whole="80,00", paid="71,50")
    client.force_login(claim.participant.user)

    page = client.get(f"/claims/{claim.uuid}/").content.decode()

    assert "Remembered from earlier documents of this seller." in page


def test_a_second_reading_is_recalled_too(two_confirmed):
    claim = read_claim("P/1003/26")
    claim.document.readings.all().delete()

    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)

    assert "total" in claim.document.readings.get().recalled
