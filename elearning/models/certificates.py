"""Proof of a passed course, reminders of its end, and the public keys that signed badges."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elearning.models.taking import Enrolment
from elearning.standing import Standing, standing
from programs.models import Program


class Certificate(models.Model):
    """Proof of a passed course, with a number that anybody can check. What it says stays as it was on that day."""

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="certificate", verbose_name=_("course")
    )
    number = models.CharField(_("number"), max_length=14, unique=True)
    name = models.CharField(_("holder"), max_length=150)
    title = models.CharField(_("course"), max_length=200)
    cpd_hours = models.DecimalField(_("CPD hours"), max_digits=5, decimal_places=1, default=Decimal(0))
    issued_at = models.DateTimeField(_("issued"))
    expires_on = models.DateField(_("valid until"), null=True, db_index=True)
    name_shown_at = models.DateTimeField(_("name shown since"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("revoked by")
    )
    revoked_because = models.CharField(_("why it was revoked"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revoked_because="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_because="")),
                name="a_certificate_is_revoked_by_somebody_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(revoked_at__isnull=False), name="revoked_certificates")]

    def __str__(self) -> str:
        return self.number

    @property
    def program(self) -> Program:
        """The program that gave it."""
        return self.enrolment.course.program

    @property
    def issued_on(self) -> date:
        """The day where the program is."""
        return self.issued_at.astimezone(self.program.zone).date()

    def standing(self, now: datetime) -> Standing:
        """How it stands at this moment."""
        zone = self.program.zone
        revoked_on = self.revoked_at.astimezone(zone).date() if self.revoked_at else None
        return standing(expires_on=self.expires_on, revoked_on=revoked_on, on=now.astimezone(zone).date())


class CertificateNotice(models.Model):
    """Reminded so many days before the end of a certificate; `told_at` is empty until the mail went out."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="notices", db_index=False)
    days_before = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "days_before"], name="nobody_is_reminded_twice_of_one_certificate"
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.days_before}"


class BadgeKey(models.Model):
    """A public key under which badges were signed. It stays published for as long as there are such badges."""

    key_id = models.CharField(max_length=43, unique=True)
    public_key = models.JSONField()
    first_used_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key_id
