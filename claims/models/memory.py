"""What confirmed documents taught about those who issue them; for the own program only."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.learned_sentences import sentence_of
from claims.models.claims import Claim
from extraction.memory import Kind
from extraction.memory.facts import ISSUER
from programs.models import Program


class About(models.TextChoices):
    """What a fact can be about: the issuer as a whole, or one fact of its documents."""

    ISSUER = ISSUER, _("signs of the seller")
    ISSUER_NAME = "issuer_name", _("seller")
    ISSUER_TAX_ID = "issuer_tax_id", _("seller's tax id")
    DOCUMENT_NUMBER = "document_number", _("document number")
    ISSUE_DATE = "issue_date", _("date of purchase")
    TOTAL = "total", _("total")
    CURRENCY = "currency", _("currency")


class LearnedFact(models.Model):
    """One fact about an issuer. It counts as often as it has sources, and goes with the last of them.

    `issuer` is the issuer's key: "tax:" with the digits of its tax id, or "name:" with the letters of its name.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="learned_facts")
    issuer = models.CharField(_("seller"), max_length=80)
    field = models.CharField(_("fact"), max_length=20, choices=About)
    kind = models.CharField(_("kind"), max_length=10)
    value = models.CharField(_("what was learned"), max_length=200)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("learned fact")
        verbose_name_plural = _("learned facts")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "issuer", "field", "kind", "value"], name="a_fact_about_an_issuer_is_learned_once"
            ),
            models.CheckConstraint(condition=Q(field__in=About.values), name="a_learned_fact_is_about_something_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="a_learned_fact_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(last_seen_at__gte=F("first_seen_at")), name="a_fact_is_seen_first_and_then_last"
            ),
        ]
        indexes = [models.Index(fields=["program", "kind"], name="learned_fact_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {sentence_of(self.kind, self.value)}"


class LearnedFrom(models.Model):
    """One confirmed claim that showed a fact. A claim shows it once; taken back, it is a source no more."""

    fact = models.ForeignKey(LearnedFact, on_delete=models.CASCADE, related_name="sources")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="learned_facts")
    learned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "claim"], name="a_claim_teaches_a_fact_once")]

    def __str__(self) -> str:
        return f"{self.claim}: {self.fact}"
