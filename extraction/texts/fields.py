"""The choice of one candidate for each field, with the checks between fields, and how sure each choice is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from extraction.texts.addresses import find_address
from extraction.texts.candidates import Candidate, best
from extraction.texts.currencies import currency_candidates
from extraction.texts.issue_dates import date_candidates
from extraction.texts.items import read_items
from extraction.texts.kinds import kind_candidates
from extraction.texts.layout import Paper
from extraction.texts.names import name_candidates
from extraction.texts.net_and_tax import net_and_tax
from extraction.texts.numbers import number_candidates
from extraction.texts.parties import find_parties
from extraction.texts.roles import named_amounts
from extraction.texts.tax_ids import tax_id_candidates
from extraction.texts.times import time_candidates
from extraction.texts.totals import total_candidates


def choose(paper: Paper, known: Mapping[str, str]) -> dict[str, Candidate]:
    """The best candidate of each field that has one good enough to be shown."""
    chosen: dict[str, Candidate | None] = {}
    currency = chosen["currency"] = best(currency_candidates(paper))
    amounts = named_amounts(paper)
    total = chosen["total"] = best(total_candidates(paper, amounts, _sum_of_items(paper)))
    chosen["net_total"], chosen["tax_total"] = net_and_tax(
        known.get("total") or (total.value if total else None), amounts
    )
    day = chosen["issue_date"] = best(
        date_candidates(paper, currency=known.get("currency") or (currency.value if currency else None))
    )
    chosen["issue_time"] = best(time_candidates(paper, day))
    chosen["document_type"] = best(kind_candidates(paper))
    chosen["document_number"] = best(number_candidates(paper))
    chosen |= _parties(paper)
    return {name: one for name, one in chosen.items() if one and one.score > FLOORS.get(name, -1.0)}


FLOORS = {
    "issue_time": 0.5,
    "buyer_name": 0.5,
    "buyer_tax_id": 1.0,
    "issuer_tax_id": 0.0,
    "document_number": 0.5,
    "total": -3.0,
    "issuer_name": -1.6,
    "net_total": 0.3,
    "tax_total": 0.3,
    "issue_date": -1.5,
    "issuer_address": -0.5,
}


def _sum_of_items(paper: Paper) -> Decimal | None:
    """What the line items come to; None unless each of them has an amount."""
    amounts = [line.amount for line in read_items(paper)]
    return sum((Decimal(amount) for amount in amounts if amount), Decimal(0)) if amounts and all(amounts) else None


def _parties(paper: Paper) -> dict[str, Candidate | None]:
    parties = find_parties(paper)
    issuer, buyer = parties.issuer(), parties.buyer()
    name = best(name_candidates(paper, issuer))
    tax_id = best(tax_id_candidates(paper, issuer))
    others = [one for one in tax_id_candidates(paper, buyer) if not tax_id or one.value != tax_id.value]
    return {
        "issuer_name": name,
        "issuer_address": find_address(paper, name, issuer),
        "issuer_tax_id": tax_id,
        "buyer_name": best(name_candidates(paper, buyer)) if buyer.own else None,
        "buyer_tax_id": best(one for one in others if "on its side" in one.evidence),
    }
