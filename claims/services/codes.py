"""Redeeming an on-pack code: the code is the proof, so the claim is verified and paid in one transaction."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import NoReturn

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns import foreign
from campaigns.batches import BatchState
from campaigns.codes import NotACode, digest, normalise
from campaigns.models import Campaign, CodeBatch, OnPackCode
from campaigns.rules import BUDGET, Holder
from campaigns.services.budgets import BudgetUsedUp
from claims import guessing
from claims.code_refusals import (
    CodeMistyped,
    CodeNeedsMore,
    CodeRefused,
    CodeUsedByAnother,
    CodeUsedByYou,
    TooManyTries,
)
from claims.models import Award, AwardLine, Claim, ClaimLine, CodeRedemption, WrongCodeTry
from claims.numbers import new_number
from claims.senders import NOWHERE, Sender
from claims.services import at_once, awards, code_controls, moves, reserving, sharing, tallies
from claims.services.code_controls import NOTHING, Beside
from claims.states import Status
from participants.models import Participant

NOBODY = Q(pk=None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one code of a list gave: its claim, or why nothing."""

    text: str
    claim: Claim | None = None
    refusal: CodeRefused | None = None

    @property
    def needs_more(self) -> bool:
        """It is right, and can be redeemed by itself with what its campaign wants besides."""
        return isinstance(self.refusal, CodeNeedsMore)


def redeem_each(*, participant: Participant, texts: Sequence[str], now: datetime, sender: Sender) -> list[Answer]:
    """Each code by itself: one that gives nothing keeps no other from its points."""
    answers = []
    for text in texts:
        try:
            claim = redeem(participant=participant, text=text, now=now, sender=sender)
        except CodeRefused as refusal:
            answers.append(Answer(text, getattr(refusal, "claim", None), refusal))
        else:
            answers.append(Answer(text, claim))
    return answers


def redeem(
    *, participant: Participant, text: str, now: datetime, sender: Sender = NOWHERE, beside: Beside = NOTHING
) -> Claim:
    """Give the code's points and credits to the participant, at once and only once; raises CodeRefused.

    An unknown code, one that is not live and one of another program get the same answer by the same questions to the
    database: nobody learns which codes exist.
    """
    forms = _forms(participant, text)
    if not forms:
        raise CodeMistyped(_("This is not quite a code. Please compare it with the pack, sign by sign."))
    mark = sender.mark
    if claim := at_once.redeem(participant=participant, forms=forms, address=sender.address, device=mark, now=now):
        return claim
    _refuse_guessing(participant, sender, now=now)
    found = _find(participant, forms, now=now)
    if found is None or not code_controls.fits(found, text, beside):
        _refuse(participant, sender, now=now)
    return _pay(participant, found, now=now)


def _forms(participant: Participant, text: str) -> list[str]:
    """What the text may be: a code of ours, and where the program has codes that others made, such a one."""
    forms = []
    with suppress(NotACode):
        forms.append(normalise(text))
    if forms and not foreign.has_structure(text):
        return forms
    theirs = CodeBatch.objects.filter(campaign__program=participant.program, is_imported=True, state=BatchState.LIVE)
    if theirs.exists():
        with suppress(NotACode):
            forms.append(foreign.form_of(text, hosts=participant.program.link_hosts))
    return forms


def _find(participant: Participant, forms: list[str], *, now: datetime) -> OnPackCode | None:
    program = participant.program
    today = now.astimezone(program.zone).date()
    digests = [digest(form, key=settings.CODE_KEY) for form in forms]
    known = OnPackCode.objects.filter(digest__in=digests, batch__campaign__program=program)
    return known.counting(today).select_related("batch__campaign", "batch__product").order_by("pk").first()


def _pay(participant: Participant, code: OnPackCode, *, now: datetime) -> Claim:
    try:
        with transaction.atomic():
            return _verify(participant, code, now=now)
    except IntegrityError:
        used = CodeRedemption.objects.filter(code=code).select_related("claim").first()
        if used is None:
            raise
        if used.claim.participant_id == participant.pk:
            raise CodeUsedByYou(_("You redeemed this code before; its points are yours."), used.claim) from None
        raise CodeUsedByAnother(_("Somebody else redeemed this code before you.")) from None


