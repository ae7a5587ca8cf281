"""Jobs about code batches and budgets: each loads by its id and makes one call."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from campaigns.models import BudgetNotice, CodeBatch
from campaigns.services import importing, making, print_files, warning
from campaigns.wording import budgets_told, unit_name
from jobs.registry import job
from participants.models import CampaignAdmin


def could_not_make(*, batch_id: str) -> None:
    """Every attempt failed: the batch waits until somebody lets it go on."""
    making.note_failure(batch=CodeBatch.objects.get(uuid=batch_id), now=timezone.now())


@job(attempts=10, gave_up=could_not_make)
def make_codes(*, batch_id: str) -> None:
    """Make the next part of a batch, which promises the one after it."""
    making.make_part(batch=CodeBatch.objects.get(uuid=batch_id), now=timezone.now())


@job(attempts=5)
def drop_print_files(*, batch_id: str) -> None:
    """Delete the print files that nobody needs any more."""
    print_files.drop(batch=CodeBatch.objects.get(uuid=batch_id))


@job(attempts=10, gave_up=could_not_make)
def load_codes(*, batch_id: str) -> None:
    """Load the next part of a batch that another system made."""
    importing.load_part(batch=CodeBatch.objects.get(uuid=batch_id), now=timezone.now())


@job(every=timedelta(minutes=5))
def watch_budgets() -> None:
    """Have admins told of budgets that come to their end."""
    warning.warn(now=timezone.now())


@job(attempts=5)
def tell_of_budget(*, notice_id: int, admin_id: int) -> None:
    """Mail an admin how the budget stands now; nothing if it was raised or lifted meanwhile."""
    notice = BudgetNotice.objects.select_related("campaign__program").get(pk=notice_id)
    campaign = notice.campaign
    user = CampaignAdmin.objects.select_related("user").get(pk=admin_id).user
    with translation.override(user.language or campaign.program.default_language):
        name = unit_name(campaign, notice.unit)
        budget = next((one for one in budgets_told(campaign) if one.name == name and one.pill), None)
        if budget is None or campaign.budget_of(notice.unit) != notice.amount:
            return
        link = settings.SITE_URL + reverse("admin:campaigns_campaign_change", args=[campaign.pk])
        values = {"notice": notice, "budget": budget, "link": link}
        subject = render_to_string("campaigns/mail_budget_subject.txt", values).strip()
        send_mail(subject, render_to_string("campaigns/mail_budget.txt", values), None, [user.email])
