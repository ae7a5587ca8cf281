"""On-pack codes: made, printed, typed, checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.codes import ALPHABET, NotACode, digest, make_codes, normalise, printed

LENGTH = 13


@pytest.fixture
def code() -> str:
    return make_codes(1)[0]


def test_a_code_is_read_back_as_it_was_printed(code):
    assert normalise(printed(code)) == code


def test_typing_may_be_small_spaced_and_mistake_zero_for_o(code):
    typed = code.lower().replace("0", "o").replace("1", "l")

    assert normalise(f"  {typed[:4]} {typed[4:]} ") == code


def test_a_scanned_link_counts_by_its_last_part(code):
    assert normalise(f"https://example.org/c/{code}/") == code


@pytest.mark.parametrize(
    "before", ["(01)05909999300250(21)", "010590999930025021", "]d2010590999930025021", "\x1d010590999930025021"]
)
def test_scanned_gs1_elements_count_by_their_serial_number(code, before):
    assert normalise(before + code) == code


@given(place=st.integers(0, LENGTH - 1), letter=st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(place, letter):
    code = make_codes(1)[0]
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(NotACode):
            normalise(wrong)


@given(place=st.integers(0, LENGTH - 2))
def test_swapped_neighbours_are_always_noticed(place):
    code = make_codes(1)[0]
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        with pytest.raises(NotACode):
            normalise(wrong)


@pytest.mark.parametrize("text", ["", "ABC", "U" * LENGTH, "żółw", "1" * 40])
def test_other_text_is_not_a_code(text):
    with pytest.raises(NotACode):
        normalise(text)


def test_the_kept_digest_depends_on_the_key(code):
    assert digest(code, key="one") != digest(code, key="two")
    assert digest(code, key="one") == digest(code, key="one")
