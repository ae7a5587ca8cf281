"""Changing one part of a course leaves all others; whatever the order, nothing is lost or doubled. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.content import Lesson, Module, Pool, Quiz
from elearning.content.editing import (
    NotThere,
    home,
    moved,
    order,
    part,
    rearranged,
    with_group,
    with_item,
    with_part,
    without,
)
from tests.builders.elearning import a_choice, a_content


def a_school():
    """Two modules with lessons a, b and c; two pools with questions 1 and 2."""
    lessons = {key: Lesson(key, {"en": key}) for key in "abc"}
    modules = (Module("m1", {}, (lessons["a"], lessons["b"])), Module("m2", {}, (lessons["c"],)))
    pools = (Pool("p1", {}, (a_choice(1),)), Pool("p2", {}, (a_choice(2),)))
    return a_content(modules=modules, quiz=Quiz(pools))


def written(content):
    return {group: "".join(items) for group, items in order(content)}


WAYS = {
    ("b", -1): {"m1": "ba"},
    ("a", 1): {"m1": "ba"},
    ("a", -1): {},
    ("c", -1): {"m1": "abc", "m2": ""},
    ("b", 1): {"m1": "a", "m2": "bc"},
    ("c", 1): {},
    ("q1", -1): {},
    ("q1", 1): {"p1": "", "p2": "q1q2"},
}


@pytest.mark.parametrize(("key", "by"), WAYS)
def test_an_item_moves_by_a_place_or_into_the_group_beside(key, by):
    content = a_school()

    assert written(moved(content, key, by)) == written(content) | WAYS[key, by]


GROUPS = [("m2", -1, "m2 m1 p1 p2"), ("p1", 1, "m1 m2 p2 p1"), ("m2", 1, "m1 m2 p1 p2")]
KEYS = ["a", "b", "c", "m1", "m2", "p1", "p2", "q1", "q2"]


@pytest.mark.parametrize(("key", "by", "groups"), GROUPS)
def test_a_group_moves_among_its_kind(key, by, groups):
    assert [group for group, _items in order(moved(a_school(), key, by))] == groups.split()


def test_dragged_into_another_order():
    wanted = [("m2", ["a"]), ("m1", ["c", "b"]), ("p1", ["q2", "q1"]), ("p2", [])]

    assert order(rearranged(a_school(), wanted)) == wanted


@pytest.mark.parametrize("told", [[], [("m1", ["a", "b"]), ("m2", ["c", "x"]), ("p1", ["q1"]), ("p2", ["q2"])]])
def test_an_order_of_other_parts_is_refused(told):
    with pytest.raises(NotThere):
        rearranged(a_school(), told)


def test_a_lesson_does_not_lie_among_questions():
    content = a_school()

    assert rearranged(content, [("m1", ["q1", "b"]), ("m2", ["c"]), ("p1", ["a"]), ("p2", ["q2"])]) == content
    with pytest.raises(NotThere):
        with_item(content, Lesson("d", {}), into="p1")


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from([-1, 1]))))
def test_moving_loses_and_doubles_nothing(moves):
    content = a_school()
    for key, by in moves:
        content = moved(content, key, by)

    assert sorted(one.key for one in content.lessons()) == ["a", "b", "c"]
    assert sorted(one.key for one in content.quiz.questions()) == ["q1", "q2"]
    assert {one.key: one for one in content.lessons()} == {one.key: one for one in a_school().lessons()}


def test_parts_are_replaced_added_and_removed():
    content = with_part(a_school(), Lesson("b", {"en": "B"}))
    content = with_item(content, Lesson("d", {"en": "d"}), into="m2")
    content = without(content, "a")
    content = with_group(content, Module("m3", {}))

    assert written(content) == {"m1": "b", "m2": "cd", "m3": "", "p1": "q1", "p2": "q2"}
    assert part(content, "b").title == {"en": "B"} and home(content, "d").key == "m2"
    assert written(without(content, "m2")) == {"m1": "b", "m3": "", "p1": "q1", "p2": "q2"}


def test_a_first_pool_begins_the_quiz():
    content = with_group(a_content(quiz=None), Pool("p", {}))

    assert [pool.key for pool in content.quiz.pools] == ["p"]


def test_a_part_that_is_gone_is_not_written():
    with pytest.raises(NotThere):
        with_part(a_school(), Lesson("z", {}))
