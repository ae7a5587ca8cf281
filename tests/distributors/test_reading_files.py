"""Files become sales, whatever dies on the way; what is left out is told."""

from decimal import Decimal

import pytest

from distributors.models import LeftOut, Sale, SaleLine, SalesFile, SalesMapping
from distributors.services import forms_of_files, reading_files, taking
from distributors.services.forms_of_files import ColumnsRefused
from jobs.models import Job
from tests.builders.programs import NOON, a_clerk, a_distributor
from tests.distributors.handing import handed, many, named, read, taken
from tests.distributors.reading.files import csv_bytes, excel_bytes, packed, row
from tests.extraction import invoices_written

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

BETA = {"name": "Hurtownia Beta", "tax_id": "5260250274"}


def counts(file: SalesFile) -> tuple[int, ...]:
    return file.rows, file.documents, file.bad_rows, file.new, file.changed, file.same


def matching() -> int:
    return Job.objects.filter(task="verification.tasks.match_sales").count()


def test_the_first_file_of_a_form_waits_for_its_columns_to_be_named():
    file = read(handed(csv_bytes(row(), row(number="B"))))

    assert file.state == "columns"
    assert file.preview["names"][0] == "Numer faktury"
    assert [cells[0] for cells in file.preview["rows"]] == ["FV/2026/11/0457", "B"]
    assert not Sale.objects.exists()


def test_once_named_it_is_read_and_claims_are_looked_at():
    file = taken(csv_bytes(row(), row(sku="RP-V15"), row(number="B")))

    assert (file.state, counts(file)) == ("done", (3, 2, 0, 2, 0, 0))
    assert Sale.objects.get(number="FV/2026/11/0457").lines.count() == 2
    assert matching() == 1
    assert file.preview == {}


def test_the_next_file_of_the_same_form_asks_nobody():
    taken(csv_bytes(row()))

    assert read(handed(csv_bytes(row(number="C")))).state == "done"
    assert read(handed(excel_bytes(row(number="D")))).state == "done"


def test_another_distributors_columns_count_for_nothing():
    taken(csv_bytes(row()))

    assert read(handed(csv_bytes(row()), distributor=a_distributor(**BETA))).state == "columns"


def test_every_waiting_file_of_a_form_goes_on_when_it_is_named():
    first, second = read(handed(many(1))), read(handed(many(2)))
    named(first)

    assert set(SalesFile.objects.values_list("state", flat=True)) == {"waiting"}
    assert read(second).state == "done"


def test_columns_must_say_enough():
    file = read(handed(csv_bytes(row())))

    with pytest.raises(ColumnsRefused, match="document number, date, quantity, article number"):
        forms_of_files.name_columns(file=file, positions={}, day_order="", decimal_sign="", by=a_clerk().user, now=NOON)
    assert not SalesMapping.objects.exists()


def test_a_form_may_be_forgotten_and_is_asked_for_anew():
    taken(csv_bytes(row()))
    forms_of_files.forget(mapping=SalesMapping.objects.get())

    assert read(handed(many(1))).state == "columns"


def test_told_orders_and_signs_are_kept():
    file = read(handed(csv_bytes(row(day="11/04/2026", quantity="1.200"))))
    read(named(file, day_order="month", decimal_sign=","))

    sale = Sale.objects.get()
    assert (sale.issued_on.month, sale.lines.get().quantity) == (11, 1200)


def test_what_is_known_changes_nothing_and_what_is_said_anew_does():
    taken(csv_bytes(row(), row(number="B")))
    file = taken(csv_bytes(row(), row(number="B", quantity="13"), row(number="C")))

    assert counts(file) == (3, 3, 0, 1, 1, 1)
    assert Sale.objects.get(number="B").lines.get().quantity == 13


def test_a_row_that_does_not_fit_is_reported_with_its_line():
    file = taken(csv_bytes(row(), row(number="B", quantity="many"), row(number="C", day="31.02.2026")))

    assert counts(file) == (3, 1, 2, 1, 0, 0)
    assert list(LeftOut.objects.order_by("line").values_list("line", "column", "value", "fault")) == [
        (3, "Ilość", "many", "quantity"),
        (4, "Data", "31.02.2026", "day"),
    ]


