"""The learning curve, on two sellers: real scans, the real engine, and what their first papers taught."""

from dataclasses import asdict

import pytest

from trials.calibration.labelled import Labelled
from trials.learning import Memory, Point, curve, points, read
from trials.learning_papers import ISSUERS, papers
from trials.learning_strangers import counted

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


def test_what_memory_does_to_labelled_files_is_counted(tmp_path):
    labelled = []
    for number, paper in enumerate(papers(SELLERS[1], 3)):
        paper.scan.save(tmp_path / f"{number}.png", dpi=(150, 150))
        right = {name: (value,) for name, value in asdict(paper.printed).items()}
        labelled.append(Labelled((tmp_path / f"{number}.png",), "samples", right))

    count = counted(iter(labelled), kept=None)["samples"]

    assert (count["documents"], count["recognised"], count["values"]) == (3, 2, 12)
    assert (count["put right"], count["spoiled"]) == (1, 0)
