"""The total, by its name on the paper and by the arithmetic around it: paid less change, net plus tax, rounding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extraction.texts.candidates import Candidate, candidate, repeated
from extraction.texts.layout import Paper
from extraction.texts.roles import Named, Role, phrases
from extraction.values import money

WEIGHTS = {
    Role.PAYABLE.value: 3.0,
    Role.STRONG.value: 2.4,
    Role.TOTAL.value: 1.6,
    Role.NETT.value: 1.4,
    Role.PAID.value: -0.6,
    Role.SUBTOTAL.value: -0.4,
    Role.NONE.value: -2.2,
    Role.NET.value: -2.0,
    Role.TAX.value: -2.6,
    Role.OTHER.value: -2.5,
    Role.CHANGE.value: -4.0,
    Role.ROUNDING.value: -4.0,
    "paid less change": 2.4,
    "paid exactly": 1.2,
    "net plus tax": 1.6,
    "after rounding": 1.6,
    "before rounding": -1.2,
    "the taxed parts add up to it": 2.4,
    "the items add up to it": 0.6,
    "in a tax summary": -2.0,
    "printed large": 0.8,
    "highest of all": 0.6,
    "lower on the page": 0.2,
    "nothing": -3.0,
    "negative": -1.5,
    "a whole number": -1.2,
}
_CENT = Decimal("0.01")
# Polish tills print the sales of each tax rate, tax included, over the sum.
_PART = phrases(r"sprzedaz opod|sp op|sprzed opod")


def total_candidates(paper: Paper, amounts: Sequence[Named], items: Decimal | None = None) -> list[Candidate]:
    """Every amount as a candidate for the total; `items` is the sum of the line items, if there are any."""
    facts = _Facts(amounts, items)
    found = [
        candidate(
            money(named.amount.value),
            named.amount.strip,
            named.amount.start,
            named.amount.end,
            facts.about(paper, named),
            WEIGHTS,
        )
        for named in amounts
    ]
    return [_later_wins(one, found, at) for at, one in enumerate(repeated(found, weight=0.4))]


def _later_wins(one: Candidate, found: Sequence[Candidate], at: int) -> Candidate:
    """Of two totals of equal standing the one printed later is the final one."""
    return one.because("lower on the page", WEIGHTS["lower on the page"] * at / len(found))


class _Facts:
    """Sums that the amounts of one paper allow to check."""

    def __init__(self, amounts: Sequence[Named], items: Decimal | None) -> None:
        self.items = items
        self.parts = sum((one.amount.value for one in amounts if _PART.search(one.row.folded)), Decimal(0))
        of = {role: [one.amount.value for one in amounts if one.role is role] for role in Role}
        self.paid = {abs(value) for value in of[Role.PAID]}
        self.settled = {paid - abs(change) for paid in self.paid for change in of[Role.CHANGE]}
        self.roundings = {value for value in of[Role.ROUNDING] if value and abs(value) <= Decimal("0.5")}
        self.payable = set(of[Role.PAYABLE])
        self.totals = set(of[Role.STRONG] + of[Role.PAYABLE] + of[Role.TOTAL] + of[Role.NETT] + of[Role.SUBTOTAL])
        self.taxed = _taxed(amounts, of[Role.NET] + of[Role.SUBTOTAL] + of[Role.NETT] + of[Role.TOTAL], of[Role.TAX])
        self.highest = max((one.amount.value for one in amounts if one.role is not Role.PAID), default=Decimal(0))

    def about(self, paper: Paper, named: Named) -> Iterator[str]:
        value = named.amount.value
        yield named.role.value
        yield from self._checks(value)
        if named.in_summary:
            yield "in a tax summary"
        if named.amount.strip.height > 1.35 * paper.line_height:
            yield "printed large"
        if not named.amount.is_exact:
            yield "a whole number"

    def _checks(self, value: Decimal) -> Iterator[str]:
        if not value:
            yield "nothing"
            return
        if value < 0:
            yield "negative"
        if value in self.settled:
            yield "paid less change"
        elif value in self.paid:
            yield "paid exactly"
        if value in self.taxed:
            yield "net plus tax"
        if value == self.parts:
            yield "the taxed parts add up to it"
        if value == self.items:
            yield "the items add up to it"
        if value == self.highest:
            yield "highest of all"
        yield from self._rounded(value)

    def _rounded(self, value: Decimal) -> Iterator[str]:
        # What was settled shows what was rounded to, and so does a sum to pay, even if the rounding itself was misread.
        settled = {paid for paid in self.settled | self.payable if _is_round(paid)}
        if any(0 < abs(value - paid) < Decimal("0.05") for paid in settled):
            yield "before rounding"
            return
        if value in settled and any(0 < abs(value - total) < Decimal("0.05") for total in self.totals):
            yield "after rounding"
            return
        # The sign of a rounding is printed either way.
        others = {value + way * rounding for rounding in self.roundings for way in (-1, 1)} & self.totals
        if _is_round(value) and any(not _is_round(other) for other in others):
            yield "after rounding"
        elif not _is_round(value) and any(_is_round(other) for other in others):
            yield "before rounding"


def _is_round(value: Decimal) -> bool:
    return value % Decimal("0.05") == 0


def _taxed(amounts: Sequence[Named], nets: Iterable[Decimal], taxes: Iterable[Decimal]) -> set[Decimal]:
    """Every sum of a net amount and a tax, and every third of three amounts in one row of which two add up to it."""
    known = set(taxes)
    sums = {net + tax for net in nets for tax in known if Decimal(0) < tax < net}
    rows: dict[int, list[Decimal]] = {}
    for named in amounts:
        rows.setdefault(named.row.index, []).append(named.amount.value)
    for values in rows.values():
        sums |= {c for a, b, c in triples(values)}
    return sums


def triples(values: Sequence[Decimal]) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """(net, tax, gross) of every three values of which the two lower ones add up to the highest."""
    known = set(values)
    near = known | {value + _CENT for value in known} | {value - _CENT for value in known}
    for gross in known:
        for net in known:
            tax = gross - net
            if gross > net > tax > 0 and tax in near:
                yield net, tax, gross
