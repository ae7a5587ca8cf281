"""A claim as its campaign admin reads it: facts, lines, award with its reasons, history with names, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims import queries
from claims.explaining import Explained, explained
from claims.models import Claim, ClaimEvent, ClaimLine, Correction
from claims.returned import told_returns
from claims.states import Status
from claims.timeline import Step, is_return, why
from common import writing


@dataclass(frozen=True, slots=True)
class ForPartner:
    """What the clerk or the distributor earned with the claim, and whether it was taken back as a whole."""

    whom: str
    line: Explained
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class Inspected:
    """Everything the admin's page of a claim shows, in words."""

    claim: Claim
    code: str
    facts: list[tuple[str, str]]
    lines: list[tuple[str, ...]]
    awarded: list[Explained]
    partners: list[ForPartner]
    is_taken_back: bool
    steps: list[Step]
    corrections: list[tuple[str, ...]]

    @property
    def line_columns(self) -> list[str | tuple[str, str]]:
        """Heads of `lines`."""
        claimed, confirmed, amount = (_("quantity"), "number"), (_("confirmed"), "number"), (_("amount"), "number")
        return [_("as printed"), _("product"), claimed, confirmed, amount]

    @property
    def correction_columns(self) -> list[str | tuple[str, str]]:
        """Heads of `corrections`."""
        return [_("what"), _("was"), _("became"), _("by"), _("when")]


def inspected(claim: Claim) -> Inspected:
    """The claim in the reader's language."""
    lines = claim.lines.select_related("product", "claim").order_by("position")
    corrections = claim.corrections.select_related("made_by").order_by("made_at", "pk")
    awarded = queries.award_lines_of(claim)
    returned = told_returns(claim)
    return Inspected(
        claim=claim,
        code=str(claim.status),
        facts=[(label, value) for label, value in _facts(claim) if value],
        lines=[_line(line) for line in lines],
        awarded=explained(awarded),
        partners=_partners(claim),
        is_taken_back=any(line.award.reversed_at for line in awarded),
        steps=[
            _step(event, returned.get(event.pk, ""))
            for event in claim.events.select_related("made_by").order_by("made_at", "pk")
        ],
        corrections=[_correction(one) for one in corrections],
    )


def _partners(claim: Claim) -> list[ForPartner]:
    lines = queries.partner_lines_of(claim)
    return [
        ForPartner(line.get_rewards_display(), told, line.award.reversed_at is not None)
        for line, told in zip(lines, explained(lines), strict=True)
    ]


def _language() -> str:
    return get_language() or "en"


def _facts(claim: Claim) -> Iterator[tuple[str, str]]:
    today, language = timezone.localdate(), _language()

    def label(name: str) -> str:
        return str(Claim._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

    def day(value: Any) -> str:
        return writing.long_day(value, language, today=today) if value else ""

    def moment(value: Any) -> str:
        return writing.moment(timezone.localtime(value), language, today=today) if value else ""

    yield label("participant"), claim.participant.name
    yield label("distributor"), str(claim.branch or claim.distributor or "")
    yield label("issuer_name"), claim.issuer_name
    yield label("issuer_tax_id"), claim.issuer_tax_id
    yield label("document_number"), claim.document_number
    yield label("issue_date"), day(claim.issue_date)
    yield label("total"), writing.money(claim.total, claim.currency, language) if claim.total is not None else ""
    yield label("campaign"), str(claim.campaign or "")
    yield label("kind"), claim.get_kind_display()
    yield label("submitted_at"), moment(claim.submitted_at)
    yield label("due_on"), day(claim.due_on) if claim.is_undecided else ""
    yield label("decided_at"), moment(claim.decided_at)
    yield label("appealed_at"), moment(claim.appealed_at)


def _line(line: ClaimLine) -> tuple[str, ...]:
    language, currency = _language(), line.claim.currency
    confirmed = line.confirmed_quantity
    return (
        line.description or "–",
        str(line.product or "–"),
        writing.quantity(line.quantity, language),
        writing.quantity(confirmed, language) if confirmed is not None else "–",
        writing.money(line.amount, currency, language) if line.amount is not None else "–",
    )


def _step(event: ClaimEvent, came_back: str) -> Step:
    """Who, unlike on the participant's page, by name: the organizer answers for every decision."""
    became = Status(event.became)
    bad = became in (Status.REFUSED, Status.REVERSED)
    who = str(event.made_by) if event.made_by else _("without a person")
    when = writing.moment(timezone.localtime(event.made_at), _language(), today=timezone.localdate())
    words = {Status.DRAFT: _("started"), Status.QUERIED: _("question asked"), Status.SUBMITTED: _("sent")}
    if is_return(event):
        words[Status.VERIFIED] = _("goods came back")
    if became == Status.SUBMITTED and event.was in (Status.QUERIED, Status.REFUSED):
        words[Status.SUBMITTED] = _("question answered") if event.was == Status.QUERIED else _("appeal")
    return Step(
        "refused" if bad else "done",
        f"{words.get(became, became.label)} · {who}",
        when,
        f"{why(event)} {came_back}".strip(),
    )


def _correction(one: Correction) -> tuple[str, ...]:
    fields = {field.name: field for field in (*ClaimLine._meta.fields, *Claim._meta.fields)}
    name = str(fields[one.name].verbose_name) if one.name in fields else one.name
    where = _("line %(number)s: %(name)s") % {"number": one.line, "name": name} if one.line is not None else name
    when = writing.moment(timezone.localtime(one.made_at), _language(), today=timezone.localdate())
    return (where, one.was or "–", one.became or "–", str(one.made_by), when)
