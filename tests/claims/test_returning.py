"""Goods that came back: what they had earned goes back line by line, and the claim stays confirmed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campaigns import services as campaigns
from campaigns.models import RuleTally
from campaigns.rules import Cap, Holder, Measure, PerClaim, Period, PerMeasure, PerSet, Scope, SetMember, Steps
from claims import own_data
from claims.models import AwardLine, Claim, ClaimLine, GoodsReturn, SetPart
from claims.reasons import Reason
from claims.services import returning, statements
from claims.services.returning import ReturnRefused
from claims.statements import StatedLine
from claims.states import Status
from ledger.checks import check
from ledger.models import Transfer
from tests.builders.claims import a_claim, a_draft, a_statement
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_product,
)
from tests.builders.rules import LONG_AGO, a_rule
from tests.verification.undoing import balance, spent
from verification.models import Decision
from verification.services import decisions
from verification.services.decisions import DecisionRefused

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

LATER = NOON + timedelta(days=3)


@pytest.fixture(autouse=True)
def _the_laws_hold_afterwards(db):
    yield
    assert check() == []


def came_back(claim: Claim, *quantities: int, number: int = 1, text: str = "") -> Decision:
    """So much of each line came back, in their order."""
    lines = claim.lines.order_by("position")
    told = {line.uuid: Decimal(quantity) for line, quantity in zip(lines, quantities, strict=False)}
    admin = a_campaign_admin(program=claim.program).user
    return decisions.goods_came_back(claim=claim, quantities=told, number=number, text=text, by=admin, now=LATER)


def two_products() -> Claim:
    """Twelve elbows (5 points each) and ten tees (2 points each)."""
    draft = a_draft()
    a_distributor(program=draft.program)
    elbow, tee = a_product(), a_product(sku="RR-TEE", name="Tee 20")
    campaigns.add_rule(
        campaign=a_campaign(),
        effect=PerMeasure(Decimal(2)),
        scope=Scope(products=frozenset({tee.pk})),
        by=None,
        now=LONG_AGO,
    )
    lines = (StatedLine(Decimal(12), product_id=elbow.pk), StatedLine(Decimal(10), product_id=tee.pk))
    statements.send(claim=draft, statement=a_statement(lines=lines), by=draft.participant.user, now=NOON)
    decisions.confirm(claim=draft, by=a_clerk(distributor=draft.distributor).user, now=NOON)
    return Claim.objects.get(pk=draft.pk)


def test_three_of_twelve_elbows_take_their_fifteen_points_back():
    claim = a_claim(Status.VERIFIED)
    assert balance(claim) == 60

    came_back(claim, 3, text="Three were cracked.")

    claim.refresh_from_db()
    line = claim.lines.get()
    assert (balance(claim), claim.status) == (45, Status.VERIFIED)
    assert (line.confirmed_quantity, line.returned_quantity) == (12, 3)
    assert AwardLine.objects.get(award__claim=claim, unit="points").left == 45
    reversal = Transfer.objects.get(kind="reversal", unit="points")
    assert (reversal.amount, reversal.reference) == (15, f"claim:{claim.uuid}:return-1")


def test_only_the_line_whose_goods_came_back_is_touched():
    claim = two_products()
    assert balance(claim) == 80

    came_back(claim, 0, 4)

    assert balance(claim) == 72
    lines = AwardLine.objects.filter(award__claim=claim, unit="points").order_by("product__name")
    assert sorted((line.quantity, line.taken_back) for line in lines) == [(20, 8), (60, 0)]


def test_goods_come_back_several_times_and_then_all_is_taken_back():
    claim = a_claim(Status.VERIFIED)
    came_back(claim, 3)
    came_back(claim, 2, number=2)
    assert balance(claim) == 35

    admin = a_campaign_admin(program=claim.program).user
    decisions.reverse(claim=claim, reason=Reason.RETURNED, by=admin, now=LATER)

    assert (balance(claim), balance(claim, "credits")) == (0, 0)


@pytest.mark.parametrize(("quantity", "words"), [(0, "how much"), (12, "as a whole"), (13, "No more"), (-1, "No more")])
def test_nothing_all_and_more_than_all_is_refused(quantity, words):
    claim = a_claim(Status.VERIFIED)

    with pytest.raises(ReturnRefused, match=words):
        came_back(claim, quantity)

    assert balance(claim) == 60
    assert claim.lines.get().returned_quantity == 0


def test_a_repeated_click_takes_nothing_twice():
    claim = a_claim(Status.VERIFIED)
    came_back(claim, 3)

    with pytest.raises(ReturnRefused, match="in the meantime"):
        came_back(claim, 3)

    assert balance(claim) == 45


def test_the_database_itself_knows_how_much_can_come_back():
    claim = a_claim(Status.VERIFIED)

    for quantity in (-1, 13):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClaimLine.objects.filter(claim=claim).update(returned_quantity=quantity)
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardLine.objects.filter(award__claim=claim).update(taken_back=10000)


def test_what_was_spent_is_owed():
    claim = a_claim(Status.VERIFIED)
    spent(claim, 55, now=LATER)

    came_back(claim, 3)

    assert balance(claim) == 0


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.REFUSED, Status.REVERSED])
def test_only_of_a_confirmed_claim(status):
    with pytest.raises(DecisionRefused):
        came_back(a_claim(status), 3)


def test_the_claimant_does_not_note_it():
    claim = a_claim(Status.VERIFIED)

    with pytest.raises(DecisionRefused, match="your own"):
        decisions.goods_came_back(claim=claim, quantities={}, number=1, by=claim.participant.user, now=LATER)


def test_a_cap_counts_less_and_is_free_for_the_next_claim():
    a_rule(Cap(70, Holder.PARTICIPANT, Period.MONTH))
    first = a_claim(Status.VERIFIED)
    came_back(first, 6)
    assert RuleTally.objects.get().given == 30

    a_claim(Status.VERIFIED)

    assert balance(first) == 70


def test_what_a_cap_had_cut_makes_up_for_what_came_back():
    a_rule(Cap(50, Holder.PARTICIPANT, Period.MONTH))
    claim = two_products()
    assert balance(claim) == 50

    came_back(claim, 0, 10)
    assert balance(claim) == 50
    came_back(claim, 4, 0, number=2)

    assert balance(claim) == 40


def test_a_step_that_is_no_longer_reached_goes_back():
    a_rule(Steps(((Decimal(10), Decimal(500)),), Measure.PIECE, Period.QUARTER))
    claim = a_claim(Status.VERIFIED)
    assert balance(claim) == 560

    came_back(claim, 3)

    assert balance(claim) == 45
    assert RuleTally.objects.get().counted == 9


def test_a_fixed_bonus_stays_with_what_is_left():
    a_rule(PerClaim(Decimal(50)))
    claim = a_claim(Status.VERIFIED)

    came_back(claim, 3)

    assert balance(claim) == 45 + 50


def test_a_set_that_is_no_longer_full_goes_back_and_frees_what_it_used():
    elbow = a_product()
    a_rule(PerSet(Decimal(100), (SetMember(frozenset({elbow.pk}), Decimal(20)),), within_days=30))
    first, second = a_claim(Status.VERIFIED), a_claim(Status.VERIFIED)
    assert balance(first) == 220

    came_back(second, 5)

    assert balance(first) == 60 + 35
    assert [part.left for part in SetPart.objects.order_by("pk")] == [12, 7]


def test_what_a_later_set_used_of_the_goods_stays_with_that_set():
    elbow = a_product()
    a_rule(PerSet(Decimal(100), (SetMember(frozenset({elbow.pk}), Decimal(20)),), within_days=30))
    first = a_claim(Status.VERIFIED)
    a_claim(Status.VERIFIED)

    came_back(first, 5)

    assert balance(first) == 220 - 25
    assert [part.left for part in SetPart.objects.order_by("pk")] == [0, 4]


def test_the_return_keeps_what_it_was_computed_from():
    claim = a_claim(Status.VERIFIED)

    came_back(claim, 3)

    made = GoodsReturn.objects.get()
    assert made.facts["lines"][0]["measures"]["piece"] == "9.000"
    assert [(one.line.product.sku, one.quantity) for one in made.goods.all()] == [(a_product().sku, 3)]
    assert returning.reference(made) == f"claim:{claim.uuid}:return-1"


def test_the_claims_page_and_the_statement_say_which_product_came_back(client):
    claim = a_claim(Status.VERIFIED)
    came_back(claim, 3, text="Three were cracked.")
    client.force_login(claim.participant.user)

    page = client.get(f"/claims/{claim.uuid}/").content.decode()
    points = client.get("/points/").content.decode()

    assert f"3 × {a_product().name}: points taken back: 15" in page
    assert "Three were cracked." in page
    assert "3 of 12 came back" in page
    assert f"3 × {a_product().name} came back" in points
    assert "−15" in points


def test_the_desk_notes_it_and_shows_it(client):
    claim = a_claim(Status.VERIFIED)
    client.force_login(a_campaign_admin(program=claim.program).user)
    here = f"/queue/{claim.uuid}/"
    assert "How much came back?" in client.get(here).content.decode()

    told = {"returned-number": 1, f"returned-line-{claim.lines.get().uuid}": "3", "returned-text": "Cracked."}
    answer = client.post(f"{here}returned/", told, follow=True)

    assert balance(claim) == 45
    page = answer.content.decode()
    assert f"3 × {a_product().name}: points taken back: 15" in page
    assert "3 of 12 came back" in page
    client.post(f"{here}returned/", told)
    assert balance(claim) == 45


def test_a_code_cannot_be_returned_in_part():
    claim = a_claim(Status.VERIFIED)
    claim.awards.update(facts={})

    with pytest.raises(DecisionRefused, match="cannot be divided"):
        came_back(claim, 3)


def test_a_copy_of_ones_data_says_it():
    claim = a_claim(Status.VERIFIED)
    came_back(claim, 3)

    told = {name: list(rows) for name, rows in own_data.sections(a_participant())}

    line = told["claims"][0]["lines"][0]
    assert (line["confirmed_quantity"], line["returned_quantity"]) == (12, 3)
