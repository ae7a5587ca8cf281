"""Mails that distributors' invitations send."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from distributors.models import ClerkInvitation
from distributors.services.inviting import secret_of
from jobs.registry import job


@job(attempts=5)
def mail_invitation(*, invitation_id: str) -> None:
    """Send a clerk's invitation, in the program's language."""
    invitation = ClerkInvitation.objects.select_related("distributor__program", "invited_by").get(uuid=invitation_id)
    program = invitation.distributor.program
    link = settings.SITE_URL + reverse("distributors:invited", args=[secret_of(invitation)])
    with translation.override(program.default_language):
        subject = _("%(program)s: answer claims for %(distributor)s") % {
            "program": program.name,
            "distributor": invitation.distributor.name,
        }
        text = render_to_string(
            "distributors/mail_invitation.txt", {"invitation": invitation, "link": link, "program": program}
        )
        send_mail(subject, text, None, [invitation.email])
