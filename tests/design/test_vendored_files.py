"""What comes from other people is exactly what its list says, with its licence beside it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

LISTS = [Path("static/vendor/vendor.json"), Path("tests/vendor/vendor.json")]
ENTRIES = [entry for path in LISTS for entry in json.loads(path.read_text())]


def test_every_vendored_file_is_what_its_list_says():
    said = subprocess.run([sys.executable, "bin/vendor"], capture_output=True, text=True, check=False)

    assert (said.returncode, said.stdout) == (0, "every vendored file is what its list says\n")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_every_entry_has_version_licence_and_reason(entry):
    assert entry["version"] and entry["licence"] and entry["for"]
    assert any("LICENSE" in file["path"] or "LICENCE" in file["path"] for file in entry["files"])


def test_nothing_lies_in_the_vendor_folders_unlisted():
    listed = {file["path"] for entry in ENTRIES for file in entry["files"]} | {str(path) for path in LISTS}
    lying = {str(path) for folder in LISTS for path in folder.parent.rglob("*") if path.is_file()}

    assert lying <= listed
