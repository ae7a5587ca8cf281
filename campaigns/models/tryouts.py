"""A drafted rule, and what came of trying it on past claims."""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaigns import Campaign
from campaigns.models.rules import Rule
from campaigns.rules import POINTS, Holder, PerSet, RuleTerms


class TryOut(models.Model):
    """A rule that is written but not in force: beside the campaign's rules, or instead of the one it `changes`.

    `result` is what `claims.services.replaying` found on the claims sent from `since` to `until`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("not tried on past claims")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    BUSY: ClassVar = (State.WAITING, State.RUNNING)

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="tryouts", verbose_name=_("campaign"))
    changes = models.ForeignKey(Rule, on_delete=models.SET_NULL, related_name="+", null=True, verbose_name=_("changes"))
    lineage = models.UUIDField(editable=False)
    kind = models.CharField(_("what earns"), max_length=20, choices=Rule.Kind)
    unit = models.CharField(_("gives"), max_length=10, choices=Rule.Unit, default=POINTS)
    rewards = models.CharField(_("to"), max_length=20, choices=Rule.Rewards, default=Holder.PARTICIPANT)
    sponsor = models.CharField(_("paid by"), max_length=20, choices=Rule.Sponsor, default=Rule.Sponsor.ORGANIZER)
    effect = models.JSONField(_("effect"))
    scope = models.JSONField(_("conditions"), default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(_("made"))

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    run = models.PositiveIntegerField(default=0)
    since = models.DateField(_("claims sent from"), null=True)
    until = models.DateField(_("claims sent until"), null=True)
    claims = models.PositiveIntegerField(_("claims in all"), default=0)
    done = models.PositiveIntegerField(_("claims gone through"), default=0)
    result = models.JSONField(_("result"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("try-out")
        verbose_name_plural = _("try-outs")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(since__isnull=False, until__gte=F("since")),
                name="a_try_out_names_its_days",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(result__isnull=False, finished_at__isnull=False),
                name="a_finished_try_out_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.campaign})"

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in columns of their own."""
        return {name: getattr(self, name) for name in ("campaign", "unit", "rewards", "sponsor")}

    @property
    def rule(self) -> Rule:
        """The draft as a rule that is saved nowhere; its id is 0."""
        rule = Rule(kind=self.kind, lineage=self.lineage, effect=self.effect, scope=self.scope, **self.columns)
        rule.pk = 0
        return rule

    @property
    def rule_products(self) -> frozenset[int]:
        """Products that the draft names, in its scope or in its sets."""
        effect, named = self.terms.effect, self.terms.scope.products
        return named.union(*(member.products for member in effect.members)) if isinstance(effect, PerSet) else named

    @property
    def terms(self) -> RuleTerms:
        """The draft as the value that the pure rules work with."""
        return self.rule.terms
