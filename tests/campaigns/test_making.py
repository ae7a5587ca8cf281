"""Making codes: in parts that may die anywhere, with print files that hold just the codes that count."""

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from campaigns import printing
from campaigns.batches import BatchState
from campaigns.codes import digest, normalise
from campaigns.models import BatchMove, CodeBatch, OnPackCode, PrintFile
from campaigns.services import loading, making, print_files
from jobs.models import Job
from jobs.models import State as JobState
from tests.builders.programs import NOON, a_batch, a_campaign, a_campaign_admin, a_product, set_live

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

PART = 40


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(making, "AT_ONCE", PART)


def an_order(count: int, **changes: object) -> CodeBatch:
    """A batch that is ordered, with no code yet."""
    campaign = a_campaign()
    product = a_product(program=campaign.program)
    batch = CodeBatch(campaign=campaign, product=product, name="Autumn", count=count, points=25, **changes)
    making.order(batch=batch, by=None, now=NOON)
    return batch


def kept_digests(batch: CodeBatch) -> list[bytes]:
    return [bytes(one) for one in batch.codes.order_by("pk").values_list("digest", flat=True)]


def printed_digests(batch: CodeBatch) -> list[bytes]:
    return [digest(code, key=settings.CODE_KEY) for code in print_files.codes_of(batch)]


def stored_files(batch: CodeBatch) -> int:
    return len(default_storage.listdir(f"codes/{batch.uuid}")[1])


def test_the_jobs_make_all_parts_and_the_files_hold_just_these_codes(run_jobs):
    batch = an_order(2 * PART + 7)

    run_jobs()

    batch.refresh_from_db()
    assert (batch.state, batch.written) == (BatchState.MADE, batch.count)
    assert kept_digests(batch) == printed_digests(batch)
    assert len(set(kept_digests(batch))) == batch.count
    assert print_files.kept(batch).count() == stored_files(batch) == 3
    assert not Job.objects.exclude(state=JobState.DONE).exists()


def test_keys_follow_printing_order():
    first, second = a_batch(count=PART + 1), a_batch(count=3)

    pks = list(OnPackCode.objects.order_by("pk").values_list("batch", "serial"))

    assert pks == [(first.pk, serial) for serial in range(1, PART + 2)] + [(second.pk, n) for n in (1, 2, 3)]
    assert OnPackCode.objects.get(batch=second, serial=2).pk == second.code_pk(2)


@pytest.mark.parametrize("signs", [10, 12, 16])
def test_codes_are_as_long_as_the_batch_says(signs):
    codes = list(print_files.codes_of(a_batch(count=5, signs=signs)))

    assert {len(code) for code in codes} == {signs + 1}
    assert [normalise(code) for code in codes] == codes


DIE_AT = {
    "before the file": (print_files.default_storage.__class__, "save"),
    "before the codes": (loading, "load"),
    "before the next part is promised": (making, "_promise"),
}


@pytest.mark.parametrize("where", DIE_AT)
def test_a_part_that_died_is_made_anew_and_nothing_is_left_over(monkeypatch, run_jobs, where):
    batch = an_order(2 * PART)
    making.make_part(batch=batch, now=NOON)
    batch.refresh_from_db()
    first = kept_digests(batch)
    holder, name = DIE_AT[where]
    whole = making.AT_ONCE - 10
    monkeypatch.setattr(making, "AT_ONCE", whole)
    with monkeypatch.context() as dying:
        dying.setattr(holder, name, _die)
        with pytest.raises(KeyboardInterrupt):
            making.make_part(batch=batch, now=NOON)
    batch.refresh_from_db()
    assert (batch.written, kept_digests(batch)) == (PART, first)

    run_jobs()

    batch.refresh_from_db()
    assert (batch.state, batch.codes.count()) == (BatchState.MADE, batch.count)
    assert kept_digests(batch) == printed_digests(batch)
    assert kept_digests(batch)[:PART] == first
    assert stored_files(batch) == print_files.kept(batch).count() == 3


def _die(*_args: object, **_kwargs: object) -> None:
    raise KeyboardInterrupt


def test_a_run_that_was_overtaken_leaves_neither_codes_nor_a_file(monkeypatch):
    batch = an_order(PART)
    slow = CodeBatch.objects.get(pk=batch.pk)
    write = print_files.write

    def overtaken(**told):
        file = write(**told)
        monkeypatch.setattr(print_files, "write", write)
        making.make_part(batch=batch, now=NOON)
        return file

    monkeypatch.setattr(print_files, "write", overtaken)
    making.make_part(batch=slow, now=NOON)

    assert OnPackCode.objects.count() == PART
    assert kept_digests(batch) == printed_digests(batch)
    assert stored_files(batch) == 1


