"""The published payloads, where they lie beside the project: all are read rightly, and damaged ones never raise."""

import json
import random
import re
from decimal import Decimal

import pytest

from extraction import fiscal
from tests.extraction import codes_written as codes
from tests.extraction import invoices_written as written
from tests.shared import SHARED

FIELDS = (
    "issuer_tax_id",
    "document_number",
    "issue_date",
    "issue_time",
    "total",
    "currency",
    "buyer_tax_id",
    "document_id",
)


def vectors() -> list[dict]:
    return json.loads((SHARED / "data/fiscal_qr_vectors.json").read_text()) if SHARED else []


def same(name: str, expected: str, found: str | None) -> bool:
    if found is None:
        return False
    if name == "total":
        return Decimal(expected) == Decimal(found)
    if name.endswith("tax_id"):
        return re.sub(r"[.\-/ ]", "", expected).upper() == found
    if name == "issue_time":
        return expected[:5] == found[:5]
    # Identities have the kind of document, and what makes them unique, in front.
    return found == expected or (name == "document_id" and found.endswith((f":{expected}", f"/{expected}")))


@pytest.mark.skipif(SHARED is None, reason="needs the shared data")
def test_every_published_payload_is_read_rightly():
    wrong = []
    for vector in vectors():
        answer, expected = fiscal.read_payload(vector["payload"]), vector["expected"]
        found = {name: field["value"] for name, field in answer["fields"].items()}
        missed = [name for name in FIELDS if expected.get(name) and not same(name, expected[name], found.get(name))]
        if missed or answer["scheme"] != vector["scheme"]:
            wrong.append((vector["scheme"], answer["scheme"], missed))
    assert wrong == []
    assert len(vectors()) >= 137


@pytest.mark.skipif(SHARED is None, reason="needs the shared data")
def test_signatures_end_as_published():
    for vector in vectors():
        if vector["scheme"] in ("de_tse", "sa_zatca", "cl_ted"):
            published = vector["expected"]["checks"]["signature"]
            ended = fiscal.read(vector["payload"]).checks["signature"]
            assert ended == ("verified" if published.startswith("ok") else "unverified")


def test_a_text_that_is_no_fiscal_code_is_named_so():
    answer = fiscal.read_payload("5901234123457")
    assert (answer["scheme"], answer["fields"], answer["error"]["code"]) == (None, {}, "unknown-code")


def test_an_answer_can_be_printed_as_json():
    answer = fiscal.read_payload(codes.tse_code())
    assert json.loads(json.dumps(answer)) == answer
    assert answer["error"] is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "0",
        "https://example.com/?a=b",
        "BCD",
        "{",
        "{}",
        "\x00",
        "SPC\n0200\n1\n",
        "A:1*B:*C:",
        "x" * 100_000,
    ],
)
def test_ordinary_texts_are_plain_symbols(text):
    assert fiscal.read(text) is None


def test_damaged_codes_never_raise():
    chance = random.Random(2026)
    whole = [
        codes.tse_code(),
        codes.taxcore_link(),
        codes.zatca_code(),
        codes.chilean_stamp(),
        codes.ksef_link(written.ksef()),
    ]
    whole += [vector["payload"] for vector in vectors()]
    for _ in range(4000):
        text = list(chance.choice(whole))
        for _ in range(chance.choice((1, 2, 5))):
            at = chance.randrange(len(text) + 1)
            text[at : at + chance.choice((0, 1, 1, 40))] = chance.choice(
                ("", "0", "|", ";", "\n", "%", "Z", "é", "٣", "9" * 40)
            )
        fiscal.read("".join(text))
