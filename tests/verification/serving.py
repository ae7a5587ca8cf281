"""Short words for tests about what partners earn: rules from the new year on, and whose account holds what."""

from datetime import timedelta
from decimal import Decimal

from campaigns.models import Rule
from campaigns.rules import Effect, Holder, PerDecision, PerEnrolment
from claims.models import Claim
from distributors.models import Clerk, Distributor, JoinLink
from distributors.services import inviting
from ledger import queries as ledger
from ledger.services import Owner
from participants.models import Participant, User
from tests.builders import rules
from tests.builders.programs import NOON, a_campaign, a_distributor, a_participant

JOINED = NOON - timedelta(days=3)


def a_rule(effect: Effect, rewards: str, **told: object) -> Rule:
    return rules.a_rule(effect, rewards=rewards, **told)


def for_answers() -> None:
    """Two points for the clerk, three for the distributor."""
    a_rule(PerDecision(Decimal(2)), Holder.CLERK)
    a_rule(PerDecision(Decimal(3)), Holder.DISTRIBUTOR)


def for_enrolments() -> None:
    """Twenty points for the clerk, fifty for the distributor."""
    a_rule(PerEnrolment(Decimal(20)), Holder.CLERK)
    a_rule(PerEnrolment(Decimal(50)), Holder.DISTRIBUTOR)


def clerk_has(user: User) -> int:
    return _balance(Owner.clerk(user.uuid))


def firm_has(firm: Distributor | None = None) -> int:
    return _balance(Owner.partner((firm or a_distributor()).uuid))


def _balance(owner: Owner) -> int:
    return ledger.balance(program=a_campaign().program, owner=owner, unit="points")


def a_newcomer(name: str = "Nowy Człowiek", *, link: JoinLink | None = None, clerk: Clerk | None = None) -> Participant:
    """Somebody who joined three days ago by Alfa's link, or by the clerk's own."""
    link = link or inviting.make_join_link(distributor=a_distributor(), clerk=clerk)
    newcomer = a_participant(name, joined_at=JOINED)
    inviting.introduce(participant=newcomer, link=link, now=JOINED + timedelta(hours=1))
    return newcomer


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)
