"""What rules count from claim to claim: locked before an award, added to with it, taken off with its reversal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import F, Q, Sum

from campaigns.models import Baseline, Campaign, RuleTally
from campaigns.rules import ClaimFacts, Counted, Holder, Outcome, Rules, SetPart, Tally, TallyKey
from claims.models import Award, AwardTally, Claim, SetUse
from claims.models import SetPart as StoredPart
from distributors.models import Distributor
from participants.models import Participant, User


@dataclass(frozen=True, slots=True)
class Subjects:
    """Who and what is meant by each holder on one claim."""

    campaign: Campaign
    participant: Participant
    distributor: Distributor | None
    by: User | None = None

    def name(self, holder: Holder, product_id: int = 0) -> str:
        """The name under which sums are kept; empty for one who is not there."""
        company = self.participant.company
        names = {
            Holder.PARTICIPANT: f"participant:{self.participant.uuid}",
            Holder.COMPANY: f"company:{company.uuid}" if company else "",
            Holder.CLERK: f"clerk:{self.by.uuid}" if self.by else "",
            Holder.DISTRIBUTOR: f"distributor:{self.distributor.uuid}" if self.distributor else "",
            Holder.PRODUCT: f"product:{product_id}",
            Holder.CAMPAIGN: f"campaign:{self.campaign.pk}",
        }
        return names[holder]

    def place(self, key: TallyKey) -> tuple[str, str, str]:
        """Where the sum is kept: lineage, subject, period."""
        return key.lineage, self.name(key.holder, key.product_id), str(key.period)


def subjects_of(claim: Claim, campaign: Campaign, *, by: User | None = None) -> Subjects:
    """Those of a sent claim, confirmed `by` somebody."""
    return Subjects(campaign, claim.participant, claim.distributor, by)


@dataclass(frozen=True, slots=True)
class Counting:
    """The locked sums of the rules for one award."""

    subjects: Subjects
    rows: Mapping[TallyKey, RuleTally]

    def add(self, award: Award, outcome: Outcome) -> None:
        """Add what the award counts, and keep what a later set may use."""
        for key, added in outcome.tallies.items():
            row = self.rows[key]
            RuleTally.objects.filter(pk=row.pk).update(
                counted=F("counted") + added.counted, given=F("given") + added.given
            )
            AwardTally.objects.create(award=award, tally=row, counted=added.counted, given=added.given)
        for reference, taken in outcome.used.items():
            StoredPart.objects.filter(pk=reference).update(left=F("left") - taken)
            SetUse.objects.create(award=award, part_id=reference, quantity=taken)
        self._keep_parts(award, outcome)

    def _keep_parts(self, award: Award, outcome: Outcome) -> None:
        bought = _pieces(award)
        subjects = {key.lineage: self.subjects.name(key.holder) for key in self.rows}
        StoredPart.objects.bulk_create(
            StoredPart(
                lineage=lineage,
                subject=subjects[lineage],
                award=award,
                product_id=part.product_id,
                bought_on=part.bought_on,
                quantity=bought[part.product_id],
                left=part.left,
            )
            for lineage, parts in outcome.parts.items()
            for part in parts
        )


def _pieces(award: Award) -> dict[int, Decimal]:
    pieces: dict[int, Decimal] = {}
    for line in award.facts.get("lines", ()):
        product, count = line["product_id"], Decimal(line["measures"].get("piece", "0"))
        pieces[product] = pieces.get(product, Decimal(0)) + count
    return pieces


def lock(subjects: Subjects, rules: Rules, facts: ClaimFacts) -> tuple[ClaimFacts, Counting]:
    """The facts with all sums that the rules ask, locked until the end of the transaction, always in the same order."""
    places = {subjects.place(key): key for key in rules.tallies_for(facts)}
    RuleTally.objects.bulk_create(
        (
            RuleTally(campaign=subjects.campaign, lineage=lineage, subject=subject, period=period)
            for lineage, subject, period in sorted(places)
        ),
        ignore_conflicts=True,
    )
    rows = _rows(places, locked=True)
    return _with_sums(facts, rules, subjects, rows), Counting(subjects, rows)


def read(subjects: Subjects, rules: Rules, facts: ClaimFacts) -> ClaimFacts:
    """The facts with the sums as they are now, for a forecast; nothing is locked."""
    places = {subjects.place(key): key for key in rules.tallies_for(facts)}
    return _with_sums(facts, rules, subjects, _rows(places, locked=False))


def take_off(award: Award) -> None:
    """Undo what an award counted. What its sets used is free again; what it left for others is gone."""
    for one in award.tallies.order_by("tally__lineage", "tally__subject", "tally__period"):
        RuleTally.objects.filter(pk=one.tally_id).update(
            counted=F("counted") - one.counted, given=F("given") - one.given
        )
    _free(award)
    award.set_parts.update(left=0)


def _free(award: Award) -> None:
    """Units that the award's sets no longer use are there for others."""
    for part, left in _free_without(award).items():
        StoredPart.objects.filter(pk=part).update(left=left)


