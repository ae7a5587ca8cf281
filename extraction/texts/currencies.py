"""The currency, by the marks beside amounts, else by marks of the country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.texts.candidates import Candidate, candidate
from extraction.texts.layout import Paper, Row

WEIGHTS = {
    "a mark beside an amount": 1.6,
    "a mark": 1.0,
    "a mark that several countries use": 0.3,
    "named in a field": 2.5,
    "sign of the country": 0.6,
}
_EXTRA = 0.15

_SIGNS = {
    "PLN": r"\bpln\b|\bzl\b(?!\.)|\bzl\.(?=\s|$)",
    "EUR": r"\beuro?\b|€",
    "CZK": r"\bczk\b|\bkc\b",
    "GBP": r"\bgbp\b|£",
    "MYR": r"\bmyr\b|\brm(?=\d|\b)",
    "CHF": r"\bchf\b|\bsfr\b",
    "HUF": r"\bhuf\b|\bforint\b",
    "RON": r"\bron\b|\blei\b",
    "INR": r"\binr\b|₹|\brs\b\.?(?= ?-?\d)",
    "USD": r"\busd\b|us\$",
    "SEK": r"\bsek\b",
    "NOK": r"\bnok\b",
    "DKK": r"\bdkk\b",
    "UAH": r"\buah\b|₴",
    "SGD": r"\bsgd\b|(?<![a-z])s\$",
    "AUD": r"\baud\b|(?<![a-z])a\$",
    "CAD": r"\bcad\b|(?<![a-z])c\$",
    "HKD": r"\bhkd\b|hk\$",
    "THB": r"\bthb\b|฿",
    "PHP": r"\bphp\b|₱",
    "BRL": r"\bbrl\b|(?<![a-z])r\$",
}
_MARKS = {
    code: re.compile(rf"(?:{sign})|(?<=\d)(?:{sign.replace(chr(92) + 'b', '')})(?![a-z])")
    for code, sign in _SIGNS.items()
}
_SHARED = {"USD": re.compile(r"(?<![a-z])\$")}
# Those that are words in front of another country's postal code ("in 04178 Leipzig") count behind a comma only.
_STATES = r"a[kzr]|c[at]|fl|ga|hi|i[al]|k[sy]|m[adeinost]|n[cdehjmvy]|o[hk]|pa|ri|s[cd]|t[nx]|ut|v[at]|w[aivy]"
# "Ft", the Hungarian mark, is left out: it measures feet in half of the world.
_COUNTRY = {
    "HUF": re.compile(r"\bnyugta\b|\bszamla\b|\bafa\b|\bbrutto osszesen\b"),
    "PLN": re.compile(r"\bnip\b|\bptu\b|sp\. ?z ?[o0]\.? ?[o0]|paragon|faktura vat|nabywca"),
    "CZK": re.compile(r"\bdic\b|\bdph\b|s\.r\.[o0]"),
    "MYR": re.compile(r"sdn\.? ?bhd|\bgst (?:id|reg|no)|kuala lumpur|selangor|johor|malaysia"),
    "EUR": re.compile(
        r"\bmwst\b|\bu ?st-? ?id|gmbh|steuernummer|\bb\.?v\.?\b|\bbtw\b|\btva\b|rechnung\b|\bic dph\b|\biva\b"
    ),
    "SGD": re.compile(r"\bsingapore\b|\bpte\b"),
    "AUD": re.compile(r"\babn\b|\baustralia\b|\bpty\b"),
    "INR": re.compile(r"\bpvt\.? ltd\b|\bprivate limited\b|\bgstin\b"),
    "GBP": re.compile(r"\bvat reg|(?<!pvt )(?<!pvt. )(?<!pte )(?<!pte. )(?<!pty )(?<!pty. )\bltd\b"),
    "USD": re.compile(
        rf"(?<=[a-z])(?:[,.] ?(?:{_STATES}|co|d[ce]|id|in|la|or|al)| (?:{_STATES}))[. ]{{1,2}}\d{{5}}(?:-\d{{4}})?\b"
        r"|\bsales tax\b|(?<!\d)\(\d{3}\) ?\d{3}-\d{4}\b"
    ),
}
_FIELD = re.compile(r"wahrung|waluta|currency|devise|mena\b|valuta")


def currency_candidates(paper: Paper) -> list[Candidate]:
    """One candidate for every currency with a sign on the paper; the more signs, the higher its score."""
    found: list[Candidate] = []
    for code, pattern in _MARKS.items():
        found += _gathered([one for row in paper.rows for one in _marks(row, code, pattern)])
    for code, pattern in _SHARED.items():
        shared = (one for row in paper.rows for one in _signs(row, code, pattern, "a mark that several countries use"))
        found += _gathered(list(shared), most=2)
    for code, pattern in _COUNTRY.items():
        signs = (one for row in paper.rows for one in _signs(row, code, pattern, "sign of the country"))
        found += _gathered(list(signs), most=4)
    return found


def _gathered(marks: list[Candidate], most: int = 12) -> list[Candidate]:
    """The best mark of a currency, a little surer for each further one."""
    if not marks:
        return []
    top = max(marks, key=lambda one: one.score)
    return [top.because("further marks", _EXTRA * min(len(marks) - 1, most))]


def _marks(row: Row, code: str, pattern: re.Pattern[str]) -> Iterator[Candidate]:
    for match in pattern.finditer(row.folded):
        around = row.folded[max(match.start() - 3, 0) : match.end() + 3]
        name = "a mark beside an amount" if re.search(r"\d", around) else "a mark"
        if _FIELD.search(row.folded):
            name = "named in a field"
        yield candidate(code, row, match.start(), match.end(), [name], WEIGHTS)


def _signs(row: Row, code: str, pattern: re.Pattern[str], name: str) -> Iterator[Candidate]:
    for match in pattern.finditer(row.folded):
        yield candidate(code, row, match.start(), match.end(), [name], WEIGHTS)
