"""Who works for a distributor, who was invited, and whom it brought."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from distributors.models.firms import Branch, Distributor
from participants.models import Participant


class Clerk(models.Model):
    """A person who answers claims for one distributor. No branches named means all of them."""

    class Role(models.TextChoices):
        CLERK = "clerk", _("clerk")
        HEAD = "head", _("head")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clerkships")
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="clerks")
    branches = models.ManyToManyField(Branch, related_name="clerks", blank=True, verbose_name=_("branches"))
    is_active = models.BooleanField(_("active"), default=True)
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=Role,
        default=Role.CLERK,
        help_text=_("A head invites and dismisses clerks, and hears of claims that are late."),
    )
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
    role = models.CharField(_("role"), max_length=10, choices=Clerk.Role, default=Clerk.Role.CLERK)
    branches = models.ManyToManyField(Branch, related_name="+", blank=True, verbose_name=_("branches"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("good until"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation of a clerk")
        verbose_name_plural = _("invitations of clerks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_by=None, accepted_at=None)
                | models.Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="an_accepted_invitation_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_by=None, withdrawn_at=None)
                | models.Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False, accepted_at=None),
                name="a_withdrawn_invitation_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.distributor}"


class JoinLink(models.Model):
    """A link or QR code with which a distributor invites participants; good for many people."""

    code = models.CharField(max_length=24, unique=True)
    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="join_links")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="join_links", null=True, blank=True)
    clerk = models.ForeignKey(
        Clerk,
        on_delete=models.PROTECT,
        related_name="join_links",
        null=True,
        blank=True,
        verbose_name=_("clerk"),
        help_text=_("Whose link it is: rules that pay clerks for participants brought pay this one. Empty: nobody's."),
    )
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
