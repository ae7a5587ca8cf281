"""Look-ups that every request makes: Django writes their SQL once for each database, not once for each request.

Making the SQL of a query with joins takes several times as long as running it. What comes back are ordinary models.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators

from common import statements

T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class _Compiled(Generic[T]):
    """What Django works out from a query alone: its SQL, and how a row of it becomes a model."""

    compiler: Any
    sql: str
    known: tuple[object, ...]
    converters: dict[int, Any]
    model: type[T]
    columns: slice
    names: list[str]
    beside: list[Any]

    def read(self, row: Sequence[Any]) -> T:
        """As Django makes a model of a row, with what was selected beside it."""
        row = next(self.compiler.apply_converters([row], self.converters))
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for one in self.beside:
            one.populate(row, made)
        return made


class Prepared(Generic[T]):
    """A query for at most one row. `build` takes as many expressions as `first` takes values, and filters by them."""

    def __init__(self, build: Callable[..., QuerySet[T]], *, values: int) -> None:
        self._build = build
        self._marks = [object() for _number in range(values)]
        self._compiled: dict[str, _Compiled[T]] = {}

    def first(self, *values: object) -> T | None:
        """The row for these values, None if there is none. They are passed as they are: an int is no string."""
        known = self._compiled.get(connection.vendor) or self._compile()
        for row in statements.rows(known.sql, [self._value(one, values) for one in known.known]):
            return known.read(row)
        return None

    def _value(self, param: object, values: Sequence[object]) -> object:
        return next((value for mark, value in zip(self._marks, values, strict=True) if mark is param), param)

    def _compile(self) -> _Compiled[T]:
        found = self._build(*(RawSQL("%s", [mark]) for mark in self._marks))[:1]  # a placeholder
        compiler: Any = found.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, known = compiler.as_sql()
        select, about = compiler.select, compiler.klass_info
        columns = slice(about["select_fields"][0], about["select_fields"][-1] + 1)
        beside_it: Any = get_related_populators  # its arguments differ between versions of Django
        made = self._compiled[connection.vendor] = _Compiled(
            compiler=compiler,
            sql=sql,
            known=known,
            converters=compiler.get_converters([column[0] for column in select]),
            model=about["model"],
            columns=columns,
            names=[column[0].target.attname for column in select[columns]],
            beside=beside_it(about, select, DEFAULT_DB_ALIAS),
        )
        return made
