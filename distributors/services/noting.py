"""Writing down who changed what about a distributor, and when; part of the transaction of the change."""

from datetime import datetime
from typing import Any

from distributors.models import Distributor, PartnerChange
from participants.models import User

Kind = PartnerChange.Kind


def note(distributor: Distributor, kind: PartnerChange.Kind, *, by: User, now: datetime, **about: Any) -> None:
    """One line of the distributor's history; `about` are fields of `PartnerChange`, texts as long as they may be."""
    texts = {name: about[name][:300] for name in ("was", "became") if name in about}
    PartnerChange.objects.create(distributor=distributor, kind=kind, made_by=by, made_at=now, **about | texts)
