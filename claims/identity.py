"""What makes two claims speak of the same document, and by when a claim is answered: pure functions."""

from datetime import date, timedelta

from common.texts import firm_key, number_key, tax_key

SATURDAY = 5


def identity_key(*, issuer_tax_id: str, issuer_name: str, document_number: str) -> str:
    """Issuer and number without what printers vary; empty when either is unknown."""
    issuer = tax_key(issuer_tax_id) or firm_key(issuer_name)
    number = number_key(document_number)
    return f"{issuer}|{number}"[:200] if issuer and number else ""


def working_days_after(day: date, days: int) -> date:
    """The day that lies `days` working days (Monday to Friday) after `day`."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day
