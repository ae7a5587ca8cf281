"""Who may do what with a claim: each function answers with the reason why not, or with nothing."""

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.states import UNDECIDED, Status
from participants.models import User


def _owns(claim: Claim, by: User) -> bool:
    return claim.participant.user_id == by.pk


def why_not_edit(claim: Claim, *, by: User) -> str:
    """Changing the statement, adding and removing files: the participant, before sending."""
    if not _owns(claim, by):
        return _("This claim is not yours.")
    return "" if claim.status == Status.DRAFT else _("This claim was sent already.")


def why_not_add_files(claim: Claim, *, by: User) -> str:
    """More pages: the participant, before sending, or when a question was asked about it."""
    if not _owns(claim, by):
        return _("This claim is not yours.")
    return "" if claim.status in (Status.DRAFT, Status.QUERIED) else _("This claim was sent already.")


def why_not_submit(claim: Claim, *, by: User) -> str:
    """Sending: the participant, once, with the facts by which the sale can be found."""
    if reason := why_not_edit(claim, by=by):
        return reason
    missing = _missing_facts(claim)
    return _("Please fill in: %(facts)s.") % {"facts": ", ".join(missing)} if missing else ""


def _missing_facts(claim: Claim) -> list[str]:
    facts = {
        _("seller"): claim.issuer_name or claim.issuer_tax_id,
        _("document number"): claim.document_number,
        _("date of purchase"): claim.issue_date,
        _("products"): claim.lines.filter(product__isnull=False).exists(),
    }
    return [name for name, value in facts.items() if not value]


def why_not_withdraw(claim: Claim, *, by: User) -> str:
    """Withdrawing: the participant, until it is decided."""
    if not _owns(claim, by):
        return _("This claim is not yours.")
    if claim.status in UNDECIDED or claim.status == Status.DRAFT:
        return ""
    return _("This claim is already decided.")


def why_not_answer(claim: Claim, *, by: User) -> str:
    """Answering a question: the participant who was asked."""
    if not _owns(claim, by):
        return _("This claim is not yours.")
    return "" if claim.status == Status.QUERIED else _("There is no open question on this claim.")


def why_not_appeal(claim: Claim, *, by: User) -> str:
    """Appealing: the participant, once, against a refusal."""
    if not _owns(claim, by):
        return _("This claim is not yours.")
    if claim.status != Status.REFUSED:
        return _("Only a refused claim can be appealed.")
    return _("This claim was appealed before. The organizer's answer is final.") if claim.appealed_at else ""
