"""Rules in versions, and what they count from claim to claim."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaigns import Campaign
from campaigns.models.products import Product
from campaigns.rules import CREDITS, POINTS, Holder, RuleTerms, wire
from distributors.models import Distributor


class RuleQuerySet(models.QuerySet["Rule"]):
    """Versions of rules, by when they count."""

    def in_force(self, at: datetime) -> Self:
        """Those that count for a claim sent at that moment."""
        return self.filter(Q(in_force_until=None) | Q(in_force_until__gt=at), in_force_from__lte=at)

    def not_over(self, at: datetime) -> Self:
        """Those in force at that moment, and those whose day is still to come."""
        return self.filter(Q(in_force_until=None) | Q(in_force_until__gt=at))

    def to_be_told(self) -> Self:
        """With everything that their sentences name."""
        return self.select_related("campaign__program").prefetch_related("products__names", "distributors")


class Rule(models.Model):
    """One version of a rule. Rows are never edited: a change ends this version and starts the next.

    `effect` and `scope` are what `campaigns.rules.wire` writes. `products` and `distributors` repeat those that they
    name, to be searched and to be told by name.
    """

    class Kind(models.TextChoices):
        PER_MEASURE = "per-measure", _("for each unit of a product")
        PER_AMOUNT = "per-amount", _("for each amount spent")
        PER_CLAIM = "per-claim", _("for a claim")
        PER_SET = "per-set", _("for a set of products")
        STEPS = "steps", _("for steps reached in a period")
        MULTIPLIER = "multiplier", _("multiplier")
        CAP = "cap", _("cap")
        PER_DECISION = "per-decision", _("for an answer in time")
        PER_ENROLMENT = "per-enrolment", _("for a participant brought")

    SERVICE = (Kind.PER_DECISION, Kind.PER_ENROLMENT)
    """Kinds that pay clerks and distributors for what they do, whatever was bought."""

    class Unit(models.TextChoices):
        POINTS = POINTS, _("points")
        CREDITS = CREDITS, _("training credits")

    class Rewards(models.TextChoices):
        PARTICIPANT = Holder.PARTICIPANT, _("participant")
        COMPANY = Holder.COMPANY, _("company")
        CLERK = Holder.CLERK, _("clerk")
        DISTRIBUTOR = Holder.DISTRIBUTOR, _("distributor")

    class Sponsor(models.TextChoices):
        ORGANIZER = "organizer", _("organizer")
        DISTRIBUTOR = "distributor", _("distributor")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    lineage = models.UUIDField(default=uuid4, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rules", verbose_name=_("campaign"))
    kind = models.CharField(_("what earns"), max_length=20, choices=Kind)
    unit = models.CharField(_("gives"), max_length=10, choices=Unit, default=Unit.POINTS)
    rewards = models.CharField(_("to"), max_length=20, choices=Rewards, default=Rewards.PARTICIPANT)
    sponsor = models.CharField(_("paid by"), max_length=20, choices=Sponsor, default=Sponsor.ORGANIZER)
    effect = models.JSONField(_("effect"))
    scope = models.JSONField(_("conditions"), default=dict)
    products = models.ManyToManyField(Product, related_name="rules", blank=True, verbose_name=_("products"))
    distributors = models.ManyToManyField(Distributor, related_name="rules", blank=True, verbose_name=_("distributors"))
    in_force_from = models.DateTimeField(_("in force from"))
    in_force_until = models.DateTimeField(_("in force until"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True, editable=False
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            models.UniqueConstraint(fields=["lineage", "version"], name="a_version_of_a_rule_is_written_once"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "per-measure",
                        "per-amount",
                        "per-claim",
                        "per-set",
                        "steps",
                        "multiplier",
                        "cap",
                        "per-decision",
                        "per-enrolment",
                    ]
                ),
                name="a_rule_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["per-decision", "per-enrolment"]) | Q(rewards__in=["clerk", "distributor"]),
                name="what_partners_do_is_paid_to_partners",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="a_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.version})"

    @property
    def terms(self) -> RuleTerms:
        """The row as the value that the pure rules work with."""
        return RuleTerms(
            rule_id=self.pk,
            lineage=str(self.lineage),
            effect=wire.effect_from_json(self.effect),
            unit=self.unit,
            scope=wire.scope_from_json(self.scope),
            rewards=Holder(self.rewards),
            sponsor=self.sponsor,
        )


class RuleTally(models.Model):
    """What a rule counted for one holder in one period, over all its versions. Locked while a claim is awarded.

    `subject` names who or what: `participant:<uuid>`, `distributor:<uuid>`, `product:<id>` and so on.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="tallies")
    lineage = models.UUIDField()
    subject = models.CharField(max_length=60)
    period = models.CharField(max_length=12)
    counted = models.DecimalField(max_digits=18, decimal_places=3, default=0)
    given = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lineage", "subject", "period"], name="a_rule_counts_each_holder_once"),
            models.CheckConstraint(condition=Q(counted__gte=0), name="a_tally_is_not_below_zero"),
            models.CheckConstraint(condition=Q(given__gte=0), name="no_less_than_nothing_was_given"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.period}: {self.given}"


class Baseline(models.Model):
    """What a holder bought before, such as in last year's quarter: a rule of steps can count only what goes beyond."""

    lineage = models.UUIDField()
    subject = models.CharField(max_length=60)
    counted = models.DecimalField(_("counted before"), max_digits=18, decimal_places=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lineage", "subject"], name="a_holder_has_one_baseline")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.counted}"
