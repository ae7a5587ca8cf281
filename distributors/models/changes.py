"""What was changed about a distributor's own people, invitations and part in the program: who did it, and when."""

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from distributors.models.firms import Distributor
from distributors.models.people import Clerk, ClerkInvitation, JoinLink

_TRUTHS = {"True": _("yes"), "False": _("no")}


class PartnerChange(models.Model):
    """One line of the distributor's own history; never edited. Only what the change is about is set."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("invited")
        SENT_AGAIN = "sent-again", _("invitation sent again")
        INVITATION_WITHDRAWN = "invitation-withdrawn", _("invitation withdrawn")
        JOINED = "joined", _("joined")
        ROLE = "role", _("role changed")
        BRANCHES = "branches", _("branches changed")
        DISMISSED = "dismissed", _("dismissed")
        BROUGHT_BACK = "brought-back", _("brought back")
        LINK_MADE = "link-made", _("invitation link made")
        LINK_WITHDRAWN = "link-withdrawn", _("invitation link withdrawn")
        SETTING = "setting", _("part in the program changed")

    distributor = models.ForeignKey(Distributor, on_delete=models.PROTECT, related_name="changes", db_index=False)
    kind = models.CharField(_("what"), max_length=30, choices=Kind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # Invitations are deleted before the history of the distributor is.
    invitation = models.ForeignKey(
        ClerkInvitation, on_delete=models.SET_NULL, related_name="changes", null=True, blank=True
    )
    link = models.ForeignKey(JoinLink, on_delete=models.PROTECT, related_name="changes", null=True, blank=True)
    name = models.CharField(max_length=60, blank=True)
    was = models.CharField(max_length=300, blank=True)
    became = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change at a distributor")
        verbose_name_plural = _("changes at distributors")
        indexes = [models.Index(fields=["distributor", "-made_at"], name="changes_of_a_distributor")]

    def __str__(self) -> str:
        return f"{self.distributor}: {self.kind}"

    @property
    def about(self) -> str:
        """Whom or what it is about, as people call it; nothing where the kind says it all."""
        if self.person:
            return str(self.person)
        if self.invitation:
            return self.invitation.email
        if self.kind == self.Kind.SETTING and self.name:
            return capfirst(str(Distributor._meta.get_field(self.name).verbose_name))  # type: ignore[union-attr]
        return (self.link.label or self.link.code) if self.link else ""

    @property
    def said_was(self) -> str:
        """What stood before, in the reader's words."""
        return self._said(self.was)

    @property
    def said_became(self) -> str:
        """What stands since, in the reader's words."""
        return self._said(self.became)

    def _said(self, text: str) -> str:
        if self.kind == self.Kind.ROLE:
            return str(Clerk.Role(text).label)
        if self.kind == self.Kind.SETTING and self.name == "staff_rewards":
            return str(Distributor.StaffRewards(text).label)
        return str(_TRUTHS.get(text, text)) if self.name == "offers_sales" else text
