"""A person with a browser without scripts sees forms as a browser does."""

from pathlib import Path

import pytest

from trials.web import NoForm, Page, multipart

PAGE = """<html><body><script>var hidden = 1;</script><h1>New claim</h1>
<form method="post" action="/claims/new/?a=1"><input name="token" value="t"><input type="file" name="files">
<select name="product"><option value="">–</option><option value="3">Elbow</option></select>
<input type="checkbox" name="agrees" value="yes"><button name="go" value="1">Send</button></form></body></html>"""


def a_page() -> Page:
    return Page(200, "http://127.0.0.1:8000/claims/", PAGE, 0.1)


def test_a_form_has_the_fields_that_a_browser_would_send():
    form = a_page().form("/claims/new/")

    assert form.action == "http://127.0.0.1:8000/claims/new/?a=1"
    assert form.fields == [("token", "t"), ("product", "")]
    assert form.offers == {"product": ["3"]}
    assert form.filled(product="3", more="x") == [("token", "t"), ("product", "3"), ("more", "x")]


def test_a_form_that_is_not_there_says_what_is():
    with pytest.raises(NoForm, match="New claim"):
        a_page().form("/queue/")


def test_words_are_what_a_person_reads():
    assert a_page().words().startswith("New claim")
    assert "hidden" not in a_page().words()


def test_an_upload_carries_fields_and_files(tmp_path: Path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8picture")

    body, kind = multipart([("token", "t")], "files", [tmp_path / "a.jpg"])

    mark = kind.partition("boundary=")[2]
    assert body.count(mark.encode()) == 3
    assert b'name="token"\r\n\r\nt\r\n' in body
    assert b'filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8picture\r\n' in body
