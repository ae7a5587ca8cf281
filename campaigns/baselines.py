"""A sheet of baselines as text, read line by line. Pure."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

LONGEST = 20_000
"""Lines of one sheet."""
LARGEST = Decimal("1e12")
PLACES = -3


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: whose baseline (`subject`, under which tallies are kept) and how much; or what is wrong with it."""

    number: int
    who: str
    subject: str = ""
    counted: Decimal = Decimal(0)
    problem: str = ""


def lines_of(text: str, known: Mapping[str, str]) -> list[SheetLine]:
    """Each line that says something. `known` leads from an e-mail, number or tax id, in small letters, to a subject."""
    cells = [(number, row) for number, row in enumerate(_rows(text), start=1) if any(cell.strip() for cell in row)]
    if cells and _is_head(cells[0][1], known):
        cells = cells[1:]
    if len(cells) > LONGEST:
        return [
            SheetLine(LONGEST + 1, "", problem=_("More than %(most)s lines: send several files.") % {"most": LONGEST})
        ]
    return list(_without_doubles(_line(number, row, known) for number, row in cells))


def _rows(text: str) -> Iterator[list[str]]:
    first = text.lstrip("\n").partition("\n")[0]
    mark = next((mark for mark in (";", "\t") if mark in first), ",")
    # No quotes across lines: a forgotten one would swallow the rest of the sheet.
    return (next(csv.reader([line], delimiter=mark), []) for line in text.splitlines())


def _is_head(row: list[str], known: Mapping[str, str]) -> bool:
    """Names of columns: words only, and nobody's."""
    words = "".join(row)
    return (
        len(row) == 2
        and row[0].strip().lower() not in known
        and not any(sign.isdigit() or sign == "@" for sign in words)
    )


def _line(number: int, row: list[str], known: Mapping[str, str]) -> SheetLine:
    who = row[0].strip()
    if len([cell for cell in row if cell.strip()]) != 2 or not row[1].strip():
        return SheetLine(number, who, problem=_("Two columns are needed: who, and how much."))
    subject = known.get(who.lower(), "")
    if not subject:
        return SheetLine(number, who, problem=_("Nobody in the program is known by this."))
    counted = _number(row[1])
    if counted is None:
        return SheetLine(number, who, problem=_("This is not a number: %(text)s.") % {"text": row[1].strip()})
    if problem := why_not_counted(counted):
        return SheetLine(number, who, problem=problem)
    return SheetLine(number, who, subject, counted)


def why_not_counted(counted: Decimal) -> str:
    """What cannot be a baseline."""
    if not counted.is_finite() or not 0 <= counted < LARGEST:
        return _("The number must be zero or more, and below a million millions.")
    exponent = counted.normalize().as_tuple().exponent
    return _("At most three decimal places.") if isinstance(exponent, int) and exponent < PLACES else ""


def _number(text: str) -> Decimal | None:
    """`1 234,5` and `1234.5`."""
    plain = "".join(text.split()).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _without_doubles(lines: Iterable[SheetLine]) -> Iterator[SheetLine]:
    seen: dict[str, int] = {}
    for line in lines:
        if line.subject in seen:
            words = _("The same as in line %(line)s.") % {"line": seen[line.subject]}
            yield SheetLine(line.number, line.who, problem=words)
            continue
        if line.subject:
            seen[line.subject] = line.number
        yield line
