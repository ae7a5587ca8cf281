"""The Reading: what extraction found in one file or document, as frozen values and as the JSON line of `bin/read`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

E_INVOICE = "e-invoice"
FISCAL_CODE = "fiscal-code"
TEXT_LAYER = "text-layer"
OCR = "ocr"
SOURCES = (E_INVOICE, FISCAL_CODE, TEXT_LAYER, OCR)
"""Where a field came from, most trusted first."""

FIELD_NAMES = (
    "issuer_name",
    "issuer_tax_id",
    "issuer_address",
    "document_number",
    "issue_date",
    "issue_time",
    "total",
    "net_total",
    "tax_total",
    "currency",
    "buyer_name",
    "buyer_tax_id",
    "document_id",
    "document_type",
)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as fractions of the page, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value read from a document.

    `value` is text: ISO 8601 for dates and times, a decimal string for amounts, ISO 4217 for currencies.
    `confidence` is 0 to 1. `page` counts from 1; `box` is None where the value has no place (an e-invoice).
    """

    value: str
    confidence: float
    source: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line item. Quantities and amounts are decimal strings, absent ones None."""

    description: str
    quantity: str | None = None
    unit: str | None = None
    unit_price: str | None = None
    amount: str | None = None
    gtin: str | None = None
    sku: str | None = None
    confidence: float = 0.0
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Symbol:
    """A bar code or 2-D code found on a page."""

    symbology: str
    text: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a field that another source says otherwise."""

    field: str
    source: str
    value: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One printed value that a field may be found at, and the words that name it: what memory compares.

    `kind` is amount, day, number or head (a line that may name the issuer). Each of `labels` says where the word stands
    and what it says, letters only: "before:sumapln", "left2:razem" (second amount right of it), "above:brutto".
    """

    kind: str
    value: str
    labels: tuple[str, ...]
    trust: float
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Warning:
    """A doubt about the reading: a stable code and a sentence for people.

    `page` counts from 1; it is None where the doubt is about the whole document, or the document has one page only.
    `values` are what the sources say where they differ, field by field, the most trusted source of each first.
    """

    code: str
    text: str
    page: int | None = None
    values: tuple[Said, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Its JSON object: `page` and `values` only where there are any."""
        plain: dict[str, Any] = {"code": self.code, "text": self.text}
        plain |= {"page": self.page} if self.page is not None else {}
        return plain | {"values": [asdict(said) for said in self.values]} if self.values else plain


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found. `error` is set, and the rest empty, when the file was refused.

    `printed_lines` are those of the print where an e-invoice states none of its own, and empty otherwise. `spots` are
    for memory and are kept with the reading, not printed with it.
    """

    file: str
    pages: int = 0
    seconds: float = 0.0
    fields: Mapping[str, Field] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    printed_lines: tuple[Line, ...] = ()
    spots: tuple[Spot, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    text: str = ""
    warnings: tuple[Warning, ...] = ()
    error: Warning | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON object that `bin/read` prints for one file."""
        printed = self.as_kept()
        del printed["spots"]
        return printed

    def as_kept(self) -> dict[str, Any]:
        """The same with the spots: what memory learns from when somebody confirms the document."""
        return asdict(self) | {
            "fields": {name: asdict(found) for name, found in self.fields.items()},
            "warnings": [warning.as_dict() for warning in self.warnings],
            "error": self.error.as_dict() if self.error else None,
        }
