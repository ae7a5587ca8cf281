"""What the parser of a scheme states, and the shape of a scheme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from extraction import values
from extraction.coding.outcomes import UNVERIFIED, outcome
from extraction.document_types import RECEIPT
from extraction.fiscal.code_reading import CodeReading
from extraction.reading import FISCAL_CODE, Field, Warning

# What is to be paid may differ from the total, and who is paid from who sold.
_SURE_OF_PAYMENT = 0.8


@dataclass(frozen=True, slots=True)
class Facts:
    """What one code states; None where it does not say. `document_id` has the kind of document in front.

    `country` tells whose rules the tax ids follow. `coded_at` is the moment as coded, zone and all. A payment code says
    whom to pay and perhaps how much; it is no document, so it has no type.
    """

    document_type: str | None = RECEIPT
    is_payment: bool = False
    country: str | None = None
    issuer_name: str | None = None
    issuer_tax_id: str | None = None
    issuer_ref: str | None = None
    document_number: str | None = None
    issued_on: date | None = None
    issued_at: time | None = None
    coded_at: str | None = None
    total: Decimal | None = None
    net: Decimal | None = None
    tax: Decimal | None = None
    currency: str | None = None
    buyer_name: str | None = None
    buyer_tax_id: str | None = None
    document_id: str | None = None
    checks: Mapping[str, str | None] = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """One kind of code: its name, the shape of its text, and the parser, which gives None for what only looks alike."""

    name: str
    pattern: re.Pattern[str]
    parse: Callable[[re.Match[str]], Facts | None]


def scheme(name: str, pattern: str, parse: Callable[[re.Match[str]], Facts | None], flags: int = 0) -> Scheme:
    """A scheme from the text of its pattern."""
    return Scheme(name=name, pattern=re.compile(pattern, flags | re.ASCII), parse=parse)


def wall_time(moment: datetime, zone: str) -> datetime:
    """The moment as a clock in the issuer's country shows it; a moment without zone is taken to be that already."""
    return moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment


def as_reading(name: str, facts: Facts) -> CodeReading:
    """Fields that the code states, outcome of the checks, and doubts."""
    stated = {field_name: text for field_name, text in _texts(facts) if text}
    sure = _SURE_OF_PAYMENT if facts.is_payment else 1.0
    checks = dict(_checks(facts)) | {key: text for key, text in facts.checks.items() if text is not None}
    return CodeReading(
        scheme=name,
        fields={key: Field(value=text, confidence=sure, source=FISCAL_CODE) for key, text in stated.items()},
        checks=checks,
        is_payment=facts.is_payment,
        warnings=(*facts.warnings, *_doubts(checks, stated)),
    )


def _texts(facts: Facts) -> Iterator[tuple[str, str | None]]:
    yield "issuer_name", facts.issuer_name
    yield "issuer_tax_id", values.tax_id(facts.issuer_tax_id)
    yield "document_number", facts.document_number
    yield "issue_date", facts.issued_on.isoformat() if facts.issued_on else None
    yield "issue_time", facts.issued_at.isoformat("seconds") if facts.issued_at else None
    for name, amount in (("total", facts.total), ("net_total", facts.net), ("tax_total", facts.tax)):
        yield name, None if amount is None else values.money(amount)
    yield "currency", facts.currency
    yield "buyer_name", facts.buyer_name
    yield "buyer_tax_id", values.tax_id(facts.buyer_tax_id)
    yield "document_id", facts.document_id
    yield "document_type", None if facts.is_payment else facts.document_type


def _checks(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.issuer_ref:
        yield "issuer_ref", facts.issuer_ref
    if facts.coded_at:
        yield "coded_time", facts.coded_at
    number = values.tax_id(facts.issuer_tax_id)
    if number and facts.country:
        yield "tax_id", outcome(values.has_good_check_digit(number, facts.country))


def _doubts(checks: Mapping[str, str], stated: Mapping[str, str]) -> Iterator[Warning]:
    for name, ended in checks.items():
        if ended == UNVERIFIED and name == "tax_id":
            text = f"The check digit of the issuer's tax number {stated['issuer_tax_id']} does not fit."
            yield Warning("issuer-tax-id-check", text)
        elif ended == UNVERIFIED:
            text = f"A check of the code on the document failed ({name.replace('_', ' ')}). Compare it with the paper."
            yield Warning(f"code-{name.replace('_', '-')}", text)
