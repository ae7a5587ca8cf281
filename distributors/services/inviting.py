"""Bringing people in: clerks by a mailed invitation, participants by a distributor's link or QR code."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing

from common.refusals import Refused
from common.texts import tax_key
from common.tokens import random_text
from distributors.models import Branch, Clerk, ClerkInvitation, Distributor, Introduction, JoinLink
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
def invite_clerk(*, distributor: Distributor, email: str, by: User, now: datetime) -> ClerkInvitation:
    """Mail an invitation to answer this distributor's claims."""
    address = email.strip().lower()
    if Clerk.objects.filter(user__email=address, is_active=True).exists():
        raise InvitationRefused(_("%(email)s answers claims for a distributor already.") % {"email": address})
    invitation = ClerkInvitation.objects.create(
        distributor=distributor, email=address, invited_by=by, invited_at=now, expires_at=now + GOOD_FOR
    )
    after_commit("distributors.tasks.mail_invitation", invitation_id=str(invitation.uuid))
    return invitation


def secret_of(invitation: ClerkInvitation) -> str:
    """What stands in the mailed link. It is signed, so that a copy of the database alone opens no invitation."""
    return _signer.sign(str(invitation.uuid))


def open_invitation(secret: str, *, now: datetime) -> ClerkInvitation | None:
    """The invitation that this link opens, if it is still good."""
    try:
        uuid = _signer.unsign(secret)
    except BadSignature:
        return None
    good = ClerkInvitation.objects.filter(uuid=uuid, accepted_at=None, expires_at__gt=now, distributor__is_active=True)
    return good.select_related("distributor__program", "invited_by").first()


@transaction.atomic
def accept(*, invitation: ClerkInvitation, user: User, now: datetime) -> Clerk:
    """Become a clerk. Only the invited address can, and only once."""
    if user.email.lower() != invitation.email.lower():
        raise InvitationRefused(_("This invitation was sent to another address. Sign in with that one."))
    if not ClerkInvitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_by=user, accepted_at=now):
        raise InvitationRefused(_("This invitation was used already."))
    try:
        with transaction.atomic():
            clerk, made = Clerk.objects.get_or_create(
                user=user, distributor=invitation.distributor, defaults={"joined_at": now}
            )
            if not made:
                Clerk.objects.filter(pk=clerk.pk).update(is_active=True)
    except IntegrityError as taken:
        raise InvitationRefused(_("You answer claims for another distributor already.")) from taken
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
