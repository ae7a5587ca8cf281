"""Statements of points: each clerk's own, and for heads the distributor's."""

import csv
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import account_lines
from claims.account_lines import Account
from claims.views.tabs import Tab
from common.cells import safe_cell
from distributors.access import ClerkRequest, clerk_only, head_only
from ledger import queries as ledger
from ledger.kinds import Unit
from ledger.legs import Owner


def _own(request: ClerkRequest) -> Owner:
    return Owner.clerk(request.user.uuid)


def _firms(request: ClerkRequest) -> Owner:
    return Owner.partner(request.clerk.distributor.uuid)


@clerk_only
@require_safe
def mine(request: ClerkRequest) -> HttpResponse:
    """What I was rewarded with, and for what."""
    return _page(request, _own(request), place="points")


@clerk_only
@require_safe
def mine_csv(request: ClerkRequest) -> StreamingHttpResponse:
    """All of it as a table."""
    return _table(request, _own(request), name="my-points")


@head_only
@require_safe
def firm(request: ClerkRequest) -> HttpResponse:
    """What the distributor was rewarded with, and for what."""
    return _page(request, _firms(request), place="account")


@head_only
@require_safe
def firm_csv(request: ClerkRequest) -> StreamingHttpResponse:
    """All of it as a table."""
    return _table(request, _firms(request), name="points-of-the-firm")


def _account(request: ClerkRequest, owner: Owner) -> Account:
    unit = Unit.CREDITS if request.GET.get("of") == Unit.CREDITS else Unit.POINTS
    return Account(request.clerk.distributor.program, owner, unit, account_lines.to_partner)


def _page(request: ClerkRequest, owner: Owner, *, place: str) -> HttpResponse:
    account, program = _account(request, owner), request.clerk.distributor.program
    part = account_lines.part(account, before=request.GET.get("before", ""))
    here, table = reverse(f"partner:{place}"), reverse(f"partner:{place}-csv")
    credits = ledger.balance(program=program, owner=owner, unit=Unit.CREDITS)
    values = {
        "tab": place,
        "points": ledger.balance(program=program, owner=owner, unit=Unit.POINTS),
        "owed": ledger.owed(program=program, owner=owner, unit=account.unit),
        "ends": _next_end(account),
        "credits": credits,
        "part": part,
        "older": f"{here}?{urlencode({'of': account.unit.value, 'before': part.older})}" if part.older else "",
        "csv": f"{table}?of={account.unit.value}",
        "units": list(_tabs(account, here)) if credits or account.unit == Unit.CREDITS else [],
    }
    return render(request, "partner/account.html", values)


def _next_end(account: Account) -> object:
    today = timezone.localdate(timezone=account.program.zone)
    ends = ledger.expiries(program=account.program, owner=account.owner, unit=Unit.POINTS, today=today)
    return ends[0] if ends else None


def _tabs(account: Account, here: str) -> Iterator[Tab]:
    name = account.program.points_name
    yield Tab(name[:1].upper() + name[1:], here, account.unit == Unit.POINTS)
    yield Tab(_("Training credits"), f"{here}?of=credits", account.unit == Unit.CREDITS)


class _Echo:
    """What a CSV writer writes to when the lines are sent one by one."""

    def write(self, line: str) -> str:
        return line


def _table(request: ClerkRequest, owner: Owner, *, name: str) -> StreamingHttpResponse:
    written: Callable[[list[str]], str] = csv.writer(_Echo()).writerow
    answer = StreamingHttpResponse(
        (written(row) for row in _rows(_account(request, owner))), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _rows(account: Account) -> Iterator[list[str]]:
    # Without the mark, spreadsheet programs take the letters of other languages for something else.
    yield [f"\ufeff{_('Day')}", _("What for"), _("Note"), _("Amount"), _("Balance")]
    for line in account_lines.all_lines(account):
        day = timezone.localtime(line.made_at, account.program.zone).date()
        yield [f"{day}", safe_cell(line.text), safe_cell(line.note), f"{line.amount}", f"{line.balance}"]
