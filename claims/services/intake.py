"""Taking in documents: bytes first, then claim, document, history and job in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Claim, ClaimLine, Document, DocumentFile, UploadTrace
from claims.numbers import new_number
from claims.senders import NOWHERE, Sender
from claims.services import moves, storing
from claims.services.incoming import Incoming, IntakeRefused, checked, keep
from claims.states import LIVE, ReadingState
from jobs.services import after_commit
from participants.models import Participant, User

ATTEMPTS = 3
"""A race is lost at most once, and a number hardly ever taken: a third failure is a bug."""


def receive(
    *,
    participant: Participant,
    files: Sequence[File[bytes]],
    intake_key: UUID,
    sender: Sender = NOWHERE,
    now: datetime,
) -> Claim:
    """A draft for these files. The same upload, or the same bytes from the same person, leads to the first claim.

    Raises IntakeRefused before anything is written.
    """
    if earlier := _made_by(participant, intake_key):
        return earlier
    incoming = checked(files)
    keep(incoming, program=participant.program, now=now)
    for _attempt in range(ATTEMPTS):
        if earlier := _made_by(participant, intake_key) or _holder(participant, incoming):
            return _joined(earlier, incoming, now=now)
        try:
            return _begin(participant, incoming, intake_key, sender, now)
        except IntegrityError as lost:
            # A parallel upload won the race: the next look finds its claim.
            last = lost
    raise last


def add_files(*, claim: Claim, files: Sequence[File[bytes]], by: User, now: datetime) -> None:
    """More pages for a claim that is not sent yet, or about which a question was asked. It is read anew."""
    held = DocumentFile.objects.filter(document__claim=claim, is_current=True).count()
    if reason := permissions.why_not_add_files(claim, by=by):
        raise IntakeRefused(reason)
    incoming = checked(files, beside=held)
    keep(incoming, program=claim.program, now=now)
    for _attempt in range(ATTEMPTS):
        try:
            return _add(claim, incoming, by=by, now=now)
        except IntegrityError as lost:
            last = lost
    raise last


@transaction.atomic
def remove_file(*, claim: Claim, file: DocumentFile, by: User, now: datetime) -> None:
    """Leave a page out; the rest is read anew. The last one stays: without it there is nothing to claim."""
    if reason := permissions.why_not_edit(claim, by=by):
        raise IntakeRefused(reason)
    document = _locked_document(claim)
    if not document.files.filter(is_current=True).exclude(pk=file.pk).exists():
        raise IntakeRefused(_("This is the only page. Add another one first, or withdraw the claim."))
    if document.files.filter(pk=file.pk, is_current=True).update(is_current=False):
        _read_anew(document, now=now)


def replace_file(*, claim: Claim, file: DocumentFile, files: Sequence[File[bytes]], by: User, now: datetime) -> None:
    """A better picture of a page, in its place. What was sent before is kept, but counts no more."""
    held = DocumentFile.objects.filter(document__claim=claim, is_current=True).count()
    if reason := permissions.why_not_edit(claim, by=by):
        raise IntakeRefused(reason)
    incoming = checked(files, beside=held - 1)
    keep(incoming, program=claim.program, now=now)
    for _attempt in range(ATTEMPTS):
        try:
            return _add(claim, incoming, by=by, now=now, instead_of=file)
        except IntegrityError as lost:
            last = lost
    raise last


def _made_by(participant: Participant, intake_key: UUID) -> Claim | None:
    return Claim.objects.filter(participant=participant, intake_key=intake_key).first()


def _holder(participant: Participant, incoming: list[Incoming]) -> Claim | None:
    """The person's claim that already has one of these files, after letting go what no claim speaks for any more."""
    mine = DocumentFile.objects.filter(
        participant=participant, sha256__in=[one.sha256 for one in incoming], is_current=True
    )
    mine.exclude(document__claim__status__in=LIVE).update(is_current=False)
    first = mine.select_related("document__claim__participant").order_by("pk").first()
    return first.document.claim if first else None


