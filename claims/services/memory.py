"""Learning from confirmed claims, and telling readings what was learned. Runs in jobs, never within a decision."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from campaigns.services import forget_aliases, learn_alias
from claims import learned
from claims.models import Claim, Correction, LearnedFact, LearnedFrom, Reading
from claims.states import Status
from extraction import memory
from extraction.memory import Confirmed, Fact
from jobs.services import after_commit
from participants.models import Participant
from programs.models import Program

NEWEST = 20
"""Claims of one issuer that are remembered: enough to be sure, few enough to follow a change of layout."""


def schedule(claim: Claim, *, delay: timedelta = timedelta(0)) -> None:
    """Promise to learn from the claim, or to unlearn it, as its status then tells."""
    if claim.kind == Claim.Kind.DOCUMENT:
        after_commit("claims.tasks.learn_from_claim", delay=delay, claim_id=str(claim.uuid))


@transaction.atomic
def learn(*, claim_id: UUID, now: datetime) -> None:
    """A confirmed claim teaches once; any other takes back what it taught. Safe to repeat, in any order."""
    claims = Claim.objects.select_related("program", "distributor", "participant__company", "participant__user")
    claim = claims.get(uuid=claim_id)
    # Facts are shared by claims that are decided side by side: one at a time counts, and tidies up behind itself.
    Program.objects.select_for_update(no_key=True).get(pk=claim.program_id)
    if claim.status != Status.VERIFIED:
        _forget(LearnedFrom.objects.filter(claim=claim))
        forget_aliases(learned_from=claim.uuid)
        return
    if not LearnedFrom.objects.filter(claim=claim).exists():
        _teach(claim, now=now)
    _teach_products(claim)


def recalled(program: Program, data: dict[str, Any]) -> memory.Recalled:
    """What the program's memory tells a reading; nothing about issuers that it does not know."""
    signs = memory.signs_of(data)
    issuer = memory.recognise(signs, learned.issuers_like(program, signs))
    return memory.recall(data, learned.learned_about(program, issuer.key)) if issuer else {}


def _teach(claim: Claim, *, now: datetime) -> None:
    reading = Reading.objects.filter(document__claim=claim).order_by("-pk").first()
    confirmed = _confirmed(claim)
    if reading is None or not (key := memory.issuer_key(confirmed)):
        return
    facts = memory.taught_by(reading.data, confirmed, private=_who_bought(claim.participant))
    LearnedFrom.objects.bulk_create(
        LearnedFrom(fact=_kept(claim.program, key, fact, now=now), claim=claim, learned_at=now)
        for fact in sorted(facts)
    )
    of_issuer = LearnedFrom.objects.filter(fact__program=claim.program, fact__issuer=key)
    newest = of_issuer.values("claim", "learned_at").distinct().order_by("-learned_at", "-claim")[:NEWEST]
    _forget(of_issuer.exclude(claim__in=[one["claim"] for one in newest]))


def _teach_products(claim: Claim) -> None:
    """What a clerk chose for a printed name is what its distributor means by it from now on."""
    if (seller := claim.distributor) is None:
        return
    chosen = Correction.objects.filter(claim=claim, name="product").values("line")
    for line in claim.lines.filter(position__in=chosen).exclude(description="").select_related("product"):
        if line.product is not None:
            learn_alias(product=line.product, distributor=seller, printed=line.description, learned_from=claim.uuid)


def _kept(program: Program, issuer: str, fact: Fact, *, now: datetime) -> LearnedFact:
    kept, _made = LearnedFact.objects.update_or_create(
        program=program,
        issuer=issuer,
        field=fact.field,
        kind=fact.kind,
        value=fact.value,
        defaults={"last_seen_at": now},
        create_defaults={"first_seen_at": now, "last_seen_at": now},
    )
    return kept


def _forget(sources: Any) -> None:
    """Delete sources, and facts that have no other."""
    facts = list(sources.values_list("fact", flat=True))
    sources.delete()
    LearnedFact.objects.filter(pk__in=facts, sources=None).delete()


def _confirmed(claim: Claim) -> Confirmed:
    """The claim's facts; the seller's by the distributor that confirmed it, if one did."""
    seller = claim.distributor
    return Confirmed(
        issuer_name=seller.name if seller else claim.issuer_name,
        issuer_tax_id=(seller.tax_id if seller else "") or claim.issuer_tax_id,
        document_number=claim.document_number,
        issue_date=claim.issue_date.isoformat() if claim.issue_date else "",
        total="" if claim.total is None else f"{claim.total:.2f}",
        currency=claim.currency,
    )


def _who_bought(participant: Participant) -> list[str]:
    """Words that no fact may hold."""
    company = participant.company
    firm = [company.name, company.tax_id] if company else []
    return [participant.name, participant.user.email, *firm]
