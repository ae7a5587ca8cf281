"""Hard item tables whose right answers are known, and that the reader reads them."""

import pytest

from extraction.options import Options
from extraction.texts import find_lines
from samples.generator.item_layouts import LAYOUTS
from samples.generator.item_tables import write_item_tables
from trials.bench.reading.items import hard_tables
from trials.calibration.printed import printed


def test_the_same_seed_gives_the_same_papers(tmp_path):
    labels = [write_item_tables(tmp_path / name, count=2, seed=5) for name in ("one", "two")]
    papers = [sorted(path.read_bytes() for path in (tmp_path / name).glob("*.pdf")) for name in ("one", "two")]

    assert labels[0] == labels[1]
    assert papers[0] == papers[1]


@pytest.mark.parametrize("seed", [2, 3])
def test_every_layout_is_read(tmp_path, seed):
    for paper in hard_tables(tmp_path, count=len(LAYOUTS), seed=seed):
        read = find_lines(printed(paper.paths, kept=None, options=Options()))

        assert [(line.quantity, line.amount) for line in read] == [(one.quantity, one.amount) for one in paper.lines]
        for line, one in zip(read, paper.lines, strict=True):
            assert line.description.removesuffix(line.sku or "").strip().startswith(one.description)
