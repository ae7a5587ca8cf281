"""Answering one claim from a mail: for shops too small to sign in. The link is signed, good once and for some days."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.reasons import REFUSALS, Reason
from claims.services import moves
from claims.states import Status
from jobs.services import after_commit
from verification import queries
from verification.models import Decision, MailLink
from verification.problems import Weight, blocks, seen_by
from verification.services import recording
from verification.services.decisions import DecisionRefused
from verification.services.recording import Answer
from verification.services.seconding import needs_two

GOOD_FOR = timedelta(days=14)

_signer = Signer(salt="claim by mail")


@transaction.atomic
def send(*, claim: Claim, now: datetime) -> MailLink | None:
    """Mail the claim to its distributor, once; None where it does not answer by mail, or needs more than a mail."""
    moves.hold(claim)
    address = claim.distributor.answers_by_mail if claim.distributor else ""
    if not address or not _waits(claim) or needs_two(claim) or claim.mail_links.exists():
        return None
    link = MailLink.objects.create(claim=claim, sent_to=address, made_at=now, expires_at=now + GOOD_FOR)
    after_commit("verification.tasks.mail_claim", link_id=str(link.uuid))
    return link


def secret_of(link: MailLink) -> str:
    """What stands in the mail: signed, so that a copy of the database alone opens no claim."""
    return _signer.sign(str(link.uuid))


def find(secret: str) -> MailLink | None:
    """The link that was mailed, good or not; None if nobody mailed it."""
    try:
        uuid = _signer.unsign(secret)
    except BadSignature:
        return None
    links = MailLink.objects.select_related(
        "decision",
        "claim__program",
        "claim__campaign",
        "claim__distributor",
        "claim__document",
        "claim__participant__company",
        "claim__participant__user",
    )
    return links.filter(uuid=uuid).first()


def why_not_answer(link: MailLink, *, now: datetime) -> str:
    """Used, too old, or no longer there to be answered by this shop."""
    if link.decision_id:
        return _("This claim was answered with this link already. Thank you.")
    if now >= link.expires_at:
        return _("This link is too old. The claim was answered elsewhere, or still can be after signing in.")
    if link.claim.distributor is None or link.claim.distributor.answers_by_mail != link.sent_to:
        return _("This address does not answer for the shop any more.")
    return "" if _waits(link.claim) else _("This claim has been answered in the meantime. There is nothing left to do.")


def _waits(claim: Claim) -> bool:
    return claim.status == Status.SUBMITTED and claim.desk == Claim.Desk.DISTRIBUTOR


def why_not_confirm(link: MailLink) -> str:
    """What stands against a plain yes; a link lifts nothing."""
    problems = queries.problems_of(link.claim, queries.newest_reading(link.claim))
    return " ".join(block.text for block in blocks(problems))


def doubts(link: MailLink) -> list[str]:
    """What the shop should look at before it answers, in words."""
    problems = seen_by(queries.problems_of(link.claim, queries.newest_reading(link.claim)), organizer=False)
    return [problem.text for problem in problems if problem.weight == Weight.DOUBT]


@transaction.atomic
def confirm(*, link: MailLink, now: datetime) -> Decision:
    """The shop sold this: the participant is paid in the same transaction."""
    claim = _open(link, now=now)
    if reason := why_not_confirm(link):
        raise DecisionRefused(reason)
    lines = {line: Decimal(line.quantity) for line in claim.lines.filter(product__isnull=False)}
    answer = Answer(Decision.Kind.CONFIRM, way=Decision.Way.MAIL)
    return _used(link, recording.confirm(claim, lines, answer, by=None, now=now))


@transaction.atomic
def refuse(*, link: MailLink, reason: str, text: str = "", now: datetime) -> Decision:
    """The shop did not sell this, or not so; always with a reason, and the participant can appeal."""
    claim = _open(link, now=now)
    if reason not in REFUSALS:
        raise DecisionRefused(_("Please choose a reason."), field="reason")
    if reason == Reason.OTHER and not text.strip():
        raise DecisionRefused(_("Please write the reason."), field="text")
    answer = Answer(Decision.Kind.REFUSE, reason, text.strip(), way=Decision.Way.MAIL)
    return _used(link, recording.refuse(claim, answer, by=None, now=now))


def _open(link: MailLink, *, now: datetime) -> Claim:
    moves.hold(link.claim)
    link.refresh_from_db(fields=["decision"])
    if reason := why_not_answer(link, now=now):
        raise DecisionRefused(reason)
    return link.claim


def _used(link: MailLink, decision: Decision) -> Decision:
    link.decision = decision
    link.save(update_fields=["decision"])
    return decision
