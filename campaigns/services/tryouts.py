"""Trying a rule: keep the draft, and ask for the run over past claims."""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Rule, TryOut
from campaigns.rules import POINTS, SERVICE, Effect, Holder, Scope, wire
from common.refusals import Refused
from jobs.services import after_commit
from participants.models import User


class TryOutRefused(Refused):
    """The rule was not tried."""


def draft(
    *,
    campaign: Campaign,
    effect: Effect,
    scope: Scope,
    by: User,
    now: datetime,
    changes: Rule | None = None,
    unit: str = POINTS,
    rewards: str = Holder.PARTICIPANT,
    sponsor: str = Rule.Sponsor.ORGANIZER,
) -> TryOut:
    """Keep a rule to be tried. It counts for nobody."""
    if isinstance(effect, SERVICE):
        raise TryOutRefused(_("What partners do is not among past claims, so this rule cannot be tried on them."))
    told = wire.effect_to_json(effect)
    return TryOut.objects.create(
        campaign=campaign,
        changes=changes,
        lineage=changes.lineage if changes else uuid4(),
        kind=told["kind"],
        unit=unit,
        rewards=rewards,
        sponsor=sponsor,
        effect=told,
        scope=wire.to_json(scope),
        made_by=by,
        made_at=now,
    )


@transaction.atomic
def start(*, tryout: TryOut, since: date, until: date) -> None:
    """Try the draft on the verified claims sent on these days, in a job; an earlier result goes."""
    if until < since:
        raise TryOutRefused(_("The last day is before the first one."))
    idle = TryOut.objects.filter(pk=tryout.pk).exclude(state__in=TryOut.BUSY)
    fresh = {"state": TryOut.State.WAITING, "run": F("run") + 1, "since": since, "until": until}
    if not idle.update(**fresh, done=0, claims=0, result=None, finished_at=None):
        raise TryOutRefused(_("It is running already."))
    tryout.refresh_from_db()
    after_commit("claims.tasks.try_on_past_claims", tryout_id=tryout.pk, run=tryout.run)


def stop(*, tryout: TryOut) -> None:
    """Let the run end at its next step; nothing of it is kept."""
    if not TryOut.objects.filter(pk=tryout.pk, state__in=TryOut.BUSY).update(state=TryOut.State.STOPPED):
        raise TryOutRefused(_("It is not running any more."))
