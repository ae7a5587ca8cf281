"""What a drafted set of rules would have given for past claims, against what was given: page by page, in a job."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from campaigns.models import Baseline, TryOut
from campaigns.queries import rules_with
from campaigns.rules import ClaimFacts, Holder, Outcome, Rules, Steps, wire
from campaigns.rules.replaying import Replay, Subjects
from claims.models import Award, AwardLine, Claim, ClaimEvent
from claims.services.facts import claim_facts
from claims.states import Status

PAGE = 1000
TOP = 20
"""Participants named one by one: those who would have got the most."""
MOST = 1000
"""Products and distributors in a result; beyond it, those with the smallest sums are left out."""

SUMS = frozenset({"tallies", "set_parts", "baselines", "room"})
"""What kept facts say of the claims before, and of the budget of that day."""

Given = tuple[str, int | None, int, str]
"""Unit, product, quantity, rewarded."""


@dataclass(frozen=True, slots=True)
class Past:
    """A verified claim with what it was given."""

    participant_id: int
    distributor_id: int | None
    month: str
    facts: ClaimFacts
    subjects: Subjects
    given: Sequence[Given]


def run(*, tryout_id: int, run: int, clock: Callable[[], datetime]) -> None:
    """Go through all claims and keep the result; ends without one as soon as somebody stops it."""
    mine = TryOut.objects.filter(pk=tryout_id, run=run, state__in=TryOut.BUSY)
    tryout = mine.select_related("campaign__program").first()
    if tryout is None:
        return
    now = clock()
    rules = rules_with(tryout, at=now)
    replay = Replay(rules, _baselines(rules))
    mine.update(state=TryOut.State.RUNNING, done=0, claims=_claims(tryout).count())
    found, done = Comparison(tryout.unit), 0
    several = pages(tryout, needs_clerk=needs_clerk(rules))
    while True:
        with _undisturbed():
            page = next(several, [])
            for past in page:
                found.add(past, replay.award(past.facts, past.subjects))
        done += len(page)
        if not mine.update(done=done):
            return
        if not page:
            break
    mine.update(state=TryOut.State.DONE, result=found.result(), finished_at=clock())


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A page's values hold no cycles and go by themselves; looking for cycles among them costs a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def give_up(*, tryout_id: int, run: int) -> None:
    """Every attempt failed."""
    TryOut.objects.filter(pk=tryout_id, run=run, state__in=TryOut.BUSY).update(state=TryOut.State.FAILED)


class Comparison:
    """Sums of what was given and what would be, in as much memory as there are people and products."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.more = self.less = self.claims = 0
        self._sums: dict[str, dict[tuple[Any, str], list[int]]] = {
            name: defaultdict(lambda: [0, 0])
            for name in ("rewarded", "months", "products", "distributors", "participants")
        }

    def add(self, past: Past, outcome: Outcome) -> None:
        """One more claim."""
        would = [(one.unit, one.product_id, one.quantity, str(one.rewards)) for one in outcome.giving]
        before, after = self._added(past, past.given, 0), self._added(past, would, 1)
        self.claims += 1
        self.more += after > before
        self.less += after < before

    def _added(self, past: Past, lines: Sequence[Given], place: int) -> int:
        """Add the lines to the sums of one side; how much they are in the unit that is compared."""
        sums: dict[tuple[str, str], int] = {}
        products = self._sums["products"]
        for unit, product_id, quantity, rewards in lines:
            sums[rewards, unit] = sums.get((rewards, unit), 0) + quantity
            products[product_id, unit][place] += quantity
        for (rewards, unit), quantity in sums.items():
            self._sums["rewarded"][rewards, unit][place] += quantity
            self._sums["months"][past.month, unit][place] += quantity
            self._sums["distributors"][past.distributor_id, unit][place] += quantity
            if rewards == Holder.PARTICIPANT:
                self._sums["participants"][past.participant_id, unit][place] += quantity
        return sum(quantity for (_rewards, unit), quantity in sums.items() if unit == self.unit)

    def result(self) -> dict[str, Any]:
        """As plain JSON: rows of key, unit, given, would; the largest first, months in their order."""
        told: dict[str, Any] = {"claims": self.claims, "more": self.more, "less": self.less}
        for name, sums in self._sums.items():
            rows = [[key, unit, *pair] for (key, unit), pair in sums.items()]
            rows.sort(key=lambda row: (row[1] != self.unit, -max(row[2:]), str(row[0])))
            told[name] = rows[: {"participants": TOP}.get(name, MOST)]
        told["months"].sort(key=lambda row: (row[1] != self.unit, row[0]))
        return told


