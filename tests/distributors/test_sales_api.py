"""A distributor's own program hands over sales with a key."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distributors.models import SalesFile, SalesKey
from distributors.services import keys, receiving
from jobs.models import Job
from tests.builders.programs import a_clerk, a_distributor
from tests.distributors.handing import named, read, taken
from tests.distributors.reading.files import csv_bytes, excel_bytes, packed, row
from tests.extraction import invoices_written

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

API = reverse("distributors:api-sales")
BETA = {"name": "Hurtownia Beta", "tax_id": "5260250274"}


def a_key(distributor=None) -> str:
    owner = distributor or a_distributor()
    clerk = a_clerk(distributor=owner)
    return keys.make(distributor=owner, label="night", by=clerk.user, now=timezone.now())[1]


@pytest.fixture
def program():
    """As a program is: without a session, and checked for forged forms."""
    return Client(enforce_csrf_checks=True)


def post(program, content: bytes, key: str, *, address: str = API, kind: str = "application/octet-stream", **headers):
    return program.post(address, content, content_type=kind, headers={"Authorization": f"Bearer {key}"} | headers)


def test_a_file_is_taken(program):
    answer = post(program, csv_bytes(row()), a_key(), address=f"{API}?name=november.csv")
    file = SalesFile.objects.get()

    assert answer.status_code == 201
    assert answer.json() == {
        "file": str(file.uuid),
        "name": "november.csv",
        "state": "waiting",
        "address": f"http://testserver/sales/{file.uuid}/",
    }
    assert file.handed_in_by is None and file.handed_in_with == SalesKey.objects.get()
    assert Job.objects.filter(task="distributors.tasks.read_sales").count() == 1
    assert SalesKey.objects.get().used_at


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (csv_bytes(row()), "csv"),
        (excel_bytes(row()), "excel"),
        (invoices_written.ksef(), "e-invoice"),
        (packed([("a.xml", invoices_written.ksef())]), "e-invoice"),
    ],
)
def test_the_content_tells_the_kind(program, content, kind):
    post(program, content, a_key(), **{"X-File-Name": "anything"})

    assert (SalesFile.objects.get().kind, SalesFile.objects.get().name) == (kind, "anything")


def test_curls_own_content_type_does_no_harm(program):
    answer = post(program, csv_bytes(row()), a_key(), kind="application/x-www-form-urlencoded")

    assert answer.status_code == 201 and SalesFile.objects.get().size == len(csv_bytes(row()))


def test_a_field_of_a_form_is_told_apart_from_a_file(program):
    answer = post(program, b"--x\r\n", a_key(), kind="multipart/form-data; boundary=x")

    assert answer.status_code == 415 and "--data-binary" in answer.json()["problem"]
    assert not SalesFile.objects.exists()


def test_the_same_bytes_again_are_answered_with_the_first_file(program):
    key = a_key()
    first, again = post(program, csv_bytes(row()), key), post(program, csv_bytes(row()), key)

    assert (again.status_code, again.json()["file"]) == (200, first.json()["file"])
    assert SalesFile.objects.count() == 1


@pytest.mark.parametrize("header", [None, "Bearer ", "Bearer kwit_wrong", "Basic abc", "kwit_wrong", "Bearer \x00"])
def test_without_a_good_key_there_is_a_sentence(program, header):
    a_key()
    headers = {"Authorization": header} if header else {}
    answer = program.post(API, b"x", content_type="text/csv", headers=headers)

    assert answer.status_code == 401 and "key" in answer.json()["problem"]
    assert not SalesFile.objects.exists()


def test_a_withdrawn_key_opens_nothing(program):
    secret = a_key()
    keys.revoke(key=SalesKey.objects.get(), by=a_clerk().user, now=timezone.now())

    assert post(program, csv_bytes(row()), secret).status_code == 401


def test_the_key_of_a_distributor_who_left_opens_nothing(program):
    secret, alfa = a_key(), a_distributor()
    alfa.is_active = False
    alfa.save()

    assert post(program, csv_bytes(row()), secret).status_code == 401


def test_the_key_itself_is_nowhere_kept():
    secret = a_key()

    assert secret not in str(SalesKey.objects.values())


def test_a_clerk_who_is_signed_in_needs_a_key_all_the_same(client):
    client.force_login(a_clerk().user)

    assert client.post(API, csv_bytes(row()), content_type="text/csv").status_code == 401


def test_what_cannot_be_sales_gets_a_sentence(program):
    answer = post(program, b"%PDF-1.7", a_key())

    assert answer.status_code == 422 and "CSV" in answer.json()["problem"]


def test_a_file_that_is_too_large_gets_a_sentence(program, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 100)

    assert post(program, b"x" * 101, a_key()).status_code == 413
    assert not SalesFile.objects.exists()


def state(program, file: SalesFile, key: str):
    address = reverse("distributors:api-sales-file", args=[file.uuid])
    return program.get(address, headers={"Authorization": f"Bearer {key}"})


def test_the_state_tells_counts_and_what_was_left_out(program):
    key = a_key()
    post(program, csv_bytes(row(), row(quantity="x")), key)
    file = read(SalesFile.objects.get())
    assert state(program, file, key).json()["state"] == "columns"
    read(named(file))

    told = state(program, file, key).json()
    assert {name: told[name] for name in ("state", "rows", "documents", "bad_rows", "new", "changed", "same")} == {
        "state": "done",
        "rows": 2,
        "documents": 1,
        "bad_rows": 1,
        "new": 1,
        "changed": 0,
        "same": 0,
    }
    [left_out] = told["left_out"]
    assert (left_out["line"], left_out["column"], left_out["code"]) == (3, "Ilość", "quantity")


def test_another_distributors_file_is_not_there(program):
    file = taken(csv_bytes(row()))

    assert state(program, file, a_key(a_distributor(**BETA))).status_code == 404
    assert state(program, file, "kwit_wrong").status_code == 401
