"""Which sales are offered to a participant: those the rules count for something, with what would be stated of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from campaigns import sold
from campaigns.calendar import Calendar, calendar
from campaigns.matching import Catalogue
from campaigns.models import Campaign
from campaigns.queries import catalogue, firm_room, rules_in_force
from campaigns.rules import CREDITS, POINTS, ClaimFacts, Outcome, Rules
from campaigns.sold import Issued
from claims.bought import JOINS_FOR, bought, is_shown_to_buy, is_theirs, sellers_of
from claims.offering import Offered, fits, kept_lines, statement_of
from claims.services import tallies
from claims.services.facts import Bought, line_facts, person_facts
from claims.services.tallies import Subjects
from claims.statements import Statement
from distributors.models import Sale, SaleLine
from distributors.sales import NOTHING, added_up
from participants.models import Participant

MOST_LINES = 60
"""A sale with more lines is claimed with its document: its lines would be matched each time it is shown."""

MATCHED = 120
"""Lines matched for one page; what lies behind comes on the next one."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Some offers, newest first; `after` is the sale behind which there may be more."""

    offers: list[Offered]
    after: Sale | None


def offers_to(participant: Participant, *, most: int, now: datetime, after: Sale | None = None) -> Offers:
    """The newest sales that this person can claim in one tap, at most so many, beginning behind `after`."""
    if participant.company_id is None or not (sellers := sellers_of(participant)):
        return Offers([], None)
    offering = Offering(participant, now)
    if (since := offering.since) is None:
        return Offers([], None)
    found = bought(participant, sellers, since=since, until=offering.days.today, after=after)
    return offering.first_of(found.sales, most=most, last=found.last)


def offer_of(participant: Participant, sale: Sale, *, now: datetime) -> Offered | None:
    """This sale as it is offered to the person at this moment, claimed and declined or not; None if it is not."""
    company, offering = participant.company, Offering(participant, now)
    if company is None or not sale.distributor.offers_sales or not sale.distributor.is_active or sale.corrects_key:
        return None
    since = offering.since
    if since is None or not since <= sale.issued_on <= offering.days.today:
        return None
    if not is_theirs(company, sale) or not is_shown_to_buy(participant):
        return None
    return next(iter(offering.first_of([sale], most=1, last=None).offers), None)


