"""Bringing people in: clerks by a mailed invitation, participants by a distributor's link or QR code."""

from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing

from common.refusals import Refused
from common.texts import tax_key
from common.tokens import random_text
from distributors import permissions
from distributors.models import Branch, Clerk, ClerkInvitation, Distributor, Introduction, JoinLink
from distributors.services.noting import Kind, note
from jobs.services import after_commit
from participants.models import Participant, User

GOOD_FOR = timedelta(days=14)
QR_SIZE = 220
"""Width and height of a QR drawing, in points."""


class InvitationRefused(Refused):
    """The invitation was not sent or accepted."""


_signer = Signer(salt="clerk invitation")


def key_by_tax_id(distributor: Distributor) -> None:
    """Set the form in which the tax id is looked up; called wherever a distributor's tax id is written."""
    distributor.tax_key = tax_key(distributor.tax_id)


@transaction.atomic
def invite_clerk(
    *,
    distributor: Distributor,
    email: str,
    by: User,
    now: datetime,
    role: Clerk.Role = Clerk.Role.CLERK,
    branches: Collection[Branch] = (),
) -> ClerkInvitation:
    """Mail an invitation to answer this distributor's claims, in a role and for branches (none named: all)."""
    address = email.strip().lower()
    reason = permissions.why_not_lead(distributor, by=by) or permissions.why_not_at(distributor, branches)
    if reason:
        raise InvitationRefused(reason)
    if Clerk.objects.filter(user__email=address, is_active=True).exists():
        raise InvitationRefused(_("%(email)s answers claims for a distributor already.") % {"email": address})
    invitation = ClerkInvitation.objects.create(
        distributor=distributor, email=address, role=role, invited_by=by, invited_at=now, expires_at=now + GOOD_FOR
    )
    invitation.branches.set(branches)
    note(distributor, Kind.INVITED, by=by, now=now, invitation=invitation)
    after_commit("distributors.tasks.mail_invitation", invitation_id=str(invitation.uuid))
    return invitation


@transaction.atomic
def send_again(*, invitation: ClerkInvitation, by: User, now: datetime) -> None:
    """Mail it once more, good for as long as a new one."""
    if not _still_open(invitation, by=by).update(expires_at=now + GOOD_FOR):
        raise InvitationRefused(_("This invitation was used or withdrawn in the meantime."))
    note(invitation.distributor, Kind.SENT_AGAIN, by=by, now=now, invitation=invitation)
    after_commit("distributors.tasks.mail_invitation", invitation_id=str(invitation.uuid))


@transaction.atomic
def withdraw(*, invitation: ClerkInvitation, by: User, now: datetime) -> None:
    """Its link opens nothing any more."""
    if not _still_open(invitation, by=by).update(withdrawn_by=by, withdrawn_at=now):
        raise InvitationRefused(_("This invitation was used or withdrawn in the meantime."))
    note(invitation.distributor, Kind.INVITATION_WITHDRAWN, by=by, now=now, invitation=invitation)


def withdraw_all_of(clerk: Clerk, *, by: User, now: datetime) -> None:
    """Nobody comes in any more by what this clerk sent, nor the clerk by what was sent to it."""
    theirs = Q(invited_by=clerk.user_id) | Q(email=clerk.user.email.lower())
    waiting = ClerkInvitation.objects.filter(theirs, distributor=clerk.distributor_id, accepted_at=None)
    for invitation in waiting.filter(withdrawn_at=None, expires_at__gt=now).select_related("distributor"):
        withdraw(invitation=invitation, by=by, now=now)


def _still_open(invitation: ClerkInvitation, *, by: User) -> QuerySet[ClerkInvitation]:
    if reason := permissions.why_not_lead(invitation.distributor, by=by):
        raise InvitationRefused(reason)
    return ClerkInvitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)


def secret_of(invitation: ClerkInvitation) -> str:
    """What stands in the mailed link. It is signed, so that a copy of the database alone opens no invitation."""
    return _signer.sign(str(invitation.uuid))


