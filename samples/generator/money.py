"""Numbers as a language prints them, and Polish amounts in words."""

from __future__ import annotations

from decimal import Decimal

BETWEEN_THOUSANDS = "\u00a0"
_ONES, _TENS, _HUNDREDS = (
    words.split()
    for words in (
        "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście "
        "czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
        "- - dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt "
        "dziewięćdziesiąt",
        "- sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
    )
)


def amount(value: Decimal, language: str) -> str:
    """Two decimals with the separators of the language: 1 284,50 · 1.284,50 · 1,284.50."""
    text = f"{value:,.2f}"
    if language == "pl":
        return text.replace(",", BETWEEN_THOUSANDS).replace(".", ",")
    if language == "de":
        return text.replace(",", "_").replace(".", ",").replace("_", ".")
    return text


def plain(value: Decimal) -> str:
    """A decimal string without an exponent or needless zeros: what `bin/read` prints for quantities."""
    return f"{value.normalize():f}"


def in_polish_words(value: Decimal) -> str:
    """An amount below a million as invoices spell it: "pięć tysięcy sześćdziesiąt sześć zł 60/100"."""
    whole, cent = divmod(int(value * 100), 100)
    return f"{_number(whole)} zł {cent:02}/100"


def _number(value: int) -> str:
    thousands, rest = divmod(value, 1000)
    words = []
    if thousands:
        words.append(_thousands(thousands))
    if rest or not thousands:
        words.append(_below_thousand(rest))
    return " ".join(words)


def _thousands(count: int) -> str:
    if count == 1:
        return "jeden tysiąc"
    ending = "tysiące" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "tysięcy"
    return f"{_below_thousand(count)} {ending}"


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    words = [_HUNDREDS[hundreds]] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words += [_TENS[tens], *([_ONES[ones]] if ones else [])]
    elif rest or not hundreds:
        words.append(_ONES[rest])
    return " ".join(words)
