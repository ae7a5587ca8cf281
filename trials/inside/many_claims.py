"""Verified claims with their awards copied set by set: as many more as a try-out is measured on."""

from __future__ import annotations

from django.db import connection, models
from django.db.models import Max, Min

from claims.models import Award, AwardLine, Claim
from trials.inside import sets


def multiply(first: int, times: int) -> None:
    """Each claim from this number (of its row) on, `times` as often; copies are sent at the moment of the original."""
    if times < 2:
        return
    awards = Award.objects.filter(claim__gte=first).aggregate(first=Min("pk"), last=Max("pk"))
    last = Claim.objects.aggregate(last=Max("pk"))["last"]
    claim = f"id + copies.n * {last}"
    award = f"copies.n * {awards['last']}"
    uuid = sets.fresh_uuid()
    # Claims that are sent at one moment are gone through by number: a copy of one stands beside a copy of another.
    new = {"id": claim, "uuid": uuid, "intake_key": uuid, "number": f"'C' || CAST({claim} AS text)"}
    _copy(Claim, f"id >= {first}", times, new)
    _copy(Award, f"claim_id >= {first}", times, {"id": f"id + {award}", "claim_id": f"claim_id + copies.n * {last}"})
    _copy(AwardLine, f"award_id >= {awards['first']}", times, {"id": "", "award_id": f"award_id + {award}"})
    sets.settle([Claim, Award])


def _copy(model: type[models.Model], condition: str, times: int, new: dict[str, str]) -> None:
    """Rows that fulfil the condition, with `new` in the place of some columns, or without those that are empty."""
    table, quoted = model._meta.db_table, connection.ops.quote_name
    columns = [str(field.column) for field in model._meta.local_concrete_fields]
    columns = [column for column in columns if new.get(column) != ""]
    values = ", ".join(new.get(column) or quoted(column) for column in columns)
    copies = sets.numbers(1, times - 1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(map(quoted, columns))}) SELECT {values} FROM {table}"  # noqa: S608
            f" CROSS JOIN ({copies}) AS copies WHERE {condition}"
        )
