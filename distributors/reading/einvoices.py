"""E-invoices as sales: one XML file, or many packed together. What the seller's own program wrote needs no columns."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile
from zlib import error as BrokenPacking

from django.utils.translation import gettext as _

from common.texts import number_key, tax_key
from distributors.reading import cells
from distributors.reading import rows as sheet_rows
from distributors.reading.faults import BadCell, BadRow, Fault, NotReadable, shortened
from distributors.reading.limits import MOST_INVOICES
from distributors.reading.packing import stated_parts
from distributors.reading.rows import Stated
from extraction import document_types, einvoices
from extraction.einvoices import BrokenXml, Structured
from extraction.einvoices.tree import MOST_BYTES
from extraction.reading import Line

NO_SALES = (document_types.PRO_FORMA, document_types.ADVANCE, document_types.DELIVERY_NOTE, document_types.OTHER)
NOT_MEANT = ("__MACOSX/", ".DS_Store", "Thumbs.db")
"""What packing programs add of their own."""

Lines = dict[tuple[str, str, str, str], tuple[Decimal, Decimal | None]]


def read_invoices(path: Path, *, seller: str) -> Iterator[Stated | BadRow]:
    """The lines of each invoice of this seller (a tax key), and reports on what is none. Raises NotReadable."""
    seen: set[tuple[str, str]] = set()
    for line, (name, content) in enumerate(_contents(path), start=1):
        try:
            stated = _stated(line, content, seller=seller)
            if stated[0][:2] in seen:
                raise BadCell(Fault.TWICE, stated[0].number)
        except BadCell as bad:
            yield BadRow(line, shortened(name), shortened(bad.value), bad.fault)
        else:
            seen.add(stated[0][:2])
            yield from stated


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    if not is_zipfile(path):
        if path.stat().st_size > MOST_BYTES:
            raise NotReadable(_("This XML file is too large for one invoice. Pack many invoices as a ZIP."))
        yield "", path.read_bytes()
        return
    try:
        with ZipFile(path) as packed:
            for part in stated_parts(packed, most=MOST_INVOICES):
                if not any(sign in part.filename for sign in NOT_MEANT):
                    yield part.filename, _unpacked(packed, part)
    except (BadZipFile, BrokenPacking, EOFError, NotImplementedError, OSError) as broken:
        raise NotReadable(_("The file is damaged: it ends too early or was changed on the way.")) from broken


def _unpacked(packed: ZipFile, part: ZipInfo) -> bytes:
    """Empty for what is too large for an invoice, so that it is reported as none."""
    if part.file_size > MOST_BYTES:
        return b""
    with packed.open(part) as content:
        return content.read(MOST_BYTES)


def _stated(line: int, content: bytes, *, seller: str) -> list[Stated]:
    found = _read(content)
    said = {name: field.value for name, field in found.fields.items()}
    if not seller or tax_key(said.get("issuer_tax_id", "")) != seller:
        raise BadCell(Fault.NOT_OWN, said.get("issuer_tax_id", ""))
    if said.get("document_type") in NO_SALES:
        raise BadCell(Fault.NO_SALE, said.get("document_number", ""))
    if len(found.corrects) > 1:
        raise BadCell(Fault.CORRECTS_MANY, said.get("document_number", ""))
    sign = -1 if _counts_below_zero(said, found) else 1
    head = _head(line, said, corrects=next(iter(found.corrects), ""), sign=sign)
    stated = [_with_line(head, article, amounts, sign) for article, amounts in _added_up(found.lines).items()]
    if not stated:
        raise BadCell(Fault.NO_CHANGE if found.corrects else Fault.INCOMPLETE, head.number)
    return stated


def _read(content: bytes) -> Structured:
    try:
        found = einvoices.read(content)
    except (BrokenXml, ValueError) as broken:
        raise BadCell(Fault.NO_INVOICE) from broken
    if found is None:
        raise BadCell(Fault.NO_INVOICE)
    return found


def _counts_below_zero(said: dict[str, str], found: Structured) -> bool:
    """Credit notes state what they take back without a minus; a program that writes one all the same means the same."""
    is_note = said.get("document_type") == document_types.CREDIT_NOTE
    return is_note and not any((line.quantity or "").startswith("-") for line in found.lines)


def _head(line: int, said: dict[str, str], *, corrects: str, sign: int) -> Stated:
    number, day = said.get("document_number", ""), said.get("issue_date", "")
    key = number_key(number)
    if not key or not day:
        raise BadCell(Fault.INCOMPLETE, number)
    if max(len(number), len(key), len(corrects)) > sheet_rows.MOST_KEY:
        raise BadCell(Fault.NUMBER, number)
    buyer = tax_key(said.get("buyer_tax_id", ""))
    return Stated(
        key=key,
        day=cells.text(cells.day(day, month_first=False)),
        line=line,
        number=number,
        buyer_tax_id=buyer if len(buyer) <= sheet_rows.MOST_TAX_KEY else "",
        buyer_number="",
        net=_amount(said.get("net_total"), sign),
        gross=_amount(said.get("total"), sign),
        currency=said.get("currency", "")[:3],
        corrects=corrects,
        sku="",
        gtin="",
        description="",
        quantity="",
        unit="",
        line_net="",
    )


def _added_up(lines: tuple[Line, ...]) -> Lines:
    """One line for each article: a correction lists it as it was, below zero, and as it is. What stays is left out."""
    quantities: defaultdict[tuple[str, str, str, str], Decimal] = defaultdict(Decimal)
    amounts: defaultdict[tuple[str, str, str, str], list[Decimal | None]] = defaultdict(list)
    for line in lines:
        if quantity := _number(line.quantity, sheet_rows.MOST_QUANTITY):
            article = _article(line)
            quantities[article] += quantity
            amounts[article].append(_number(line.amount, sheet_rows.MOST_LINE_AMOUNT))
    if any(abs(quantity) >= sheet_rows.MOST_QUANTITY for quantity in quantities.values()):
        raise BadCell(Fault.QUANTITY)
    return {article: (quantity, _sum(amounts[article])) for article, quantity in quantities.items() if quantity}


def _article(line: Line) -> tuple[str, str, str, str]:
    sku = (line.sku or "")[: sheet_rows.MOST_SKU]
    description = " ".join(line.description.split())[: sheet_rows.MOST_DESCRIPTION]
    return sku, line.gtin or "", description, (line.unit or "")[: sheet_rows.MOST_UNIT]


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _with_line(
    head: Stated, article: tuple[str, str, str, str], amounts: tuple[Decimal, Decimal | None], sign: int
) -> Stated:
    sku, gtin, description, unit = article
    quantity, net = amounts
    return head._replace(
        sku=sku,
        gtin=gtin,
        description=description,
        unit=unit,
        quantity=str((sign * quantity).quantize(Decimal("0.001"))),
        line_net="" if net is None else str((sign * net).quantize(Decimal("0.01"))),
    )


def _amount(text: str | None, sign: int) -> str:
    """Below zero for a credit note, however its sums are written."""
    found = _number(text, sheet_rows.MOST_AMOUNT)
    if found is None:
        return ""
    return str((-abs(found) if sign < 0 else found).quantize(Decimal("0.01")))


def _number(text: str | None, most: Decimal) -> Decimal | None:
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    if abs(found) >= most:
        raise BadCell(Fault.AMOUNT, text)
    return found
