"""Where a value came from, in words: its source, how sure it is, and what other sources say instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.drafts import as_amount, as_day
from common import writing
from extraction.reading import E_INVOICE, FISCAL_CODE, OCR, TEXT_LAYER, Said


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values: as a field takes it, as people read it, and who says it."""

    value: str
    shown: str
    source: str


def choices(said: Iterable[Said], *, currency: str) -> list[Choice]:
    """What the sources say of one field, in the reader's language."""
    return [
        Choice(one.value, written(one.field, one.value, currency=currency), source_word(one.source)) for one in said
    ]


def written(name: str, value: str, *, currency: str) -> str:
    """A value that was read, as the reader's language writes it; a day always with its year."""
    language = get_language() or "en"
    if name == "issue_date" and (day := as_day(value)):
        return writing.short_day(day, language, today=date.min)
    if name == "total" and currency and (amount := as_amount(value)) is not None:
        return writing.money(amount, currency, language)
    return value


def source_word(source: str) -> str:
    """The name of a source."""
    words = {
        E_INVOICE: _("e-invoice"),
        FISCAL_CODE: _("code on the document"),
        TEXT_LAYER: _("text of the PDF"),
        OCR: _("photo or scan"),
    }
    return words.get(source, source)
