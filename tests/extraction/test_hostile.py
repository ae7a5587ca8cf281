"""Hostile and broken files end accepted or refused by name, within limits, and the process lives on."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from extraction import pipeline, sandbox, sentences
from extraction.limits import Limits
from extraction.options import Options
from extraction.refusals import Refusal
from tests.extraction import documents
from tests.shared import SHARED

NO_ENGINE = Options(engines=("none",))
"""The engines' own cost is no part of the promise, and their pictures are clean by then."""


def encrypted_pdf(path):
    plain = path.with_suffix(".plain")
    plain.write_bytes(documents.printed_pdf())
    with pikepdf.open(plain) as opened:
        opened.save(path, encryption=pikepdf.Encryption(owner="alice", user="bob"))
    return path.read_bytes()


def half_a_jpeg(path):
    whole = documents.saved(documents.page(), path.with_suffix(".whole.jpg")).read_bytes()
    return whole[: len(whole) // 2]


def many_scans(path):
    whole = documents.saved(documents.page(), path.with_suffix(".whole.jpg"), progressive=True).read_bytes()
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * 300 + b"\xff\xd9"


REFUSED = {
    "empty-file": lambda path: b"",
    "not-a-document": lambda path: b"MZ" + bytes(5000),
    "too-many-pixels": lambda path: documents.png_header(30_000, 30_000),
    "damaged": half_a_jpeg,
    "too-many-pages": lambda path: documents.printed_pdf(pages=300),
    "encrypted": encrypted_pdf,
    "too-heavy": many_scans,
    "too-large": lambda path: b"\xff\xd8\xff" + bytes(26_000_000),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_bad_file_is_refused_with_a_sentence(tmp_path, code):
    path = tmp_path / "receipt.jpg"
    path.write_bytes(REFUSED[code](path))

    reading = pipeline.read_file(path, options=NO_ENGINE)

    assert reading.error is not None
    assert (reading.error.code, reading.error.text) == (code, sentences.REFUSALS[code])
    assert not reading.fields


def test_a_file_that_is_not_there_is_refused(tmp_path):
    reading = pipeline.read_file(tmp_path / "gone.pdf", options=NO_ENGINE)
    assert reading.error.code == "missing-file"


def test_a_folder_and_a_pipe_are_refused(tmp_path):
    assert pipeline.read_file(tmp_path, options=NO_ENGINE).error.code == "not-a-document"
    assert pipeline.read_file(Path("/dev/zero"), options=NO_ENGINE).error.code == "not-a-document"


def test_a_bomb_is_stopped_and_the_next_file_is_read(tmp_path):
    bomb, good = tmp_path / "bomb.pdf", tmp_path / "good.pdf"
    bomb.write_bytes(documents.nested_forms_pdf())
    good.write_bytes(documents.printed_pdf())

    stopped = pipeline.read_file(bomb, options=NO_ENGINE)
    read = pipeline.read_file(good, options=NO_ENGINE)

    assert stopped.error.code in ("too-heavy", "took-too-long")
    assert read.error is None
    assert "NIP 5260250274" in read.text


def test_a_child_that_uses_up_its_cpu_is_ended(tmp_path):
    path = tmp_path / "bomb.pdf"
    path.write_bytes(documents.nested_forms_pdf())
    with (
        pytest.raises(Refusal) as refusal,
        sandbox.opened(path, Limits(cpu_seconds=1, memory_bytes=3_000_000_000)) as file,
    ):
        file.draw(1)
    assert refusal.value.code == "took-too-long"


def test_a_child_is_ended_when_its_time_is_up_but_not_for_time_it_was_not_asked(tmp_path):
    path = tmp_path / "good.pdf"
    path.write_bytes(documents.printed_pdf())
    with sandbox.opened(path, Limits(wall_seconds=2)) as file:
        time.sleep(2.5)
        assert file.draw(1)["crisp"]


PEAK = """
import json, resource, sys
from pathlib import Path
from extraction import pipeline, sandbox
from extraction.options import Options

options = Options(engines=("none",))
sandbox.start()
for path in map(Path, sys.argv[1:]):
    reading = pipeline.read_file(path, options=options)
    print(json.dumps([path.name, reading.error.code if reading.error else None, reading.seconds]))
pid = sandbox._warm._process.pid
sandbox._warm.stop()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([pid, used.ru_maxrss // 1024, used.ru_utime + used.ru_stime]))
"""


def read_in_a_process_of_its_own(paths):
    """Name, code and seconds of each file; then the most memory (MB) of any child, and its CPU seconds in all."""
    done = subprocess.run([sys.executable, "-c", PEAK, *map(str, paths)], capture_output=True, text=True, check=True)
    *files, (_, memory, cpu) = [json.loads(line) for line in done.stdout.splitlines()]
    return files, memory, cpu


def test_the_memory_of_a_bomb_stays_below_the_limit(tmp_path):
    path = tmp_path / "bomb.pdf"
    path.write_bytes(documents.nested_forms_pdf())
    base = read_in_a_process_of_its_own([])
    _, memory, cpu = read_in_a_process_of_its_own([path])
    assert memory <= 512 + base[1]
    assert cpu < 11 + base[2]


@pytest.mark.skipif(SHARED is None, reason="the shared evaluation data is not on this machine")
@pytest.mark.timeout(600)
def test_every_hostile_file_of_the_shared_data_ends_by_name(tmp_path):
    maker = SHARED / "tools" / "make_hostile_files.py"
    subprocess.run([sys.executable, maker, tmp_path], check=True, capture_output=True)
    given = [path for path in sorted((SHARED / "data" / "hostile").iterdir()) if path.suffix != ".md"]
    wanted = json.loads((tmp_path / "expect.json").read_text())["files"]

    files, memory, _ = read_in_a_process_of_its_own([*given, *(tmp_path / name for name in wanted)])

    assert len(files) == len(given) + len(wanted)
    assert memory < 600
    assert max(seconds for _, _, seconds in files) < 20
    assert not [name for name, code, _ in files if code == "try-again-later"]
    may_differ = {name for name, wish in wanted.items() if "(or " in wish["why"] or "refusal" in wish["why"]}
    verdicts = {name: "reject" if code else "accept" for name, code, _ in files}
    wrong = {n for n, wish in wanted.items() if verdicts[n] != wish["want"] and n not in may_differ}
    assert not wrong


def test_this_process_opens_no_more_than_plain_data():
    """What opens PDF and HEIC files and reads codes is loaded by the child only, and an engine when it is needed."""
    heavy = ["onnxruntime", "pillow_heif", "pypdfium2", "zxingcpp"]
    check = f"import extraction.pipeline, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
