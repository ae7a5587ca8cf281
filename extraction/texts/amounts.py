"""Money as it is printed, turned into decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extraction.texts.layout import Strip

_MARKS = r"(?:rm|myr|eur|euro|usd|gbp|pln|zl|czk|kc|chf|huf|ft|ron|lei|sek|nok|dkk|inr|rs\.?|[€$£₹¥])"
# Thousands apart by a blank, point, comma or apostrophe; then exactly two decimals, which a blank may follow ("3, 49").
_MONEY = re.compile(
    rf"""(?<![\d.,:/])(?P<sign>[-+]\s?)?(?P<mark>{_MARKS}\s?)?(?P<minus>-\s?)?
    (?P<whole>\d{{1,3}}(?:[ .,']\d{{3}}){{1,3}}|\d{{1,9}}|(?=\.\d\d(?!\d)))\s?(?P<point>[.,])\s?(?P<cents>\d\d)
    (?P<after>-(?!\d))?(?!\d|[.,/:]\d|-\d)""",
    re.VERBOSE,
)
_ROUND = re.compile(rf"(?<![\w.,:/-])(?:{_MARKS}\s?(\d{{1,6}})|(\d{{1,6}})(?:,-|\s?{_MARKS}))(?![\w.,/:-])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount and where it stands in its strip. `is_exact` is false for one printed without decimals."""

    value: Decimal
    strip: Strip
    start: int
    end: int
    is_exact: bool = True


def amounts_in(strip: Strip) -> list[Amount]:
    """All amounts with two decimals, left to right; where there is none, whole numbers with a currency beside them."""
    return [Amount(value, strip, start, end, is_exact) for value, start, end, is_exact in _parsed(strip.folded)]


@lru_cache(maxsize=4096)
def _parsed(folded: str) -> tuple[tuple[Decimal, int, int, bool], ...]:
    text = _readable(folded)
    exact = tuple(_exact(found) for found in _MONEY.finditer(text))
    return exact or tuple(
        (Decimal(found[1] or found[2]), found.start(), found.end(), False) for found in _ROUND.finditer(text)
    )


def _readable(folded: str) -> str:
    """Letters that engines put for digits inside a number, put right: "1O,5O" and "l2,00"."""
    folded = re.sub(r"(?<=[\d.,])o(?=[\d.,]|o?\b)", "0", folded)
    return re.sub(r"(?<![a-z])[l|i](?=\d*[.,]\d\d(?!\d))", "1", folded)


def _exact(found: re.Match[str]) -> tuple[Decimal, int, int, bool]:
    whole = re.sub(r"\D", "", found["whole"]) or "0"
    value = Decimal(f"{whole}.{found['cents']}")
    is_negative = "-" in f"{found['sign']}{found['minus']}{found['after']}"
    start = found.start("minus") if found["minus"] else found.start("whole")
    return (-value if is_negative else value, start, found.end("cents"), True)
