"""Whatever colour a brand has, people can read its pages."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import colours
from common.colours import DARK, LIGHT, contrast, palette, parsed

TOKENS = Path("static/css/tokens.css").read_text()
any_brand = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(any_brand, st.sampled_from([LIGHT, DARK]))
def test_every_brand_is_readable_on_every_ground(brand, scheme):
    colour = palette(brand, scheme)

    assert contrast(parsed(colour.accent), parsed(colour.on_accent)) >= 4.5
    for ground in (*scheme.grounds, parsed(colour.soft)):
        assert contrast(parsed(colour.ink), ground) >= 4.5


@given(any_brand)
def test_a_dark_page_never_swallows_a_button(brand):
    assert contrast(parsed(palette(brand, DARK).accent), DARK.grounds[0]) >= 2.9


@pytest.mark.parametrize("brand", ["#0b5cad", "#14703a", "#6b1fb0"])
def test_a_brand_that_reads_already_is_left_alone(brand):
    assert palette(brand).accent == brand
    assert palette(brand).on_accent == "#ffffff"


def test_a_light_brand_is_written_on_in_ink():
    assert palette("#ffd400").accent == "#ffd400"
    assert palette("#ffd400").on_accent == "#151917"


def test_black_on_white_is_the_greatest_contrast():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


@pytest.mark.parametrize("text", ["", "blue", "#12", "#12345g", "#1234567", "rgb(1,2,3)", "#fff;}body{display:none"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError, match="not a colour"):
        colours.stylesheet(text)


def test_short_notation_means_the_same():
    assert parsed("#0bd") == parsed("#00bbdd")


def test_the_stylesheet_speaks_of_both_schemes():
    css = colours.stylesheet("#ffd400")

    assert css.startswith(":root{--accent:#ffd400;")
    assert "@media (prefers-color-scheme: dark){:root{--accent:" in css


@pytest.mark.parametrize(("scheme", "number"), [(LIGHT, 0), (DARK, 1)])
def test_the_greys_are_those_of_the_stylesheet(scheme, number):
    papers = re.findall(r"--paper: (#\w+)", TOKENS)
    grounds = re.findall(r"--ground: (#\w+)", TOKENS)

    assert [colours.printed(ground) for ground in scheme.grounds] == [
        colours.printed(parsed(papers[number])),
        colours.printed(parsed(grounds[number])),
    ]


@pytest.mark.parametrize("meaning", ["green", "amber", "red", "ink-soft", "accent-ink"])
@pytest.mark.parametrize(("scheme", "number"), [(LIGHT, 0), (DARK, 1)])
def test_every_colour_of_text_reads_on_every_ground(meaning, scheme, number):
    text = parsed(re.findall(rf"--{meaning}: (#\w+)", TOKENS)[number])
    soft = re.findall(rf"--{meaning.removesuffix('-ink')}-soft: (#\w+)", TOKENS)
    sunken = re.findall(r"--sunken: (#\w+)", TOKENS)
    grounds = [*scheme.grounds, parsed(sunken[number]), *([parsed(soft[number])] if soft else [])]

    assert min(contrast(text, ground) for ground in grounds) >= 4.5
