"""Desks: where claims are decided. A clerk sits at a distributor's, a campaign admin at the organizer's."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from claims.models import Claim
from claims.states import Status
from distributors.models import Distributor
from distributors.queries import clerk_of
from participants.models import User
from participants.queries import administered_programs
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose claims somebody decides: a distributor's (perhaps some branches only), or what fell to the organizer."""

    user: User
    program: Program
    distributor: Distributor | None = None
    branches: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """What the desk is called on the page."""
        return self.distributor.name if self.distributor else self.program.organizer_name

    def claims(self) -> QuerySet[Claim]:
        """Every claim that this desk may see: sent ones, never one's own kind of secret, never another's."""
        seen = Claim.objects.filter(program=self.program, kind=Claim.Kind.DOCUMENT).exclude(submitted_at=None)
        if self.distributor is None:
            return seen
        mine = seen.filter(distributor=self.distributor)
        return mine.filter(Q(branch=None) | Q(branch__in=self.branches)) if self.branches else mine

    def waiting(self) -> QuerySet[Claim]:
        """What this desk has to decide, the oldest promise first; one's own claims are somebody else's to decide."""
        kind = Claim.Desk.DISTRIBUTOR if self.distributor else Claim.Desk.ORGANIZER
        waiting = self.claims().filter(status=Status.SUBMITTED, desk=kind)
        mine = Q(participant__user=self.user) | Q(first_yes__decision__made_by=self.user)
        return waiting.exclude(mine).order_by("due_on", "id")


def desk_of(user: User | AnonymousUser) -> Desk | None:
    """The desk at which this person sits, if any."""
    if not user.is_authenticated or not isinstance(user, User):
        return None
    if clerk := clerk_of(user):
        branches = frozenset(clerk.branches.values_list("pk", flat=True))
        return Desk(user, clerk.distributor.program, clerk.distributor, branches)
    programs = administered_programs(user) if user.is_active else []
    return Desk(user, programs[0]) if programs else None
