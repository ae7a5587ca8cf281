"""Papers of one seller that the rules alone misread, sent by whoever it takes, read for real and confirmed."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from claims.models import Claim
from claims.services import intake, memory, reading, statements
from distributors.models import Distributor
from participants.models import Participant
from tests.builders.claims import a_statement
from tests.builders.files import an_upload
from tests.builders.programs import NOON, a_campaign, a_clerk, a_distributor, a_participant
from tests.extraction.documents import printed_pdf
from verification.services import decisions

NAME, TAX_ID = "Budmarket Sowa", "7811767696"


def sowa(participant: Participant) -> Distributor:
    """The seller, as the program knows it."""
    return a_distributor(NAME, program=participant.program, tax_id=TAX_ID)


def a_paper(number: str, *, whole: str, paid: str, tax_id: str = f"NIP {TAX_ID}", payer: str = "") -> bytes:
    """The number is called a sign; the sum before a bonus stands as the one to pay."""
    rows = (NAME, "ul. Lesna 3, 60-001 Poznan", tax_id, f"Znak {number}", "Data 2026-11-04", "Kolano 20")
    return printed_pdf((*rows, f"RAZEM DO ZAPLATY {whole} PLN", f"Wplacono po premii {payer} {paid}"))


def read_claim(
    number: str, *, whole: str = "120,00", paid: str = "111,00", participant: Participant | None = None, **paper: str
) -> Claim:
    """A draft whose paper was really read."""
    participant = participant or a_participant()
    a_campaign(participant.program)
    sowa(participant)
    upload = an_upload(a_paper(number, whole=whole, paid=paid, **paper), name="paper.pdf")
    claim = intake.receive(participant=participant, files=[upload], intake_key=uuid4(), now=NOON)
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    claim.refresh_from_db()
    return claim


def confirmed_claim(number: str, *, paid: str = "111.00", now: datetime = NOON, **paper: Any) -> Claim:
    """The same, sent with what really stands on it and confirmed by the seller."""
    claim = read_claim(number, paid=paid.replace(".", ","), **paper)
    statement = a_statement(number=number, seller=NAME, issuer_tax_id=TAX_ID, total=paid)
    statements.send(claim=claim, statement=statement, by=claim.participant.user, now=NOON)
    clerk = a_clerk("Anna Sowa", distributor=sowa(claim.participant))
    decisions.confirm(claim=claim, by=clerk.user, now=NOON)
    memory.learn(claim_id=claim.uuid, now=now)
    return claim
