"""Random text for numbers that people read."""

from collections import Counter

import pytest

from campaigns.codes import ALPHABET
from common.tokens import random_text

OFTEN = 10_000
"""A byte taken modulo 31 would give some signs 900 times more than that."""


@pytest.mark.parametrize("alphabet", [ALPHABET, "23456789abcdefghjkmnpqrstuvwxyz", "ab"], ids=len)
def test_every_sign_comes_about_as_often_as_any_other(alphabet):
    drawn = random_text(alphabet, OFTEN * len(alphabet))

    times = Counter(drawn)
    assert len(drawn) == OFTEN * len(alphabet)
    assert set(times) == set(alphabet)
    assert max(abs(number - OFTEN) for number in times.values()) < 600  # six times the usual deviation


def test_no_two_are_alike():
    assert len({random_text(ALPHABET, 8) for _number in range(1000)}) == 1000
