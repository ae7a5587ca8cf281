"""What of a code's points goes to the company; for rules, the rules themselves say it (`campaigns.rules.sharing`)."""

from collections.abc import Iterator

from campaigns.rules import POINTS, Holder, company_part
from participants.models import Participant
from participants.queries import company_share


def parts(participant: Participant, unit: str, quantity: int) -> Iterator[tuple[Holder, int]]:
    """Who gets how much of it: the person and, of points, the company; nobody nothing."""
    company = company_part(quantity, company_share(participant)) if unit == POINTS else 0
    for holder, part in ((Holder.PARTICIPANT, quantity - company), (Holder.COMPANY, company)):
        if part:
            yield holder, part