def test_a_recalled_batch_is_not_made_further(run_jobs):
    batch = an_order(2 * PART)
    making.make_part(batch=batch, now=NOON)
    batch.refresh_from_db()
    from_services = a_campaign_admin().user
    making.move_batch(batch=batch, to=BatchState.RECALLED, by=from_services, now=NOON)

    run_jobs()

    batch.refresh_from_db()
    assert (batch.state, batch.written, stored_files(batch)) == (BatchState.RECALLED, PART, 0)


def test_a_second_load_of_the_same_codes_adds_nothing():
    batch = a_batch(count=5)
    known = kept_digests(batch)

    assert loading.load(batch=batch, first=1, digests=known) == 0
    assert loading.load(batch=batch, first=6, digests=[*known, b"n" * 32]) == 1
    assert OnPackCode.objects.count() == 6


def test_chance_that_gives_a_known_code_writes_nothing_and_is_tried_again(monkeypatch, run_jobs):
    known = list(print_files.codes_of(a_batch(count=3)))
    batch = an_order(3)
    with monkeypatch.context() as chance:
        chance.setattr(making, "make_codes", lambda count, signs: known)
        with pytest.raises(making.DoubleCode):
            making.make_part(batch=batch, now=NOON)
    batch.refresh_from_db()
    assert (batch.written, batch.codes.count()) == (0, 0)

    run_jobs()

    assert batch.codes.count() == 3


def test_a_making_that_failed_for_good_says_so_and_goes_on_when_told(monkeypatch, run_jobs):
    batch = an_order(3)
    with monkeypatch.context() as broken:
        broken.setattr(print_files, "write", _fail)
        run_jobs()
    assert "stopped" in BatchMove.objects.get().note

    making.go_on(batch=batch, by=a_campaign_admin().user, now=NOON)
    run_jobs()

    batch.refresh_from_db()
    assert batch.state == BatchState.MADE


def _fail(**_told: object) -> None:
    raise OSError("the store is full")


def test_a_print_file_opens_with_its_password_only():
    batch, other = a_batch(count=2), a_batch(count=2)
    content = print_files.read(print_files.kept(batch).get())

    opened = printing.unpack(content, printing.CODES, password=print_files.password(batch))

    assert opened.startswith(b"1;")
    for wrong in (print_files.password(other), "", "x"):
        with pytest.raises(printing.WrongPassword):
            printing.unpack(content, printing.CODES, password=wrong)
    for code in printing.codes_in(opened):
        assert code.encode() not in content


def test_the_database_holds_no_code_in_clear():
    batch = a_batch(count=2)
    held = [str(row) for model in (CodeBatch, PrintFile, BatchMove, OnPackCode, Job) for row in model.objects.values()]

    assert [code for code in print_files.codes_of(batch) if any(code in row for row in held)] == []


def test_changed_bytes_of_the_store_are_noticed():
    file = print_files.kept(a_batch(count=2)).get()
    PrintFile.objects.filter(pk=file.pk).update(sha256="0" * 64)
    file.refresh_from_db()

    with pytest.raises(print_files.FileChanged):
        print_files.read(file)


def test_files_go_when_the_printer_has_them(run_jobs):
    batch = a_batch(count=2)
    assert stored_files(batch) == 1

    set_live(batch)
    run_jobs()

    assert stored_files(batch) == 0
    assert PrintFile.objects.get().state == PrintFile.State.GONE


def symbols_of(pdf: bytes) -> list[str]:
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=4).to_pil()
    return sorted(found.text for found in zxingcpp.read_barcodes(picture))


@pytest.mark.parametrize("sheet", CodeBatch.Sheet)
def test_a_small_batch_has_a_sheet_whose_symbols_are_read_as_its_codes(monkeypatch, sheet):
    monkeypatch.setattr(making, "AT_ONCE", 100)
    product = a_product("RP-V25", "Valve 25 mm", gtin="5909999300250")
    batch = a_batch(product=product, count=45, sheet=sheet)
    codes = list(print_files.codes_of(batch))

    pdf = printing.unpack(
        print_files.read(print_files.kept(batch).get()), printing.LABELS, password=print_files.password(batch)
    )

    assert len(pypdfium2.PdfDocument(pdf)) == 2
    before = "(01)05909999300250(21)" if sheet == CodeBatch.Sheet.DATAMATRIX else ""
    assert symbols_of(pdf) == sorted(before + code for code in codes[:40])


def test_a_sheet_is_for_small_batches_only():
    with pytest.raises(IntegrityError), transaction.atomic():
        an_order(5_001, sheet="qr")
