"""How a distributor takes part: what its heads choose themselves, saved in one place with who and when."""

from datetime import datetime
from typing import Any

from django.db import transaction

from common.refusals import Refused
from distributors import permissions
from distributors.models import Distributor
from distributors.services.noting import Kind, note
from participants.models import User

CHOSEN = ("answers_by_mail",)
"""Fields of a distributor that its heads may set, in the order in which they are asked for."""


class SettingRefused(Refused):
    """The choice was not kept."""


@transaction.atomic
def choose(*, distributor: Distributor, by: User, now: datetime, **chosen: Any) -> bool:
    """Keep what was chosen, each change with its line; returns whether anything changed."""
    if reason := permissions.why_not_lead(distributor, by=by):
        raise SettingRefused(reason)
    standing = Distributor.objects.select_for_update().get(pk=distributor.pk)
    changed = {name: chosen[name] for name in CHOSEN if name in chosen and getattr(standing, name) != chosen[name]}
    for name, value in changed.items():
        note(standing, Kind.SETTING, by=by, now=now, name=name, was=str(getattr(standing, name)), became=str(value))
    if changed:
        Distributor.objects.filter(pk=standing.pk).update(**changed)
    return bool(changed)
