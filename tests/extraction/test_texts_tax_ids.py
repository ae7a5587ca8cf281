"""Tax ids: whose they are on cropped papers, and what is put right by check digits."""

import pytest

from extraction.reading import TEXT_LAYER
from extraction.texts import find_fields
from extraction.words import TextLine
from tests.extraction.printed import TILL, lines
from tests.extraction.test_texts_sheets import FAKTURA, INVOICE, RECHNUNG

RIGHT = "7349712035"


def issuer_id(printed):
    return find_fields(printed, known={}).get("issuer_tax_id")


def without(text, *numbers):
    return "\n".join(line for line in text.split("\n") if not any(number in line for number in numbers))


@pytest.mark.parametrize(
    "cropped",
    [
        without(RECHNUNG, "DE136695976"),
        FAKTURA.replace("NIP: 7349712035", " " * 15),
        INVOICE.replace("VAT No: GB980780684", "") + "\n    Your VAT No: GB980780684\n",
    ],
    ids=["foot cut off", "only the buyer's printed", "the buyer's at the foot"],
)
def test_the_buyers_tax_id_is_never_the_sellers(cropped):
    assert issuer_id(lines(cropped)) is None


def test_an_id_under_the_address_window_is_the_buyers():
    letter = """
    Bender Haustechnik Großhandel GmbH · Zittauer Straße 61 · 02827 Görlitz

    Hartmann Sanitär                                   Rechnungs-Nr.     RE-2026-30418
    Rothenburger Straße 12                             Rechnungsdatum    06.10.2026
    02826 Görlitz
    USt-IdNr. DE136695976

    Pos.  Bezeichnung                                 Menge   ME     E-Preis     Betrag EUR
    1     Pressbogen 90° 16 mm                           50   Stk       2,00         100,00
    Rechnungsbetrag                                                              100,00 EUR
    """
    assert issuer_id(lines(letter)) is None


def test_an_id_whose_heading_was_cut_off_is_doubtful():
    cut = "NIP: 6779382404\n" + FAKTURA[FAKTURA.index("    Lp.") :]
    assert issuer_id(lines(cut)).confidence <= 0.7


@pytest.mark.parametrize(
    "misread", ["NIP 734971203S", "NIP: 73497I2O35", "NIP 734-97I-20-35", "NIP: PL 73497l2035"], ids=lambda text: text
)
def test_letters_in_a_nip_are_the_digits_they_look_like(misread):
    found = issuer_id(lines(f"HURTOWNIA RURKA\nul. Miedziana 4\n{misread}", width=TILL))
    assert found.value.removeprefix("PL") == RIGHT


def test_one_digit_is_put_right_where_the_check_digit_leaves_one_choice():
    found = issuer_id(lines("HURTOWNIA RURKA\nul. Miedziana 4\nNIP 7349112035", width=TILL))
    assert found.value == RIGHT
    assert found.confidence <= 0.6, "inferred, not read"


def test_a_digit_that_several_others_could_mend_is_left_and_doubtful():
    found = issuer_id(lines("HURTOWNIA RURKA\nul. Miedziana 4\nNIP 7349712036", width=TILL))
    assert found.value == "7349712036"
    assert found.confidence <= 0.7


def test_the_same_id_elsewhere_puts_a_misread_one_right():
    roll = "HURTOWNIA RURKA\nul. Miedziana 4\nNIP 7349712036\nPrzelew: Rurka 7349712035 tytulem FV 12"
    assert issuer_id(lines(roll, width=60)).value == RIGHT


def test_exact_print_is_never_mended():
    printed = lines("HURTOWNIA RURKA\nul. Miedziana 4\nNIP 7349112035", width=TILL)
    exact = [TextLine(line.words, line.page, TEXT_LAYER) for line in printed]
    assert issuer_id(exact).value == "7349112035"


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("C.I.F. B-58378431", "B58378431"),
        ("NIF: 54362315K", "54362315K"),
        ("GSTIN: 27AAPFU0939F1ZV", "27AAPFU0939F1ZV"),
        ("SST ID: B16-1808-31012345", "B16180831012345"),
        ("UStID#DE12345618938", "DE12345618938"),
        ("VAT No FR4473282932O", "FR44732829320"),
        ("VAT No DE|36695976", "DE136695976"),
    ],
)
def test_ids_of_many_countries(printed, value):
    assert issuer_id(lines(f"RURKA SUPPLY\nMain Street 4\n{printed}", width=TILL)).value == value


def test_an_account_in_poland_is_no_tax_id():
    assert issuer_id(lines("HURTOWNIA\nNr rachunku: PL 12 1020 4955 0000 7802 0123 4567", width=60)) is None
