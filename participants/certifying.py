"""Names of certificates that the program can give: each app that certifies tells its own, for forms to suggest."""

from collections.abc import Callable, Iterable

from participants.queries import qualification_names
from programs.models import Program

Source = Callable[[Program], Iterable[str]]
_sources: list[Source] = []


def suggests(source: Source) -> Source:
    """Let a function tell names of certificates."""
    _sources.append(source)
    return source


def certificate_names(program: Program) -> list[str]:
    """All of them, given already or not."""
    told = (name for source in _sources for name in source(program))
    return sorted({*told, *qualification_names(program)})
