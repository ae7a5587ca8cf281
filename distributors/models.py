"""Distributors: the firms that sell the organizer's products, their branches, clerks and invitations."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Participant
from programs.models import Program


class Distributor(models.Model):
    """A firm whose invoices and receipts are claimed on."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="distributors")
    name = models.CharField(_("name"), max_length=100)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    tax_id = models.CharField(
        _("tax id"),
        max_length=20,
        blank=True,
        help_text=_("As printed; spaces, hyphens and country prefix do not matter."),
    )
    tax_key = models.CharField(max_length=20, blank=True, editable=False)
    country = models.CharField(_("country"), max_length=2, default="PL")
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("distributor")
        verbose_name_plural = _("distributors")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "tax_key"],
                condition=~models.Q(tax_key=""),
                name="a_distributor_is_known_once_by_tax_id",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DistributorAlias(models.Model):
    """Another name under which a distributor's documents are printed."""

    distributor = models.ForeignKey(Distributor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name as printed"), max_length=200)

    class Meta:
        verbose_name = _("name as printed")
        verbose_name_plural = _("names as printed")
        constraints = [models.UniqueConstraint(fields=["distributor", "name"], name="a_distributor_alias_is_kept_once")]

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """One shop or warehouse of a distributor."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="branches")
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        constraints = [models.UniqueConstraint(fields=["distributor", "name"], name="a_branch_has_a_name_of_its_own")]

    def __str__(self) -> str:
        return f"{self.distributor}, {self.name}"


class Clerk(models.Model):
    """A person who answers claims for one distributor. No branches named means all of them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clerkships")
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="clerks")
    branches = models.ManyToManyField(Branch, related_name="clerks", blank=True, verbose_name=_("branches"))
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"))

    class Meta:
        verbose_name = _("clerk")
        verbose_name_plural = _("clerks")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_active=True), name="a_clerk_works_for_one_distributor"
            ),
            models.UniqueConstraint(fields=["user", "distributor"], name="a_clerk_is_listed_once_at_a_distributor"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.distributor}"


class ClerkInvitation(models.Model):
    """A mailed invitation to become a clerk. Its link is signed, not stored."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="clerk_invitations")
    email = models.EmailField(_("e-mail"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("good until"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation of a clerk")
        verbose_name_plural = _("invitations of clerks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_by=None, accepted_at=None)
                | models.Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="an_accepted_invitation_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.distributor}"


class JoinLink(models.Model):
    """A link or QR code with which a distributor invites participants; good for many people."""

    code = models.CharField(max_length=24, unique=True)
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="join_links")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="join_links", null=True, blank=True)
    label = models.CharField(_("where it hangs"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")

    def __str__(self) -> str:
        return f"{self.distributor} {self.label}".strip()


class Introduction(models.Model):
    """Which distributor's link brought a participant into the program."""

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="introduction")
    link = models.ForeignKey(JoinLink, on_delete=models.PROTECT, related_name="introductions")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.participant} · {self.link}"
