"""A file of sales is kept before it is read, once, and its bytes go when they have served."""

import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from distributors.models import Sale, SalesFile
from distributors.reading.faults import NotReadable
from distributors.services import receiving
from distributors.services.receiving import FileTooLarge
from jobs.models import Job
from tests.builders.programs import NOON, a_clerk, a_distributor
from tests.distributors.handing import handed, read, taken
from tests.distributors.reading.files import csv_bytes, excel_bytes, row

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

BETA = {"name": "Hurtownia Beta", "tax_id": "5260250274"}


def stored() -> set[str]:
    return set(receiving._stored())


@pytest.fixture(autouse=True)
def _empty_store():
    for name in stored():
        default_storage.delete(f"sales/{name}")


def test_a_file_is_kept_and_promised_to_be_read():
    file = handed(csv_bytes(row()), name="C:\\exports\\november.csv")

    assert (file.name, file.kind, file.state) == ("november.csv", "csv", "waiting")
    with default_storage.open(file.storage_key) as kept:
        assert kept.read() == csv_bytes(row())
    assert Job.objects.filter(task="distributors.tasks.read_sales", kwargs={"file_id": str(file.uuid)}).count() == 1


def test_the_content_tells_the_kind_whatever_the_name_says():
    assert handed(excel_bytes(row()), name="sales.csv").kind == "excel"


def test_the_same_bytes_again_are_the_first_file():
    first = handed(csv_bytes(row()))
    again, is_new = receiving.receive(
        distributor=a_distributor(), chunks=[csv_bytes(row())], name="again.csv", by=a_clerk().user, now=NOON
    )

    assert (again, is_new) == (first, False)
    assert SalesFile.objects.count() == len(stored()) == 1


def test_the_same_bytes_of_another_distributor_are_another_file():
    assert handed(csv_bytes(row())) != handed(csv_bytes(row()), distributor=a_distributor(**BETA))


def test_a_refused_file_may_come_again():
    first = taken(csv_bytes(row(day="never")))
    assert first.state == "refused"

    assert handed(csv_bytes(row(day="never"))) != first


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_cannot_be_sales_is_refused_at_once_and_nothing_is_left(content):
    with pytest.raises(NotReadable):
        handed(content)

    assert not SalesFile.objects.exists() and not stored()


def test_a_file_that_is_too_large_is_refused_on_the_way(monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 1000)
    sent = []

    def chunks():
        for _number in range(100):
            sent.append(1)
            yield b"x" * 500

    with pytest.raises(FileTooLarge, match="larger than"):
        receiving.receive(distributor=a_distributor(), chunks=chunks(), name="x", by=None, now=NOON)
    assert len(sent) == 3 and not stored()


def test_the_bytes_go_when_the_file_is_read(django_capture_on_commit_callbacks):
    file = handed(csv_bytes(row()))
    with django_capture_on_commit_callbacks(execute=True):
        assert taken(csv_bytes(row())).storage_key == ""

    assert not default_storage.exists(file.storage_key)


def test_bytes_without_a_row_are_swept_after_a_day():
    file = handed(csv_bytes(row()))
    default_storage.save("sales/nobody", ContentFile(b"x"))

    assert receiving.sweep(now=timezone.now()) == 0
    assert receiving.sweep(now=timezone.now() + timedelta(days=1, minutes=1)) == 1
    assert stored() == {file.storage_key.partition("/")[2]}


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_the_same_bytes_at_once_are_one_file():
    owner, clerk, start, got = a_distributor(), a_clerk(), threading.Barrier(2), []

    def send():
        def chunks():
            start.wait(10)
            yield csv_bytes(row())

        got.append(receiving.receive(distributor=owner, chunks=chunks(), name="x.csv", by=clerk.user, now=NOON))
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(is_new for _file, is_new in got) == [False, True]
    assert SalesFile.objects.count() == len(stored()) == 1
    assert read(SalesFile.objects.get()).state == "columns"
    assert not Sale.objects.exists()
