"""The queue's filter has a word for everything that can stand against a claim."""

from verification.problem_words import WORDS
from verification.problems.kinds import KINDS


def test_every_doubt_and_block_has_a_word():
    assert {kind.code for kind in KINDS.values() if kind.points >= 10} - set(WORDS) == set()


def test_no_word_is_of_a_problem_that_there_is_not():
    assert set(WORDS) - set(KINDS) == set()
