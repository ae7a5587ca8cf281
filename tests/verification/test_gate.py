"""The gate: nobody confirms past a block, except the organizer past some, with words that are kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.models import Claim
from claims.reasons import Reason
from claims.states import Status
from ledger.models import Transfer
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_distributor, a_participant
from tests.racing import at_once
from verification.models import Check, Decision
from verification.services import corrections, decisions, forgetting
from verification.services.decisions import DecisionRefused

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

LIFTABLE = ("outside-campaign", "claimed-late", "seller-not-in-campaign")
FIRM = ("in-the-future", "no-product", "same-document")
DAYS = {
    "outside-campaign": date(2025, 12, 31),
    "claimed-late": date(2026, 9, 1),
    "in-the-future": date(2026, 12, 1),
}


@pytest.fixture
def anna():
    return a_clerk().user


@pytest.fixture
def joanna():
    return a_campaign_admin().user


def a_blocked_claim(code: str) -> Claim:
    """A sent claim with this one block."""
    claim = a_claim()
    if code in DAYS:
        Claim.objects.filter(pk=claim.pk).update(issue_date=DAYS[code])
    elif code == "seller-not-in-campaign":
        claim.campaign.distributors.add(a_distributor("Beta", tax_id="1234563218"))
    elif code == "no-product":
        claim.lines.update(product=None)
    else:
        twin = a_claim(participant=a_participant("Ola Kowalska"), number=claim.document_number)
        decisions.confirm(claim=twin, by=a_clerk().user, now=NOON)
    return claim


def confirmed_in_part(claim: Claim, **given: object) -> Decision:
    quantities = {line.uuid: Decimal(1) for line in claim.lines.all()}
    return decisions.confirm_in_part(
        claim=claim, quantities=quantities, reason=Reason.QUANTITY_DIFFERS, now=NOON, **given
    )


def nothing_happened(claim: Claim) -> bool:
    stands = Claim.objects.get(pk=claim.pk).status == Status.SUBMITTED
    return stands and not Transfer.objects.filter(note=claim.number).exists()


@pytest.mark.parametrize("code", LIFTABLE + FIRM)
def test_a_clerk_never_confirms_past_a_block(anna, code):
    claim = a_blocked_claim(code)

    with pytest.raises(DecisionRefused, match="Correct the claim, or refuse it"):
        decisions.confirm(claim=claim, text="I know him.", by=anna, now=NOON)
    with pytest.raises(DecisionRefused, match="Correct the claim, or refuse it"):
        confirmed_in_part(claim, text="I know him.", by=anna)
    assert nothing_happened(claim)


@pytest.mark.parametrize("code", LIFTABLE)
def test_the_organizer_makes_an_exception_and_the_words_are_kept(joanna, code):
    claim = a_blocked_claim(code)

    decision = decisions.confirm(claim=claim, text=" The shop was closed. ", by=joanna, now=NOON)

    assert (decision.lifted, decision.text) == (code, "The shop was closed.")
    event = claim.events.latest("pk")
    assert (event.became, event.note, event.made_by) == (Status.VERIFIED, "The shop was closed.", joanna)


def test_the_words_of_an_exception_are_forgotten_but_not_that_there_were_some(joanna):
    decision = decisions.confirm(claim=a_blocked_claim("claimed-late"), text="He was ill.", by=joanna, now=NOON)

    forgetting.empty_texts([decision.pk], NOON)

    decision.refresh_from_db()
    assert (decision.text, decision.lifted) == (forgetting.FORGOTTEN, "claimed-late")
    assert not forgetting.with_text(NOON + timedelta(days=9)).filter(pk=decision.pk).exists()


def test_an_exception_can_be_made_for_a_part(joanna):
    claim = a_blocked_claim("claimed-late")

    decision = confirmed_in_part(claim, text="He was ill.", by=joanna)

    assert (decision.lifted, decision.reason, decision.text) == (
        "claimed-late",
        Reason.QUANTITY_DIFFERS,
        "He was ill.",
    )


def test_an_exception_without_words_is_not_made(joanna):
    claim = a_blocked_claim("outside-campaign")

    with pytest.raises(DecisionRefused, match="why you make an exception"):
        decisions.confirm(claim=claim, text="  ", by=joanna, now=NOON)
    with pytest.raises(DecisionRefused, match="why you make an exception"):
        confirmed_in_part(claim, by=joanna)
    assert nothing_happened(claim)


@pytest.mark.parametrize("code", FIRM)
def test_past_some_blocks_nobody_confirms(joanna, code):
    claim = a_blocked_claim(code)

    with pytest.raises(DecisionRefused):
        decisions.confirm(claim=claim, text="I insist.", by=joanna, now=NOON)
    assert nothing_happened(claim)


def test_a_firm_block_beside_a_liftable_one_stays_firm(joanna):
    claim = a_blocked_claim("no-product")
    Claim.objects.filter(pk=claim.pk).update(issue_date=DAYS["outside-campaign"])

    with pytest.raises(DecisionRefused, match=r"^No product of the program is on the claim\. Correct"):
        decisions.confirm(claim=claim, text="I insist.", by=joanna, now=NOON)


def test_the_database_keeps_no_exception_without_its_reason(joanna):
    claim = a_claim()

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(claim=claim, kind="confirm", lifted="claimed-late", made_by=joanna, made_at=NOON)


def test_what_counts_are_the_facts_of_now_and_not_those_of_the_last_look(anna):
    claim = a_claim()
    Check.objects.create(claim=claim, blocks=0, doubts=0, made_at=NOON)
    Claim.objects.filter(pk=claim.pk).update(issue_date=DAYS["outside-campaign"])

    with pytest.raises(DecisionRefused, match="outside the time"):
        decisions.confirm(claim=claim, by=anna, now=NOON)


def test_a_paid_twin_blocks_however_many_others_wait(anna):
    claim = a_claim(number="FV/9/2026")
    twins = [a_claim(participant=a_participant(f"{name} Nowak"), number="FV/9/2026") for name in "ABCDEFGHIJKL"]
    Claim.objects.filter(pk=twins[-1].pk).update(status=Status.VERIFIED)

    with pytest.raises(DecisionRefused, match="paid for already"):
        decisions.confirm(claim=claim, by=anna, now=NOON)


@pytest.mark.django_db(transaction=True)
def test_a_correction_at_the_same_moment_is_never_confirmed_unseen(ledger_may_be_emptied):
    claim, clerks = a_claim(), [a_clerk().user, a_clerk("Beata Druga").user]
    stale = [Claim.objects.get(pk=claim.pk) for _clerk in clerks]

    def act(number: int) -> object:
        if number:
            return decisions.confirm(claim=stale[1], by=clerks[1], now=NOON)
        return corrections.correct(
            claim=stale[0], facts={"issue_date": DAYS["outside-campaign"]}, products={}, by=clerks[0], now=NOON
        )

    results = at_once(2, act)

    assert sum(isinstance(result, Exception) for result in results) == 1, results
    claim.refresh_from_db()
    is_paid, is_corrected = claim.status == Status.VERIFIED, claim.issue_date == DAYS["outside-campaign"]
    assert is_paid != is_corrected


# --- The page reads the same list


def page_of(client, claim: Claim, user) -> str:
    client.force_login(user)
    return client.get(reverse("verification:claim", args=[claim.uuid])).content.decode()


def test_the_clerks_button_is_off_and_says_why(client, anna):
    text = page_of(client, a_blocked_claim("claimed-late"), anna)

    assert "the participant can ask the organizer for an exception" in text
    assert "Confirm as an exception" not in text


def test_the_organizer_is_asked_for_the_reason(client, joanna):
    claim = a_blocked_claim("claimed-late")
    assert "Confirm as an exception" in page_of(client, claim, joanna)
    address = reverse("verification:confirm", args=[claim.uuid])

    without = client.post(address, {"confirm-text": ""})
    assert without.status_code == 422 and "why you make an exception" in without.content.decode()
    client.post(address, {"confirm-text": "He was ill."})

    assert Decision.objects.get(claim=claim).text == "He was ill."


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("outside-campaign", Reason.OUTSIDE_WINDOW),
        ("claimed-late", Reason.OUTSIDE_WINDOW),
        ("seller-not-in-campaign", Reason.NOT_ELIGIBLE),
        ("no-product", Reason.NO_PRODUCT),
        ("same-document", Reason.ALREADY_CLAIMED),
    ],
)
def test_refusing_puts_the_fitting_reason_first_and_leaves_the_digits_alone(client, anna, code, reason):
    claim = a_blocked_claim(code)
    client.force_login(anna)
    form = client.get(reverse("verification:claim", args=[claim.uuid])).context["refuse_form"]

    first, *others = form.choices()

    assert (first.value, first.is_put_forward) == (reason, True)
    assert not any(choice.is_put_forward for choice in others)
    assert {choice.value: choice.key for choice in (first, *others)}[Reason.RETURNED] == "7"
