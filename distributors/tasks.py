"""Later work for distributors: mailing invitations, reading files of sales."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from distributors.models import ClerkInvitation
from distributors.services import customers, reading_files, receiving
from distributors.services.inviting import secret_of
from jobs.registry import job
from participants.models import Company


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


def could_not_read(*, file_id: str) -> None:
    """Every attempt failed: the file can be handed over again."""
    reading_files.give_up(file_id=file_id, now=timezone.now())


@job(longest=timedelta(hours=2), gave_up=could_not_read)
def read_sales(*, file_id: str) -> None:
    """Read a file of sales, from where the last attempt came to."""
    reading_files.read(file_id=file_id, clock=timezone.now)


@job(every=timedelta(hours=1))
def sweep_sales_files() -> None:
    """Delete stored files of sales that nothing names any more."""
    receiving.sweep(now=timezone.now())


@job()
def learn_customer_numbers(*, company_id: str) -> None:
    """By which numbers the distributors know a company whose tax id is new; none if it is gone again."""
    if company := Company.objects.filter(uuid=company_id).first():
        customers.learn_of_company(company=company, now=timezone.now())
