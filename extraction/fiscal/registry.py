"""Which scheme is it? One ordered table; the first shape that fits and whose parser accepts wins."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from extraction.fiscal.code_reading import CodeReading
from extraction.fiscal.facts import Scheme, as_reading
from extraction.fiscal.schemes import (
    ar,
    at,
    bg,
    bo,
    br,
    bysquare,
    ch,
    cl,
    cn,
    co,
    cz,
    de,
    do,
    ec,
    eg,
    epc,
    es,
    gr,
    hr,
    id_,
    in_,
    ke,
    me_al,
    mx,
    pe,
    pl_eparagon,
    pl_ksef,
    pl_payment,
    pt,
    rs,
    ru,
    sa,
    si,
    sk,
    tr,
    tw,
    ua_kz_uz,
    uy,
)  # fmt: skip

# Shapes that many other texts have stand last: keys of digits only, and codes told only by what they decode to.
_FAMILIES = (
    pl_ksef, pl_payment, pl_eparagon, pt, at, de, ch, epc, cz, sk, si, hr, rs, me_al, gr, es, bg,
    tr, ru, ua_kz_uz, eg, in_, id_, ke, tw, cn, mx, br, ar, cl, co, ec, pe, do, uy, bo, bysquare, sa,
)  # fmt: skip
SCHEMES: tuple[Scheme, ...] = tuple(scheme for family in _FAMILIES for scheme in family.SCHEMES)

MOST_CHARACTERS = 7089
"""More than the largest QR symbol holds."""

MOST_OF_A_FILE = 1024 * 1024
"""For the text of an electronic receipt, which is a file and not a symbol."""


def read(payload: str) -> CodeReading | None:
    """What the text of a symbol says, None if it is no fiscal code known here."""
    if len(payload) > (MOST_OF_A_FILE if payload.lstrip()[:1] == "{" else MOST_CHARACTERS):
        return None
    text = _trimmed(payload)
    for known in SCHEMES:
        found = known.pattern.match(text)
        facts = known.parse(found) if found else None
        if facts is not None:
            return as_reading(known.name, facts)
    return None


def _trimmed(payload: str) -> str:
    """Without white space around it; the empty lines of codes that are read by lines are part of them and stay."""
    text = payload.strip()
    return payload.strip(" ") if "\n" in text else text


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
        "warnings": [warning.as_dict() for warning in reading.warnings],
        "error": None,
    }
