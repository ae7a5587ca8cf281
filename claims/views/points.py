"""Balance, what expires next, and the statement of points and of training credits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims import queries
from claims.owners import participant_owner
from claims.returned import OF_CLAIM, told_by_reference
from claims.views.tabs import Tab
from ledger import queries as ledger
from ledger.kinds import Kind, Unit
from ledger.legs import Owner
from ledger.queries import StatementRow
from participants.access import ParticipantRequest, participant_only
from participants.models import Company
from participants.queries import company_seen_by
from programs.models import Program

LINES = 30
COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the statement in words; `href` leads to the claim it is about."""

    made_at: datetime
    text: str
    note: str
    amount: int
    balance: int
    href: str


@participant_only
@require_GET
def points(request: ParticipantRequest) -> HttpResponse:
    """What I have, what ends when, and how it came to be."""
    participant = request.participant
    program, company = participant.program, company_seen_by(participant)
    shown = request.GET.get("of", "")
    shown = shown if shown == Unit.CREDITS or (shown == COMPANY and company) else Unit.POINTS.value
    unit, owner = Unit.CREDITS if shown == Unit.CREDITS else Unit.POINTS, participant_owner(participant)
    if shown == COMPANY and company:
        owner = Owner.company(company.uuid)
    rows = ledger.statement(
        program=program, owner=owner, unit=unit, before=_moment(request.GET.get("before", "")), limit=LINES
    )
    today = timezone.now().astimezone(program.zone).date()
    context = {
        "place": "points",
        "company": company,
        "company_points": ledger.balance(program=program, owner=Owner.company(company.uuid), unit=Unit.POINTS)
        if company
        else 0,
        "purse": queries.purse(participant, today=today),
        "owed": ledger.owed(program=program, owner=owner, unit=unit),
        "lines": list(_lines(rows, is_own=shown != COMPANY)),
        "tabs": list(_tabs(shown, program.points_name, company)),
        "older": _older(shown, rows) if rows and _has_more(program, owner, unit, rows) else "",
        "is_later_page": "before" in request.GET,
    }
    return render(request, "claims/points.html", context)


def _lines(rows: list[StatementRow], *, is_own: bool) -> Iterator[Line]:
    """One line for all that one event moved: an award of several rules reads as one sum, its claim says the rest.

    The claims behind a company's account are those of several people, so they are named by their numbers only.
    """
    returned = told_by_reference({row.reference for row in rows})
    for _event, moved in groupby(rows, key=lambda row: (row.reference, row.kind)):
        newest, *others = moved
        line = _line(newest, newest.amount + sum(row.amount for row in others), returned.get(newest.reference, ""))
        yield line if is_own else replace(line, href="")


def _line(row: StatementRow, amount: int, returned: str) -> Line:
    about = OF_CLAIM.match(row.reference)
    href = reverse("claims:claim", args=[about[1]]) if about else ""
    text = _("Claim %(number)s") % {"number": row.note} if about and row.note else row.text
    note = str(row.kind.label) if text != str(row.kind.label) else ""
    if returned and row.kind == Kind.REVERSAL:
        note = returned
    return Line(row.made_at, text, note, amount, row.balance, href)


def _tabs(shown: str, points_name: str, company: Company | None) -> Iterator[Tab]:
    here = reverse("points")
    yield Tab(points_name[:1].upper() + points_name[1:], here, shown == Unit.POINTS)
    yield Tab(_("Training credits"), f"{here}?of=credits", shown == Unit.CREDITS)
    if company:
        yield Tab(_("Company"), f"{here}?of={COMPANY}", shown == COMPANY)


def _has_more(program: Program, owner: Owner, unit: Unit, rows: list[StatementRow]) -> bool:
    """A page may be short without being the last, as it never holds half a moment."""
    return bool(ledger.statement(program=program, owner=owner, unit=unit, before=rows[-1].made_at, limit=1))


def _older(shown: str, rows: list[StatementRow]) -> str:
    """The address of the page before this one in time."""
    return f"{reverse('points')}?{urlencode({'of': shown, 'before': rows[-1].made_at.isoformat()})}"


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
