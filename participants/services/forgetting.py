"""What this app forgets: consents that were withdrawn long ago."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from common.keeping import Duty, Rows
from participants import personal_data as terms
from participants.models import Consent


def old_consents(before: datetime) -> QuerySet[Consent]:
    """Consents that were withdrawn before."""
    return Consent.objects.filter(withdrawn_at__lt=before)


def delete_consents(consents: Collection[int], _now: datetime) -> None:
    """Their proof is needed no more."""
    Consent.objects.filter(pk__in=consents).delete()


DUTIES: Sequence[Duty] = (Rows(terms.PROOF, "withdrawn consents", old_consents, delete_consents),)
