"""Claims in any state, walked there through the real services."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from claims.models import Claim
from claims.reasons import Reason
from claims.services import intake, reading, sending, statements
from claims.statements import StatedLine, Statement
from claims.states import Status
from participants.models import Participant, User
from tests.builders.files import an_einvoice, an_upload
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_clerk, a_distributor, a_participant, a_product
from verification.services import decisions

BOUGHT_ON = date(2026, 11, 4)
_numbers = count(457)


def a_statement(
    *, number: str = "FV/2026/11/0457", quantity: int = 12, seller: str = "Hurtownia Alfa", **changes: object
) -> Statement:
    """Twelve elbows bought from Alfa."""
    elbow = a_product()
    line = StatedLine(Decimal(quantity), product_id=elbow.pk, description="KOLANO 20", amount=Decimal("240.00"))
    facts = {"issuer_name": seller, "document_number": number, "issue_date": BOUGHT_ON, "total": Decimal("1284.50")}
    return Statement(**({"currency": "PLN", "lines": (line,)} | facts | changes))  # type: ignore[arg-type]


def a_draft(participant: Participant | None = None, *, text: str = "") -> Claim:
    """A claim with one picture that nobody has read yet."""
    participant = participant or a_participant()
    a_campaign(participant.program)
    upload = an_upload(text=text or f"paper {next(_numbers)}")
    return intake.receive(participant=participant, files=[upload], intake_key=uuid4(), now=NOON)


def a_read_draft(participant: Participant | None = None, **told: Any) -> Claim:
    """A draft whose e-invoice was really read; `told` changes what the invoice says."""
    participant = participant or a_participant()
    a_campaign(participant.program)
    a_distributor(program=participant.program)
    upload = an_upload(an_einvoice(**told), name="invoice.xml")
    claim = intake.receive(participant=participant, files=[upload], intake_key=uuid4(), now=NOON)
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    claim.refresh_from_db()
    claim.document.refresh_from_db()
    return claim


def a_claim(status: Status = Status.SUBMITTED, *, participant: Participant | None = None, number: str = "") -> Claim:
    """A claim on twelve elbows from Alfa, in the state asked for; a fresh document each time."""
    number = number or f"FV/2026/11/{next(_numbers):04}"
    claim = a_draft(participant, text=number)
    a_distributor(program=claim.program)
    for step in _STEPS[status]:
        step(claim, number)
    claim.refresh_from_db()
    return claim


def _send(claim: Claim, number: str) -> None:
    statement = a_statement(number=number)
    statements.send(claim=claim, statement=statement, by=claim.participant.user, now=NOON)


def _withdraw(claim: Claim, number: str) -> None:
    sending.withdraw(claim=claim, by=claim.participant.user, now=NOON)


def _ask(claim: Claim, number: str) -> None:
    decisions.ask(claim=claim, reason=Reason.NEED_ANSWER, text="Which branch was it?", by=_clerk(claim), now=NOON)


def _refuse(claim: Claim, number: str) -> None:
    decisions.refuse(claim=claim, reason=Reason.RETURNED, by=_clerk(claim), now=NOON)


def _confirm(claim: Claim, number: str) -> None:
    decisions.confirm(claim=claim, by=_clerk(claim), now=NOON)


def _reverse(claim: Claim, number: str) -> None:
    admin = a_campaign_admin(program=claim.program)
    decisions.reverse(claim=claim, reason=Reason.PAID_IN_ERROR, by=admin.user, now=NOON)


def _clerk(claim: Claim) -> User:
    assert claim.distributor
    return a_clerk(distributor=claim.distributor).user


Step = Callable[[Claim, str], None]
_STEPS: dict[Status, tuple[Step, ...]] = {
    Status.DRAFT: (),
    Status.SUBMITTED: (_send,),
    Status.QUERIED: (_send, _ask),
    Status.VERIFIED: (_send, _confirm),
    Status.REFUSED: (_send, _refuse),
    Status.WITHDRAWN: (_send, _withdraw),
    Status.REVERSED: (_send, _confirm, _reverse),
}
