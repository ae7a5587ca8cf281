"""Redeeming a usual code by one statement: a function in PostgreSQL writes the rows that the plain way writes.

The plain way (`claims.services.codes`) takes some thirty statements, and most of its time is spent on making them. The
function knows only the usual case: a live code, accounts that are open, nothing owed or shared, no budget, no wrong
tries that make anybody wait. Whatever is not usual it leaves alone, and the plain way decides. A test holds both ways
to the same rows.
"""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection

from campaigns.codes import digest
from claims import guessing
from claims.models import Claim
from claims.numbers import new_number
from claims.owners import participant_owner
from claims.states import Status
from common import statements
from ledger.services import Owner
from participants.models import Participant

FUNCTION = "claims_redeem_at_once"
_CALL = f"SELECT * FROM {FUNCTION}(%s, %s::bytea, %s, %s, %s, %s, %s, %s, %s::inet, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608


def definition() -> str:
    """The statement that makes the function, or makes it anew; for a migration."""
    return Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


def redeem(
    *, participant: Participant, forms: list[str], address: str | None, device: str, now: datetime
) -> Claim | None:
    """The verified and paid claim; None where the plain way has to decide, and always on another database.

    `forms` is what the text may mean, one or two, `device` the digest of the browser's mark.
    """
    if connection.vendor != "postgresql":
        return None
    number, today = new_number(), now.astimezone(participant.program.zone).date()
    digests = [digest(form, key=settings.CODE_KEY) for form in forms]
    values = [
        digests[0],
        digests[-1],
        participant.program_id,
        participant.pk,
        participant.company_id,
        participant.user_id,
        participant_owner(participant).ref,
        Owner.organizer(participant.program.uuid).ref,
        address,
        device,
        guessing.ACCOUNT_FREE,
        guessing.DEVICE_FREE,
        guessing.ADDRESS_FREE,
        now,
        now - guessing.COUNTED_FOR,
        today,
        number,
    ]
    made = statements.rows(_CALL, values)
    return _claim(participant, number, *made[0], now=now) if made else None


def _claim(participant: Participant, number: str, pk: int, uuid: UUID, campaign: int, *, now: datetime) -> Claim:
    """What is known of it without asking; whatever else somebody wants of it, the database is asked for then."""
    known = {  # in the order of the model's fields, as Django takes them
        "id": pk,
        "uuid": uuid,
        "number": number,
        "program_id": participant.program_id,
        "participant_id": participant.pk,
        "campaign_id": campaign,
        "kind": Claim.Kind.CODE,
        "status": Status.VERIFIED,
        "decided_at": now,
    }
    return Claim.from_db(DEFAULT_DB_ALIAS, known, list(known.values()))
