"""Look-ups that every request makes: Django writes their SQL once for each database, not once for each request.

Making the SQL of a query with joins takes several times as long as running it. What comes back are ordinary models.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators

from common import statements

T = TypeVar("T", bound=Model)


class Prepared(Generic[T]):
    """A query for at most one row. `build` takes as many expressions as `first` takes values, and filters by them."""

    def __init__(self, build: Callable[..., QuerySet[T]], *, values: int) -> None:
        self._build = build
        self._marks = [object() for _number in range(values)]
        self._compiled: dict[str, tuple[Any, str, tuple[Any, ...]]] = {}

    def first(self, *values: object) -> T | None:
        """The row for these values, None if there is none. They are passed as they are: an int is no string."""
        compiler, sql, known = self._query()
        found = statements.rows(sql, [self._value(one, values) for one in known])
        return next((_model(compiler, row) for row in compiler.results_iter([found])), None)

    def _value(self, param: object, values: Sequence[object]) -> object:
        return next((value for mark, value in zip(self._marks, values, strict=True) if mark is param), param)

    def _query(self) -> tuple[Any, str, tuple[Any, ...]]:
        vendor = connection.vendor
        if vendor not in self._compiled:
            found = self._build(*(RawSQL("%s", [mark]) for mark in self._marks))[:1]  # a placeholder
            compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
            sql, known = compiler.as_sql()
            self._compiled[vendor] = compiler, sql, known
        return self._compiled[vendor]


def _model(compiler: Any, row: Sequence[Any]) -> Any:
    """As Django makes a model of a row, with what was selected beside it."""
    select, about = compiler.select, compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[first:last]]
    made = about["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
    beside_it: Any = get_related_populators  # its arguments differ between versions of Django
    for beside in beside_it(about, select, DEFAULT_DB_ALIAS):
        beside.populate(row, made)
    return made
