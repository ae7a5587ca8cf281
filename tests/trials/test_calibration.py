"""What a confidence is worth: the stored model against the stored pairs, and the fitting itself."""

import json

from hypothesis import given
from hypothesis import strategies as st

from extraction.texts.confidence import MODEL, confidence, on_curve
from trials.calibration import model, report
from trials.calibration.fitting import careful, curve, is_held_back
from trials.calibration.judging import LINE, Pair, as_csv, from_csv

PAIRS = model.stored_pairs()
STORED = json.loads(MODEL.read_text())
ENOUGH = 40


def _share_right(found):
    return sum(one.pair.is_right for one in found) / len(found)


def test_of_the_fields_stated_with_95_per_cent_as_many_are_right_on_documents_held_back():
    sure = [one for one in report.judged(PAIRS, STORED) if one.pair.name != LINE and one.stated >= 0.95]
    strangers = [one for one in sure if one.pair.group != "samples"]

    assert len(sure) > 300 and _share_right(sure) >= 0.95
    assert len(strangers) > 200 and _share_right(strangers) >= 0.95


def test_no_single_field_of_many_examples_promises_too_much():
    for name in {pair.name for pair in PAIRS}:
        sure = [one for one in report.judged(PAIRS, STORED) if one.pair.name == name and one.stated >= 0.95]
        assert len(sure) < ENOUGH or _share_right(sure) >= 0.95, name


def test_the_stored_model_is_what_the_stored_pairs_give():
    made = model.fitted(PAIRS)

    assert {name: STORED[name] for name in made} == json.loads(json.dumps(made))


def test_documents_of_both_halves_are_apart():
    held = {pair.document for pair in PAIRS if is_held_back(pair)}
    fitted = {pair.document for pair in PAIRS if not is_held_back(pair)}

    assert held and fitted and not held & fitted


def test_the_report_states_what_extraction_states():
    curves = {name: [tuple(point) for point in points] for name, points in STORED["curves"].items()}
    for pair in PAIRS[::17]:
        assert report.stated(pair, curves) == confidence(pair.name, pair.score, pair.source)


def test_pairs_survive_their_file():
    assert as_csv(from_csv(as_csv(PAIRS))) == as_csv(PAIRS)


def test_a_field_of_which_nothing_is_known_is_never_called_sure():
    assert confidence("never heard of", 50.0) <= 0.9


def test_few_examples_promise_less_than_many():
    assert careful(12, 12) < careful(48, 48) < 1
    assert careful(12, 12) < 0.95 <= careful(48, 48)


EXAMPLES = st.lists(st.tuples(st.floats(-20, 20), st.booleans()), min_size=1, max_size=200)


@given(examples=EXAMPLES, scores=st.lists(st.floats(-40, 40), min_size=2))
def test_a_curve_never_falls_and_is_never_certain(examples, scores):
    pairs = [
        Pair(f"{at:x}", "SROIE", "total", "ocr", score, 1.0, False, 0, ok) for at, (score, ok) in enumerate(examples)
    ]
    fitted = curve(pairs)
    heights = [on_curve(fitted, score) for score in sorted(scores)]

    assert heights == sorted(heights)
    assert all(0 < height <= 0.99 for height in heights)
