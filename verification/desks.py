"""Desks: where claims are decided. A clerk sits at a distributor's, a campaign admin at the organizer's."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from claims.models import Claim
from distributors.models import Distributor
from distributors.queries import clerk_of
from participants.models import Participant, User
from participants.queries import administered_programs
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose claims somebody decides: a distributor's (perhaps some branches only), or what fell to the organizer."""

    user: User
    program: Program
    distributor: Distributor | None = None
    branches: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    """The person's own parts in programs: one's own claims are somebody else's to decide."""

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


def desk_of(user: User | AnonymousUser) -> Desk | None:
    """The desk at which this person sits, if any."""
    if not user.is_authenticated or not isinstance(user, User):
        return None
    if clerk := clerk_of(user):
        branches = frozenset(clerk.branches.values_list("pk", flat=True))
        return Desk(user, clerk.distributor.program, clerk.distributor, branches, _own(user))
    programs = administered_programs(user) if user.is_active else []
    return Desk(user, programs[0], own=_own(user)) if programs else None


def _own(user: User) -> frozenset[int]:
    return frozenset(Participant.objects.filter(user=user).values_list("pk", flat=True))
