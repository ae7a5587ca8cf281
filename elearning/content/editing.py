"""Changing one part of a course; everything else stays as it was. Parts are known by their keys. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from elearning.content.questions import Pool, Question, Quiz
from elearning.content.values import Content, Lesson, Module

Group = Module | Pool
Item = Lesson | Question
Order = Sequence[tuple[str, Sequence[str]]]
"""Keys of groups, each with the keys of what it holds."""


class NotThere(LookupError):
    """No part of this key, or not the same parts any more."""


def groups(content: Content) -> tuple[Group, ...]:
    """All modules, then all pools."""
    return (*content.modules, *(content.quiz.pools if content.quiz else ()))


def items(group: Group) -> tuple[Item, ...]:
    """The lessons of a module, the questions of a pool."""
    return group.lessons if isinstance(group, Module) else group.questions


def part(content: Content, key: str) -> Group | Item | None:
    """The module, lesson, pool or question of this key."""
    return next((one for one in _parts(content) if one.key == key), None)


def _parts(content: Content) -> Iterator[Group | Item]:
    for group in groups(content):
        yield group
        yield from items(group)


def home(content: Content, key: str) -> Group | None:
    """The module or pool that holds the item of this key."""
    return next((group for group in groups(content) if any(one.key == key for one in items(group))), None)


def with_part(content: Content, new: Group | Item) -> Content:
    """The part of the same key is this one now. Raises NotThere."""
    if part(content, new.key) is None:
        raise NotThere(new.key)
    if isinstance(new, Module | Pool):
        return _with_groups(content, [new if one.key == new.key else one for one in groups(content)])
    kept = {one.key: one for one in _parts(content)} | {new.key: new}
    return arranged(content, order(content), kept)


def with_group(content: Content, new: Group) -> Content:
    """One more module or pool, as the last one."""
    if isinstance(new, Pool) and content.quiz is None:
        content = replace(content, quiz=Quiz())
    return _with_groups(content, [*groups(content), new])


def with_item(content: Content, new: Item, *, into: str) -> Content:
    """One more lesson or question, as the last one of its group. Raises NotThere."""
    group = part(content, into)
    if isinstance(group, Module) and isinstance(new, Lesson):
        return with_part(content, replace(group, lessons=(*group.lessons, new)))
    if isinstance(group, Pool) and not isinstance(new, Lesson):
        return with_part(content, replace(group, questions=(*group.questions, new)))
    raise NotThere(into)


def without(content: Content, key: str) -> Content:
    """The part is gone, and what it held with it."""
    left = [(group, [item for item in held if item != key]) for group, held in order(content) if group != key]
    return arranged(content, left, {one.key: one for one in _parts(content)})


def moved(content: Content, key: str, by: int) -> Content:
    """One place up (-1) or down (1): a group among its kind, an item into the next group at the end of its own."""
    now = [(group, list(held)) for group, held in order(content)]
    for place, (group, held) in enumerate(now):
        if group == key:
            _swap(now, place, place + by)
            break
        if key in held:
            _move_item(now, place, held.index(key), by)
            break
    return rearranged(content, now)


def _swap(things: list[Any], one: int, other: int) -> None:
    if 0 <= other < len(things):
        things[one], things[other] = things[other], things[one]


def _move_item(now: list[tuple[str, list[str]]], place: int, index: int, by: int) -> None:
    held = now[place][1]
    if 0 <= index + by < len(held):
        _swap(held, index, index + by)
    elif 0 <= place + by < len(now):
        beside = now[place + by][1]
        beside.insert(len(beside) if by < 0 else 0, held.pop(index))


def order(content: Content) -> Order:
    """All keys as they stand."""
    return [(group.key, [item.key for item in items(group)]) for group in groups(content)]


def rearranged(content: Content, wanted: Order) -> Content:
    """The same parts in this order; where one would lie among the wrong kind, nothing changes.

    Raises NotThere if these are not the parts that there are.
    """
    there = order(content)
    kind = {one.key: isinstance(one, Module | Lesson) for one in _parts(content)}
    named = [key for group, held in wanted for key in (group, *held)]
    known = [key for group, held in there for key in (group, *held)]
    if sorted(named) != sorted(known):
        raise NotThere
    if any(kind[item] != kind[group] for group, held in wanted for item in held):
        return content
    return arranged(content, wanted, {one.key: one for one in _parts(content)})


def arranged(content: Content, wanted: Order, known: Mapping[str, Group | Item]) -> Content:
    """The known parts by this order."""
    made: list[Group] = []
    for key, held in wanted:
        group, inside = known[key], [known[item] for item in held]
        if isinstance(group, Module):
            made.append(replace(group, lessons=tuple(one for one in inside if isinstance(one, Lesson))))
        elif isinstance(group, Pool):
            kinds = (one for one in inside if not isinstance(one, Lesson | Module | Pool))
            made.append(replace(group, questions=tuple(kinds)))
    return _with_groups(content, made)


def _with_groups(content: Content, made: Iterable[Group]) -> Content:
    made = list(made)
    modules = tuple(one for one in made if isinstance(one, Module))
    pools = tuple(one for one in made if isinstance(one, Pool))
    quiz = replace(content.quiz, pools=pools) if content.quiz else None
    return replace(content, modules=modules, quiz=quiz)