def _joined(claim: Claim, incoming: list[Incoming], *, now: datetime) -> Claim:
    """Back at the first claim; what it does not have yet becomes its further pages."""
    held = DocumentFile.objects.filter(participant=claim.participant, is_current=True)
    known = set(held.filter(sha256__in=[one.sha256 for one in incoming]).values_list("sha256", flat=True))
    rest = [one for one in incoming if one.sha256 not in known]
    if not rest:
        return claim
    by = claim.participant.user
    if permissions.why_not_add_files(claim, by=by):
        text = _("One of these files is already in claim %(number)s, which was sent. Send the others by themselves.")
        raise IntakeRefused(text % {"number": claim.number})
    add_files(claim=claim, files=[one.file for one in rest], by=by, now=now)
    return claim


@transaction.atomic
def _begin(
    participant: Participant, incoming: list[Incoming], intake_key: UUID, sender: Sender, now: datetime
) -> Claim:
    claim = Claim.objects.create(
        number=new_number(),
        program=participant.program,
        participant=participant,
        intake_key=intake_key,
        created_at=now,
    )
    document = Document.objects.create(claim=claim, changed_at=now)
    if sender != NOWHERE:
        UploadTrace.objects.create(
            claim=claim, participant=participant, address=sender.address, device=sender.mark, made_at=now
        )
    _list_files(document, claim, incoming, after=0, now=now)
    moves.begin(claim, by=participant.user, now=now)
    after_commit("claims.tasks.read_document", document_id=str(document.uuid))
    return claim


@transaction.atomic
def _add(
    claim: Claim, incoming: list[Incoming], *, by: User, now: datetime, instead_of: DocumentFile | None = None
) -> None:
    document = _locked_document(claim)
    claim.refresh_from_db(fields=["status"])
    if reason := permissions.why_not_add_files(claim, by=by):
        raise IntakeRefused(reason)
    own = set(document.files.filter(is_current=True).values_list("sha256", flat=True))
    fresh = [one for one in incoming if one.sha256 not in own]
    if other := _holder(claim.participant, fresh):
        raise IntakeRefused(_("This file is already in claim %(number)s.") % {"number": other.number})
    if fresh:
        # Another window may have replaced it meanwhile: then the picture is a further page.
        replaced = document.files.filter(pk=instead_of.pk, is_current=True).first() if instead_of else None
        last = document.files.aggregate(last=Max("position"))["last"] or 0
        if replaced:
            _make_room(document, replaced, len(fresh), last=last)
        _list_files(document, claim, fresh, after=replaced.position - 1 if replaced else last, now=now)
        _read_anew(document, now=now)


def _make_room(document: Document, file: DocumentFile, count: int, *, last: int) -> None:
    """Leaves the file out and puts it behind all others; `count` new ones find its place and those after it free."""
    document.files.filter(pk=file.pk).update(is_current=False, position=last + count)
    # From the end, so that no two files share a place at any time.
    for other in document.files.filter(position__gt=file.position, position__lte=last).order_by("-position"):
        document.files.filter(pk=other.pk).update(position=other.position + count - 1)


def _list_files(document: Document, claim: Claim, incoming: list[Incoming], *, after: int, now: datetime) -> None:
    DocumentFile.objects.bulk_create(
        DocumentFile(
            document=document,
            participant=claim.participant,
            position=position,
            storage_key=one.key(claim.program),
            sha256=one.sha256,
            size=one.size,
            media_type=one.media_type,
            original_name=one.name,
            uploaded_at=now,
        )
        for position, one in enumerate(incoming, start=after + 1)
    )
    storing.name([one.key(claim.program) for one in incoming])


def _locked_document(claim: Claim) -> Document:
    """The document, held until the end of the transaction: files and readings are changed one after another."""
    return Document.objects.select_for_update().get(claim=claim)


def _read_anew(document: Document, *, now: datetime) -> None:
    # Stated lines stay, but their places belong to a reading that is replaced.
    ClaimLine.objects.filter(claim=document.claim_id).update(reading_index=None)
    Document.objects.filter(pk=document.pk).update(
        reading_state=ReadingState.WAITING, stage="", problem_code="", problem_text="", advice=[], changed_at=now
    )
    after_commit("claims.tasks.read_document", document_id=str(document.uuid))
