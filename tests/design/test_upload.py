"""Pictures reach the service: made smaller, judged before they are sent, and sent again when the connection breaks."""

import io
import json
import re

import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Page, Route, expect


def paper(width=1200, height=1600, *, ink="black", ground="white", blur=0):
    """A sheet of printed lines as JPEG."""
    sheet = Image.new("RGB", (width, height), ground)
    for row in range(height // 20, height, height // 40):
        ImageDraw.Draw(sheet).text(
            (width // 10, row), "Kolano PEX 20 mm  12 szt.  178,80", fill=ink, font_size=height // 60
        )
    written = io.BytesIO()
    sheet.filter(ImageFilter.GaussianBlur(blur)).save(written, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


class Server:
    """Answers the styleguide's upload form, which no view serves, and keeps what came."""

    def __init__(self, page: Page) -> None:
        self.came: list[Route] = []
        self.answers = [{"status": 200, "body": json.dumps({"next": "/styleguide/draft/"})}]
        page.route(re.compile(r"/styleguide/(#.*)?$"), self.answer)

    def answer(self, route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        self.came.append(route)
        answer = self.answers[min(len(self.came), len(self.answers)) - 1]
        if answer == "broken":
            route.abort()
        else:
            route.fulfill(content_type="application/json", **answer)

    @property
    def last(self) -> bytes:
        return self.came[-1].request.post_data_buffer


@pytest.fixture
def server(page, sign_in):
    server = Server(page)
    sign_in(page).goto("/styleguide/")
    return server


def choose(page: Page, *files: dict) -> None:
    page.locator("#upload-file").set_input_files(list(files))


def send(page: Page) -> None:
    page.get_by_role("button", name="Read it").click()


def test_a_large_photo_is_made_smaller_and_the_page_moves_on(page, server):
    choose(page, paper(3000, 4000))
    expect(page.locator(".upload-page canvas")).to_have_count(1)

    send(page)

    page.wait_for_url("**/styleguide/draft/")
    start = server.last.index(b"\xff\xd8")
    sent = Image.open(io.BytesIO(server.last[start:]))
    assert max(sent.size) == 2400


def test_a_small_picture_and_a_file_the_browser_cannot_decode_go_as_they_are(page, server):
    photo = paper()
    choose(page, photo, {"name": "scan.tiff", "mimeType": "image/tiff", "buffer": b"II*\0 no picture"})

    send(page)

    page.wait_for_url("**/styleguide/draft/")
    assert photo["buffer"] in server.last
    assert b'filename="scan.tiff"' in server.last and b"II*\0 no picture" in server.last


def test_pages_are_added_one_by_one_and_can_be_taken_away(page, server):
    choose(page, paper())
    choose(page, paper())
    expect(page.get_by_text("Page 2", exact=True)).to_be_visible()
    expect(page.get_by_text("Photograph another page")).to_be_visible()

    page.get_by_role("button", name="Take this page away").first.click()

    expect(page.locator(".upload-page")).to_have_count(1)
    send(page)
    page.wait_for_url("**/styleguide/draft/")
    assert server.last.count(b'name="files"') == 1


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ({"ground": "#222", "ink": "#444"}, "too dark"),
        ({"blur": 6}, "blurred"),
        ({"width": 300, "height": 400}, "very small"),
    ],
)
def test_what_will_not_be_readable_is_said_before_it_is_sent(page, server, picture, words):
    choose(page, paper(**picture))

    expect(page.locator(".upload-hint")).to_contain_text(words)
    send(page)
    page.wait_for_url("**/styleguide/draft/")


def test_a_good_picture_is_not_doubted(page, server):
    choose(page, paper())
    expect(page.locator(".upload-page canvas")).to_have_count(1)

    expect(page.locator(".upload-hint")).to_be_hidden()


def test_a_broken_connection_is_tried_again_with_the_same_key(page, server):
    server.answers = ["broken", {"status": 503, "body": ""}, *server.answers]
    choose(page, paper())
    send(page)
    expect(page.get_by_text("The connection broke off")).to_be_visible()

    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_text("The connection broke off")).to_be_visible()

    page.wait_for_url("**/styleguide/draft/", timeout=40_000)
    keys = {route.request.headers["idempotency-key"] for route in server.came}
    assert len(server.came) == 3
    assert keys == {"0b8c1d1e-0000-4000-8000-000000000000"}


def test_a_refusal_is_shown_and_the_next_attempt_is_a_new_one(page, server):
    refusal = {"status": 422, "body": json.dumps({"problem": "This file is empty. Choose it again."})}
    server.answers = [refusal, *server.answers]
    choose(page, paper())
    send(page)
    expect(page.get_by_text("This file is empty. Choose it again.")).to_be_visible()

    send(page)

    page.wait_for_url("**/styleguide/draft/")
    assert len({route.request.headers["idempotency-key"] for route in server.came}) == 2


def test_an_answer_that_is_a_page_is_followed(page, server):
    page.evaluate("document.querySelector('[data-upload]').action = '/go'")
    page.route(
        "**/go", lambda route: route.continue_(url=route.request.url.replace("/go", "/styleguide/claim/"), method="GET")
    )
    choose(page, paper())

    send(page)

    page.wait_for_url("**/go")
