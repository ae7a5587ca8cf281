"""Making a problem of its registered kind."""

from verification.problems.kinds import kind_of
from verification.problems.values import Problem, Twin


def problem(
    code: str, text: str, facts: tuple[str, ...] = (), *, points: int | None = None, twin: Twin | None = None
) -> Problem:
    """A problem of the kind `code`; `points` only where circumstances make it weigh more or less."""
    kind = kind_of(code)
    return Problem(
        code,
        kind.points if points is None else points,
        text,
        facts,
        twin=twin.number if twin else "",
        twin_uuid=twin.uuid if twin else "",
        refusal=kind.refusal,
        is_liftable=kind.is_liftable,
        is_for_organizer=kind.is_for_organizer,
        act=kind.act,
    )