def open_invitation(secret: str, *, now: datetime) -> ClerkInvitation | None:
    """The invitation that this link opens, if it is still good."""
    try:
        uuid = _signer.unsign(secret)
    except BadSignature:
        return None
    good = ClerkInvitation.objects.filter(uuid=uuid, accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    return good.filter(distributor__is_active=True).select_related("distributor__program", "invited_by").first()


@transaction.atomic
def accept(*, invitation: ClerkInvitation, user: User, now: datetime) -> Clerk:
    """Become a clerk. Only the invited address can, and only once."""
    if user.email.lower() != invitation.email.lower():
        raise InvitationRefused(_("This invitation was sent to another address. Sign in with that one."))
    unused = ClerkInvitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not unused.update(accepted_by=user, accepted_at=now):
        raise InvitationRefused(_("This invitation was used already."))
    place = {"is_active": True, "role": invitation.role}
    try:
        with transaction.atomic():
            clerk, made = Clerk.objects.get_or_create(
                user=user, distributor=invitation.distributor, defaults=place | {"joined_at": now}
            )
            if not made:
                Clerk.objects.filter(pk=clerk.pk).update(**place)
    except IntegrityError as taken:
        raise InvitationRefused(_("You answer claims for another distributor already.")) from taken
    clerk.branches.set(invitation.branches.all())
    note(invitation.distributor, Kind.JOINED, by=user, now=now, person=user, invitation=invitation)
    return clerk


@transaction.atomic
def accept_as_new(*, invitation: ClerkInvitation, name: str, password: str, language: str, now: datetime) -> User:
    """Make an account for the invited person. The address counts as confirmed: the invitation was read there."""
    if User.objects.filter(email=invitation.email).exists():
        raise InvitationRefused(_("You have an account already. Sign in, then open the invitation again."))
    user = User.objects.create_user(invitation.email, password, first_name=name.strip()[:150], language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    accept(invitation=invitation, user=user, now=now)
    return user


def make_join_link(
    *, distributor: Distributor, label: str = "", branch: Branch | None = None, clerk: Clerk | None = None
) -> JoinLink:
    """A link for a poster or a counter card; with `clerk` that clerk's own, who is then rewarded for whom it brings."""
    if clerk and (reason := why_not_link_of(clerk, distributor=distributor)):
        raise InvitationRefused(reason)
    code = random_text("23456789abcdefghjkmnpqrstuvwxyz", 10)
    return JoinLink.objects.create(code=code, distributor=distributor, branch=branch, label=label, clerk=clerk)


def why_not_link_of(clerk: Clerk, *, distributor: Distributor) -> str:
    """A link belongs to a clerk of the distributor whose link it is."""
    return "" if clerk.distributor_id == distributor.pk else _("This clerk works for another distributor.")


@transaction.atomic
def offer_link(*, distributor: Distributor, label: str, branch: Branch | None, by: User, now: datetime) -> JoinLink:
    """A link that somebody at the distributor hangs up; any of its clerks may."""
    if branch and (reason := permissions.why_not_at(distributor, [branch])):
        raise InvitationRefused(reason)
    link = make_join_link(distributor=distributor, label=label, branch=branch)
    note(distributor, Kind.LINK_MADE, by=by, now=now, link=link)
    return link


@transaction.atomic
def withdraw_link(*, link: JoinLink, by: User, now: datetime) -> None:
    """It brings nobody any more; again is no harm."""
    if JoinLink.objects.filter(pk=link.pk, is_active=True).update(is_active=False):
        note(link.distributor, Kind.LINK_WITHDRAWN, by=by, now=now, link=link)


def join_address(link: JoinLink) -> str:
    """The address that a poster shows."""
    return f"{settings.SITE_URL}{reverse('distributors:join', args=[link.code])}"


def join_qr(link: JoinLink) -> str:
    """The address as a QR code, an SVG drawing."""
    code = QrCodeWidget(join_address(link), barLevel="M")
    drawing = Drawing(QR_SIZE, QR_SIZE)
    code.barWidth = code.barHeight = QR_SIZE
    drawing.add(code)
    svg: str = drawing.asString("svg")
    return svg


def introduce(*, participant: Participant, link: JoinLink, now: datetime) -> None:
    """Keep which distributor's link brought the participant; the first one counts."""
    if link.distributor.program_id == participant.program_id:
        Introduction.objects.get_or_create(participant=participant, defaults={"link": link, "made_at": now})
