"""What is drawn for an attempt, and what answers are worth: pure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.content import Area, Choose, Match, Number, Option, Order, Pair, Pool, Quiz, Spot
from elearning.quizzes import Drawn, drawn, score
from elearning.quizzes.scoring import as_number
from tests.builders.elearning import a_choice, a_quiz, right_answer


def options(*keys: str, right: str = "") -> tuple[Option, ...]:
    return tuple(Option(key, {"en": key}, is_right=key in right) for key in keys)


CHOOSE = Choose(key="q", text={"en": "?"}, options=options(*"abcd", right="ab"), points=4)
ORDER = Order(key="q", text={"en": "?"}, items=options(*"abcd"), points=4)
MATCH = Match(
    key="q", text={"en": "?"}, points=4, pairs=tuple(Pair(f"l{key}", key, {"en": key}, {"en": key}) for key in "abcd")
)
NUMBER = Number(key="q", text={"en": "?"}, value=Decimal("10"), tolerance=Decimal("0.5"), points=4)
SPOT = Spot(
    key="q",
    text={"en": "?"},
    picture="p",
    shows={"en": "A pump"},
    points=4,
    areas=(Area(Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal("0.1")),),
)
ALL = (CHOOSE, ORDER, MATCH, NUMBER, SPOT)


def worth(question, *given: str, partial: bool = False) -> int:
    kind = type(question)
    fields = {name: getattr(question, name) for name in question.__dataclass_fields__}
    return score([Drawn(kind(**(fields | {"partial": partial})))], {"q": given}).points


@pytest.mark.parametrize("question", ALL, ids=lambda one: type(one).__name__)
def test_the_right_answer_gives_all_points_and_none_gives_none(question):
    assert worth(question, *right_answer(Drawn(question))) == 4
    assert worth(question) == 0
    assert worth(question, partial=True) == 0


@pytest.mark.parametrize(
    ("question", "given", "all_or_nothing", "in_part"),
    [
        (CHOOSE, "a", 0, 2),
        (CHOOSE, "abc", 0, 2),
        (CHOOSE, "cd", 0, 0),
        (CHOOSE, "abcd", 0, 0),
        (CHOOSE, "aab", 4, 4),
        (ORDER, "abdc", 0, 2),
        (ORDER, "dcba", 0, 0),
        (ORDER, "aaaa", 0, 0),
        (ORDER, "ab", 0, 2),
        (MATCH, "abdc", 0, 2),
        (MATCH, "aaaa", 0, 0),
        (MATCH, "abcdabcd", 0, 0),
    ],
)
def test_a_part_counts_only_where_it_is_said(question, given, all_or_nothing, in_part):
    assert worth(question, *given) == all_or_nothing
    assert worth(question, *given, partial=True) == in_part


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [("10", 1), ("9,5", 1), ("10.5", 1), ("10,500001", 0), ("9.49", 0), (" 1 0 ", 1), ("ten", 0), ("", 0), ("NaN", 0)],
)
def test_a_number_is_right_within_its_tolerance(typed, is_right):
    assert worth(NUMBER, typed) == 4 * is_right


@pytest.mark.parametrize("typed", ["Infinity", "-Infinity", "nan", "1e400", "1" * 41, "٣", "0x10", "1_000_"])
def test_what_is_no_number_is_none(typed):
    assert as_number(typed) is None or abs(as_number(typed)) < Decimal("1e401")
    assert worth(NUMBER, typed) == 0


@pytest.mark.parametrize(
    ("x", "y", "hits"), [("0.1", "0.2", 1), ("0.4", "0.3", 1), ("0.41", "0.3", 0), ("0.2", "0.19", 0), ("x", "0.2", 0)]
)
def test_a_spot_is_right_inside_its_area(x, y, hits):
    assert worth(SPOT, x, y) == 4 * hits


@pytest.mark.parametrize(("right", "passes"), [(4, True), (3, False)])
def test_the_pass_mark_is_compared_without_rounding(right, passes):
    questions = [Drawn(a_choice(number)) for number in range(5)]
    answers = {one.question.key: ("yes",) for one in questions[:right]}

    assert score(questions, answers).reaches(80) is passes


def test_79_9_per_cent_is_not_80():
    questions = [Drawn(a_choice(number, points=1)) for number in range(1000)]
    answers = {one.question.key: ("yes",) for one in questions[:799]}

    assert not score(questions, answers).reaches(80)


def test_nobody_passes_what_asks_nothing():
    assert not score([], {}).reaches(1)


def test_answers_to_other_questions_count_for_nothing():
    asked = [Drawn(a_choice(1))]

    assert score(asked, {"q1": ("yes",), "q2": ("yes",), "extra": ("yes",)}).points == 1


POOLS = Quiz(
    (
        Pool("one", {"en": "One"}, tuple(a_choice(number) for number in range(10)), draw=3),
        Pool("two", {"en": "Two"}, (a_choice(11), a_choice(12))),
    )
)


@given(st.integers(0, 2**31 - 1))
def test_the_same_seed_asks_the_same_and_each_question_once(seed):
    first, second = drawn(POOLS, seed), drawn(POOLS, seed)
    keys = [one.question.key for one in first]

    assert first == second
    assert len(keys) == len(set(keys)) == POOLS.asks == 5
    assert set(keys[3:]) == {"q11", "q12"}


def test_what_a_seed_asks_never_changes():
    """Attempts are built again from it years later."""
    assert [one.question.key for one in drawn(POOLS, 7)] == ["q2", "q7", "q6", "q11", "q12"]
    assert drawn(a_quiz(CHOOSE), 7)[0].keys == ("a", "d", "c", "b")


def test_each_question_of_a_pool_is_drawn_as_often():
    counts = {f"q{number}": 0 for number in range(10)}
    for seed in range(2000):
        for one in drawn(POOLS, seed)[:3]:
            counts[one.question.key] += 1

    # 600 each, and 8 times the usual spread of 20 to either side.
    assert all(440 < count < 760 for count in counts.values()), counts


@given(st.integers(0, 2**31 - 1))
def test_things_to_be_ordered_never_stand_as_they_should(seed):
    asked = drawn(a_quiz(ORDER, shuffles=False), seed)

    assert asked[0].keys != right_answer(asked[0])
    assert sorted(asked[0].keys) == sorted(right_answer(asked[0]))
