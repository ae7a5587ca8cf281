"""The overview in words: each number as it is written, and the address of the list behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from campaigns.models import Rule
from campaigns.wording import BudgetTold, budgets_told, sentence_of
from claims.models import Claim
from claims.states import Status
from common import writing
from config.codes_notice import Notice, notice
from config.overview import Overview, Running
from ledger.kinds import Holder, Kind, Unit
from participants.admin_columns import written_day


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: as `components/figure.html` takes it."""

    label: str
    value: str
    unit: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A rule in words, with the address of its change."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Terms:
    """A campaign as its terms would say it."""

    name: str
    href: str
    when: str
    where: str
    rules: list[Sentence]
    add_rule: str
    budgets: list[BudgetTold]


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps; the first one that is not done is `next`."""

    text: str
    href: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What `admin/overview.html` shows of one program."""

    name: str
    is_begun: bool
    campaigns: list[Terms]
    figures: list[Figure]
    per_day: list[tuple[str, int, str, str]]
    reasons: list[tuple[str, int, str]]
    steps: list[Step]
    codes: Notice | None


def page(seen: Overview) -> Page:
    """The overview for reading."""
    return Page(
        name=seen.program.name,
        is_begun=seen.setup.is_complete or any(count for _day, count in seen.per_day) or seen.points.given > 0,
        campaigns=[_terms(one, seen.now) for one in seen.campaigns],
        figures=[*_waiting(seen), *_decided(seen), *_points(seen)],
        per_day=list(_per_day(seen)),
        reasons=[(str(reason.label), count, _claims(seen, reason=reason.value)) for reason, count in seen.reasons],
        steps=[] if seen.setup.is_complete else list(_steps(seen)),
        codes=notice(seen.wrong, seen.coded),
    )


def _language() -> str:
    return get_language() or "en"


def _list(model: str, **filters: str | int) -> str:
    query = urlencode(filters)
    return reverse(f"admin:{model}_changelist") + (f"?{query}" if query else "")


def _claims(seen: Overview, **filters: str | int) -> str:
    return _list("claims_claim", program__id__exact=seen.program.pk, **filters)


def _said(rule: Rule, now: datetime) -> str:
    """The rule, and from when or until when it counts where that is near."""
    words = sentence_of(rule)
    if rule.in_force_from > now:
        return _("From %(day)s: %(rule)s") % {"day": written_day(rule.in_force_from), "rule": words}
    if rule.in_force_until:
        return _("Until %(day)s: %(rule)s") % {"day": written_day(rule.in_force_until), "rule": words}
    return words


def _terms(running: Running, now: datetime) -> Terms:
    one = running.campaign
    # With their years: a campaign may well end in another one.
    days = {"start": one.starts_on, "end": one.ends_on, "until": one.claims_until}
    written = {name: writing.short_day(day, _language(), today=date.min) for name, day in days.items()}
    sellers = ngettext("At %(count)s distributor.", "At %(count)s distributors.", running.sellers)
    return Terms(
        name=one.name,
        href=reverse("admin:campaigns_campaign_change", args=[one.pk]),
        when=_("Purchases from %(start)s to %(end)s; claims until %(until)s.") % written,
        where=sellers % {"count": running.sellers} if running.sellers else _("At all distributors."),
        rules=[
            Sentence(_said(rule, now), reverse("admin:campaigns_rule_change", args=[rule.pk])) for rule in running.rules
        ],
        add_rule=f"{reverse('admin:campaigns_rule_add')}?campaign={one.pk}",
        budgets=budgets_told(one),
    )


def _waiting(seen: Overview) -> Iterator[Figure]:
    waiting = seen.waiting
    note = _("%(count)s past the promised day") % {"count": waiting.late} if waiting.late else ""
    yield Figure(
        label=_("Waiting for an answer"),
        value=writing.count(waiting.count, _language()),
        unit="",
        note=note,
        href=_claims(seen, status__exact=Status.SUBMITTED.value),
    )
    oldest = writing.due(waiting.oldest_on, _language(), today=seen.today) if waiting.oldest_on else "–"
    ours = ngettext("%(count)s is yours to answer", "%(count)s are yours to answer", waiting.ours)
    yield Figure(
        label=_("Oldest promise"),
        value=oldest,
        unit="",
        note=ours % {"count": waiting.ours} if waiting.ours else _("nothing is yours to answer"),
        href=reverse("verification:queue"),
    )


def _decided(seen: Overview) -> Iterator[Figure]:
    decided = seen.decided
    behind = {"kind__exact": Claim.Kind.DOCUMENT.value, "decided_at__gte": seen.since.isoformat()}
    verified = behind | {"status__exact": Status.VERIFIED.value}
    parts = (
        (_("Confirmed"), decided.in_full, verified | {"cut": "no"}),
        (_("Confirmed in part"), decided.in_part, verified | {"cut": "yes"}),
        (_("Refused"), decided.refused, behind | {"status__exact": Status.REFUSED.value}),
    )
    for label, count, filters in parts:
        value = writing.share(count / decided.count, _language()) if decided.count else "–"
        note = _("%(count)s of %(all)s in 30 days") % {"count": count, "all": decided.count}
        yield Figure(label, value, "", note, _claims(seen, **filters))
    took = writing.quantity(round(Decimal(decided.days), 1), _language()) if decided.days is not None else "–"
    note = _("on average, in 30 days")
    yield Figure(_("From sending to answer"), took, _("days") if decided.days is not None else "", note, "")


def _points(seen: Overview) -> Iterator[Figure]:
    name, totals, own = seen.program.points_name, seen.points, {"program__id__exact": seen.program.pk}
    unit = {"unit__exact": Unit.POINTS.value} | own
    given = _list("ledger_transfer", kind__exact=Kind.AWARD.value, **unit)
    held = _list("ledger_account", kind__exact=Holder.PARTICIPANT.value, **unit)
    yield Figure(_("Points given"), writing.count(totals.given, _language()), name, _("since the beginning"), given)
    yield Figure(
        _("Points outstanding"), writing.count(totals.outstanding, _language()), name, _("not spent yet"), held
    )


def _per_day(seen: Overview) -> Iterator[tuple[str, int, str, str]]:
    for day, count in seen.per_day:
        start = datetime.combine(day, time.min, tzinfo=seen.since.tzinfo)
        end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=seen.since.tzinfo)
        label = writing.short_day(day, _language(), today=seen.today)
        href = _claims(seen, submitted_at__gte=start.isoformat(), submitted_at__lt=end.isoformat())
        yield label, count, str(count), href


def _steps(seen: Overview) -> Iterator[Step]:
    setup = seen.setup
    yield Step(_("Add your products, with their GTINs."), reverse("admin:campaigns_product_add"), setup.has_products)
    yield Step(
        _("Add the distributors whose invoices count."),
        reverse("admin:distributors_distributor_add"),
        setup.has_distributors,
    )
    yield Step(_("Invite their clerks by e-mail."), reverse("admin:distributors_clerkinvitation_add"), setup.has_clerks)
    yield Step(_("Make a campaign with its dates."), reverse("admin:campaigns_campaign_add"), setup.has_campaign)
    yield Step(_("Write the rules: what earns what."), reverse("admin:campaigns_rule_add"), setup.has_rules)
    yield Step(_("Set the campaign live."), _list("campaigns_campaign"), setup.has_live)
