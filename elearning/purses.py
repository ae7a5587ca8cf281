"""Whose training credits can pay for a course: one's own, and the company's for whoever it allows to spend them."""

from dataclasses import dataclass

from ledger import queries as ledger
from ledger.services import Owner
from participants.models import Company, Participant
from participants.queries import company_spent_by
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Purse:
    """What one account holds. `company` is whose it is, or nothing where it is the participant's own."""

    owner: Owner
    credits: int
    company: Company | None = None


def own_purse(participant: Participant) -> Purse:
    """The participant's own credits."""
    owner = Owner.participant(participant.uuid)
    return Purse(owner, _held(participant.program, owner))


def purse_of(company: Company) -> Purse:
    """The company's credits, whoever looks."""
    owner = Owner.company(company.uuid)
    return Purse(owner, _held(company.program, owner), company)


def purses_of(participant: Participant) -> list[Purse]:
    """All that the participant may spend, the own ones first."""
    return [own_purse(participant), *firm_purses(participant)]


def firm_purses(participant: Participant) -> list[Purse]:
    """The company's, if the participant may spend its credits."""
    company = company_spent_by(participant)
    return [purse_of(company)] if company else []


def _held(program: Program, owner: Owner) -> int:
    return ledger.balance(program=program, owner=owner, unit="credits")