def test_many_bad_rows_are_counted_and_some_are_named(monkeypatch):
    monkeypatch.setattr(reading_files, "MOST_REPORTED", 5)
    file = taken(csv_bytes(row(), row(buyer="9999999999"), *[row(quantity="x")] * 20))

    assert (file.bad_rows, file.left_out.count()) == (21, 5)


def test_a_file_of_which_nothing_fits_is_refused_with_its_reports():
    file = taken(csv_bytes(row(quantity="x")))

    assert (file.state, file.left_out.count(), matching()) == ("refused", 1, 0)
    assert file.problem.startswith("No row of the file fits")


def test_what_breaks_in_the_middle_of_a_file_refuses_it_whole():
    taken(csv_bytes(row()))
    file = read(handed(many(3) + b'FV/9;"open' + many(60)))

    assert (file.state, Sale.objects.count()) == ("refused", 1)
    assert "does not close" in file.problem


def test_e_invoices_need_no_columns():
    rurka = a_distributor("Rurka", tax_id="8567346215")
    other = invoices_written.ksef().replace(b"FV/17/2026", b"FV/18/2026")
    content = packed([("a.xml", invoices_written.ksef()), ("b.xml", other), ("c.xml", invoices_written.ubl())])
    file = read(handed(content, distributor=rurka))

    assert (file.state, counts(file)) == ("done", (5, 2, 1, 2, 0, 0))
    assert file.left_out.get().fault == "not-own"
    assert Sale.objects.get(number="FV/17/2026").gross == Decimal("135.30")


class Killed(BaseException):
    """What a process that is killed does not catch."""


@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_reading_that_was_killed_goes_on_and_counts_nothing_twice(monkeypatch, part):
    taken(many(1))
    monkeypatch.setattr(taking, "AT_ONCE", 10)
    file, calls, take = handed(many(34, lines=2)), [], taking.take

    def dies(**kwargs):
        calls.append(take(**kwargs))
        if len(calls) == part:
            raise Killed
        return calls[-1]

    monkeypatch.setattr(taking, "take", dies)
    with pytest.raises(Killed):
        read(file)
    assert SalesFile.objects.get(pk=file.pk).taken == 10 * (part - 1)

    monkeypatch.setattr(taking, "take", take)
    file = read(file)

    assert (file.state, counts(file)) == ("done", (68, 34, 0, 33, 1, 0))
    assert (Sale.objects.count(), SaleLine.objects.count(), matching()) == (34, 68, 2)


def test_one_who_was_overtaken_stops_and_writes_nothing(monkeypatch):
    taken(many(1))
    file, fetch, inside = handed(many(25)), reading_files._fetched, []

    def overtaken(*args):
        """Somebody else reads the file from its beginning to its end meanwhile."""
        path = fetch(*args)
        if not inside:
            inside.append(1)
            assert read(file).state == "done"
        return path

    monkeypatch.setattr(reading_files, "_fetched", overtaken)

    assert counts(read(file)) == (25, 25, 0, 24, 0, 1)
    assert matching() == 2


def test_a_job_that_breaks_off_for_good_leaves_a_file_that_may_come_again(run_jobs, monkeypatch):
    monkeypatch.setattr(reading_files, "_read", lambda *_a, **_k: 1 / 0)
    file = handed(csv_bytes(row()))
    run_jobs()

    file.refresh_from_db()
    assert file.state == "refused" and "our fault" in file.problem
    assert handed(csv_bytes(row())) != file


def test_jobs_do_all_of_it(run_jobs):
    file = handed(csv_bytes(row()))
    run_jobs()
    file.refresh_from_db()
    named(file)
    run_jobs()

    file.refresh_from_db()
    assert file.state == "done"
    assert Job.objects.filter(task="verification.tasks.match_sales", state="done").count() == 1
