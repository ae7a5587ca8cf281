"""Captions keep their cues, and of a cue only what WebVTT allows in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.captions import safe

CUE = "00:01.000 --> 00:02.500"


def cleaned(text):
    found = safe(text.encode())
    return found.decode() if found else None


def test_cues_stay_with_their_settings_and_marks():
    text = f"WEBVTT\n\n{CUE} align:start line:90%\n<v Marek>Cut <b>straight</b> & <c.loud>clean</c>.\nTwo lines.\n"

    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ('<img src="https://spy.example/x.gif" onerror=alert(1)>Cut', "Cut"),
        ('<b onclick="x">Cut</b>', "Cut</b>"),
        ("<style>@import url(//spy.example)</style>", "@import url(//spy.example)"),
        ("<a href=javascript:x>Cut</a>", "Cut"),
        ("<<b>b>Cut", "b>Cut".replace(">", "")),
    ],
)
def test_what_a_cue_does_not_know_goes(told, kept):
    found = cleaned(f"WEBVTT\n\n{CUE}\n{told}\n")

    assert found.split("\n")[3].replace("<b>", "") == kept


def test_style_sheets_regions_and_notes_go():
    sheet = "STYLE\n::cue { background: url(https://spy.example/x) }"
    text = f"WEBVTT\n\n{sheet}\n\nREGION\nid:a\n\nNOTE x\n\n7\n{CUE}\nCut.\n"

    assert cleaned(text) == f"WEBVTT\n\n{CUE}\nCut.\n"


def test_what_stands_behind_the_head_goes():
    assert cleaned(f"WEBVTT <script>\nX-TIMESTAMP-MAP=LOCAL\n\n{CUE}\nCut.\n") == f"WEBVTT\n\n{CUE}\nCut.\n"


@pytest.mark.parametrize(
    "text",
    ["", "WEBVTT", "WEBVTTX\n\n00:01.000 --> 00:02.000\nx", "1\n00:01,000 --> 00:02,000\nCut.", "WEBVTT\n\nno time"],
)
def test_what_has_no_cue_is_none(text):
    assert safe(text.encode()) is None


def test_other_bytes_are_none():
    assert safe(b"WEBVTT\n\n\xff\xfe") is None


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_ends_of_lines_are_read(end):
    assert cleaned(f"\ufeffWEBVTT\n\n{CUE}\nCut.\n".replace("\n", end)) == f"WEBVTT\n\n{CUE}\nCut.\n"


@given(st.lists(st.text(st.sampled_from("<>/bcv. -\n:0123&ąscript"), max_size=40), max_size=4))
def test_what_was_cleaned_once_stays_as_it_is(cues):
    once = safe("\n\n".join(["WEBVTT", *(f"{CUE}\n{one}" for one in cues)]).encode())

    assert once is None or safe(once) == once
