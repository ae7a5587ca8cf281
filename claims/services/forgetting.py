"""What claims forget: unsent ones as a whole, the evidence and words of decided ones, and in the end their facts."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims import personal_data as terms
from claims.models import (
    Claim,
    ClaimEvent,
    ClaimLine,
    Correction,
    Document,
    DocumentFile,
    DocumentPage,
    Reading,
    UploadTrace,
    WrongCodeTry,
)
from claims.services import storing
from claims.states import CLOSED, OPEN, Status
from common.keeping import Duty, Rows

FACTS = {"issuer_name": "", "issuer_tax_id": "", "document_number": "", "document_id": "", "identity_key": ""}
"""By which the sale could be found; number, status, amounts and days stay."""


def unsent(before: datetime) -> QuerySet[Claim]:
    """Claims that were never sent, thrown away or not, and have not changed since."""
    return _quiet(never_sent(), before).filter(document__changed_at__lt=before)


def never_sent() -> QuerySet[Claim]:
    """Claims that nobody but their participant ever saw."""
    return Claim.objects.filter(submitted_at=None, status__in=[Status.DRAFT, Status.WITHDRAWN])


def with_evidence(before: datetime) -> QuerySet[Claim]:
    """Claims decided (or withdrawn) before, whose documents are still there."""
    decided = Claim.objects.filter(status__in=CLOSED, document__evidence_removed_at=None)
    return _quiet(decided.exclude(submitted_at=None).exclude(document=None), before)


def with_words(before: datetime) -> QuerySet[ClaimEvent]:
    """Lines of history written before, with somebody's own words, of claims that are closed."""
    return ClaimEvent.objects.filter(made_at__lt=before).exclude(note="").exclude(claim__status__in=OPEN)


def with_facts(before: datetime) -> QuerySet[Claim]:
    """Claims closed before, that still say on which sale they were made."""
    says_something = Q(lines__description__gt="")
    for name in FACTS:
        says_something |= Q(**{f"{name}__gt": ""})
    closed = Claim.objects.filter(status__in=CLOSED).exclude(submitted_at=None)
    return _quiet(closed, before).filter(pk__in=Claim.objects.filter(says_something).values("pk"))


def _quiet(claims: QuerySet[Claim], before: datetime) -> QuerySet[Claim]:
    """Those whose history has had no line since."""
    later = ClaimEvent.objects.filter(claim=OuterRef("pk"), made_at__gte=before)
    return claims.filter(~Exists(later), created_at__lt=before)


def delete_unsent(claims: Collection[int], now: datetime) -> None:
    """Delete claims that were never sent, with everything that hangs on them."""
    _delete_documents(claims, now=now)
    Document.objects.filter(claim__in=claims).delete()
    Correction.objects.filter(claim__in=claims).delete()
    ClaimEvent.objects.filter(claim__in=claims).delete()
    Claim.objects.filter(pk__in=claims).delete()


def remove_evidence(claims: Collection[int], now: datetime) -> None:
    """Delete files, pictures and readings, and empty what was copied from them; the document says since when."""
    _delete_documents(claims, now=now)
    Correction.objects.filter(claim__in=claims).update(was="", became="")
    Document.objects.filter(claim__in=claims).update(evidence_removed_at=now, problem_text="")


def empty_words(events: Collection[int], _now: datetime) -> None:
    """Take the words out of history lines; status, reason code and moment stay."""
    ClaimEvent.objects.filter(pk__in=events).update(note="")


def empty_facts(claims: Collection[int], _now: datetime) -> None:
    """Take out what leads to the sale."""
    Claim.objects.filter(pk__in=claims).update(**FACTS)
    ClaimLine.objects.filter(claim__in=claims).update(description="")


def _delete_documents(claims: Collection[int], *, now: datetime) -> None:
    files = DocumentFile.objects.filter(document__claim__in=claims).values_list("storage_key", flat=True)
    pictures = DocumentPage.objects.filter(document__claim__in=claims).values_list("picture_key", flat=True)
    storing.let_go([*files, *pictures], now=now)
    for rows in (Reading, DocumentPage, DocumentFile):
        rows.objects.filter(document__claim__in=claims).delete()


def _old_tries(before: datetime) -> QuerySet[WrongCodeTry]:
    return WrongCodeTry.objects.filter(made_at__lt=before)


def _delete_tries(tries: Collection[int], _now: datetime) -> None:
    WrongCodeTry.objects.filter(pk__in=tries).delete()


def _old_traces(before: datetime) -> QuerySet[UploadTrace]:
    return UploadTrace.objects.filter(made_at__lt=before)


def _delete_traces(traces: Collection[int], _now: datetime) -> None:
    UploadTrace.objects.filter(pk__in=traces).delete()


DUTIES: Sequence[Duty] = (
    Rows(terms.UNSENT, "claims never sent", unsent, delete_unsent),
    Rows(terms.EVIDENCE, "documents of decided claims", with_evidence, remove_evidence),
    Rows(terms.EVIDENCE, "words in histories", with_words, empty_words),
    Rows(terms.FACTS, "facts of old claims", with_facts, empty_facts),
    Rows(terms.WRONG_CODES, "wrong code tries", _old_tries, _delete_tries),
    Rows(terms.UPLOADS, "traces of uploads", _old_traces, _delete_traces),
)
