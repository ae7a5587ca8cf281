"""`bin/read` as people and scripts call it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from extraction.reading import FIELD_NAMES, SOURCES
from tests.extraction import documents

KEYS = ["file", "pages", "seconds", "fields", "lines", "printed_lines", "symbols", "text", "warnings", "error"]
HOME = Path(__file__).resolve().parents[2]


def run(*arguments, cwd=None, **environment):
    return subprocess.run(
        [HOME / "bin" / "read", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | environment,
    )


def lines_of(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def printed(tmp_path):
    path = tmp_path / "printed.pdf"
    path.write_bytes(documents.printed_pdf())
    return path


def test_one_line_for_each_file_in_the_promised_shape(tmp_path, printed):
    done = run(printed, documents.saved(documents.page(), tmp_path / "photo.jpg"))

    assert done.returncode == 0
    assert done.stderr == ""
    readings = lines_of(done)
    assert [Path(reading["file"]).name for reading in readings] == ["printed.pdf", "photo.jpg"]
    for reading in readings:
        assert list(reading) == KEYS
        assert reading["fields"].keys() <= set(FIELD_NAMES)
        for found in reading["fields"].values():
            assert list(found) == ["value", "confidence", "source", "page", "box"]
            assert found["source"] in SOURCES
            assert 0 <= found["confidence"] <= 1


def test_a_bad_file_does_not_stop_the_others_and_shows_in_the_exit_code(tmp_path, printed):
    bad = tmp_path / "photo.jpg"
    bad.write_bytes(b"MZ" + bytes(900))

    done = run(bad, tmp_path / "gone.pdf", printed)

    assert done.returncode == 1
    assert [reading["error"] and reading["error"]["code"] for reading in lines_of(done)] == [
        "not-a-document",
        "missing-file",
        None,
    ]


def test_relative_names_mean_the_callers_folder(tmp_path, printed):
    done = run("printed.pdf", cwd=tmp_path)
    (reading,) = lines_of(done)
    assert reading["file"] == "printed.pdf"
    assert reading["error"] is None


def test_code_texts_are_read_from_a_list(tmp_path):
    texts = tmp_path / "codes.json"
    texts.write_text(json.dumps(["https://qr.ksef.mf.gov.pl/invoice/5260250274/14-11-2026/" + "A" * 43, "\ud800"]))
    answers = lines_of(run("--payloads", texts))
    assert len(answers) == 2
    assert list(answers[0]) == ["payload", "scheme", "fields", "checks", "warnings", "error"]
    assert answers[0]["fields"]["issue_date"]["value"] == "2026-11-14"


@pytest.mark.parametrize("content", ["not json", '{"a": 1}', "[1]"])
def test_a_list_that_is_none_is_a_wrong_command(tmp_path, content):
    texts = tmp_path / "codes.json"
    texts.write_text(content)
    done = run("--payloads", texts)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_no_files_is_a_wrong_command():
    assert run().returncode == 2


def test_the_engine_is_chosen_by_the_environment(tmp_path):
    path = documents.saved(documents.page(), tmp_path / "photo.jpg")
    (by_tesseract,) = lines_of(run(path, OCR_ENGINES="tesseract"))
    (by_nobody,) = lines_of(run(path, OCR_ENGINES="none"))
    assert "5260250274" in by_tesseract["text"]
    assert [warning["code"] for warning in by_nobody["warnings"]] == ["engine-missing", "nothing-found"]
