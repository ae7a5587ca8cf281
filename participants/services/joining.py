"""Joining a program, and agreeing to what it asks; what was shown and when is kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.texts import tax_key
from participants.models import Company, Consent, Participant, User
from participants.queries import has_agreed
from participants.services import companies
from participants.services.companies import enter_company
from programs.models import Program, Terms, terms_in_force


class JoinRefused(Refused):
    """The person did not join."""


@transaction.atomic
def join(
    *,
    user: User,
    program: Program,
    name: str,
    company_name: str = "",
    company_tax_id: str = "",
    accepts_terms: bool,
    accepts_contact: bool,
    through: str,
    now: datetime,
) -> Participant:
    """Take part in a program. Joining twice gives the first participation; the consents are kept with their wording."""
    terms = terms_in_force(program, Terms.Kind.PROGRAM)
    if terms and not accepts_terms:
        raise JoinRefused(_("Please accept the terms to take part."))
    company = _company(program, company_name.strip(), company_tax_id)
    participant, is_new = Participant.objects.get_or_create(
        user=user, program=program, defaults={"name": name.strip(), "joined_at": now}
    )
    if is_new and company:
        enter_company(participant=participant, company=company, now=now)
    if terms:
        agree(participant=participant, terms=terms, through=through, now=now)
    if accepts_contact and (contact := terms_in_force(program, Terms.Kind.CONTACT)):
        agree(participant=participant, terms=contact, through=through, now=now)
    return participant


def _company(program: Program, name: str, tax_id: str) -> Company | None:
    """The firm, found again by its tax id, so that colleagues meet in one row."""
    if key := tax_key(tax_id):
        company, is_new = Company.objects.get_or_create(program=program, tax_id=key, defaults={"name": name or key})
        if is_new:
            companies.tell_tax_id(company)
        return company
    return Company.objects.create(program=program, name=name) if name else None


@transaction.atomic
def agree(*, participant: Participant, terms: Terms, through: str, now: datetime) -> Consent:
    """Keep that this wording was shown and agreed to; agreeing again changes nothing."""
    consent, _made = Consent.objects.get_or_create(
        participant=participant, terms=terms, withdrawn_at=None, defaults={"given_at": now, "given_through": through}
    )
    return consent


@transaction.atomic
def withdraw(*, participant: Participant, kind: str, now: datetime) -> None:
    """No longer agree to wordings of this kind; as easy as agreeing was."""
    Consent.objects.filter(participant=participant, terms__kind=kind, withdrawn_at=None).update(withdrawn_at=now)


@transaction.atomic
def change_details(*, participant: Participant, name: str, language: str) -> None:
    """The person's own name and language."""
    Participant.objects.filter(pk=participant.pk).update(name=name.strip())
    User.objects.filter(pk=participant.user_id).update(language=language)


def choose_language(*, user: User, language: str) -> None:
    """The language in which the person reads pages and mails."""
    User.objects.filter(pk=user.pk).update(language=language)


def may_be_contacted(participant: Participant) -> bool:
    """Whether the participant agreed to be contacted, and did not take it back."""
    return has_agreed(participant, Terms.Kind.CONTACT)


def may_show_certificates(participant: Participant) -> bool:
    """Whether distributors may see what the participant is certified for."""
    return has_agreed(participant, Terms.Kind.CERTIFICATES)
