"""What was read in a program's claims beside what they say now, for counting how good reading is: one question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from claims.models import Claim, Reading
from claims.quality import FIELDS, ReadClaim
from claims.states import ReadingState
from common.texts import firm_key, tax_key
from programs.models import Program

_READ = (ReadingState.READ, ReadingState.UNREADABLE)
UNNAMED = "-"
"""The key of sellers without name and tax id."""


def read_claims(program: Program, *, first: date, last: date) -> list[ReadClaim]:
    """The program's claims on documents sent on these days. Those that forgot what was read are left out."""
    since, until = (datetime.combine(day, time.min, tzinfo=program.zone) for day in (first, last + timedelta(days=1)))
    # Only the fields: the whole text of ten thousand documents is nothing to count with.
    newest = Reading.objects.filter(document__claim=OuterRef("pk")).order_by("-pk").values("data__fields")[:1]
    found = Claim.objects.filter(
        program=program,
        kind=Claim.Kind.DOCUMENT,
        submitted_at__gte=since,
        submitted_at__lt=until,
        document__evidence_removed_at=None,
        document__reading_state__in=_READ,
    ).exclude(document_number="")
    named = ("pk", "number", "submitted_at", "distributor__uuid", "distributor__name", "currency", *FIELDS)
    rows = found.annotate(read=Subquery(newest)).order_by("-submitted_at", "-pk").values(*named, "read")
    return [_claim(row, program) for row in rows]


def _claim(row: Mapping[str, Any], program: Program) -> ReadClaim:
    distributor = row["distributor__uuid"]
    # A seller that the program does not know is told apart by name, or by tax id where no name was given.
    unknown = firm_key(row["issuer_name"]) or tax_key(row["issuer_tax_id"]) or UNNAMED
    return ReadClaim(
        number=row["number"],
        pk=row["pk"],
        sent_on=row["submitted_at"].astimezone(program.zone).date(),
        issuer=str(distributor) if distributor else unknown,
        issuer_name=row["distributor__name"] or row["issuer_name"] or row["issuer_tax_id"],
        currency=row["currency"] or program.currency,
        read={name: (str(one["value"]), str(one["source"])) for name, one in (row["read"] or {}).items()},
        ended={name: "" if row[name] is None else str(row[name]) for name in FIELDS},
    )
