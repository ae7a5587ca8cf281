"""The evidence of a claim: files as they came, clean pictures of their pages, and what was read in them."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from claims.models.claims import Claim
from claims.states import ReadingState
from extraction.memory import with_recalled
from participants.models import Participant


class Document(models.Model):
    """The evidence of a claim: one or more files, read together as pages in order."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="document")
    reading_state = models.CharField(max_length=10, choices=ReadingState, default=ReadingState.WAITING)
    stage = models.CharField(max_length=40, blank=True)
    problem_code = models.CharField(max_length=40, blank=True)
    problem_text = models.CharField(max_length=300, blank=True)
    # What speaks against its photos: [{"code": of extraction.sentences.ADVICE, "page": 2, "file": "<uuid>", "text": in
    # place of the usual one}], all but the code where known. Told from the pixels before reading, then by the reading.
    advice = models.JSONField(default=list, blank=True)
    changed_at = models.DateTimeField()
    evidence_removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.claim)


class DocumentFile(models.Model):
    """One uploaded file, kept as it came under a key made from its content."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    storage_key = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=60)
    original_name = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="a_file_has_a_place_of_its_own"),
            # The same bytes from the same person lead to the first claim, unless that one was withdrawn.
            models.UniqueConstraint(
                fields=["participant", "sha256"],
                condition=Q(is_current=True),
                name="a_person_sends_the_same_bytes_once",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="file_by_content"),
            models.Index(fields=["storage_key"], name="file_by_key"),
        ]

    def __str__(self) -> str:
        return self.original_name or self.sha256[:12]


class UploadTrace(models.Model):
    """From where the document of a claim was first sent; kept for a short while, to see many accounts on one device."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="upload_trace")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=64, blank=True, default="")
    """SHA-256 of the browser's random mark."""
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["made_at"], name="upload_when"),
            models.Index(fields=["address", "made_at"], condition=Q(address__isnull=False), name="upload_from_address"),
            models.Index(fields=["device", "made_at"], condition=~Q(device=""), name="upload_on_device"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.made_at:%Y-%m-%d %H:%M}"


class LooseFile(models.Model):
    """A stored file that no row names: written just now and to be named, or named no more and to be deleted.

    The row is there before the bytes are and until they are gone, so nothing is ever stored that nobody knows of.
    """

    storage_key = models.CharField(max_length=200, unique=True)
    since = models.DateTimeField()
    is_going = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.storage_key


class DocumentPage(models.Model):
    """The clean picture of one page, without metadata, as people see it; its fingerprint finds near-same ones."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    picture_key = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=16, blank=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="a_page_has_a_number_of_its_own")]
        indexes = [models.Index(fields=["picture_key"], name="page_by_key")]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"


class Reading(models.Model):
    """What extraction found in a document, never edited. The newest one counts.

    `recalled` are the fields that memory put in place of those, or filled in, when the reading was made.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readings")
    data = models.JSONField()
    recalled = models.JSONField(default=dict)
    seconds = models.FloatField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document} {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def suggested(self) -> dict[str, Any]:
        """The reading as people see it: what was read, and what memory knows better."""
        return with_recalled(self.data, self.recalled)
