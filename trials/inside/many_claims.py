"""Verified claims with their awards copied set by set: as many more as a try-out is measured on."""

from __future__ import annotations

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max, Min

from claims.models import Award, AwardLine, Claim

_FRESH_UUID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}
_NUMBERS = {
    "postgresql": "SELECT turn FROM generate_series(1, {0}) AS copies(turn)",
    "sqlite": "WITH RECURSIVE copies(turn) AS (SELECT 1 UNION ALL SELECT turn + 1 FROM copies WHERE turn < {0})"
    " SELECT turn FROM copies",
}


def multiply(first: int, times: int) -> None:
    """Each claim from this number (of its row) on, `times` as often; copies are sent at the moment of the original."""
    if times < 2:
        return
    awards = Award.objects.filter(claim__gte=first).aggregate(first=Min("pk"), last=Max("pk"))
    last = Claim.objects.aggregate(last=Max("pk"))["last"]
    claim = f"id + copies.turn * {last}"
    award = f"copies.turn * {awards['last']}"
    uuid = _FRESH_UUID[connection.vendor]
    # Claims that are sent at one moment are gone through by number: a copy of one stands beside a copy of another.
    new = {"id": claim, "uuid": uuid, "intake_key": uuid, "number": f"'C' || CAST({claim} AS text)"}
    _copy(Claim, f"id >= {first}", times, new)
    _copy(Award, f"claim_id >= {first}", times, {"id": f"id + {award}", "claim_id": f"claim_id + copies.turn * {last}"})
    _copy(AwardLine, f"award_id >= {awards['first']}", times, {"id": "", "award_id": f"award_id + {award}"})
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Claim, Award]):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _copy(model: type[models.Model], condition: str, times: int, new: dict[str, str]) -> None:
    """Rows that fulfil the condition, with `new` in the place of some columns, or without those that are empty."""
    table, quoted = model._meta.db_table, connection.ops.quote_name
    columns = [str(field.column) for field in model._meta.local_concrete_fields]
    columns = [column for column in columns if new.get(column) != ""]
    values = ", ".join(new.get(column) or quoted(column) for column in columns)
    copies = _NUMBERS[connection.vendor].format(times - 1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(map(quoted, columns))}) SELECT {values} FROM {table}"  # noqa: S608
            f" CROSS JOIN ({copies}) AS copies WHERE {condition}"
        )
