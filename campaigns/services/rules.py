"""Rules change by versions: a claim keeps the rules of its day."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Product, Rule
from campaigns.rules import POINTS, SERVES, SERVICE, Effect, Holder, PerSet, Scope, wire
from common.refusals import Refused
from distributors.models import Distributor
from participants.models import User


class RuleRefused(Refused):
    """The rule was not changed."""


@transaction.atomic
def add_rule(
    *,
    campaign: Campaign,
    effect: Effect,
    by: User | None,
    now: datetime,
    scope: Scope = Scope(),  # noqa: B008 - it is frozen
    unit: str = POINTS,
    rewards: str = Holder.PARTICIPANT,
    sponsor: str = Rule.Sponsor.ORGANIZER,
    replaces: Rule | None = None,
) -> Rule:
    """Put a rule into force from `now` on, as the first version or as the next one of `replaces`."""
    if isinstance(effect, SERVICE) and rewards not in SERVES:
        raise RuleRefused(_("What partners do is paid to a clerk or a distributor."))
    told = wire.effect_to_json(effect)
    rule = Rule(
        campaign=campaign,
        kind=told["kind"],
        unit=unit,
        rewards=rewards,
        sponsor=sponsor,
        effect=told,
        scope=wire.to_json(scope),
        in_force_from=now,
        replaces=replaces,
        made_by=by,
    )
    if replaces is not None:
        rule.lineage, rule.version = replaces.lineage, replaces.version + 1
    rule.save()
    rule.products.set(_products(campaign, effect, scope))
    rule.distributors.set(_distributors(campaign, scope))
    return rule


@transaction.atomic
def end_rule(*, rule: Rule, now: datetime) -> None:
    """The rule counts for no claim sent from `now` on; claims sent before keep it."""
    if rule.in_force_from > now:
        raise RuleRefused(_("This rule is not in force yet. Withdraw it instead."))
    if not Rule.objects.filter(pk=rule.pk, in_force_until=None).update(in_force_until=now):
        raise RuleRefused(_("This rule was changed a moment ago. Reload the page."))
    rule.refresh_from_db(fields=["in_force_until"])


@transaction.atomic
def withdraw_rule(*, rule: Rule, now: datetime) -> None:
    """Take back a rule before its day: it never counted, so it goes, and the version before it stays in force."""
    if not Rule.objects.filter(pk=rule.pk, in_force_from__gt=now, in_force_until=None).exists():
        raise RuleRefused(_("Only a rule whose day has not come yet can be withdrawn."))
    before = rule.replaces_id
    Rule.objects.filter(pk=rule.pk).delete()
    if before is not None:
        Rule.objects.filter(pk=before).update(in_force_until=None)


@transaction.atomic
def change_rule(
    *,
    rule: Rule,
    effect: Effect,
    scope: Scope,
    by: User,
    now: datetime,
    unit: str,
    rewards: str,
    sponsor: str = Rule.Sponsor.ORGANIZER,
) -> Rule:
    """End this version at `now`, which may be still to come, and start the next.

    The old one stays, for the claims that were sent under it.
    """
    if wire.KINDS[type(effect)] != rule.kind:
        raise RuleRefused(_("A rule keeps its kind. End this one and write a new one."))
    end_rule(rule=rule, now=now)
    return add_rule(
        campaign=rule.campaign,
        effect=effect,
        scope=scope,
        unit=unit,
        rewards=rewards,
        sponsor=sponsor,
        by=by,
        now=now,
        replaces=rule,
    )


def _products(campaign: Campaign, effect: Effect, scope: Scope) -> list[Product]:
    """The products that a rule names anywhere. One of another program is refused."""
    named = set(scope.products)
    if isinstance(effect, PerSet):
        named = named.union(*(member.products for member in effect.members))
    products = list(Product.objects.filter(pk__in=named, program=campaign.program_id))
    if len(products) != len(named):
        raise RuleRefused(_("A rule names products of its own program only."))
    return products


def _distributors(campaign: Campaign, scope: Scope) -> list[Distributor]:
    found = list(Distributor.objects.filter(pk__in=scope.distributors, program=campaign.program_id))
    if len(found) != len(scope.distributors):
        raise RuleRefused(_("A rule names distributors of its own program only."))
    return found
