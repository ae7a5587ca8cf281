"""The learning curve, on two sellers: real scans, the real engine, and what their first papers taught."""

import pytest

from trials.learning import Memory, Point, curve, points, read
from trials.learning_papers import ISSUERS, papers

SELLERS = ISSUERS[:2]


@pytest.fixture(scope="module")
def found() -> list[Point]:
    return list(points(SELLERS, count=3))


def test_each_paper_is_read_better_than_the_one_before(found):
    first, second, third = curve(found)

    assert first < second < third


def test_without_memory_nothing_gets_better(found):
    wrong = [len(point.wrong_as_read) for point in found]

    assert min(wrong) > 0


def test_a_first_paper_is_told_nothing(found):
    assert all(point.wrong == point.wrong_as_read for point in found if point.place == 1)


def test_papers_are_the_same_in_every_run():
    one, other = (next(iter(papers(SELLERS[0], 1))) for _time in range(2))

    assert one.printed == other.printed
    assert one.scan.tobytes() == other.scan.tobytes()


def test_memory_counts_documents():
    memory, paper = Memory(), next(iter(papers(SELLERS[1], 1)))
    data = read(paper)

    for _time in range(3):
        memory.confirm(data, paper.printed)

    (known,) = memory.known()
    assert (known.documents, known.value("issuer_name").times) == (3, 3)
