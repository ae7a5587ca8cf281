"""Accounts with something on them. Marek and Ola collect; the organizer gives; a course takes training credits."""

from datetime import date, datetime
from uuid import UUID

from ledger import services
from ledger.kinds import Kind, Unit
from ledger.legs import Leg, Owner
from ledger.models import Transfer
from programs.models import Program
from tests.builders.programs import NOON, a_program

MAREK = Owner.participant(UUID(int=1))
OLA = Owner.participant(UUID(int=2))
ALFA = Owner.distributor(UUID(int=3))
COURSE = Owner.course(UUID(int=4))


def organizer(program: Program | None = None) -> Owner:
    """Who pays unless said otherwise."""
    return Owner.organizer((program or a_program()).uuid)


def a_leg(amount: int, owner: Owner = MAREK, *, unit: Unit = Unit.POINTS, until: date | None = None) -> Leg:
    """The organizer gives the owner points."""
    return Leg(unit=unit, debit=organizer(), credit=owner, amount=amount, expires_on=until)


def an_award(
    *legs: Leg, reference: str = "claim:1:award", program: Program | None = None, now: datetime = NOON
) -> list[Transfer]:
    """A claim paid with these legs."""
    return services.post(
        program=program or a_program(), reference=reference, legs=legs, kind=Kind.AWARD, by=None, now=now
    )


def a_spend(
    amount: int, owner: Owner = MAREK, *, unit: Unit = Unit.POINTS, reference: str = "enrolment:1", now: datetime = NOON
) -> list[Transfer]:
    """The owner pays for the course."""
    return services.spend(
        program=a_program(), unit=unit, owner=owner, to=COURSE, amount=amount, reference=reference, by=None, now=now
    )


def a_reversal(
    of: str = "claim:1:award", *, reference: str = "", amounts: dict[int, int] | None = None, now: datetime = NOON
) -> list[Transfer]:
    """What stands under the reference is undone, or of each leg as much as is said."""
    return services.reverse(
        program=a_program(),
        reference=reference or f"{of}:reversal",
        of_reference=of,
        amounts=amounts,
        by=None,
        now=now,
    )
