"""A copy of what a participant's own rows say, for the participant: names of sections and their rows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from participants.models import Participant

Section = tuple[str, Iterable[Mapping[str, Any]]]
"""A name, and rows that are read only while they are written out."""


def sections(participant: Participant) -> Iterator[Section]:
    """The person, the firms and on which terms, every consent with its wording, what the person is certified for."""
    yield "person", _person(participant)
    yield "companies", _companies(participant)
    yield "consents", _consents(participant)
    yield "qualifications", _qualifications(participant)


def _person(participant: Participant) -> Iterator[Mapping[str, Any]]:
    user, company = participant.user, participant.company
    yield {
        "program": participant.program.name,
        "organizer": participant.program.organizer_name,
        "name": participant.name,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "language": user.language,
        "joined_at": participant.joined_at,
        "account_made_at": user.date_joined,
        "last_sign_in_at": user.last_login,
        "company": {"name": company.name, "tax_id": company.tax_id} if company else None,
    }


def _companies(participant: Participant) -> Iterator[Mapping[str, Any]]:
    for one in participant.memberships.select_related("company").order_by("began_at", "pk"):
        yield {
            "company": one.company.name,
            "per_cent_to_the_company": one.points_share,
            "sees_account": one.sees_account,
            "spends_credits": one.spends_credits,
            "from": one.began_at,
            "to": one.ended_at,
        }


def _consents(participant: Participant) -> Iterator[Mapping[str, Any]]:
    for consent in participant.consents.select_related("terms").order_by("given_at"):
        yield {
            "title": consent.terms.title,
            "version": consent.terms.version,
            "text": consent.terms.text,
            "given_at": consent.given_at,
            "given_through": consent.given_through,
            "withdrawn_at": consent.withdrawn_at,
        }


def _qualifications(participant: Participant) -> Iterator[Mapping[str, Any]]:
    fields = ("name", "valid_from", "valid_until", "revoked_on", "source")
    yield from participant.qualifications.order_by("valid_from", "pk").values(*fields)
