"""What is forgotten of distributors: old invitations, old sales, and accounts that take part in nothing any more."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from common.keeping import Duty, Rows
from distributors import personal_data as terms
from distributors.models import Clerk, ClerkInvitation, PartnerChange, Sale, SalesFile
from participants.models import CampaignAdmin, Participant, User
from participants.personal_data import UNUSED
from participants.services.leaving import NOBODY, forget_person


def old_invitations(before: datetime) -> QuerySet[ClerkInvitation]:
    """Accepted or run out before."""
    return ClerkInvitation.objects.filter(Q(accepted_at__lt=before) | Q(accepted_at=None, expires_at__lt=before))


def delete_invitations(invitations: Collection[int], _now: datetime) -> None:
    """Delete them; clerks stay."""
    ClerkInvitation.objects.filter(pk__in=invitations).delete()


def old_sales(before: datetime) -> QuerySet[Sale]:
    """Of days before."""
    return Sale.objects.filter(issued_on__lt=before.date())


def delete_sales(sales: Collection[int], _now: datetime) -> None:
    """With their lines, and how claims compared with them: what was decided stays."""
    Sale.objects.filter(pk__in=sales).delete()


def old_sales_files(before: datetime) -> QuerySet[SalesFile]:
    """Handed in before, and nothing is left of what they said."""
    return SalesFile.objects.filter(handed_in_at__lt=before, sales=None)


def delete_sales_files(files: Collection[int], _now: datetime) -> None:
    """Their lines in the list; the files themselves went when they were read."""
    SalesFile.objects.filter(pk__in=files).delete()


def old_changes(before: datetime) -> QuerySet[PartnerChange]:
    """Made before."""
    return PartnerChange.objects.filter(made_at__lt=before)


def delete_changes(changes: Collection[int], _now: datetime) -> None:
    """Delete them; people, links and choices stay as they are."""
    PartnerChange.objects.filter(pk__in=changes).delete()


def unused(before: datetime) -> QuerySet[User]:
    """Accounts not signed in to since, which take part in nothing: neither participant, clerk, admin nor operator."""
    quiet = Q(last_login__lt=before) | Q(last_login=None, date_joined__lt=before)
    return (
        User.objects.filter(quiet, is_staff=False, is_superuser=False)
        .exclude(email__endswith=NOBODY)
        .exclude(pk__in=Participant.objects.filter(is_active=True).values("user_id"))
        .exclude(pk__in=Clerk.objects.filter(is_active=True).values("user_id"))
        .exclude(pk__in=CampaignAdmin.objects.filter(is_active=True).values("user_id"))
    )


def empty_unused(users: Collection[int], _now: datetime) -> None:
    """Nobody comes back to them."""
    for user in User.objects.filter(pk__in=users):
        forget_person(user)


DUTIES: Sequence[Duty] = (
    Rows(terms.INVITATIONS, "invitations of clerks", old_invitations, delete_invitations),
    Rows(terms.SALES, "sales", old_sales, delete_sales),
    Rows(terms.SALES, "sales files", old_sales_files, delete_sales_files),
    Rows(terms.CHANGES, "changes at distributors", old_changes, delete_changes),
    Rows(UNUSED, "unused accounts", unused, empty_unused),
)
