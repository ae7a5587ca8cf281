"""Leaving a program: the name goes at once, and the account with it unless it serves another part."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from participants.models import Company, Membership, Participant, User
from participants.queries import has_other_parts
from programs.models import Program

NOBODY = "@kwit.invalid"
"""How the address of an emptied account ends; the domain is reserved and receives nothing."""


@transaction.atomic
def leave(*, participant: Participant, now: datetime, keeps_account: bool) -> User:
    """Make the participation nameless and end it. Returns the nameless user on whom it hangs from now on.

    Without another part that is the person's own account, emptied, so that nobody can sign in with it and its address
    is free. `keeps_account` is for parts that this app does not know; the account stays, and a new one without a name
    takes over what is left of the participation.
    """
    user = User.objects.get(pk=participant.user_id)
    if keeps_account or has_other_parts(user, than=participant):
        user = User.objects.create(**_blank(User()))
    else:
        empty_account(user)
    company = participant.company
    Participant.objects.filter(pk=participant.pk).update(
        user=user, name=former(participant.program), company=None, is_active=False, left_at=now
    )
    participant.consents.filter(withdrawn_at=None).update(withdrawn_at=now)
    Membership.objects.filter(participant=participant, ended_at=None).update(ended_at=now)
    # What the person let colleagues do was, from now on, done by somebody without a name.
    Membership.objects.filter(company__program=participant.program, made_by=participant.user_id).update(made_by=user)
    if company and not company.participants.exists():
        Membership.objects.filter(company=company).delete()
        Company.objects.filter(pk=company.pk).delete()
    return user


def former(program: Program) -> str:
    """What stands where the name stood, in the program's language."""
    with translation.override(program.default_language):
        return _("former participant")


def empty_account(user: User) -> None:
    """Take everything out of an account that leads to a person. Its sessions open nothing any more."""
    EmailAddress.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(**_blank(user))


def forget_person(user: User) -> None:
    """Empty an account that takes part in nothing, and take the name off the participations that hang on it."""
    empty_account(user)
    for participant in Participant.objects.filter(user=user, is_active=False).select_related("program"):
        Participant.objects.filter(pk=participant.pk).update(name=former(participant.program))


def _blank(user: User) -> dict[str, object]:
    return {
        # The number keeps the column unique.
        "email": f"former-{user.uuid}{NOBODY}",
        "password": make_password(None),
        "first_name": "",
        "last_name": "",
        "language": "",
        "last_login": None,
        "is_active": False,
        "is_staff": False,
        "uuid": user.uuid,
    }
