"""A page fills in as the reading goes on, and never under somebody's hands."""

from playwright.sync_api import Page, expect

PAGE = """<!doctype html><meta name="htmx-config" content='{"allowEval":false,"includeIndicatorStyles":false}'><body>
<div id="reading" hx-get="/part" hx-trigger="every 150ms" hx-swap="outerHTML">Reading your invoice</div>
<p data-offline hidden>No connection.</p>
<form><div id="part-total"><input id="total" aria-label="Total"></div>
<div id="part-number"><input id="number" aria-label="Number"></div></form>
<script src="/static/vendor/htmx/htmx.min.js" defer></script><script type="module" src="/static/js/fill.js"></script>"""
DONE = """<div id="reading">Read</div>
<div id="part-total" hx-swap-oob="true"><input id="total" aria-label="Total" value="1284,50"></div>
<div id="part-number" hx-swap-oob="true"><input id="number" aria-label="Number" value="FV/1"></div>"""


def opened(page: Page) -> list[str]:
    """The page with a reading under way; put the answers into the list, the last one repeats."""
    answers: list[str] = []
    page.route("**/draft", lambda route: route.fulfill(content_type="text/html", body=PAGE))

    def answer(route):
        if answers == ["broken"]:
            route.abort()
        else:
            route.fulfill(content_type="text/html", body=answers[0] if answers else PAGE.splitlines()[1])

    page.route("**/part", answer)
    page.goto("/draft")
    return answers


def test_what_nobody_touched_is_filled_in_without_a_reload(page):
    answers = opened(page)
    answers.append(DONE)

    expect(page.get_by_text("Read", exact=True)).to_be_visible()
    expect(page.get_by_label("Total")).to_have_value("1284,50")
    expect(page.get_by_label("Number")).to_have_value("FV/1")


def test_what_somebody_typed_stays(page):
    answers = opened(page)
    page.get_by_label("Total").fill("99,00")
    page.get_by_label("Total").blur()
    answers.append(DONE)

    expect(page.get_by_label("Number")).to_have_value("FV/1")
    expect(page.get_by_label("Total")).to_have_value("99,00")


def test_where_somebody_stands_nothing_is_replaced(page):
    answers = opened(page)
    page.get_by_label("Total").focus()
    answers.append(DONE)

    expect(page.get_by_label("Number")).to_have_value("FV/1")
    expect(page.get_by_label("Total")).to_be_focused()
    expect(page.get_by_label("Total")).to_have_value("")


def test_what_was_emptied_on_purpose_stays_empty(page):
    answers = opened(page)
    page.get_by_label("Total").fill("9")
    page.get_by_label("Total").fill("")
    page.get_by_label("Total").blur()
    answers.append(DONE)

    expect(page.get_by_label("Number")).to_have_value("FV/1")
    expect(page.get_by_label("Total")).to_have_value("")


def test_without_connection_it_says_so_and_goes_on_later(browser, live_server):
    # a session of its own: the browser's complaints about the broken connection are wanted here
    page = browser.new_context(base_url=live_server.url).new_page()
    answers = opened(page)
    answers.append("broken")
    expect(page.get_by_text("No connection.")).to_be_visible()

    answers[:] = [DONE]

    expect(page.get_by_text("Read", exact=True)).to_be_visible()
    expect(page.get_by_text("No connection.")).to_be_hidden()
    page.context.close()
