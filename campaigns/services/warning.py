"""Telling campaign admins that a budget is nearly used up, and that it is; once each for each amount of it."""

from datetime import datetime

from django.db import transaction

from campaigns.models import BudgetNotice, Campaign
from campaigns.queries import Standing, standings
from jobs.services import after_commit
from participants.models import CampaignAdmin


def warn(*, now: datetime) -> int:
    """Look at all budgets and have admins mailed; returns how many notices were made. Safe to stop and repeat."""
    live = Campaign.objects.filter(is_live=True, program__is_active=True).order_by("pk")
    return sum(_noted(campaign, one, now=now) for campaign in live for one in standings(campaign))


def _noted(campaign: Campaign, one: Standing, *, now: datetime) -> bool:
    if one.is_used_up:
        about = BudgetNotice.About.USED_UP
    elif one.is_nearly_used_up(campaign.budget_warns_at):
        about = BudgetNotice.About.NEARLY
    else:
        return False
    with transaction.atomic():
        notice, is_new = BudgetNotice.objects.get_or_create(
            campaign=campaign, unit=one.unit, amount=one.amount, about=about, defaults={"made_at": now}
        )
        if is_new:
            for admin in CampaignAdmin.objects.filter(program=campaign.program, is_active=True, user__is_active=True):
                after_commit("campaigns.tasks.tell_of_budget", notice_id=notice.pk, admin_id=admin.pk)
    return is_new
