"""An on-pack code is read in the browser, from the camera or from a photo, without asking any other site."""

import io
import shutil

import zxingcpp
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests import browser as browsers

CODE = "KW-7H3K-9PXT"
PAGE = """<!doctype html><body><form action="/redeemed" method="get">
<div data-scan data-target="id_code" hidden data-script="/static/vendor/zxing/zxing-reader.js"
 data-wasm="/static/vendor/zxing/zxing_reader.wasm" data-text-looking="Hold it" data-text-found="Found"
 data-text-no-camera="No camera here" data-text-not-found="No code in this photo">
<div class="scanner-view" hidden><video playsinline muted></video></div><p class="scanner-text" hidden></p>
<button type="button" data-scan-start>Scan</button><button type="button" data-scan-stop hidden>Stop</button>
<input id="scan-photo" type="file"></div><input id="id_code" name="code"></form>
<script type="module" src="/static/js/scan.js"></script>"""


def code_picture() -> Image.Image:
    """A QR code on a sheet, as large as a camera's frame."""
    code = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode), scale=8)
    sheet = Image.new("RGB", (640, 480), "white")
    sheet.paste(Image.fromarray(code).convert("RGB"), (200, 120))
    return sheet


def written(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95)
    return out.getvalue()


def opened(page: Page) -> Page:
    """The scanner under the content policy of the real page; every request beyond the service fails the test."""
    policy = {
        "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:"
    }
    page.route("**/scan", lambda route: route.fulfill(content_type="text/html", body=PAGE, headers=policy))
    page.goto("/scan")
    return page


def test_a_photo_of_the_code_is_read_and_sent(page):
    opened(page)

    page.locator("#scan-photo").set_input_files(
        {"name": "code.jpg", "mimeType": "image/jpeg", "buffer": written(code_picture())}
    )

    page.wait_for_url(f"**/redeemed?code={CODE}")


def test_a_photo_without_a_code_says_what_to_do(page):
    opened(page)
    sheet = Image.new("RGB", (640, 480), "white")
    ImageDraw.Draw(sheet).text((20, 20), "no code", fill="black")

    page.locator("#scan-photo").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": written(sheet)})

    expect(page.get_by_text("No code in this photo")).to_be_visible()


def test_the_camera_reads_the_code_and_sends_it(tmp_path, browser, live_server):
    film = tmp_path / "code.mjpeg"
    film.write_bytes(written(code_picture()) * 3)
    flags = [*browsers.FLAGS, f"--use-file-for-fake-video-capture={film}"]
    filming = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=flags)
    with browsers.opened(filming, base_url=live_server.url, permissions=["camera"], **browsers.PHONE) as page:
        opened(page).get_by_role("button", name="Scan").click()

        page.wait_for_url(f"**/redeemed?code={CODE}")
    filming.close()


def test_without_a_camera_the_other_ways_stay_open(page):
    page.add_init_script("Object.defineProperty(navigator, 'mediaDevices', {value: undefined})")
    opened(page).get_by_role("button", name="Scan").click()

    expect(page.get_by_text("No camera here")).to_be_visible()
    expect(page.get_by_role("button", name="Scan")).to_be_enabled()
