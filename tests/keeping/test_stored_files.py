"""Every stored file is named by a row or known as loose; it is deleted only when nobody names it."""

import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from claims.models import Claim, DocumentFile, DocumentPage, LooseFile
from claims.services import forgetting, intake, reading, storing
from claims.services.incoming import IntakeRefused
from claims.services.storing import FileIsGoing
from common.files import WholeFiles
from tests.builders.claims import a_draft
from tests.builders.files import an_upload
from tests.builders.programs import NOON, a_campaign, a_participant

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

LATER = NOON + timedelta(hours=1, seconds=1)


def key_of(claim: Claim) -> str:
    return claim.document.files.get().storage_key


def drop(claim: Claim) -> None:
    forgetting.delete_unsent([claim.pk], NOON)


def test_a_file_that_a_claim_names_is_not_loose():
    key = key_of(a_draft())

    assert not LooseFile.objects.exists()
    assert storing.sweep(now=LATER) == 0
    assert default_storage.exists(key)


def test_a_file_goes_an_hour_after_its_claim():
    claim = a_draft()
    key = key_of(claim)
    drop(claim)

    assert storing.sweep(now=NOON + timedelta(minutes=59)) == 0
    assert default_storage.exists(key)
    assert storing.sweep(now=LATER) == 1
    assert not default_storage.exists(key)
    assert not LooseFile.objects.exists()


def test_the_same_bytes_of_somebody_else_stay():
    marek, ola = a_draft(text="same"), a_draft(a_participant("Ola Wrona"), text="same")
    assert key_of(marek) == key_of(ola)

    drop(marek)

    assert storing.sweep(now=LATER) == 0
    assert default_storage.exists(key_of(ola))
    assert not LooseFile.objects.exists()


def test_bytes_of_an_upload_that_was_refused_afterwards_go():
    claim = a_draft(text="one")
    a_draft(a_participant(), text="two")

    with pytest.raises(IntakeRefused):
        intake.add_files(
            claim=claim, files=[an_upload(text="two"), an_upload(text="three")], by=claim.participant.user, now=NOON
        )

    assert storing.sweep(now=LATER) == 1
    assert all(default_storage.exists(file.storage_key) for file in DocumentFile.objects.all())


def test_an_upload_renews_the_grace_of_bytes_that_were_about_to_go():
    claim = a_draft(text="same")
    key = key_of(claim)
    drop(claim)

    storing.announce([key], now=LATER)

    assert storing.sweep(now=LATER) == 0
    assert default_storage.exists(key)


def test_bytes_in_the_hands_of_the_sweep_are_asked_for_again():
    claim = a_draft(text="same")
    key = key_of(claim)
    drop(claim)
    LooseFile.objects.update(is_going=True)

    with pytest.raises(FileIsGoing, match="in a minute"):
        intake.receive(participant=a_participant(), files=[an_upload(text="same")], intake_key=uuid4(), now=NOON)

    assert not Claim.objects.exists()
    # A sweep that died in the middle is finished by the next one.
    assert storing.sweep(now=LATER) == 1
    assert not default_storage.exists(key)


def test_a_picture_that_a_new_reading_replaced_goes_and_the_new_one_stays():
    claim = a_draft(text="first")
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    (old,) = DocumentPage.objects.values_list("picture_key", flat=True)
    a_campaign(claim.program)
    intake.add_files(claim=claim, files=[an_upload(text="second")], by=claim.participant.user, now=NOON)
    first = claim.document.files.order_by("position").first()
    intake.remove_file(claim=claim, file=first, by=claim.participant.user, now=NOON)

    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    storing.sweep(now=LATER)

    (new,) = DocumentPage.objects.values_list("picture_key", flat=True)
    assert new != old
    assert (default_storage.exists(old), default_storage.exists(new)) == (False, True)


def test_everything_stored_is_named_or_loose_after_every_step():
    claim = a_draft(text="paper")
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    keys = {key_of(claim), *DocumentPage.objects.values_list("picture_key", flat=True)}
    assert all(storing.is_named(key) for key in keys)

    drop(claim)

    assert set(LooseFile.objects.values_list("storage_key", flat=True)) == keys


class PowerCut(Exception):
    """The machine went off."""


class DyingFiles(WholeFiles):
    """Every write ends half way, and nothing is tidied up after it."""

    def _write(self, part, content):
        part.write_bytes(b"half")
        os.link(part, part.with_name("left-behind"))
        raise PowerCut


def test_what_a_killed_process_left_half_written_goes(tmp_path):
    files = DyingFiles(tmp_path)
    with pytest.raises(PowerCut):
        files.save("files/ab/one", ContentFile(b"whole"))
    assert not files.exists("files/ab/one")
    (left,) = (path for path in tmp_path.rglob("*") if path.is_file())
    os.utime(left, (NOON.timestamp(),) * 2)

    assert files.drop_unfinished(before=NOON) == 0
    assert left.exists()
    assert files.drop_unfinished(before=LATER) == 1
    assert not left.exists()


def test_a_whole_file_outlives_the_sweep_of_unfinished_ones(tmp_path):
    files = WholeFiles(tmp_path)
    files.save("files/ab/one", ContentFile(b"whole"))

    assert files.drop_unfinished(before=NOON + timedelta(days=36_500)) == 0
    assert files.open("files/ab/one").read() == b"whole"
