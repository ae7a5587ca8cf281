"""All facts of one claim together."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from campaigns.models import Campaign
from claims.drafts import disagreements
from claims.extraction_sentences import plain_text
from claims.models import Claim
from common.texts import number_key
from extraction.reading import E_INVOICE, FISCAL_CODE
from verification.comparing import Difference, Differing
from verification.evidence.habits import habits_of
from verification.evidence.numbers import known_numbers
from verification.evidence.twins import twins_of
from verification.models import SaleMatch
from verification.problems import ClaimFacts
from verification.problems.facts import SaleFacts, Sums

STATED = ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total", "currency")
SURE_OF_SUMS = 0.9
"""Print read with less proves no arithmetic wrong."""


def facts_of(claim: Claim, data: dict[str, Any]) -> ClaimFacts:
    """The claim's facts for finding problems; `data` is its newest Reading, or empty."""
    read = {name: field["value"] for name, field in (data.get("fields") or {}).items()}
    campaign, zone = claim.campaign, claim.program.zone
    assert campaign is not None and claim.submitted_at is not None, "only sent claims are checked"
    allowed = {distributor.pk for distributor in campaign.distributors.all()}
    return ClaimFacts(
        issue_date=claim.issue_date,
        submitted_on=timezone.localdate(claim.submitted_at, zone),
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        claim_days=campaign.claim_days,
        has_distributor=claim.distributor_id is not None,
        distributor_takes_part=not allowed or claim.distributor_id in allowed,
        stated={name: str(getattr(claim, name) or "") for name in STATED},
        read=read,
        reading_state=claim.document.reading_state,
        buyer_tax_id=read.get("buyer_tax_id", ""),
        company_tax_id=claim.participant.company.tax_id if claim.participant.company else "",
        document_type=read.get("document_type", ""),
        line_products=tuple(line.product_id is not None for line in claim.lines.all()),
        warnings=tuple((one["code"], plain_text(one), one.get("page")) for one in data.get("warnings") or ()),
        twins=tuple(twins_of(claim)),
        is_appeal=claim.appealed_at is not None,
        disputed=tuple(disagreements(data)),
        contradicted=tuple(_contradicted(data)),
        joined_on=timezone.localdate(claim.participant.joined_at, zone),
        sums=_sums(data),
        number_key=number_key(claim.document_number),
        known_numbers=known_numbers(claim),
        sale=_sale(claim, campaign),
        habits=habits_of(claim, campaign),
    )


def _contradicted(data: dict[str, Any]) -> Iterator[str]:
    """Fields of which the code on the document says one thing and clear print another."""
    for name, said in disagreements(data).items():
        sources = {one.source for one in said}
        if FISCAL_CODE in sources and sources - {FISCAL_CODE, E_INVOICE}:
            yield name


def _sums(data: dict[str, Any]) -> Sums | None:
    """Net, tax and total if all were read surely from one print; the reader of e-invoices looks at theirs itself."""
    fields = [(data.get("fields") or {}).get(name) for name in ("net_total", "tax_total", "total")]
    found = [one for one in fields if one and one["confidence"] >= SURE_OF_SUMS and one["source"] != E_INVOICE]
    if len(found) < len(fields) or len({one["source"] for one in found}) > 1:
        return None
    try:
        net, tax, total = (Decimal(str(one["value"])) for one in found)
    except InvalidOperation:
        return None
    return Sums(net, tax, total)


def _sale(claim: Claim, campaign: Campaign) -> SaleFacts:
    match = SaleMatch.objects.filter(claim=claim).first()
    if match is None:
        return SaleFacts()
    found = tuple(Differing(**one | {"what": Difference(one["what"])}) for one in match.differences)
    allowed = {Difference.BUYER_UNNAMED} if campaign.sales_prove_unnamed else set()
    return SaleFacts(found, proves=all(one.what in allowed for one in found))
