"""Numbers of corrections, insurers and bookings; the currency of Indian papers."""

import pytest

from extraction.texts import find_fields
from tests.extraction.printed import lines


def value(text: str, name: str) -> str | None:
    found = find_fields(lines(text), known={}).get(name)
    return found and found.value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rechnungskorrektur (384) Nr. RK-7781 vom 16.09.2025\n\nRechnungs-Nr.: R-55120", "RK-7781"),
        ("Rechnungskor rektur Nr. RK-7781 vom 16.09.2025", "RK-7781"),
        ("Rechnung des Versicherers Nr. 07.114.2-2025 vom", "07.114.2-2025"),
        ("Booking ID                 Payment Mode\nQRTX5518                   Cash", "QRTX5518"),
    ],
)
def test_the_number_of_other_papers_than_plain_invoices(text: str, number: str):
    assert value(text, "document_number") == number


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Sold by: Kaveri Fittings Pvt. Ltd.\nDiscount of Rs -40.00\nTotal     319.00", "INR"),
        ("Kaveri Fittings\nDiscount of Rs -40.00\nTotal     319.00", "INR"),
        ("Kaveri Fittings Private Limited\nTotal     319.00", "INR"),
        ("Severn Fittings Ltd\nTotal     319.00", "GBP"),
    ],
)
def test_rupees_are_known_by_their_mark_and_by_indian_firms(text: str, currency: str):
    assert value(text, "currency") == currency
