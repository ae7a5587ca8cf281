"""Switching a campaign's codes off while they are guessed, and on again."""

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.refusals import Refused
from participants.models import User
from participants.queries import administers


class SwitchRefused(Refused):
    """The campaign is not this person's."""


def switch_codes(*, campaign: Campaign, takes: bool, by: User) -> bool:
    """Whether anything changed. Without codes, purchases are claimed by their documents only. Raises SwitchRefused."""
    if not administers(by, campaign.program):
        raise SwitchRefused(_("This campaign belongs to a program that you do not look after."))
    changed = Campaign.objects.filter(pk=campaign.pk, takes_codes=not takes).update(takes_codes=takes)
    campaign.takes_codes = takes
    return bool(changed)
