"""Forwarding statements to the record store that the operator set: each until the store has it, none twice in it.

A statement counts as forwarded only once the store said so. Killed in between, it is sent again under the same id,
which a store takes for the same statement.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from elearning.models import Forwarding, Statement
from elearning.record_store import NotNow, NotThis, Store
from programs.models import Program

BATCH = 50
BATCHES = 200
"""In one run; the next one goes on a minute later."""
HOLD = timedelta(minutes=2)
"""So long another worker leaves the program alone; longer than a store may take to answer."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)

Clock = Callable[[], datetime]


def store_of(program: Program) -> Store | None:
    """The store to which the program's statements go, if any."""
    wanted = settings.LRS_PROGRAMS
    if not settings.LRS_URL or (wanted and program.slug not in wanted):
        return None
    return Store(settings.LRS_URL, settings.LRS_KEY, settings.LRS_SECRET)


def waiting(program: Program) -> Q:
    """The condition for statements that are still to be forwarded."""
    return Q(program=program, forwarded_at=None, refused="")


def forward(*, program: Program, clock: Clock) -> int:
    """Hand over what waits, the oldest first; says how many. After a fault the next try comes later each time."""
    store = store_of(program)
    if store is None or not Statement.objects.filter(waiting(program)).exists() or not _hold(program, now=clock()):
        return 0
    sent = 0
    try:
        for _batch in range(BATCHES):
            found = list(Statement.objects.filter(waiting(program)).order_by("pk")[:BATCH])
            if not found:
                break
            sent += _hand_over(found, store, clock=clock)
            _went_well(program, now=clock())
    except NotNow as fault:
        _failed(program, str(fault), now=clock())
    else:
        Forwarding.objects.filter(program=program).update(next_at=None)
    return sent


def _hold(program: Program, *, now: datetime) -> bool:
    Forwarding.objects.get_or_create(program=program)
    free = Forwarding.objects.filter(Q(next_at=None) | Q(next_at__lte=now), program=program)
    return bool(free.update(next_at=now + HOLD))


def _hand_over(statements: Sequence[Statement], store: Store, *, clock: Clock) -> int:
    """All at once; one by one if the store has something against one of them."""
    try:
        store.post([one.body for one in statements])
    except NotThis:
        return sum(_hand_over_one(one, store, clock=clock) for one in statements)
    _done(statements, now=clock())
    return len(statements)


def _hand_over_one(statement: Statement, store: Store, *, clock: Clock) -> int:
    try:
        store.put(statement.body)
    except NotThis as words:
        Statement.objects.filter(pk=statement.pk).update(refused=str(words) or "?")
        return 0
    _done([statement], now=clock())
    return 1


def _done(statements: Sequence[Statement], *, now: datetime) -> None:
    keys = [one.pk for one in statements]
    Statement.objects.filter(pk__in=keys, forwarded_at=None).update(forwarded_at=now)


def _went_well(program: Program, *, now: datetime) -> None:
    Forwarding.objects.filter(program=program).update(worked_at=now, faults=0, fault="", next_at=now + HOLD)


def _failed(program: Program, fault: str, *, now: datetime) -> None:
    known = Forwarding.objects.get(program=program)
    wait = min(FIRST_WAIT * 2 ** min(known.faults, 20), LONGEST_WAIT)
    Forwarding.objects.filter(pk=known.pk).update(faults=known.faults + 1, fault=fault[:300], next_at=now + wait)


def try_refused_again(*, statements: Sequence[Statement]) -> int:
    """Forward once more what the store had something against; says how many."""
    keys = [one.pk for one in statements]
    return Statement.objects.filter(pk__in=keys, forwarded_at=None).exclude(refused="").update(refused="")
