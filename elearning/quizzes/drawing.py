"""What an attempt asks, from its seed: the same seed and version give the same questions in the same order for ever.

Things are sorted by a digest of the seed and their key, so nothing depends on how a library shuffles.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from elearning.content import Choose, Match, Order, Question, Quiz

MOST = 2**31


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question as it is asked: the keys of its answers in the order in which they are shown."""

    question: Question
    keys: tuple[str, ...] = ()


def new_seed() -> int:
    """For a new attempt; fits into an integer column."""
    return secrets.randbelow(MOST)


def drawn(quiz: Quiz, seed: int) -> tuple[Drawn, ...]:
    """The questions of an attempt. Pools stay together, in their order."""
    return tuple(_drawn(quiz, seed))


def _drawn(quiz: Quiz, seed: int) -> Iterator[Drawn]:
    for pool in quiz.pools:
        by_lot = set(_shuffled((one.key for one in pool.questions), seed, f"draw {pool.key}")[: pool.asks])
        asked = {one.key: one for one in pool.questions if one.key in by_lot}
        order = _shuffled(asked, seed, f"order {pool.key}") if quiz.shuffles else list(asked)
        for key in order:
            yield Drawn(asked[key], _answers(asked[key], seed, shuffles=quiz.shuffles))


def _answers(question: Question, seed: int, *, shuffles: bool) -> tuple[str, ...]:
    """Things to be ordered or matched are mixed whatever the quiz says; ordered ones never stand as they should."""
    match question:
        case Choose():
            keys = [option.key for option in question.options]
            return tuple(_shuffled(keys, seed, question.key) if shuffles else keys)
        case Order():
            right = [item.key for item in question.items]
            mixed = _shuffled(right, seed, question.key)
            return tuple(mixed if mixed != right else [*mixed[1:], mixed[0]])
        case Match():
            return tuple(_shuffled((pair.right_key for pair in question.pairs), seed, question.key))
        case _:
            return ()


def _shuffled(keys: Iterable[str], seed: int, purpose: str) -> list[str]:
    return sorted(keys, key=lambda key: hashlib.sha256(f"{seed}|{purpose}|{key}".encode()).digest())
