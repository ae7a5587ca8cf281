"""Tax ids with one misread digit, put right where the check digit leaves no doubt what was printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extraction.texts.lookalikes import DIGIT_PARTNERS
from extraction.texts.tax_id_shapes import Number, is_right

ELSEWHERE = "printed rightly elsewhere"
BY_CHECK = "put right by its check digit"


def put_right(number: Number, others: Collection[str]) -> tuple[str, str] | None:
    """The number as it must have been printed and why that is known; None if it is right or more than one may be meant.

    `others` are all numbers on the paper, without their countries.
    """
    if not number.has_check or number.is_right:
        return None
    country, body = number.country, number.body
    near = {other for other in others if _differs_in_one(body, other) and is_right(other, country)}
    if len(near) == 1:
        return country_of(number) + near.pop(), ELSEWHERE
    likely = [one for one in _one_digit_other(body) if is_right(one, country)]
    return (country_of(number) + likely[0], BY_CHECK) if len(likely) == 1 else None


def country_of(number: Number) -> str:
    """The country if it is printed in front of the number."""
    return number.country if number.value.startswith(number.country) else ""


def _differs_in_one(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _one_digit_other(body: str) -> Iterator[str]:
    for at, sign in enumerate(body):
        yield from (body[:at] + other + body[at + 1 :] for other in DIGIT_PARTNERS.get(sign, ()))
