"""The page of a rule on which baselines are handed in: one by one, or as a sheet that is looked over first."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from campaigns.baselines import SheetLine
from campaigns.forms.baselines import BaselineForm, BaselineSheetForm
from campaigns.models import Rule
from campaigns.rules import Holder
from campaigns.services import baselines
from campaigns.wording import sentence_of
from common import writing
from common.cells import safe_cell
from participants.models import Company, Participant

SHOWN = 500
"""Rows of the page; all of them come as CSV."""
PREVIEWED = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One baseline as it stands."""

    subject: str
    name: str
    key: str
    counted: Decimal

    @property
    def plain(self) -> str:
        """The number as a form takes it."""
        return f"{self.counted.normalize():f}"


def page(request: HttpRequest, rule: Rule, context: dict[str, Any]) -> HttpResponse:
    """What is there already, one to add or change, and a sheet."""
    known, there = baselines.known_holders(rule), baselines.baselines_of(rule)
    rows = _rows(rule, there)
    if "csv" in request.GET:
        return _csv(rows)
    one, sheet = _forms(request, rule, known)
    if request.method == "POST" and (words := _done(request, rule, one, sheet)):
        messages.success(request, words)
        return HttpResponseRedirect(request.path)
    if sheet.is_bound and sheet.is_valid():
        # What was read from a file is there to be put right.
        sheet = BaselineSheetForm({"text": sheet.cleaned_data["text"]}, known=known)
    own = {
        "title": _("Baselines"),
        "said": sentence_of(rule),
        "rule": rule,
        "rows": rows[:SHOWN],
        "count": len(rows),
        "more": max(0, len(rows) - SHOWN),
        "one": one,
        "sheet": sheet,
        "preview": _preview(sheet.lines, sheet.mark, there) if sheet.is_bound else None,
    }
    is_wrong = (one.is_bound and one.errors) or (sheet.is_bound and (sheet.errors or _problems(sheet.lines)))
    return TemplateResponse(request, "admin/baselines.html", context | own, status=422 if is_wrong else 200)


def _forms(request: HttpRequest, rule: Rule, known: Mapping[str, str]) -> tuple[BaselineForm, BaselineSheetForm]:
    label = _("Tax id of the company")
    if baselines.holder_of(rule) == Holder.PARTICIPANT:
        label = _("E-mail or number of the participant")
    asked = {"who": request.GET.get("who", ""), "counted": request.GET.get("counted", "")}
    data = request.POST if "one" in request.POST else None
    one = BaselineForm(data, known=known, label=label, initial=asked)
    is_sheet = "check" in request.POST or "save" in request.POST
    sheet = BaselineSheetForm(request.POST, request.FILES, known=known) if is_sheet else BaselineSheetForm(known=known)
    return one, sheet


def _done(request: HttpRequest, rule: Rule, one: BaselineForm, sheet: BaselineSheetForm) -> str:
    """What was saved, in words; nothing if something stands in the way, or a sheet is only looked over."""
    if subject := request.POST.get("remove"):
        baselines.remove_baseline(rule=rule, subject=subject)
        return _("The baseline was removed.")
    if one.is_bound and one.is_valid():
        baselines.set_baselines(rule=rule, counted={one.cleaned_data["who"]: one.cleaned_data["counted"]})
        return _("The baseline was saved.")
    if request.POST.get("save") == sheet.mark and not _problems(sheet.lines):
        baselines.set_baselines(rule=rule, counted=sheet.counted)
        number = len(sheet.counted)
        return ngettext("%(number)s baseline was saved.", "%(number)s baselines were saved.", number) % {
            "number": number
        }
    return ""


def _problems(lines: Sequence[SheetLine]) -> list[SheetLine]:
    return [line for line in lines if line.problem]


def _preview(lines: Sequence[SheetLine], mark: str, there: Mapping[str, Decimal]) -> dict[str, Any] | None:
    """What the sheet would do: what is wrong, what is new, what changes, what stays."""
    if not lines:
        return None
    problems, good = _problems(lines), [line for line in lines if not line.problem]
    new = [line for line in good if line.subject not in there]
    changed = [line for line in good if line.subject in there and there[line.subject] != line.counted]
    language = get_language() or "en"

    def told(line: SheetLine) -> list[str]:
        was = there.get(line.subject)
        before = "–" if was is None else writing.quantity(was, language)
        return [str(line.number), line.who, before, writing.quantity(line.counted, language)]

    return {
        "problems": problems[:PREVIEWED],
        "problem_count": len(problems),
        "columns": [_("line"), _("who"), _("before"), _("then")],
        "rows": [told(line) for line in (*changed, *new)][:PREVIEWED],
        "new": len(new),
        "changed": len(changed),
        "same": len(good) - len(new) - len(changed),
        "mark": "" if problems else mark,
    }


def _rows(rule: Rule, there: Mapping[str, Decimal]) -> list[Row]:
    """By name; the nameless, who left, by their number."""
    names = dict(_names(rule))
    rows = [Row(subject, *names.get(subject, ("", subject)), counted) for subject, counted in there.items()]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.key))


def _names(rule: Rule) -> Iterator[tuple[str, tuple[str, str]]]:
    program = rule.campaign.program
    if baselines.holder_of(rule) == Holder.COMPANY:
        for firm in Company.objects.filter(program=program):
            yield f"company:{firm.uuid}", (firm.name, firm.tax_id)
        return
    for person in Participant.objects.filter(program=program).select_related("user"):
        yield f"participant:{person.uuid}", (person.name, person.user.email)


def _csv(rows: Sequence[Row]) -> HttpResponse:
    """As a sheet that can be handed in again."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="baselines.csv"'
    writer = csv.writer(answer, delimiter=";")
    writer.writerows([safe_cell(row.key), row.plain] for row in rows)
    return answer
