"""Codes that another system made: received as a stream, loaded in parts, redeemed however they are written."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from campaigns import foreign
from campaigns import services as campaigns
from campaigns.batches import BatchState
from campaigns.codes import NotACode, make_codes
from campaigns.models import CodeBatch, OnPackCode, PrintFile
from campaigns.services import importing, loading
from campaigns.services.batches import BatchRefused
from claims.models import WrongCodeTry
from claims.services.codes import CodeMistyped, CodeRefused, redeem
from programs.models import Program
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_participant, a_product

pytestmark = pytest.mark.engines

GTIN = "05909999300250"
HOSTS = ["id.example.com"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ab-12 34.xy", "AB1234XY"),
        ("ABCO1L", "ABC011"),
        (f"(01){GTIN}(21)aB-1", f"(01){GTIN}(21)aB-1"),
        (f"01{GTIN}21aB-1", f"(01){GTIN}(21)aB-1"),
        (f"]d201{GTIN}21aB-1\x1d17261231", f"(01){GTIN}(21)aB-1"),
        (f"https://id.example.com/01/{GTIN}/21/aB-1?17=261231", f"(01){GTIN}(21)aB-1"),
        (f"HTTPS://ID.EXAMPLE.COM/01/{GTIN}/21/A%2F1", f"(01){GTIN}(21)A/1"),
    ],
)
def test_every_way_of_writing_a_code_has_one_form(text, form):
    assert foreign.form_of(text, hosts=HOSTS) == form


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ABC",
        "ŻÓŁW-1234",
        "A" * 41,
        f"https://evil.example.org/01/{GTIN}/21/AB1",
        f"https://id.example.com.evil.org/01/{GTIN}/21/AB1",
        "https://id.example.com/hello",
        f"(01){GTIN}",
        "https://[broken",
    ],
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(NotACode):
        foreign.form_of(text, hosts=HOSTS)


@pytest.fixture
def marek(db):
    a_campaign()
    Program.objects.update(code_hosts="other.example.com, id.example.com")
    return a_participant()


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 4)


def received(lines: list[str]) -> CodeBatch:
    campaign = a_campaign()
    campaign.program.refresh_from_db()
    batch = CodeBatch(campaign=campaign, product=a_product(program=campaign.program), name="Old", points=25)
    importing.receive(batch=batch, lines=iter(lines), by=a_campaign_admin().user, now=NOON)
    return batch


def live(batch: CodeBatch) -> None:
    batch.refresh_from_db()
    campaigns.move_batch(batch=batch, to=BatchState.LIVE, by=a_campaign_admin().user, now=NOON)


def test_a_file_is_loaded_in_parts_and_its_text_is_gone_afterwards(marek, run_jobs):
    lines = [f"PACK-{number:04}\n" for number in range(10)]
    batch = received([*lines[:3], "\n", *lines[3:]])
    assert (batch.count, PrintFile.objects.count()) == (10, 3)

    run_jobs()

    batch.refresh_from_db()
    assert (batch.state, batch.written, batch.known) == (BatchState.PRINTED, 10, 0)
    assert list(batch.codes.order_by("pk").values_list("serial", flat=True)) == list(range(1, 11))
    assert default_storage.listdir(f"codes/{batch.uuid}")[1] == []
    live(batch)
    assert redeem(participant=marek, text="pack 0007", now=NOON).status == "verified"


def test_the_same_file_twice_adds_nothing(marek, run_jobs):
    lines = [f"PACK-{number:04}" for number in range(6)]
    received(lines)
    run_jobs()

    again = received([*lines, "PACK-NEW1"])
    run_jobs()

    again.refresh_from_db()
    assert (again.known, again.codes.count(), OnPackCode.objects.count()) == (6, 1, 7)
    assert again.moves.get().note == "6 codes were known before."


def test_a_part_that_died_is_loaded_again(marek, run_jobs, monkeypatch):
    batch = received([f"PACK-{number:04}" for number in range(6)])
    with monkeypatch.context() as dying:
        dying.setattr(loading, "load", _die)
        with pytest.raises(KeyboardInterrupt):
            importing.load_part(batch=batch, now=NOON)
    batch.refresh_from_db()
    assert batch.written == 0

    run_jobs()

    assert batch.codes.count() == 6


def _die(**_told: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("lines", [[], ["\n"], [*("PACK-0001",) * 5, "?"]])
def test_a_file_with_a_bad_line_or_none_leaves_nothing(marek, lines):
    with pytest.raises(BatchRefused, match=r"Line 6|holds no code"):
        received(lines)

    assert not CodeBatch.objects.exists() and not PrintFile.objects.exists()


def test_serialised_packs_are_redeemed_by_any_of_their_symbols_once(marek, run_jobs):
    batch = received([f"(01){GTIN}(21)AB12", f"https://id.example.com/01/{GTIN}/21/CD34"])
    run_jobs()
    live(batch)
    marek.program.refresh_from_db()

    assert redeem(participant=marek, text=f"https://other.example.com/01/{GTIN}/21/AB12", now=NOON)
    assert redeem(participant=marek, text=f"\x1d01{GTIN}21CD34", now=NOON)
    for again in (f"(01){GTIN}(21)AB12", f"https://id.example.com/01/{GTIN}/21/AB12"):
        with pytest.raises(CodeRefused, match="before"):
            redeem(participant=marek, text=again, now=NOON)
    with pytest.raises(CodeMistyped):
        redeem(participant=marek, text=f"https://evil.example.org/01/{GTIN}/21/CD34", now=NOON)


def test_a_serial_number_that_looks_like_a_code_of_ours_is_found(marek, run_jobs):
    [serial] = make_codes(1)
    batch = received([f"(01){GTIN}(21){serial}"])
    run_jobs()
    live(batch)

    assert redeem(participant=marek, text=f"01{GTIN}21{serial}", now=NOON).status == "verified"


def test_where_no_such_codes_are_live_nothing_is_counted_against_who_typed_one(marek, run_jobs):
    received(["PACK-0001"])
    run_jobs()

    with pytest.raises(CodeMistyped):
        redeem(participant=marek, text="PACK-0001", now=NOON)
    assert not WrongCodeTry.objects.exists()


def test_the_command_imports_for_an_admin_of_the_program_only(marek, run_jobs, tmp_path, monkeypatch):
    file = tmp_path / "codes.txt"
    file.write_text("\ufeffPACK-0001\r\nPACK-0002\r\n")
    told = {"campaign": str(a_campaign().uuid), "sku": a_product().sku, "name": "Old", "points": 5}

    call_command("import_codes", str(file), **told, by=a_campaign_admin().user.email, stdout=io.StringIO())
    run_jobs()

    assert CodeBatch.objects.get().codes.count() == 2
    for by in (marek.user.email, "nobody@example.com"):
        with pytest.raises(CommandError):
            call_command("import_codes", str(file), **told, by=by)
    assert CodeBatch.objects.count() == 1
