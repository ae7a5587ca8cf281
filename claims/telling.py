"""Where a value came from, in words: its source, how sure it is, and what other sources say instead."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.matching import Match
from claims.drafts import Box, as_amount, as_day
from claims.showing import Picture
from common import writing
from extraction.reading import E_INVOICE, FISCAL_CODE, OCR, TEXT_LAYER, Said

GUESS, ALMOST = 0.5, 0.95


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values: as a field takes it, as people read it, and who says it."""

    value: str
    shown: str
    source: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where one value came from: in words, and its place on the paper where it has one that is not shown already."""

    text: str
    page: Picture | None = None
    box: Box | None = None


def origin(
    source: str, confidence: float, *, sure_from: float, is_sure: bool = False, is_recalled: bool = False
) -> str:
    """The source and how sure it is. With `is_sure` a value stands although it was read with less than `sure_from`."""
    if is_recalled:
        return _("Remembered from earlier documents of this seller.")
    if not source:
        return _("You wrote this yourself.")
    told = f"{_read_from(source)} {_how_sure(confidence, sure_from=sure_from)}"
    return f"{told} {_('The seller is known in the program.')}" if is_sure and confidence < sure_from else told


def origin_of_line(source: str, match: Match) -> str:
    """Where a line was read, and by what its product was found."""
    sentences = {
        "gtin": _("The product was found by its number (GTIN)."),
        "sku": _("The product was found by its article number."),
        "alias": _("The product was found by the name that this seller prints for it."),
        "name": _("The product was found by its name (%(share)s).") % {"share": _share(match.score)},
    }
    return f"{_read_from(source)} {sentences[match.by]}".strip()


def _read_from(source: str) -> str:
    sentences = {
        E_INVOICE: _("Read from the e-invoice."),
        FISCAL_CODE: _("Read from the code on the document."),
        TEXT_LAYER: _("Read from the text of the PDF."),
        OCR: _("Read from the photo or scan."),
    }
    return sentences.get(source, source)


def _how_sure(confidence: float, *, sure_from: float) -> str:
    """In words, with per cent; never rounded up, for almost certain is not certain."""
    if confidence < sure_from:
        sentence = (
            _("Not sure enough (%(share)s).") if confidence >= GUESS else _("Hardly more than a guess (%(share)s).")
        )
    elif confidence >= 1:
        sentence = _("Certain (%(share)s).")
    else:
        sentence = _("Almost certain (%(share)s).") if confidence >= ALMOST else _("Quite sure (%(share)s).")
    return sentence % {"share": _share(confidence)}


def _share(confidence: float) -> str:
    return writing.share(math.floor(confidence * 100 + 1e-9) / 100, get_language() or "en")


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
