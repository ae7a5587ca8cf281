"""Cells of exported tables that a spreadsheet program will not run."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def safe_cell(value: object) -> str:
    """The value as text; what a spreadsheet would take for a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
