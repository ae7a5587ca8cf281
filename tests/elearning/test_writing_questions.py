"""Questions of each kind as they are written: rows of answers, numbers as people type them, places on a picture."""

from decimal import Decimal

import pytest

from elearning.content import Choose, Match, Number, Order, Spot
from elearning.content.editing import part
from tests.builders.elearning import a_material
from tests.elearning.forms import at, now, save

pytestmark = pytest.mark.django_db

PICTURE = b"\xff\xd8\xff a drawing"


def a_question(client, course, kind, **changed):
    save(client, at(course, "new", kind) + "?into=pool", **changed)
    return now(course).quiz.pools[0].questions[-1]


def test_a_question_with_several_right_answers(client, course):
    told = {"0-text-en": "Cut", "0-right": "on", "0-feedback-en": "Yes.", "2-text-en": "Hammer", "1-text-en": "Clean"}

    made = a_question(client, course, "choose", **told, **{"1-right": "on", "text-en": "What?", "partial": "on"})

    assert isinstance(made, Choose) and made.is_multiple and made.partial
    assert [(one.text["en"], one.is_right) for one in made.options] == [
        ("Cut", True),
        ("Clean", True),
        ("Hammer", False),
    ]
    assert made.options[0].feedback == {"en": "Yes."}


def test_things_in_the_order_of_their_numbers(client, course):
    told = {"0-text-en": "Press", "0-place": 3, "1-text-en": "Cut", "1-place": 1, "2-text-en": "Clean", "2-place": 2}

    made = a_question(client, course, "order", **told)

    assert isinstance(made, Order)
    assert [one.text["en"] for one in made.items] == ["Cut", "Clean", "Press"]


def test_pairs_keep_their_keys_when_they_are_written_again(client, course):
    told = {"0-left-en": "TH", "0-right-en": "NP", "1-left-en": "U", "1-right-en": "other"}
    made = a_question(client, course, "match", **told)

    save(client, at(course, "part", made.key), **{"0-left-en": "TH jaw"})

    again = part(now(course), made.key)
    assert isinstance(again, Match)
    assert [(one.key, one.right_key) for one in again.pairs] == [(one.key, one.right_key) for one in made.pairs]
    assert again.pairs[0].left == {"en": "TH jaw"}


def test_a_number_is_typed_with_comma_or_point(client, course):
    made = a_question(client, course, "number", value="12,5", tolerance="0.5", **{"unit-en": "mm"})

    assert isinstance(made, Number)
    assert (made.value, made.tolerance, made.unit) == (Decimal("12.5"), Decimal("0.5"), {"en": "mm"})


@pytest.mark.parametrize("wrong", [{"value": "much"}, {"tolerance": "-1"}, {"value": ""}, {"points": "0.5"}])
def test_a_number_that_is_none_is_told(client, course, wrong):
    told = {"value": "1", "tolerance": "0"} | wrong

    answer = save(client, at(course, "new", "number") + "?into=pool", **told)

    assert answer.status_code == 422
    assert len(now(course).quiz.pools[0].questions) == 2


def test_a_place_on_a_picture_is_typed_in_per_cent(client, course):
    picture = a_material(course, PICTURE)
    sides = {"0-left": "10", "0-top": "20,5", "0-width": "30", "0-height": "5"}

    made = a_question(client, course, "spot", picture=picture.key, **sides, **{"shows-en": "A fitting"})

    assert isinstance(made, Spot) and made.picture == picture.key
    assert [(area.left, area.top, area.width, area.height) for area in made.areas] == [
        (Decimal("0.1"), Decimal("0.205"), Decimal("0.3"), Decimal("0.05"))
    ]


@pytest.mark.parametrize(
    "sides", [("10", "", "5", "5"), ("90", "0", "20", "5"), ("-1", "0", "5", "5"), ("1", "1", "0", "5")]
)
def test_a_place_outside_of_the_picture_is_told(client, course, sides):
    told = {f"0-{side}": value for side, value in zip(("left", "top", "width", "height"), sides, strict=True)}

    assert save(client, at(course, "new", "spot") + "?into=pool", **told).status_code == 422
