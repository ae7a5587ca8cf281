"""Which functions may run as jobs, how often they are tried, and who is told when that was in vain."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any, TypeVar

Work = Callable[..., object]
F = TypeVar("F", bound=Work)


class GiveUp(Exception):
    """Raised by a job that knows that another attempt is of no use."""


class UnknownJob(Exception):
    """No function of this name is a job."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A function that runs as a job. `gave_up` gets its arguments, in the transaction that marks it failed."""

    name: str
    work: Work
    attempts: int
    longest: timedelta
    gave_up: Work | None
    every: timedelta | None


_jobs: dict[str, Registered] = {}


def job(
    *,
    attempts: int = 3,
    longest: timedelta = timedelta(minutes=10),
    gave_up: Work | None = None,
    every: timedelta | None = None,
) -> Callable[[F], F]:
    """Let a function run as a job. It must be safe to run twice.

    After `longest` its lease is no longer renewed, so that a hanging job is taken over. With `every`, it is also
    started by the clock, once per period however many dispatchers there are.
    """

    def register(work: F) -> F:
        name = f"{work.__module__}.{work.__qualname__}"
        _jobs[name] = Registered(name, work, attempts, longest, gave_up, every)
        return work

    return register


def find(name: str) -> Registered:
    """The job of this dotted path. Raises `UnknownJob`."""
    module = name.rpartition(".")[0]
    try:
        import_module(module)
    except (ImportError, ValueError) as missing:
        raise UnknownJob(name) from missing
    if name not in _jobs:
        raise UnknownJob(name)
    return _jobs[name]


def registered() -> list[Registered]:
    """Every job of the modules imported so far."""
    return list(_jobs.values())


def call(work: Work, kwargs: Mapping[str, Any]) -> None:
    """Call with those arguments it knows: a newer web process may send more than an older worker understands."""
    parameters = inspect.signature(work).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        work(**kwargs)
    else:
        known = {parameter.name for parameter in parameters}
        work(**{name: value for name, value in kwargs.items() if name in known})
