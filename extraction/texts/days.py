"""Days as they are printed in European documents, turned into ISO dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

FIRST_YEAR, LAST_YEAR = 1990, 2039

_MONTHS = (
    "jan january januar janner janvier januari styczen stycznia sty leden ledna januara enero gennaio gen janeiro",
    "feb february februar feber fevrier fevr februari luty lutego lut unor unora februara febrero febbraio fevereiro"
    " fev",
    "mar march maerz marz mrz mars marzec marca brezen brezna marec maart mrt marzo marco mac",
    "apr april avril avr kwiecien kwietnia kwi duben dubna aprila abril abr aprile",
    "may mai maj maja kveten kvetna mei mayo maggio mag maio",
    "jun june juni juin czerwiec czerwca cze cerven cervna juna junio giugno giu junho",
    "jul july juli juillet juil lipiec lipca lip cervenec cervence jula julio luglio lug julho julai",
    "aug august aout sierpien sierpnia sie srpen srpna augusta augustus agosto ago ogos",
    "sep sept september septembre wrzesien wrzesnia wrz zari septembra septiembre settembre setembro",
    "oct october okt oktober octobre pazdziernik pazdziernika paz rijen rijna oktobra octubre ottobre ott outubro",
    "nov november novembre listopad listopada listopadu lis novembra noviembre novembro",
    "dec december dez dezember decembre grudzien grudnia gru prosinec prosince decembra diciembre dic dicembre dezembro"
    " disember",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))

_YMD = re.compile(r"(?<![\d.,])((?:19|20)\d\d)\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d{1,3}(?!\d|:))")
_DMY = re.compile(
    r"(?<![\d,])(?<!\d[.])(\d{1,2})\s?([-/.,' ])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d"
    r"|\d\d)(?!\d(?!\d?:\d\d))(?![./-]\d)"
)
# One of two marks was not read: "05 02-18".
_DMY_HALF = re.compile(r"(?<![\d,.:/-])(\d{2})(?: (\d{2})[-/.]|[-/.](\d{2}) )((?:20)?\d\d)(?![\d:,]|[./-]\d)")
_NAMED = re.compile(
    rf"(?<![\d.,])(\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?:[-/.,' ]{{0,3}}| de )({_NAMES})(?:[-/.,' ]{{0,3}}| del? )((?:19"
    rf"|20)?\d\d)(?!\d(?!\d?:))"
)
_NAMED_FIRST = re.compile(
    rf"(?<![a-z])({_NAMES})[-/., ]{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?[-/., ']{{1,3}}((?:19|20)?\d\d)(?!\d)"
)
_PACKED_DAY_FIRST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(20[0-3]\d)(?!\d)")
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day found at `start` to `end` of a text.

    `could_turn` where day and month can be exchanged; `is_turned` where they stand the other way round than asked for.
    """

    day: date
    start: int
    end: int
    form: str
    could_turn: bool = False
    is_turned: bool = False


def days_in(folded: str, *, month_first: bool = False) -> list[Day]:
    """All days in a folded text, the surest way of writing first; none overlaps another."""
    found: list[Day] = []
    for one in _matches(folded, month_first=month_first):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _matches(folded: str, *, month_first: bool) -> Iterator[Day]:
    for match in _YMD.finditer(folded):
        yield from _day(match, match[1], match[3], match[4], "year first")
    for match in _NAMED.finditer(folded):
        yield from _day(match, match[3], str(_MONTH[match[2]]), match[1], "named month")
    for match in _NAMED_FIRST.finditer(folded):
        yield from _day(match, match[3], str(_MONTH[match[1]]), match[2], "named month")
    for match in _DMY.finditer(folded):
        yield from _numeric(match, month_first=month_first)
    for match in _DMY_HALF.finditer(folded):
        yield from _day(match, match[4], match[2] or match[3], match[1], "half read")
    for match in _PACKED.finditer(folded):
        yield from _day(match, match[1], match[2], match[3], "packed")
    for match in _PACKED_DAY_FIRST.finditer(folded):
        yield from _day(match, match[3], match[2], match[1], "packed")


def _numeric(match: re.Match[str], *, month_first: bool) -> Iterator[Day]:
    first, mark, second, year = match.groups()
    form = "blanks" if mark == " " else "short year" if len(year) == 2 else "day first"
    if mark == " " and len(year) == 2:
        return
    could_turn = int(first) <= 12 and int(second) <= 12
    orders = [(second, first), (first, second)]
    for turned, (month, day) in enumerate(reversed(orders) if month_first else orders):
        days = list(_day(match, year, month, day, form, could_turn=could_turn))
        if days:
            yield from (replace(one, is_turned=bool(turned)) for one in days)
            return


def _day(
    match: re.Match[str], year: str, month: str, day: str, form: str, *, could_turn: bool = False
) -> Iterator[Day]:
    full = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        found = date(full, int(month), int(day))
    except ValueError:
        return
    if FIRST_YEAR <= full <= LAST_YEAR:
        yield Day(found, match.start(), match.end(), form, could_turn)
