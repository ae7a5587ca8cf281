"""Who gets in the end what was given: what a person shares with the company, and what a firm keeps of its clerks'."""

from collections.abc import Iterable, Iterator

from campaigns.rules.facts import Holder, StaffRewards
from campaigns.rules.outcome import Given
from campaigns.rules.terms import POINTS

WHOLE = 100


def shared(given: Iterable[Given], per_cent: int) -> Iterator[Given]:
    """The lines of the person's points as two where a part goes to the company; all others as they are.

    The company gets `per_cent` of their sum, rounded down once, and the person all else. Each line gives the company
    what that rounded sum grows by. Of credits nothing is shared: they open courses for one person. Nor is a line that
    a cap cut to nothing.
    """
    total = 0
    for one in given:
        if one.unit != POINTS or one.rewards != Holder.PARTICIPANT or not per_cent or not one.quantity:
            yield one
            continue
        part = company_part(total + one.quantity, per_cent) - company_part(total, per_cent)
        total += one.quantity
        yield from _two(one, part)


def kept_by_firm(given: Iterable[Given], staff_rewards: StaffRewards) -> Iterator[Given]:
    """The lines for a clerk as lines for the distributor, where it keeps them; all others as they are."""
    for one in given:
        is_kept = one.rewards == Holder.CLERK and staff_rewards == StaffRewards.DISTRIBUTOR
        yield one._replace(rewards=Holder.DISTRIBUTOR) if is_kept else one


def company_part(quantity: int, per_cent: int) -> int:
    """What the company gets of so many points."""
    return quantity * per_cent // WHOLE


def _two(one: Given, part: int) -> Iterator[Given]:
    """The caps that cut the line stay with the person's part, if there is one."""
    if part < one.quantity:
        yield one._replace(quantity=one.quantity - part, full=one.full - part)
        if part:
            yield one._replace(quantity=part, full=part, capped_by=(), rewards=Holder.COMPANY)
    else:
        yield one._replace(rewards=Holder.COMPANY)
