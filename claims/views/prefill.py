"""What stands in the fields of a draft before anybody types: what was stated before, else what was read."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from claims.drafts import FACTS, Draft, DraftLine, Fact, as_amount, as_day
from claims.models import Claim, ClaimLine
from common.texts import fold


def facts(claim: Claim, draft: Draft | None) -> dict[str, Fact]:
    """The facts to show by name. What the person stated before is sure, and goes before what was read."""
    read = draft.facts if draft else {}
    shown = {name: read[name] for name in FACTS if name in read}
    for name in FACTS:
        if stated := getattr(claim, name):
            shown[name] = _stated(name, str(stated), read.get(name))
    if "currency" not in shown:
        shown["currency"] = Fact("currency", claim.program.currency, is_sure=True)
    return shown


def _stated(name: str, value: str, read: Fact | None) -> Fact:
    if read is None:
        return Fact(name, value, is_sure=True)
    if _agree(name, value, read.value):
        return replace(read, value=value, is_sure=True, said=())
    return Fact(name, value, is_sure=True, page=read.page, box=read.box)


def _agree(name: str, stated: str, read: str) -> bool:
    return as_amount(stated) == as_amount(read) if name == "total" else stated == read


def initial_facts(shown: Mapping[str, Fact]) -> dict[str, Any]:
    """The facts as the form's fields want them."""
    converted = {"issue_date": as_day, "total": as_amount}
    return {name: converted.get(name, str)(fact.value) for name, fact in shown.items()}


def initial_lines(claim: Claim, draft: Draft | None) -> list[dict[str, Any]]:
    """Stated lines, then those of the reading that they do not cover; lines of no product of the program come last."""
    stated = list(claim.lines.order_by("position"))
    return [_from_stated(line) for line in stated] + [_from_read(line) for line in _uncovered(stated, draft)]


def _uncovered(stated: list[ClaimLine], draft: Draft | None) -> Iterator[DraftLine]:
    if draft is None:
        return
    places = {line.reading_index for line in stated}
    words = {fold(line.description) for line in stated if line.description}
    # Lines stated after this reading leave the rest of it out on purpose.
    chosen_from_it = any(line.reading_index is not None for line in stated)
    if not chosen_from_it:
        yield from (line for line in draft.lines if fold(line.description) not in words)
    rest = (*draft.lines, *draft.others) if chosen_from_it else draft.others
    for line in rest:
        if line.index not in places and fold(line.description) not in words:
            yield line.without_product() if chosen_from_it else line


def _from_stated(line: ClaimLine) -> dict[str, Any]:
    return {
        "product": line.product_id,
        "quantity": plain(line.quantity),
        "reading_index": line.reading_index,
        "description": line.description,
        "unit": line.unit,
        "amount": line.amount,
    }


def _from_read(line: DraftLine) -> dict[str, Any]:
    return {
        "product": line.product_id,
        "quantity": plain(line.quantity),
        "reading_index": line.index,
        "description": line.description[:300],
        "unit": line.unit,
        "amount": line.amount,
    }


def plain(quantity: Decimal | None) -> str:
    """A quantity as it is typed: without idle zeros."""
    return "" if quantity is None else format(quantity.normalize(), "f")
