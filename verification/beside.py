"""A claim beside another one that looks like the same document: what agrees, and what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Claim, DocumentPage
from claims.telling import written
from common import writing
from common.texts import firm_key, number_key, tax_key
from verification import queries
from verification.desks import Desk
from verification.evidence.twins import twins_of
from verification.problems import Twin

RELATED = ("participant__company", "program", "distributor")


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of both claims, as people read it."""

    name: str
    label: str
    mine: str
    other: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Both claims. Where the other is not this desk's to see, `is_foreign`: then only its number and day are told."""

    claim: Claim
    twin: Twin
    other: Claim
    is_foreign: bool
    rows: list[Row]
    pages: list[DocumentPage]
    other_pages: list[DocumentPage]


def beside(desk: Desk, claim: Claim, uuid: UUID) -> Beside | None:
    """The claim beside the other one; None unless something says that they are of one document."""
    twin = next((one for one in twins_of(claim) if one.uuid == str(uuid)), None)
    if twin is None:
        return None
    other = Claim.objects.select_related(*RELATED).get(program=claim.program, uuid=uuid)
    if not desk.claims().filter(pk=other.pk).exists():
        return Beside(claim, twin, other, is_foreign=True, rows=[], pages=[], other_pages=[])
    rows = [_row(*facts) for facts in zip(LABELS, _facts(claim), _facts(other), strict=True)]
    return Beside(
        claim,
        twin,
        other,
        is_foreign=False,
        rows=[row for row in rows if row.mine or row.other],
        pages=_pages(claim),
        other_pages=_pages(other),
    )


LABELS = ("sender", "issuer_name", "issuer_tax_id", "document_number", "issue_date", "total", "document_id", "lines")


def _label(name: str) -> str:
    labels = {
        "sender": _("Sent by"),
        "issuer_name": _("Seller"),
        "issuer_tax_id": _("Tax id"),
        "document_number": _("Number"),
        "issue_date": _("Date"),
        "total": _("Total"),
        "document_id": _("Fiscal identity"),
        "lines": _("Goods"),
    }
    return labels[name]


def _facts(claim: Claim) -> Iterator[tuple[str, str]]:
    """Each fact as people read it, and as it is compared."""
    day, total = claim.issue_date, claim.total
    yield claim.participant.name, str(claim.participant_id)
    yield claim.issuer_name, firm_key(claim.issuer_name)
    yield claim.issuer_tax_id, tax_key(claim.issuer_tax_id)
    yield claim.document_number, number_key(claim.document_number)
    yield (written("issue_date", day.isoformat(), currency=""), day.isoformat()) if day else ("", "")
    yield (written("total", str(total), currency=claim.currency), str(total)) if total is not None else ("", "")
    yield claim.document_id, claim.document_id
    lines = [(str(line.product or line.description), line.quantity) for line in queries.lines_of(claim)]
    yield "; ".join(f"{_count(quantity)} × {name}" for name, quantity in lines), str(sorted(lines))


def _count(quantity: Decimal) -> str:
    return writing.quantity(quantity, get_language() or "en")


def _row(name: str, mine: tuple[str, str], other: tuple[str, str]) -> Row:
    is_known = bool(mine[1] and other[1])
    return Row(name, _label(name), mine[0], other[0], differs=is_known and mine[1] != other[1])


def _pages(claim: Claim) -> list[DocumentPage]:
    return list(DocumentPage.objects.filter(document__claim=claim).order_by("number"))
