"""Which scheme is it? One ordered table; the first shape that fits and whose parser accepts wins."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from extraction.fiscal.code_reading import CodeReading
from extraction.fiscal.facts import Scheme, as_reading
from extraction.fiscal.schemes import (
    at,
    bg,
    bysquare,
    ch,
    cz,
    de,
    epc,
    es,
    gr,
    hr,
    me_al,
    pl_eparagon,
    pl_ksef,
    pl_payment,
    pt,
    rs,
    si,
    sk,
)

SCHEMES: tuple[Scheme, ...] = (
    *pl_ksef.SCHEMES,
    *pl_payment.SCHEMES,
    *pl_eparagon.SCHEMES,
    *pt.SCHEMES,
    *at.SCHEMES,
    *de.SCHEMES,
    *ch.SCHEMES,
    *epc.SCHEMES,
    *cz.SCHEMES,
    *sk.SCHEMES,
    *si.SCHEMES,
    *hr.SCHEMES,
    *rs.SCHEMES,
    *me_al.SCHEMES,
    *gr.SCHEMES,
    *es.SCHEMES,
    *bg.SCHEMES,
    *bysquare.SCHEMES,
)

MOST_CHARACTERS = 7089
"""More than the largest QR symbol holds."""

MOST_OF_A_FILE = 1024 * 1024
"""For the text of an electronic receipt, which is a file and not a symbol."""


def read(payload: str) -> CodeReading | None:
    """What the text of a symbol says, None if it is no fiscal code known here."""
    if len(payload) > (MOST_OF_A_FILE if payload.lstrip()[:1] == "{" else MOST_CHARACTERS):
        return None
    text = payload.strip(" ")
    for known in SCHEMES:
        found = known.pattern.match(text)
        facts = known.parse(found) if found else None
        if facts is not None:
            return as_reading(known.name, facts)
    return None


def read_payload(text: str) -> dict[str, Any]:
    """The JSON object that `bin/read --payloads` prints for one text."""
    reading = read(text)
    if reading is None:
        error = {"code": "unknown-code", "text": "This is no fiscal code known here."}
        return {"payload": text, "scheme": None, "fields": {}, "checks": {}, "warnings": [], "error": error}
    return {
        "payload": text,
        "scheme": reading.scheme,
        "fields": {name: asdict(found) for name, found in reading.fields.items()},
        "checks": dict(reading.checks),
        "warnings": [asdict(warning) for warning in reading.warnings],
        "error": None,
    }
