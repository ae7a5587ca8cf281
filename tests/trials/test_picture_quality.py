"""The measure of the verdict on photos counts what it says it counts."""

import io

from extraction.sentences import ADVICE
from tests.extraction.test_verdict import dark, on_a_table
from trials.picture_quality import Tally
from trials.picture_set import SPOILT


def a_jpeg(picture) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()


def test_every_way_to_spoil_a_photo_has_a_code_that_people_are_told():
    assert {code for code, _spoil in SPOILT.values()} <= ADVICE


def test_right_codes_wrong_codes_and_false_alarms_are_counted():
    tally = Tally()
    for kind, picture in (("dark", dark(on_a_table())), ("dark", on_a_table()), ("good photo", dark(on_a_table()))):
        tally.judge(kind, a_jpeg(picture))

    told, good, cpu = tally.lines()

    assert "too-dark         1 of    2" in told
    assert "0 of    1" in good
    assert "too-dark 1" in good
    assert "ms" in cpu
