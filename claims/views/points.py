"""Balance, what expires next, and the statement of points and of training credits."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims import account_lines, queries
from claims.account_lines import Account
from claims.owners import participant_owner
from claims.views.tabs import Tab
from ledger import queries as ledger
from ledger.kinds import Unit
from ledger.legs import Owner
from participants.access import ParticipantRequest, participant_only
from participants.models import Company
from participants.queries import company_seen_by

COMPANY, COMPANY_CREDITS = "company", "company-credits"


@participant_only
@require_GET
def points(request: ParticipantRequest) -> HttpResponse:
    """What I have, what ends when, and how it came to be."""
    participant = request.participant
    program, company = participant.program, company_seen_by(participant)
    shown = request.GET.get("of", "")
    of_company = shown in (COMPANY, COMPANY_CREDITS) and company is not None
    shown = shown if shown == Unit.CREDITS or of_company else Unit.POINTS.value
    unit, owner = Unit.CREDITS if shown.endswith(Unit.CREDITS) else Unit.POINTS, participant_owner(participant)
    account = Account(program, owner, unit, account_lines.to_participant)
    if of_company and company:
        owner = Owner.company(company.uuid)
        account = Account(program, owner, unit, account_lines.to_company, names_people=True)
    part = account_lines.part(account, before=request.GET.get("before", ""))
    today = timezone.now().astimezone(program.zone).date()
    ends = ledger.expiries(program=program, owner=owner, unit=unit, today=today)
    context = {
        "place": "points",
        "company": company,
        "company_holds": _held(company) if company else {},
        "purse": queries.purse(participant, today=today),
        "expiry": ends[0] if ends else None,
        "later": ends[1:],
        "owed": ledger.owed(program=program, owner=owner, unit=unit),
        "part": part,
        "older": f"{reverse('points')}?{urlencode({'of': shown, 'before': part.older})}" if part.older else "",
        "tabs": list(_tabs(shown, program.points_name, company)),
        "units": list(_units_of_company(shown, program.points_name)) if of_company else [],
    }
    return render(request, "claims/points.html", context)


def _held(company: Company) -> dict[str, int]:
    owner = Owner.company(company.uuid)
    return {unit.value: ledger.balance(program=company.program, owner=owner, unit=unit) for unit in Unit}


def _tabs(shown: str, points_name: str, company: Company | None) -> Iterator[Tab]:
    here = reverse("points")
    yield Tab(points_name[:1].upper() + points_name[1:], here, shown == Unit.POINTS)
    yield Tab(_("Training credits"), f"{here}?of=credits", shown == Unit.CREDITS)
    if company:
        yield Tab(_("Company"), f"{here}?of={COMPANY}", shown in (COMPANY, COMPANY_CREDITS))


def _units_of_company(shown: str, points_name: str) -> Iterator[Tab]:
    here = reverse("points")
    yield Tab(points_name[:1].upper() + points_name[1:], f"{here}?of={COMPANY}", shown == COMPANY)
    yield Tab(_("Training credits"), f"{here}?of={COMPANY_CREDITS}", shown == COMPANY_CREDITS)
