"""Boxes, cut-outs and bars lie where they should, in any language."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from common import drawing

fraction = st.floats(min_value=0, max_value=1)
boxes = st.tuples(fraction, fraction, fraction, fraction).map(
    lambda four: (min(four[0], four[2]), min(four[1], four[3]), max(four[0], four[2]), max(four[1], four[3]))
)


def test_a_box_becomes_a_rectangle():
    assert drawing.box_rectangle((0.1, 0.2, 0.5, 0.25)) == {"x": "0.1", "y": "0.2", "width": "0.4", "height": "0.05"}


@given(boxes)
def test_a_cutout_stays_on_the_page_and_holds_its_box(box):
    x, y, wide, tall = (float(part) for part in drawing.cutout_view(box, width=800, height=1100).split())

    assert x >= -0.001 and y >= -0.001 and x + wide <= 800.001 and y + tall <= 1100.001
    assert x <= box[0] * 800 + 0.001 and x + wide >= box[2] * 800 - 0.001
    assert y <= box[1] * 1100 + 0.001 and y + tall >= box[3] * 1100 - 0.001


def test_the_highest_bar_reaches_the_top_and_a_little_is_not_nothing():
    none, little, most = drawing.bars([("a", 0), ("b", 1), ("c", 10_000)])

    heights = [float(bar.rectangle["height"]) for bar in (none, little, most)]
    assert heights == [0, 2, drawing.PLOT_HEIGHT]


@pytest.mark.parametrize(("count", "wide"), [(1, 60), (2, 60), (12, 60), (24, 30)])
def test_few_bars_stand_narrow_in_the_middle_and_many_fill_the_plot(count: int, wide: float):
    drawn = [bar.rectangle for bar in drawing.bars([(str(number), 1) for number in range(count)])]

    left, right = float(drawn[0]["x"]), drawing.PLOT_WIDTH - float(drawn[-1]["x"]) - float(drawn[-1]["width"])
    assert float(drawn[0]["width"]) == wide
    assert left == pytest.approx(right, abs=0.01)


def test_nothing_counted_yet_draws_nothing_tall():
    assert drawing.bars([("a", 0)])[0].rectangle["height"] == "0"
    assert drawing.bars([]) == []


@pytest.mark.parametrize("language", ["en", "pl"])
def test_drawings_are_never_written_with_a_comma(language):
    with translation.override(language):
        page = Template("{% load kwit %}{% bars rows 'Claims' %}").render(Context({"rows": [("1", 0.5), ("2", 1)]}))

    assert re.findall(r'(?:x|y|width|height)="[^"]*,', page) == []
    assert 'height="80"' in page


def test_a_line_of_shares_is_broken_where_nothing_is_known():
    drawn = drawing.trend([("a", 0.1, "", ""), ("b", 0.2, "", ""), ("c", None, "", ""), ("d", 0.0, "", "")])

    assert drawn.top == 0.2
    assert drawn.lines == ["125,80 375,0"]
    assert [point.path for point in drawn.points] == ["M125 80h0", "M375 0h0", "", "M875 160h0"]


@pytest.mark.parametrize(("highest", "top"), [(0.0, 0.05), (0.06, 0.1), (0.51, 1.0)])
def test_a_plot_of_shares_ends_at_a_number_that_is_read_off_at_once(highest: float, top: float):
    assert drawing.trend([("a", highest, "", "")]).top == top
