"""How a distributor takes part: what its heads choose themselves, saved in one place with who and when."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.refusals import Refused
from distributors import permissions
from distributors.models import Distributor
from distributors.services.noting import Kind, note
from participants.models import User

CHOSEN = ("answers_by_mail", "offers_sales", "staff_rewards")
"""Fields of a distributor that its heads may set, or the organizer, in the order in which they are asked for."""


class SettingRefused(Refused):
    """The choice was not kept."""


@transaction.atomic
def choose(*, distributor: Distributor, by: User, now: datetime, **chosen: Any) -> bool:
    """Keep what was chosen, each change with its line; returns whether anything changed."""
    if reason := permissions.why_not_lead(distributor, by=by):
        raise SettingRefused(reason)
    standing = Distributor.objects.select_for_update().get(pk=distributor.pk)
    wanted = {name: _checked(standing, name, chosen[name]) for name in CHOSEN if name in chosen}
    changed = {name: value for name, value in wanted.items() if getattr(standing, name) != value}
    for name, value in changed.items():
        note(standing, Kind.SETTING, by=by, now=now, name=name, was=str(getattr(standing, name)), became=str(value))
    if changed:
        Distributor.objects.filter(pk=standing.pk).update(**changed)
    return bool(changed)


def _checked(distributor: Distributor, name: str, value: Any) -> Any:
    field: Any = Distributor._meta.get_field(name)
    try:
        return field.clean(value, distributor)
    except ValidationError as fault:
        raise SettingRefused(" ".join(fault.messages)) from fault
