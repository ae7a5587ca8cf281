"""What waits for somebody, as the queue finds it."""

from claims.models import Claim
from participants.models import User
from verification import waiting
from verification.desks import desk_of
from verification.waiting import Wanted


def waiting_for(user: User) -> list[Claim]:
    """In the queue's order."""
    desk = desk_of(user)
    assert desk is not None
    return [Claim.objects.get(pk=place.pk) for place in waiting.find(desk, Wanted()).places]