@dataclass(slots=True)
class Offering:
    """What is read once to look at several sales for one person at one moment."""

    participant: Participant
    now: datetime
    days: Calendar = field(init=False)
    catalogues: dict[int, Catalogue] = field(default_factory=dict)
    rules: dict[int, Rules] = field(default_factory=dict)
    person: dict[date, dict[str, Any]] = field(default_factory=dict)
    rooms: dict[int, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        program = self.participant.program
        self.days = calendar(program, today=self.now.astimezone(program.zone).date())

    @property
    def since(self) -> date | None:
        """From which day on what was bought can be claimed by this person; None if nothing can."""
        joined = self.participant.joined_at.astimezone(self.participant.program.zone).date()
        takes_from = self.days.takes_from
        return None if takes_from is None else max(takes_from, joined - JOINS_FOR)

    def first_of(self, sales: Sequence[Sale], *, most: int, last: Sale | None) -> Offers:
        """The first of these sales that are worth an offer; `last` is behind what there may be more anyway."""
        counting = [(sale, campaign) for sale in sales if (campaign := self._campaign(sale))]
        lines, notes = _lines([sale for sale, _campaign in counting]), _notes([sale for sale, _campaign in counting])
        told: list[Offered] = []
        matched, looked_to = 0, None
        for sale, campaign in counting:
            theirs = lines[sale.pk]
            if len(told) == most or (looked_to and matched + len(theirs) > MATCHED):
                return Offers(told, looked_to)
            matched, looked_to = matched + len(theirs), sale
            if len(theirs) <= MOST_LINES and (offered := self._offered(sale, campaign, theirs, notes[sale.pk])):
                told.append(offered)
        return Offers(told, last)

    def _campaign(self, sale: Sale) -> Campaign | None:
        return self.days.open_for(bought_on=sale.issued_on, distributor_id=sale.distributor_id)

    def _offered(
        self, sale: Sale, campaign: Campaign, lines: Sequence[SaleLine], notes: Sequence[SaleLine]
    ) -> Offered | None:
        known = self._catalogue(sale)
        products = [(sold.product_of(line, known), line) for line in lines]
        statement = statement_of(sale, kept_lines(products, _back(products, sold.products_of(notes, known))))
        if not statement.lines or not fits(statement):
            return None
        outcome = self._outcome(sale, campaign, statement)
        if not (outcome.giving or outcome.tallies or outcome.parts):
            return None
        others = sum(product is None and line.quantity > 0 for product, line in products)
        return Offered(
            sale,
            statement,
            others,
            points=outcome.total(POINTS),
            credits=outcome.total(CREDITS),
            budget_left=outcome.budget_left(),
        )

    def _catalogue(self, sale: Sale) -> Catalogue:
        if sale.distributor_id not in self.catalogues:
            self.catalogues[sale.distributor_id] = catalogue(self.participant.program, sale.distributor)
        return self.catalogues[sale.distributor_id]

    def _outcome(self, sale: Sale, campaign: Campaign, statement: Statement) -> Outcome:
        """What the rules of today would give, as a promise is only what the award says later."""
        if campaign.pk not in self.rules:
            self.rules[campaign.pk] = rules_in_force(campaign, at=self.now)
        if sale.issued_on not in self.person:
            self.person[sale.issued_on] = person_facts(self.participant, on=sale.issued_on)
        stated = [
            Bought(one.product_id, one.quantity, one.unit, one.amount) for one in statement.lines if one.product_id
        ]
        facts = ClaimFacts(
            lines=line_facts(stated, {}, self.participant.program),
            bought_on=sale.issued_on,
            distributor_id=sale.distributor_id,
            **self.person[sale.issued_on],
        )
        subjects, rules = Subjects(campaign, self.participant, sale.distributor), self.rules[campaign.pk]
        return rules.award(replace(tallies.read(subjects, rules, facts), room=self._room(campaign)))

    def _room(self, campaign: Campaign) -> dict[str, int]:
        if campaign.pk not in self.rooms:
            self.rooms[campaign.pk] = firm_room(campaign)
        return self.rooms[campaign.pk]


def _back(
    own: Iterable[tuple[int | None, SaleLine]], noted: Iterable[tuple[int | None, Decimal]]
) -> dict[int, Decimal]:
    """By product, what the sale's own lines and its credit notes take back."""
    _sold, back = added_up((product, line.quantity) for product, line in own)
    _more, credited = added_up(noted)
    return {product: back.get(product, NOTHING) + credited.get(product, NOTHING) for product in back | credited}


def _lines(sales: Sequence[Sale]) -> dict[int, list[SaleLine]]:
    """By sale; of one with too many lines, one too many."""
    found: dict[int, list[SaleLine]] = defaultdict(list)
    for line in SaleLine.objects.filter(sale__in=sales, position__lte=MOST_LINES + 1).order_by("sale", "position"):
        found[line.sale_id].append(line)
    return found


def _notes(sales: Sequence[Sale]) -> dict[int, list[SaleLine]]:
    """By sale, the lines of its credit notes."""
    issued = {sale.pk: Issued(sale.distributor_id, sale.number_key, sale.issued_on) for sale in sales}
    notes = sold.notes_on(issued.values())
    lines: dict[int, list[SaleLine]] = defaultdict(list)
    for line in sold.lines_of(note for theirs in notes.values() for note in theirs):
        lines[line.sale_id].append(line)
    return {pk: [line for note in notes[one] for line in lines[note.pk]] for pk, one in issued.items()}
