"""Claims of the demo's people on its sample documents, read and sent through the real services."""

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from claims.drafts import Draft, DraftLine, as_amount, as_day
from claims.models import Claim
from claims.services import drafts, intake, statements
from claims.statements import StatedLine, Statement
from participants.models import Participant
from tests.builders.files import an_einvoice, an_upload

SAMPLES = Path(__file__).parents[2] / "samples" / "documents"
RunJobs = Callable[[], int]
File = tuple[str, bytes]

MAREK = "marek.nowak@example.com"
AGNIESZKA = "agnieszka.wrona@example.com"
BARBARA = "barbara.sikora@zuraw-hurt.example.com"
ZURAW = {"seller": "Żuraw Hurt Instalacyjny sp. z o.o.", "tax_id": "7349712035"}


def sample(name: str) -> File:
    """A document of the demo."""
    return name, (SAMPLES / name).read_bytes()


def an_invoice(number: str, seller: dict[str, str]) -> File:
    """An e-invoice on elbows and mortar, as quickly read as written."""
    lines = (("Press elbow 90°, 16 mm", 12, "240.00"), ("Mortar M10, 25 kg", 3, "60.00"))
    return f"{number}.xml", an_einvoice(number=number, issued_on="2026-11-04", lines=lines, **seller)


def sent(files: Sequence[File], *, email: str, run_jobs: RunJobs) -> list[Claim]:
    """One claim for each file: uploaded, read, sent as it was read, and looked over for the desk."""
    participant = Participant.objects.get(user__email=email)
    claims = [_uploaded(participant, file) for file in files]
    run_jobs()
    for claim in claims:
        claim.refresh_from_db()
        draft = drafts.draft_of(claim, now=timezone.now())
        assert draft, f"nothing was read of {claim.document.files.get().original_name}"
        statements.send(claim=claim, statement=_as_read(draft), by=participant.user, now=timezone.now())
    run_jobs()
    return claims


def _uploaded(participant: Participant, file: File) -> Claim:
    name, data = file
    upload = an_upload(data, name=name)
    return intake.receive(participant=participant, files=[upload], intake_key=uuid4(), now=timezone.now())


def _as_read(draft: Draft) -> Statement:
    return Statement(
        issuer_name=draft.value("issuer_name"),
        issuer_tax_id=draft.value("issuer_tax_id"),
        document_number=draft.value("document_number"),
        issue_date=as_day(draft.value("issue_date")),
        total=as_amount(draft.value("total")),
        currency=draft.value("currency") or "PLN",
        lines=tuple(_line(line) for line in draft.lines),
    )


def _line(line: DraftLine) -> StatedLine:
    assert line.quantity
    return StatedLine(line.quantity, line.product_id, line.description, line.unit, line.amount, line.index)
