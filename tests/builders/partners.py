"""People and links of a distributor: Halina leads Alfa's clerks."""

from datetime import datetime

from distributors.models import Branch, Clerk, ClerkInvitation, Distributor, JoinLink
from distributors.services import inviting
from tests.builders.programs import NOON, a_clerk, a_distributor


def a_head(name: str = "Halina Wrona", *, distributor: Distributor | None = None) -> Clerk:
    """Halina leads."""
    clerk = a_clerk(name, distributor=distributor)
    Clerk.objects.filter(pk=clerk.pk).update(role=Clerk.Role.HEAD)
    clerk.refresh_from_db()
    return clerk


def a_branch(name: str = "Kraków", *, distributor: Distributor | None = None) -> Branch:
    """A shop of Alfa's; the same name is the same shop."""
    return Branch.objects.get_or_create(distributor=distributor or a_distributor(), name=name)[0]


def an_invitation(
    email: str = "celina@alfa.example.com", *, head: Clerk | None = None, now: datetime = NOON
) -> ClerkInvitation:
    """Celina is invited by the head."""
    head = head or a_head()
    return inviting.invite_clerk(distributor=head.distributor, email=email, by=head.user, now=now)


def a_link(label: str = "counter", *, clerk: Clerk | None = None, branch: Branch | None = None) -> JoinLink:
    """Where it hangs, as a clerk says it."""
    clerk = clerk or a_clerk()
    return inviting.offer_link(distributor=clerk.distributor, label=label, branch=branch, by=clerk.user, now=NOON)
