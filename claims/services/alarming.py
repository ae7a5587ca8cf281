"""Telling campaign admins that more wrong codes are typed than usual: a mail a day at most; nobody is locked out."""

from datetime import datetime

from django.db import transaction

from claims.guessing import is_alarming
from claims.models import CodeAlarm
from claims.wrong_codes import coded, days
from jobs.services import after_commit
from participants.models import CampaignAdmin
from programs.models import Program


@transaction.atomic
def watch(*, program: Program, now: datetime) -> bool:
    """Note down an alarm, and have the program's admins mailed; whether there was a new one. Safe to repeat."""
    if not coded(program).filter(takes_codes=True).exists():
        return False
    wrong, *before = days(program, now=now)
    if not is_alarming(wrong, before):
        return False
    day = now.astimezone(program.zone).date()
    alarm, is_new = CodeAlarm.objects.get_or_create(program=program, day=day, defaults={"wrong": wrong, "made_at": now})
    if is_new:
        admins = CampaignAdmin.objects.filter(program=program, is_active=True, user__is_active=True)
        for user_id in admins.values_list("user_id", flat=True):
            key = f"alarm:{alarm.pk}:{user_id}"
            after_commit("claims.tasks.tell_of_wrong_codes", key=key, alarm_id=alarm.pk, user_id=user_id)
    return is_new