def _free_without(award: Award) -> dict[int, Decimal]:
    """What would be free of each part that the award's sets use, if they did not.

    Nothing of a purchase that was taken back, and no more than came back of one leaves to it: `quantity` says how much
    there is, less what sets of other standing awards use.
    """
    standing = Q(uses__award__reversed_at=None) & ~Q(uses__award=award)
    parts = StoredPart.objects.filter(pk__in=award.set_uses.values("part"), award__reversed_at=None)
    others = parts.annotate(others=Sum("uses__quantity", filter=standing, default=Decimal(0)))
    used = dict(award.set_uses.values_list("part", "quantity"))
    return {part.pk: max(min(part.left + used[part.pk], part.quantity - part.others), Decimal(0)) for part in others}


def lock_again(award: Award) -> None:
    """Lock the sums that an award counted in, in the order in which every award locks them."""
    rows = RuleTally.objects.filter(pk__in=award.tallies.values("tally"))
    list(rows.order_by("lineage", "subject", "period").select_for_update())


def with_parts_free_now(award: Award, facts: ClaimFacts) -> ClaimFacts:
    """The facts of a standing award, its sets' parts limited to what it used itself and what is still free."""
    references = [part.reference for parts in facts.set_parts.values() for part in parts]
    free = dict(StoredPart.objects.filter(pk__in=references).values_list("pk", "left")) | _free_without(award)

    def limited(part: SetPart) -> SetPart:
        return replace(part, left=min(part.left, free.get(part.reference, Decimal(0))))

    parts = {lineage: tuple(limited(part) for part in parts) for lineage, parts in facts.set_parts.items()}
    return replace(facts, set_parts=parts)


def lessen(award: Award, outcome: Outcome, subjects: Subjects) -> None:
    """Count what is left of an award instead of all of it; its sums are locked (`lock_again`)."""
    left = {subjects.place(key): counted for key, counted in outcome.tallies.items()}
    for one in award.tallies.select_related("tally").order_by("tally__lineage", "tally__subject", "tally__period"):
        now = left.get((str(one.tally.lineage), one.tally.subject, one.tally.period), Counted())
        RuleTally.objects.filter(pk=one.tally_id).update(
            counted=F("counted") - (one.counted - now.counted), given=F("given") - (one.given - now.given)
        )
        AwardTally.objects.filter(pk=one.pk).update(counted=now.counted, given=now.given)
    _lessen_uses(award, outcome)
    _lessen_parts(award, outcome)


def _lessen_uses(award: Award, outcome: Outcome) -> None:
    """What its sets no longer use of earlier purchases is free for others again."""
    _free(award)
    award.set_uses.all().delete()
    for part, now in outcome.used.items():
        StoredPart.objects.filter(pk=part).update(left=F("left") - now)
        SetUse.objects.create(award=award, part_id=part, quantity=now)


def _lessen_parts(award: Award, outcome: Outcome) -> None:
    """What it leaves for others is less; what a later set used of it already stays used."""
    leaves = {(lineage, part.product_id): part.left for lineage, parts in outcome.parts.items() for part in parts}
    used = Sum("uses__quantity", filter=Q(uses__award__reversed_at=None), default=Decimal(0))
    for part in award.set_parts.annotate(used=used):
        now = leaves.get((str(part.lineage), part.product_id), Decimal(0))
        StoredPart.objects.filter(pk=part.pk).update(quantity=now, left=max(now - part.used, Decimal(0)))


def _rows(places: Mapping[tuple[str, str, str], TallyKey], *, locked: bool) -> dict[TallyKey, RuleTally]:
    if not places:
        return {}
    lineages, subjects, periods = (set(names) for names in zip(*places, strict=True))
    rows = RuleTally.objects.filter(lineage__in=lineages, subject__in=subjects, period__in=periods)
    rows = rows.order_by("lineage", "subject", "period")
    found = rows.select_for_update() if locked else rows
    # The three lists can meet in more rows than were asked for.
    placed = (((str(row.lineage), row.subject, row.period), row) for row in found)
    return {places[place]: row for place, row in placed if place in places}


def _with_sums(facts: ClaimFacts, rules: Rules, subjects: Subjects, rows: Mapping[TallyKey, RuleTally]) -> ClaimFacts:
    sets = {lineage: subjects.name(holder) for lineage, holder in rules.sets_for(facts).items()}
    return replace(
        facts,
        tallies={key: Tally(row.counted, row.given) for key, row in rows.items()},
        set_parts={lineage: tuple(_open_parts(lineage, subject)) for lineage, subject in sets.items()},
        baselines=_baselines(subjects, rules.tallies_for(facts)),
    )


def _open_parts(lineage: str, subject: str) -> Iterable[SetPart]:
    parts = StoredPart.objects.filter(lineage=lineage, subject=subject, left__gt=0).order_by("bought_on", "pk")
    return (SetPart(part.pk, part.product_id, part.bought_on, part.left) for part in parts)


def _baselines(subjects: Subjects, keys: Iterable[TallyKey]) -> dict[str, Decimal]:
    named = {key.lineage: subjects.name(key.holder, key.product_id) for key in keys}
    rows = Baseline.objects.filter(lineage__in=named, subject__in=named.values()) if named else ()
    return {str(row.lineage): row.counted for row in rows if named[str(row.lineage)] == row.subject}
