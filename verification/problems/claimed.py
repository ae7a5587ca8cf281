"""Problems of the claim itself: its day, its seller and buyer, its goods, and what was read in its document."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from claims.bought import JOINS_FOR
from claims.extraction_sentences import on_page
from claims.telling import written
from common.texts import firm_key, tax_key
from verification.problems.facts import ClaimFacts
from verification.problems.making import problem
from verification.problems.values import Problem

SMALL_DIFFERENCE = Decimal("0.01")
ROUNDED = Decimal("0.05")
"""What net and tax may lack to the total: each rate is rounded by itself."""


def _when(facts: ClaimFacts) -> Iterator[Problem]:
    day = facts.issue_date
    if day is None:
        return
    if not facts.starts_on <= day <= facts.ends_on:
        yield problem("outside-campaign", _("The purchase is outside the time of the campaign."), ("issue_date",))
    elif day + timedelta(days=facts.claim_days) < facts.submitted_on:
        text = _("The purchase was claimed after more than %(days)s days.") % {"days": facts.claim_days}
        yield problem("claimed-late", text, ("issue_date",))
    if day > facts.submitted_on:
        yield problem("in-the-future", _("The date of purchase is after the claim."), ("issue_date",))
    if facts.joined_on and day < facts.joined_on - JOINS_FOR:
        joined = written("issue_date", facts.joined_on.isoformat(), currency="")
        text = _("The purchase was made before the person joined, on %(day)s.") % {"day": joined}
        yield problem("before-joining", text, ("issue_date",))


def _who(facts: ClaimFacts) -> Iterator[Problem]:
    if not facts.has_distributor:
        yield problem("unknown-seller", _("The seller is not known in the program."), ("issuer_name",))
    elif not facts.distributor_takes_part:
        yield problem("seller-not-in-campaign", _("The seller does not take part in the campaign."))
    if facts.buyer_tax_id and facts.company_tax_id and tax_key(facts.buyer_tax_id) != tax_key(facts.company_tax_id):
        text = _("The document names another buyer than the participant's firm.")
        yield problem("other-buyer", text, ("buyer_tax_id",))


def _what(facts: ClaimFacts) -> Iterator[Problem]:
    if not any(facts.line_products):
        yield problem("no-product", _("No product of the program is on the claim."))
    if facts.document_type in {"credit-note", "correction", "pro-forma", "order", "delivery-note"}:
        yield problem("not-a-purchase", _("The document does not look like an invoice or receipt."))


def _reading(facts: ClaimFacts) -> Iterator[Problem]:
    if facts.reading_state in {"waiting", "reading"}:
        yield problem("not-read-yet", _("The document is still being read."))
    elif facts.reading_state == "unreadable":
        yield problem("unreadable", _("The document could not be read by machine; please compare it yourself."))
    for name in _differing(facts):
        text = _("The claim says “%(stated)s”, the document was read as “%(read)s”.")
        currency = facts.stated.get("currency", "")
        values = {
            "stated": written(name, facts.stated[name], currency=currency),
            "read": written(name, facts.read[name], currency=facts.read.get("currency") or currency),
        }
        yield problem(f"differs-{name.replace('_', '-')}", text % values, (name,))


def _differing(facts: ClaimFacts) -> Iterator[str]:
    for name in ("issuer_tax_id", "document_number", "issue_date", "total"):
        stated, read = facts.stated.get(name, ""), facts.read.get(name, "")
        if stated and read and not _agree(name, stated, read):
            yield name


def _agree(name: str, stated: str, read: str) -> bool:
    if name == "total":
        return abs(Decimal(stated) - Decimal(read)) < SMALL_DIFFERENCE
    if name == "issuer_tax_id":
        return tax_key(stated) == tax_key(read)
    return firm_key(stated) == firm_key(read)


def _warnings(facts: ClaimFacts) -> Iterator[Problem]:
    for code, text, page in facts.warnings:
        told = on_page(text, page)
        if code == "sources-disagree" and facts.contradicted:
            yield problem("code-contradicts-print", told, facts.disputed)
        else:
            yield problem(f"reading-{code}", told, facts.disputed if code == "sources-disagree" else ())


def _sums(facts: ClaimFacts) -> Iterator[Problem]:
    sums = facts.sums
    if sums and abs(sums.net + sums.tax - sums.total) > ROUNDED:
        currency = facts.read.get("currency") or facts.stated.get("currency", "")
        amounts = {"net": sums.net, "tax": sums.tax, "total": sums.total}
        told = {name: written("total", str(amount), currency=currency) for name, amount in amounts.items()}
        text = _("Net %(net)s and tax %(tax)s do not add up to the total %(total)s.") % told
        yield problem("sums-differ", text, ("total",))


FINDERS = (_when, _who, _what, _reading, _warnings, _sums)
