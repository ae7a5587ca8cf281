"""Net and tax of the whole document: the pair that adds up to the total, else what is named so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extraction.texts.candidates import Candidate, best, candidate
from extraction.texts.roles import Named, Role
from extraction.values import money

WEIGHTS = {
    "a part of the total": -1.0,
    "adds up to the total": 2.2,
    "named net": 1.2,
    "named tax": 1.2,
    "named subtotal": 0.4,
    "side by side": 0.8,
    "named as the sum of taxes": 1.4,
    "taxes add up to it": 1.5,
    "more than a third": -3.0,
}
# Hungary taxes most, at 27 percent; some slack for mixed rounding.
_HIGHEST_RATE = Decimal("0.28")
_NET_NAMES = {Role.NET: "named net", Role.NETT: "named net", Role.SUBTOTAL: "named subtotal"}


def net_and_tax(total: str | None, amounts: Sequence[Named]) -> tuple[Candidate | None, Candidate | None]:
    """The candidates for net and tax; each None if nothing on the paper says so."""
    exact = [named for named in amounts if named.amount.is_exact and (named.amount.value > 0 or named.role is Role.TAX)]
    full = Decimal(total) if total else None
    pairs = [_pair(net, tax) for net, tax in _parts(exact, full) if full and _adds_up(net, tax, full)]
    if pairs:
        return max(pairs, key=lambda pair: pair[0].score + pair[1].score)
    return best(_lone_nets(exact, full)), best(_lone_taxes(exact, full))


def _parts(amounts: Sequence[Named], total: Decimal | None) -> Iterator[tuple[Named, Named]]:
    """Every two amounts that make the total."""
    by_value: dict[Decimal, list[Named]] = {}
    for named in amounts:
        by_value.setdefault(named.amount.value, []).append(named)
    for net in amounts if total else ():
        yield from ((net, tax) for tax in by_value.get((total or 0) - net.amount.value, ()))


def _adds_up(net: Named, tax: Named, total: Decimal) -> bool:
    if net.amount.value + tax.amount.value != total or tax.amount.value > _HIGHEST_RATE * net.amount.value:
        return False
    if not tax.amount.value:
        return net.role in _NET_NAMES and tax.role is Role.TAX
    return net.role in _NET_NAMES or tax.role is Role.TAX or net.row.index == tax.row.index


def _pair(net: Named, tax: Named) -> tuple[Candidate, Candidate]:
    both = ["a part of the total", "adds up to the total"]
    if net.row.index == tax.row.index:
        both.append("side by side")
    nets = [*both, *([_NET_NAMES[net.role]] if net.role in _NET_NAMES else [])]
    taxes = [*both, *(["named tax"] if tax.role is Role.TAX else [])]
    return _candidate(net, nets), _candidate(tax, taxes)


def _lone_nets(amounts: Sequence[Named], total: Decimal | None) -> Iterator[Candidate]:
    for named in amounts:
        if named.role in (Role.NET, Role.NETT) and (total is None or named.amount.value < total):
            yield _candidate(named, ["a part of the total", "named net"])


def _lone_taxes(amounts: Sequence[Named], total: Decimal | None) -> Iterator[Candidate]:
    taxes = [named for named in amounts if named.role is Role.TAX]
    sum_of_others = sum((named.amount.value for named in taxes), Decimal(0))
    for named in taxes:
        names = ["a part of the total", "named tax"]
        if any(word in named.row.folded for word in ("suma", "total", "razem", "summe", "gesamt")):
            names.append("named as the sum of taxes")
        if sum_of_others == 2 * named.amount.value and len(taxes) > 1:
            names.append("taxes add up to it")
        if total is not None and named.amount.value * 3 > total:
            names.append("more than a third")
        yield _candidate(named, names)


def _candidate(named: Named, names: Sequence[str]) -> Candidate:
    amount = named.amount
    return candidate(money(amount.value), amount.strip, amount.start, amount.end, names, WEIGHTS)
