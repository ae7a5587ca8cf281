"""What a participant does with a claim: send, withdraw, answer, appeal."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import queries as campaigns
from campaigns.models import Campaign
from campaigns.services.budgets import BudgetUsedUp
from claims import permissions
from claims.before import colleagues_claim
from claims.identity import identity_key, working_days_after
from claims.models import Claim, DocumentFile
from claims.services import moves, reserving
from claims.states import Status
from common.refusals import Refused
from distributors.models import Distributor
from distributors.queries import find_distributor
from jobs.services import after_commit
from participants.models import Company, User


class SendRefused(Refused):
    """The claim was not sent, withdrawn, answered or appealed; nothing changed."""


@transaction.atomic
def submit(*, claim: Claim, by: User, now: datetime) -> None:
    """Send the stated facts to whoever made the sale; the reading may still be under way."""
    if reason := permissions.why_not_submit(claim, by=by):
        raise SendRefused(reason)
    distributor = _seller(claim)
    campaign = _campaign(claim, distributor, now=now)
    key = identity_key(
        issuer_tax_id=distributor.tax_id if distributor else claim.issuer_tax_id,
        issuer_name=distributor.name if distributor else claim.issuer_name,
        document_number=claim.document_number,
    )
    _refuse_a_colleagues(claim, key)
    moves.move(
        claim,
        to=Status.SUBMITTED,
        by=by,
        now=now,
        campaign=campaign,
        distributor=distributor,
        desk=Claim.Desk.DISTRIBUTOR if distributor else Claim.Desk.ORGANIZER,
        identity_key=key,
        submitted_at=now,
        due_on=due_on(claim, campaign, now=now),
    )
    try:
        reserving.reserve(claim, is_new=True)
    except BudgetUsedUp as used_up:
        raise SendRefused(_("%(reason)s Your claim was not sent; it is kept here.") % {"reason": used_up}) from None
    _look_over(claim)


def _seller(claim: Claim) -> Distributor | None:
    """Whose sale was offered is known; else whom the statement names."""
    if claim.origin == Claim.Origin.OFFER:
        return claim.distributor
    return find_distributor(claim.program, tax_id=claim.issuer_tax_id, name=claim.issuer_name)


def _refuse_a_colleagues(claim: Claim, key: str) -> None:
    """Where the firm lets only the first of its people claim a document, the second learns so before sending."""
    company = claim.participant.company
    if company is None or not company.first_claim_only:
        return
    # Held until the end: of two who send it at the same moment, one is the first.
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    if (first := colleagues_claim(claim, identity_key=key)) is None:
        return
    if company.tells_who_claimed:
        told = {"who": first.participant.name, "number": first.number}
        raise SendRefused(_("%(who)s of your firm has claimed this document already: %(number)s.") % told)
    raise SendRefused(_("Somebody of your firm has claimed this document already."))


def _look_over(claim: Claim) -> None:
    """Problems are found later, so that sending is quick; the queue marks them when they are."""
    after_commit("verification.tasks.check_claim", claim_id=str(claim.uuid))


def _campaign(claim: Claim, distributor: Distributor | None, *, now: datetime) -> Campaign:
    """The campaign of the purchase's day. A purchase outside of all is sent too: a person decides, not the form."""
    if claim.issue_date is None or claim.issue_date > now.astimezone(claim.program.zone).date() + timedelta(days=1):
        raise SendRefused(_("The date of purchase lies in the future. Please correct it."))
    found = campaigns.campaign_for(claim.program, bought_on=claim.issue_date, distributor=distributor)
    found = found or campaigns.current_campaign(claim.program, on=now.astimezone(claim.program.zone).date())
    if found is None:
        raise SendRefused(_("No campaign is running at the moment, so nothing can be claimed."))
    return found


def due_on(claim: Claim, campaign: Campaign | None, *, now: datetime) -> date:
    """The promised day for a claim that begins to wait now: as its campaign says, else as the program does."""
    days = campaign.decision_working_days if campaign else None
    today = now.astimezone(claim.program.zone).date()
    return working_days_after(today, claim.program.decision_working_days if days is None else days)


@transaction.atomic
def withdraw(*, claim: Claim, by: User, now: datetime) -> None:
    """The participant takes the claim back before it is decided. The same document can be claimed again."""
    if reason := permissions.why_not_withdraw(claim, by=by):
        raise SendRefused(reason)
    moves.move(claim, to=Status.WITHDRAWN, by=by, now=now)
    reserving.release(claim)
    DocumentFile.objects.filter(document__claim=claim).update(is_current=False)


@transaction.atomic
def answer(*, claim: Claim, text: str, by: User, now: datetime) -> None:
    """Answer the question; the claim goes back to where it was asked, with a new promised day."""
    if reason := permissions.why_not_answer(claim, by=by):
        raise SendRefused(reason)
    if not text.strip():
        raise SendRefused(_("Please write your answer."))
    moves.move(
        claim, to=Status.SUBMITTED, by=by, now=now, note=text.strip(), due_on=due_on(claim, claim.campaign, now=now)
    )
    _look_over(claim)


@transaction.atomic
def appeal(*, claim: Claim, text: str, by: User, now: datetime) -> None:
    """Ask the organizer to look at a refusal again; possible once."""
    if reason := permissions.why_not_appeal(claim, by=by):
        raise SendRefused(reason)
    if not text.strip():
        raise SendRefused(_("Please write why the refusal is wrong."))
    moves.move(
        claim,
        to=Status.SUBMITTED,
        by=by,
        now=now,
        note=text.strip(),
        appealed_at=now,
        desk=Claim.Desk.ORGANIZER,
        due_on=due_on(claim, claim.campaign, now=now),
    )
    reserving.reserve(claim)
