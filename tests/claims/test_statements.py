"""What the person states is kept apart from what was read, with every correction and who made it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from claims.models import Claim, ClaimLine, Correction
from claims.services import reading, sending, statements
from claims.services.sending import SendRefused
from claims.statements import StatedLine
from claims.states import Status
from tests.builders.claims import a_claim, a_draft, a_read_draft, a_statement
from tests.builders.programs import NOON, a_distributor, a_participant, a_product

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def as_read(**changes):
    """The statement of somebody who found everything right."""
    elbow = StatedLine(Decimal(12), a_product().pk, "Elbow 20 mm", "C62", Decimal("240.00"), 0)
    facts = {
        "seller": "Hurtownia Alfa Sp. z o.o.",
        "issuer_tax_id": "PL6770065406",
        "total": Decimal("369.00"),
        "lines": (elbow,),
    }
    return a_statement(**(facts | changes))


def send(claim: Claim, statement) -> None:
    statements.send(claim=claim, statement=statement, by=claim.participant.user, now=NOON)


def corrections(claim: Claim) -> list[tuple]:
    return list(claim.corrections.order_by("pk").values_list("line", "name", "was", "became"))


def test_sending_keeps_facts_and_lines_and_moves_the_claim():
    claim = a_draft()
    alfa = a_distributor()

    send(claim, a_statement(number="FV/1"))

    claim.refresh_from_db()
    assert (claim.status, claim.document_number, claim.total) == (Status.SUBMITTED, "FV/1", Decimal("1284.50"))
    assert (claim.distributor, claim.submitted_at) == (alfa, NOON)
    assert claim.due_on is not None
    line = claim.lines.get()
    assert (line.position, line.quantity, line.product) == (1, Decimal(12), a_product())


def test_what_was_read_and_found_right_is_no_correction():
    claim = a_read_draft()

    send(claim, as_read())

    assert corrections(claim) == []


def test_each_change_is_kept_with_the_person_who_made_it():
    claim = a_read_draft()
    (elbow,) = as_read().lines

    send(claim, as_read(number="FV/2", lines=(replace(elbow, quantity=Decimal(10)),)))

    assert corrections(claim) == [(None, "document_number", "FV/2026/11/0457", "FV/2"), (0, "quantity", "12", "10")]
    assert {one.made_by for one in Correction.objects.all()} == {claim.participant.user}


def test_another_product_and_a_line_left_out_are_corrections():
    claim = a_read_draft(lines=(("Elbow 20 mm", 12, "240.00"), ("Elbow 20 mm", 3, "60.00")))
    valve = a_product("RV-12", "Ball valve")
    (elbow,) = as_read().lines

    send(claim, as_read(lines=(replace(elbow, product_id=valve.pk),)))

    assert corrections(claim) == [(0, "product", "RP-E20", "RV-12"), (1, "left-out", "Elbow 20 mm", "")]


def test_a_correction_saved_before_sending_is_kept_once():
    claim = a_read_draft()
    statement = as_read(number="FV/2")
    statements.save(claim=claim, statement=statement, by=claim.participant.user, now=NOON)

    send(claim, statement)

    assert len(corrections(claim)) == 1


def test_a_claim_is_sent_before_its_document_is_read():
    claim = a_draft()
    a_distributor()

    send(claim, a_statement())
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)

    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED
    assert claim.document_number == "FV/2026/11/0457"


def test_a_claim_whose_seller_nobody_knows_goes_to_the_organizer():
    claim = a_draft()

    send(claim, a_statement(seller="Sklep pod Kasztanami"))

    claim.refresh_from_db()
    assert (claim.distributor, claim.desk) == (None, Claim.Desk.ORGANIZER)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"number": ""}, "document number"),
        ({"issue_date": None}, "date"),
        ({"lines": ()}, "products"),
        ({"issue_date": (NOON + timedelta(days=30)).date()}, "future"),
    ],
)
def test_without_what_the_sale_is_found_by_nothing_is_kept(changes: dict, missing: str):
    claim = a_draft()

    with pytest.raises(SendRefused, match=missing):
        send(claim, a_statement(**changes))

    claim = Claim.objects.get()
    assert (claim.status, claim.issuer_name) == (Status.DRAFT, "")
    assert not ClaimLine.objects.exists()


def test_a_claim_is_sent_once():
    claim = a_claim()

    with pytest.raises(SendRefused, match="sent already"):
        send(claim, a_statement(number="FV/other"))

    assert Claim.objects.get().document_number != "FV/other"


def test_somebody_who_opened_the_claim_before_it_was_sent_changes_nothing_after():
    claim = a_draft()
    a_distributor()
    stale = Claim.objects.get()
    send(claim, a_statement())

    with pytest.raises(SendRefused, match="sent already"):
        statements.save(claim=stale, statement=a_statement(number="X"), by=stale.participant.user, now=NOON)


def test_nobody_else_states_anything():
    claim = a_draft()

    with pytest.raises(SendRefused, match="not yours"):
        statements.save(claim=claim, statement=a_statement(), by=a_participant("Ola Wrona").user, now=NOON)


def test_saving_again_replaces_the_lines():
    claim = a_draft()
    by = claim.participant.user

    statements.save(claim=claim, statement=a_statement(quantity=3), by=by, now=NOON)
    statements.save(claim=claim, statement=a_statement(quantity=5), by=by, now=NOON)

    assert list(claim.lines.values_list("quantity", flat=True)) == [Decimal(5)]


def test_a_claim_withdrawn_and_claimed_again_can_be_sent():
    claim = a_draft(text="the same paper")
    a_distributor()
    send(claim, a_statement())
    sending.withdraw(claim=claim, by=claim.participant.user, now=NOON)

    again = a_draft(text="the same paper")
    send(again, a_statement())

    again.refresh_from_db()
    assert (again != claim, again.status) == (True, Status.SUBMITTED)