def needs_clerk(rules: Rules) -> bool:
    """Whether any rule asks who confirmed."""
    return any(Holder.CLERK in (rule.rewards, getattr(rule.effect, "holder", None)) for rule in rules.terms)


def pages(tryout: TryOut, *, needs_clerk: bool) -> Iterator[list[Past]]:
    """All claims in the order in which they were sent, in lists of at most PAGE: none holds the others in memory."""
    after: tuple[datetime, int] | None = None
    while True:
        rows = _claims(tryout)
        if after is not None:
            at, pk = after
            rows = rows.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk), submitted_at__gte=at)
        names = ("pk", "submitted_at", "issue_date", "distributor_id", "participant_id")
        people = ("participant__uuid", "participant__company__uuid")
        page = list(rows.order_by("submitted_at", "pk").values(*names, *people)[:PAGE])
        if not page:
            return
        yield _with_facts(page, needs_clerk=needs_clerk)
        after = page[-1]["submitted_at"], page[-1]["pk"]


def _claims(tryout: TryOut) -> QuerySet[Claim]:
    zone = tryout.campaign.program.zone
    assert tryout.since is not None and tryout.until is not None
    first = datetime.combine(tryout.since, time.min, tzinfo=zone)
    end = datetime.combine(tryout.until + timedelta(days=1), time.min, tzinfo=zone)
    return Claim.objects.filter(
        program=tryout.campaign.program_id,
        kind=Claim.Kind.DOCUMENT,
        status=Status.VERIFIED,
        submitted_at__gte=first,
        submitted_at__lt=end,
    )


def _with_facts(page: Sequence[Mapping[str, Any]], *, needs_clerk: bool) -> list[Past]:
    ids = [row["pk"] for row in page]
    standing = Award.objects.for_claims().standing().filter(claim_id__in=ids)
    awards = standing.values_list("claim_id", "pk", "facts")
    kept = {claim_id: (award_id, facts) for claim_id, award_id, facts in awards}
    given: dict[int, list[Given]] = defaultdict(list)
    lines = AwardLine.objects.giving().filter(award__in=[award_id for award_id, _facts in kept.values()])
    for award_id, unit, product_id, quantity, rewards in lines.values_list(
        "award_id", "unit", "product_id", "quantity", "rewards"
    ):
        given[award_id].append((unit, product_id, quantity, rewards))
    bare = _stated([pk for pk in ids if not kept.get(pk, (0, None))[1]])
    clerks = _confirmed_by(ids) if needs_clerk else {}
    found = []
    for row in page:
        award_id, facts = kept.get(row["pk"], (0, None))
        known = _structured(facts) if facts else bare.get(row["pk"])
        if known is not None:
            found.append(_past(row, known, given.get(award_id, ()), clerks.get(row["pk"])))
    return found


def _structured(told: Mapping[str, Any]) -> ClaimFacts:
    """The kept facts without the sums and the budget of that day: the replay has its own, and no budget."""
    return wire.facts_from_json({name: value for name, value in told.items() if name not in SUMS})


def _past(row: Mapping[str, Any], facts: ClaimFacts, given: Sequence[Given], clerk: int | None) -> Past:
    subjects = {
        Holder.PARTICIPANT: row["participant__uuid"],
        Holder.COMPANY: row["participant__company__uuid"],
        Holder.DISTRIBUTOR: row["distributor_id"],
        Holder.CLERK: clerk,
    }
    return Past(row["participant_id"], row["distributor_id"], facts.bought_on.isoformat()[:7], facts, subjects, given)


def _stated(ids: Sequence[int]) -> dict[int, ClaimFacts]:
    """Facts of claims whose award was made before facts were kept: from their lines, one by one."""
    if not ids:
        return {}
    claims = Claim.objects.filter(pk__in=ids).exclude(issue_date=None)
    claims = claims.select_related("program", "participant__program")
    return {claim.pk: claim_facts(claim) for claim in claims}


def _confirmed_by(ids: Sequence[int]) -> dict[int, int]:
    events = ClaimEvent.objects.filter(claim__in=ids, became=Status.VERIFIED).order_by("pk")
    return {claim: by for claim, by in events.values_list("claim_id", "made_by_id") if by is not None}


def _baselines(rules: Rules) -> Callable[[str, Holder, object], Decimal]:
    lineages = [
        UUID(rule.lineage) for rule in rules.terms if isinstance(rule.effect, Steps) and rule.effect.over_baseline
    ]
    rows = Baseline.objects.filter(lineage__in=lineages).values_list("lineage", "subject", "counted")
    known = {(str(lineage), subject): counted for lineage, subject, counted in rows}
    return lambda lineage, holder, subject: known.get((lineage, f"{holder}:{subject}"), Decimal(0))
