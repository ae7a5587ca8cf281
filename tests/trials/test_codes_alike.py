"""The trial of answer times sees a difference that is there, and none where there is none."""

import random

import pytest

from trials.codes_alike import compare, judge, ranks


def drawn(seed: int, *, slower: float = 1.0, count: int = 2_000) -> list[float]:
    chance = random.Random(seed)
    return [slower * chance.lognormvariate(0, 0.2) for _one in range(count)]


def test_equal_values_share_their_ranks():
    assert ranks([3.0, 1.0, 3.0, 2.0]) == [3.5, 1.0, 3.5, 2.0]


def test_the_test_of_ranks_gives_the_figures_of_the_text_book():
    # Mann and Whitney by hand: of 3 × 3 pairs 8 are the larger ones of the first.
    found = compare("x", [4.0, 6.0, 9.0], [1.0, 3.0, 5.0])

    assert found.chance == pytest.approx(8 / 9)
    assert found.z == pytest.approx((8 - 4.5) / (63 / 12) ** 0.5)


@pytest.mark.parametrize(("slower", "fine"), [(1.0, True), (1.01, True), (1.06, False), (0.9, False)])
def test_alike_is_told_from_slower(slower, fine):
    times = {"unknown": drawn(1), "not live": drawn(2, slower=slower), "mistyped": drawn(3, slower=0.2)}

    assert judge(times)[1] is fine


def test_a_trial_that_does_not_see_what_is_never_looked_up_is_not_fine():
    assert not judge({"unknown": drawn(1), "mistyped": drawn(2)})[1]
