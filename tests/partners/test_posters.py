"""Posters and cards as PDF: the code says the address from across a shop, and long names fit."""

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from reportlab.lib.units import mm

from distributors import posters
from distributors.services.inviting import join_address
from tests.builders.partners import a_link
from tests.builders.programs import a_clerk, a_distributor, a_program

pytestmark = pytest.mark.django_db

LONG_FIRM = "Przedsiębiorstwo Handlowo-Usługowe Materiałów Instalacyjnych i Sanitarnych Żuraw, Synowie i Wnukowie"[:100]
LONG_WORD = "Instalacyjnosanitarnogrzewczowentylacyjnoklimatyzacyjna" * 2
A4, A6 = (210, 297), (105, 148)


@pytest.fixture
def link():
    return a_link()


@pytest.fixture
def long_link():
    program = a_program(name=LONG_FIRM, points_name="złote krople za montaż instalacji wodnej", brand_colour="#ffe600")
    seller = a_distributor(LONG_WORD[:100], program=program)
    return a_link(clerk=a_clerk(distributor=seller))


def page_of(pdf: bytes):
    (page,) = pypdfium2.PdfDocument(pdf)
    return page


def codes_in(pdf: bytes, *, dots_per_inch: int) -> list[str]:
    picture = page_of(pdf).render(scale=dots_per_inch / 72).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize(
    ("kind", "count", "size", "dots_per_inch"),
    # What a phone's camera sees of each millimetre: a poster from more than a metre, cards from half of one.
    [("poster", 1, A4, 40), ("card", 1, A6, 72), ("cards", 4, A4, 72)],
)
def test_the_code_says_the_address_also_from_afar(link, kind, count, size, dots_per_inch, language):
    pdf = posters.KINDS[kind](link, language=language)

    assert tuple(round(side / mm) for side in page_of(pdf).get_size()) == size
    assert codes_in(pdf, dots_per_inch=dots_per_inch) == [join_address(link)] * count


def test_on_a_poster_the_code_is_at_least_ten_centimetres_wide(link):
    # A code is read from about ten times its own width.
    pdf = posters.poster(link, language="en")
    (code,) = zxingcpp.read_barcodes(page_of(pdf).render(scale=2).to_pil())

    wide = (code.position.top_right.x - code.position.top_left.x) / 2 / mm
    assert wide >= 100


@pytest.mark.parametrize("kind", list(posters.KINDS))
def test_long_names_fit_and_nothing_is_left_out(long_link, kind):
    pdf = posters.KINDS[kind](long_link, language="pl")
    page = page_of(pdf)
    text = page.get_textpage()
    width, height = page.get_size()

    boxes = [text.get_charbox(number) for number in range(text.count_chars())]
    assert all(left >= 0 and right <= width and bottom >= 0 and top <= height for left, bottom, right, top in boxes)
    said = text.get_text_range().replace("\r\n", "").replace("\n", "").replace(" ", "")
    assert LONG_FIRM.replace(" ", "") in said
    assert long_link.distributor.name in said
    assert codes_in(pdf, dots_per_inch=100)


@pytest.mark.parametrize("kind", ["poster", "card"])
def test_no_text_lies_on_the_code(long_link, kind):
    pdf = posters.KINDS[kind](long_link, language="pl")
    page, scale = page_of(pdf), 3
    (code,) = zxingcpp.read_barcodes(page.render(scale=scale).to_pil())
    top, bottom = (page.get_height() - y / scale for y in (code.position.top_left.y, code.position.bottom_left.y))
    text = page.get_textpage()

    boxes = [text.get_charbox(number) for number in range(text.count_chars())]
    assert [box for box in boxes if box[1] < top and box[3] > bottom and box[2] > box[0]] == []


def test_steps_and_address_are_written_in_the_language_asked_for(link):
    said = {
        language: page_of(posters.poster(link, language=language)).get_textpage().get_text_range()
        for language in ("en", "pl")
    }

    assert "Scan the code and sign up" in said["en"] and "Zeskanuj kod" in said["pl"]
    assert all("Hurtownia Alfa" in text and f"/join/{link.code}" in text for text in said.values())
    assert not any("http" in text for text in said.values())


def test_the_address_as_it_is_typed_leads_to_the_door(client, link):
    typed = "/" + posters.spoken(join_address(link)).partition("/")[2]

    assert client.get(typed, follow=True).status_code == 200


def test_it_is_shown_in_the_browser_as_a_pdf(client, link):
    client.force_login(a_clerk().user)

    answer = client.get(reverse("distributors:link-printed", args=[link.code, "cards", "pl"]))

    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == f'inline; filename="cards-{link.code}-pl.pdf"'


@pytest.mark.parametrize(("kind", "language"), [("flag", "pl"), ("poster", "xx")])
def test_what_is_not_printed_is_not_there(client, link, kind, language):
    client.force_login(a_clerk().user)

    assert client.get(reverse("distributors:link-printed", args=[link.code, kind, language])).status_code == 404