def _verify(participant: Participant, code: OnPackCode, *, now: datetime) -> Claim:
    claim = Claim.objects.create(
        number=new_number(),
        program=participant.program,
        participant=participant,
        campaign=code.batch.campaign,
        kind=Claim.Kind.CODE,
        status=Status.VERIFIED,
        created_at=now,
        submitted_at=now,
        decided_at=now,
        issue_date=now.astimezone(participant.program.zone).date(),
    )
    CodeRedemption.objects.create(code=code, claim=claim, redeemed_at=now)
    code_controls.refuse_without_document(participant, code)
    ClaimLine.objects.create(
        claim=claim, position=1, product=code.batch.product, quantity=Decimal(1), confirmed_quantity=Decimal(1)
    )
    moves.begin(claim, by=participant.user, now=now)
    _award(claim, code, now=now)
    return claim


def _award(claim: Claim, code: OnPackCode, *, now: datetime) -> None:
    campaign = code.batch.campaign
    granted = Award.objects.create(claim=claim, made_at=now, is_budgeted=campaign.has_budget)
    worth: dict[str, int] = {AwardLine.Unit.POINTS: code.batch.points, AwardLine.Unit.CREDITS: code.batch.credits}
    gives = _gives(campaign, worth)
    lines = [
        AwardLine(
            award=granted,
            batch=code.batch,
            product=code.batch.product,
            counted=Decimal(1),
            unit=unit,
            quantity=quantity,
            full=quantity if rewards == Holder.COMPANY else worth[unit] - gives[unit] + quantity,
            capped_by=[BUDGET] if gives[unit] < worth[unit] else [],
            rewards=rewards,
        )
        for unit in worth
        for rewards, quantity in sharing.parts(claim.participant, unit, gives[unit])
    ]
    AwardLine.objects.bulk_create(lines)
    subjects = tallies.subjects_of(claim, campaign)
    awards.post(earned=granted, lines=lines, subjects=subjects, by=claim.participant.user, now=now)


def _gives(campaign: Campaign, worth: Mapping[str, int]) -> Mapping[str, int]:
    """All that the code is worth, or what a firm budget has left; refuses it, unused, where nothing is left."""
    try:
        return reserving.given_for_code(campaign, worth)
    except BudgetUsedUp as used_up:
        raise CodeRefused(_("%(reason)s Your code was not used; keep the pack.") % {"reason": used_up}) from None


def _refuse_guessing(participant: Participant, sender: Sender, *, now: datetime) -> None:
    """One question for all three counts."""
    by = {
        "account": Q(participant=participant),
        "device": Q(device=sender.mark) if sender.device else NOBODY,
        "address": Q(address=sender.address) if sender.address else NOBODY,
    }
    counts = {f"{who}_count": Count("pk", filter=rows) for who, rows in by.items()}
    lasts = {f"{who}_last": Max("made_at", filter=rows) for who, rows in by.items()}
    recent = WrongCodeTry.objects.filter(made_at__gt=now - guessing.COUNTED_FOR)
    found = recent.filter(reduce(or_, by.values())).aggregate(**counts, **lasts)
    limits = {"account": guessing.account, "device": guessing.device, "address": guessing.address}
    tries = [limit(found[f"{who}_count"], found[f"{who}_last"]) for who, limit in limits.items()]
    if until := guessing.wait_until(tries, now=now):
        minutes = -(-(until - now) // timedelta(minutes=1))
        raise TooManyTries(_please_wait(minutes) % {"minutes": minutes})


def _please_wait(minutes: int) -> str:
    return ngettext(
        "There were several codes that we do not know. Please wait %(minutes)s minute, or claim with the invoice.",
        "There were several codes that we do not know. Please wait %(minutes)s minutes, or claim with the invoice.",
        minutes,
    )


def _refuse(participant: Participant, sender: Sender, *, now: datetime) -> NoReturn:
    WrongCodeTry.objects.create(participant=participant, address=sender.address, device=sender.mark, made_at=now)
    raise CodeRefused(_("This code cannot be redeemed. If the pack is new, claim with the invoice instead."))
