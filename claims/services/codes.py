"""Redeeming an on-pack code: the code is the proof, so the claim is verified and paid in one transaction."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import NoReturn

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.codes import NotACode, digest, normalise
from campaigns.models import OnPackCode
from claims.models import Award, AwardLine, Claim, ClaimLine, CodeRedemption, WrongCodeTry
from claims.numbers import new_number
from claims.services import awards, moves
from claims.states import Status
from common.refusals import Refused
from participants.models import Participant

WRONG_TRIES_AN_HOUR = 5
WRONG_TRIES_A_DAY = 10
WRONG_TRIES_A_DAY_FROM_ADDRESS = 100


class CodeRefused(Refused):
    """The code gave nothing."""


class CodeMistyped(CodeRefused):
    """The check character shows a slip; it costs no try."""


class CodeUsedByYou(CodeRefused):
    """An honest repeat: `claim` is the claim that the code made the first time."""

    def __init__(self, message: object, claim: Claim) -> None:
        super().__init__(message)
        self.claim = claim


class TooManyTries(CodeRefused):
    """Too many wrong codes from this person or address."""


def redeem(*, participant: Participant, text: str, now: datetime, address: str | None = None) -> Claim:
    """Give the code's points and credits to the participant, at once and only once; raises CodeRefused.

    A stranger cannot tell an unknown code from one that is used, not live or of another program.
    """
    try:
        code = normalise(text)
    except NotACode as slip:
        raise CodeMistyped(_("This is not quite a code. Please compare it with the pack, sign by sign.")) from slip
    _refuse_guessing(participant, address, now=now)
    found = _find(participant, code, now=now)
    if found is None:
        _refuse(participant, address, now=now)
    return _pay(participant, found, now=now, address=address)


def _find(participant: Participant, code: str, *, now: datetime) -> OnPackCode | None:
    program = participant.program
    today = now.astimezone(program.zone).date()
    known = OnPackCode.objects.filter(digest=digest(code, key=settings.CODE_KEY), batch__campaign__program=program)
    return known.counting(today).select_related("batch__campaign", "batch__product").first()


def _pay(participant: Participant, code: OnPackCode, *, now: datetime, address: str | None) -> Claim:
    try:
        with transaction.atomic():
            return _verify(participant, code, now=now)
    except IntegrityError:
        used = CodeRedemption.objects.filter(code=code).select_related("claim").first()
        if used is None:
            raise
        if used.claim.participant_id == participant.pk:
            raise CodeUsedByYou(_("You redeemed this code before; its points are yours."), used.claim) from None
        _refuse(participant, address, now=now)


def _verify(participant: Participant, code: OnPackCode, *, now: datetime) -> Claim:
    claim = Claim.objects.create(
        number=new_number(),
        program=participant.program,
        participant=participant,
        campaign=code.batch.campaign,
        kind=Claim.Kind.CODE,
        created_at=now,
        submitted_at=now,
        issue_date=now.astimezone(participant.program.zone).date(),
    )
    CodeRedemption.objects.create(code=code, claim=claim, redeemed_at=now)
    ClaimLine.objects.create(
        claim=claim, position=1, product=code.batch.product, quantity=Decimal(1), confirmed_quantity=Decimal(1)
    )
    moves.begin(claim, by=participant.user, now=now)
    moves.move(claim, to=Status.SUBMITTED, by=participant.user, now=now)
    moves.move(claim, to=Status.VERIFIED, by=participant.user, now=now, decided_at=now)
    _award(claim, code, now=now)
    return claim


def _award(claim: Claim, code: OnPackCode, *, now: datetime) -> None:
    granted = Award.objects.create(claim=claim, made_at=now)
    gives = {AwardLine.Unit.POINTS: code.batch.points, AwardLine.Unit.CREDITS: code.batch.credits}
    lines = [
        AwardLine(
            award=granted,
            batch=code.batch,
            product=code.batch.product,
            counted=Decimal(1),
            unit=unit,
            quantity=quantity,
            full=quantity,
        )
        for unit, quantity in gives.items()
        if quantity
    ]
    AwardLine.objects.bulk_create(lines)
    awards.post(earned=granted, lines=lines, by=claim.participant.user, now=now)


def _refuse_guessing(participant: Participant, address: str | None, *, now: datetime) -> None:
    day = now - timedelta(days=1)
    mine = WrongCodeTry.objects.filter(participant=participant, made_at__gt=day)
    too_many = (
        mine.filter(made_at__gt=now - timedelta(hours=1)).count() >= WRONG_TRIES_AN_HOUR
        or mine.count() >= WRONG_TRIES_A_DAY
        or (address and _from(address, day) >= WRONG_TRIES_A_DAY_FROM_ADDRESS)
    )
    if too_many:
        raise TooManyTries(
            _("There were several codes that we do not know. Please wait an hour, or claim with the invoice.")
        )


def _from(address: str, since: datetime) -> int:
    return WrongCodeTry.objects.filter(address=address, made_at__gt=since).count()


def _refuse(participant: Participant, address: str | None, *, now: datetime) -> NoReturn:
    WrongCodeTry.objects.create(participant=participant, address=address, made_at=now)
    raise CodeRefused(_("This code cannot be redeemed. If the pack is new, claim with the invoice instead."))
