"""What a clerk sees of the files of the own distributor."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from distributors.models import LeftOut, Sale, SalesFile, SalesKey, SalesMapping
from distributors.views.sales import SAMPLE
from tests.builders.programs import a_clerk, a_distributor
from tests.distributors.handing import handed, read, taken
from tests.distributors.reading.files import csv_bytes, row

pytestmark = pytest.mark.django_db

SALES = reverse("distributors:sales")


@pytest.fixture
def anna(client):
    anna = a_clerk()
    client.force_login(anna.user)
    return anna


@pytest.fixture
def foreign():
    return taken(csv_bytes(row(), row(quantity="x")), distributor=a_distributor("Beta", tax_id="5260250274"))


def upload(client, content: bytes, name: str = "november.csv"):
    return client.post(SALES, {"file": SimpleUploadedFile(name, content)}, follow=True)


def text(answer) -> str:
    return answer.content.decode()


def test_at_first_the_page_says_what_it_is_for(client, anna):
    page = text(client.get(SALES))

    assert "Nothing handed over yet" in page and reverse("distributors:sales-sample") in page


def test_the_way_from_the_upload_to_the_sales(client, anna, run_jobs):
    page = text(upload(client, csv_bytes(row(), row(number="B", quantity="x"))))
    file = SalesFile.objects.get()
    assert "november.csv" in page and 'hx-trigger="every 1s"' in page and "Look again" in page
    run_jobs()

    page = text(client.get(reverse("distributors:sales-file", args=[file.uuid])))
    assert '<option value="number" selected>' in page and "Kolano żółte 20" in page

    fields = {f"column_{place}": fact for place, fact in enumerate(("number", "day", "", "sku", "", "quantity"))}
    answer = client.post(reverse("distributors:sales-columns", args=[file.uuid]), fields)
    assert answer.url == reverse("distributors:sales-file", args=[file.uuid])
    run_jobs()

    page = text(client.get(answer.url))
    assert "not a number" in page and "Ilość" in page
    sale = Sale.objects.get()
    assert (sale.buyer_tax_key, sale.gross, sale.file.handed_in_by) == ("", None, anna.user)
    assert "1 row left out" in text(client.get(SALES))


def test_columns_that_say_too_little_are_asked_again(client, anna):
    file = read(handed(csv_bytes(row())))
    answer = client.post(reverse("distributors:sales-columns", args=[file.uuid]), {"column_0": "number"})

    assert answer.status_code == 422 and "Say also which column holds" in text(answer)
    assert not SalesMapping.objects.exists()


def test_two_columns_of_one_meaning_are_asked_again(client, anna):
    file = read(handed(csv_bytes(row())))
    fields = {f"column_{place}": fact for place, fact in enumerate(("number", "day", "sku", "sku", "", "quantity"))}

    assert "Choose one" in text(client.post(reverse("distributors:sales-columns", args=[file.uuid]), fields))


def test_a_file_that_is_none_gets_its_sentence(client, anna):
    answer = upload(client, b"%PDF-1.7")

    assert answer.status_code == 422 and "e-invoices (XML" in text(answer)
    assert client.post(SALES).status_code == 422


def test_the_same_file_again_leads_to_the_first(client, anna):
    upload(client, csv_bytes(row()))

    assert "this very file before" in text(upload(client, csv_bytes(row()), "other.csv"))
    assert SalesFile.objects.count() == 1


def test_the_moving_part_asks_for_the_whole_page_at_the_end(client, anna):
    file = handed(csv_bytes(row()))
    address = reverse("distributors:sales-progress", args=[file.uuid])
    assert "HX-Refresh" not in client.get(address)
    SalesFile.objects.update(documents=4, new=1)
    assert "1 of 4 documents" in text(client.get(address))

    SalesFile.objects.update(state="done")
    assert client.get(address)["HX-Refresh"] == "true"


def test_left_out_rows_are_downloaded_without_running_formulas(client, anna):
    taken(csv_bytes(row()))
    file = taken(csv_bytes(row(), row(quantity="=cmd|' /C calc'!A0")))
    answer = client.get(reverse("distributors:sales-left-out", args=[file.uuid]))

    head, [line, column, value, reason] = csv.reader(StringIO(text(answer).removeprefix("\ufeff")))
    assert (line, column, value) == ("3", "Ilość", "'=cmd|' /C calc'!A0")
    assert len(head) == 4 and "not a number" in reason


def test_nothing_of_a_file_is_taken_for_markup(client, anna):
    file = taken(csv_bytes(row(), row(quantity="<script>x</script>")), name="<b>x</b>.csv")

    page = text(client.get(reverse("distributors:sales-file", args=[file.uuid])))
    assert "<script>x" not in page and "<b>x" not in page and LeftOut.objects.exists()


def test_another_distributors_files_forms_and_keys_are_not_there(client, anna, foreign):
    addresses = [
        reverse(f"distributors:sales-{name}", args=[foreign.uuid]) for name in ("file", "progress", "left-out")
    ]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert foreign.name not in text(client.get(SALES))
    form = SalesMapping.objects.get()
    assert client.post(reverse("distributors:sales-forget-form", args=[form.signature])).status_code == 404
    assert SalesMapping.objects.exists()


def test_a_form_can_be_forgotten(client, anna):
    taken(csv_bytes(row()))
    client.post(reverse("distributors:sales-forget-form", args=[SalesMapping.objects.get().signature]))

    assert not SalesMapping.objects.exists()


def test_a_key_is_shown_once(client, anna):
    keys = reverse("distributors:sales-keys")
    page = client.post(keys, {"label": "night export"})

    assert "kwit_" in text(page) and page["Cache-Control"] == "no-store"
    assert "kwit_" not in text(client.get(keys)) and "night export" in text(client.get(keys))


def test_a_key_can_be_withdrawn(client, anna):
    client.post(reverse("distributors:sales-keys"), {"label": "night export"})
    key = SalesKey.objects.get()
    client.post(reverse("distributors:sales-revoke-key", args=[key.uuid]))

    key.refresh_from_db()
    assert key.revoked_by == anna.user and key.revoked_at


def test_the_sample_is_read_without_a_change(client, anna):
    content = b"".join(client.get(reverse("distributors:sales-sample")).streaming_content)
    file = taken(content)

    assert content == SAMPLE.read_bytes()
    assert (file.state, file.bad_rows, file.new) == ("done", 0, 4)
    assert Sale.objects.get(number="KOR/2026/11/0012").corrects_key == "fv2026110457"


def test_the_list_asks_the_database_no_more_for_many_files(client, anna, django_assert_max_num_queries):
    for number in range(8):
        handed(csv_bytes(row(number=str(number))))

    with django_assert_max_num_queries(12):
        client.get(SALES)
