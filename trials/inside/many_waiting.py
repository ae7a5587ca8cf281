"""Claims that wait at a desk, copied set by set: as many as the queue is measured with."""

from __future__ import annotations

from django.db import connection, models
from django.db.models import Max, Min

from claims.models import Claim, ClaimLine, Document
from trials.inside import sets
from verification.models import Check


def multiply(first: int, turns: range) -> None:
    """Each claim from this row on, and what belongs to it, once more for each turn; run with rising turns.

    What follows the first claim and its copies are the originals' days, doubts and people; numbers are new.
    """
    copied: list[type[models.Model]] = [Claim, Document, ClaimLine, Check]
    originals = {model: _originals(model, first) for model in copied}
    length = {model: last - start + 1 for model, (start, last) in originals.items()}
    uuid = sets.fresh_uuid()
    claim = f"id + n * {length[Claim]}"
    of_claim = f"claim_id + n * {length[Claim]}"
    number = f"'bench/' || CAST({claim} AS text)"
    new: dict[type[models.Model], dict[str, str]] = {
        Claim: {
            "uuid": uuid,
            "intake_key": uuid,
            "number": f"'W' || CAST({claim} AS text)",
            "document_number": number,
            "identity_key": number,
            "status": "'submitted'",
            "decided_at": "NULL",
        },
        Document: {"uuid": uuid, "claim_id": of_claim},
        ClaimLine: {"uuid": uuid, "claim_id": of_claim},
        Check: {"claim_id": of_claim},
    }
    for model, columns in new.items() if turns else ():
        _copy(model, originals[model], turns, columns | {"id": f"id + n * {length[model]}"})
    sets.settle(list(new))


def _originals(model: type[models.Model], first: int) -> tuple[int, int]:
    """The rows that belong to the claims from the first on, before any copy: they were made one after another."""
    rows = model._default_manager.filter(**({"pk__gte": first} if model is Claim else {"claim__gte": first}))
    found = rows.filter(**_made_by_hand(model)).aggregate(first=Min("pk"), last=Max("pk"))
    return found["first"], found["last"]


def _made_by_hand(model: type[models.Model]) -> dict[str, str]:
    path = "" if model is Claim else "claim__"
    return {f"{path}document_number__startswith": "original/"}


def _copy(model: type[models.Model], rows: tuple[int, int], turns: range, new: dict[str, str]) -> None:
    table, quoted = model._meta.db_table, connection.ops.quote_name
    columns = [str(field.column) for field in model._meta.local_concrete_fields]
    values = ", ".join(new.get(column) or quoted(column) for column in columns)
    copies = sets.numbers(turns.start, turns.stop - 1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(map(quoted, columns))}) SELECT {values} FROM {table}"  # noqa: S608
            f" CROSS JOIN ({copies}) AS copies WHERE id BETWEEN {rows[0]} AND {rows[1]}"
        )
