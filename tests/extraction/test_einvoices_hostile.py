"""XML from strangers: refused with a sentence, never a crash, never a look at another file or host."""

import base64
import random

import pytest

from extraction import einvoices
from extraction.einvoices import BrokenXml
from tests.extraction import invoices_written as written


def refusal(xml: bytes) -> str:
    with pytest.raises(BrokenXml) as refused:
        einvoices.read(xml)
    assert str(refused.value).endswith(".")
    return refused.value.code


def test_ill_formed_xml_is_refused():
    assert refusal(written.ksef()[:-20]) == "broken-xml"
    assert refusal(b"") == "broken-xml"
    assert refusal(b'<?xml version="1.0" encoding="no-such-code"?><a/>') == "broken-xml"


def test_a_document_type_declaration_is_refused_and_no_entity_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    xml = f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{secret}">]>'.encode() + b"<a>&e;</a>"
    assert refusal(xml) == "xml-with-dtd"


def test_entities_that_multiply_are_not_expanded():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE a [<!ENTITY e0 "ha">{levels}]><a b="&e11;">&e11;</a>'.encode()
    assert refusal(xml) in ("xml-with-dtd", "broken-xml")


def test_size_number_of_tags_and_depth_are_bounded():
    assert refusal(b"<a>" + b" " * (5 * 1024 * 1024) + b"</a>") == "xml-too-large"
    assert refusal(b"<a>" + b"<b/>" * 400_001 + b"</a>") == "xml-too-large"
    assert refusal(b"<a>" * 70 + b"</a>" * 70) == "xml-too-deep"


def test_an_invoice_of_very_many_lines_is_refused():
    assert refusal(written.ksef(rows=written.KSEF_ROW * 5001)) == "too-many-lines"


@pytest.mark.parametrize(
    "root", ["Order", "UPO", "ApplicationResponse", "SCRDMCCBDACIOMessageStructure", "DespatchAdvice"]
)
def test_a_document_that_is_no_invoice_is_named(root):
    assert refusal(f"<{root}/>".encode()) == "not-an-invoice"


def test_other_xml_is_not_ours():
    assert einvoices.read(b"<html/>") is None
    assert einvoices.read(b"<Invoice/>") is None
    assert einvoices.read(b"<Faktura xmlns='http://crd.gov.pl/wzor/2025/06/25/13775/'/>") is None


def test_a_byte_order_mark_and_other_encodings_are_no_hindrance():
    expected = einvoices.read(written.ubl()).fields["issuer_name"]
    text = written.ubl().decode()
    marked = "﻿".encode() + written.ubl()
    wide = text.replace("UTF-8", "UTF-16").encode("utf-16")
    western = text.replace("UTF-8", "windows-1252").encode("windows-1252")
    for xml in (marked, wide, western):
        assert einvoices.read(xml).fields["issuer_name"] == expected


def test_a_signed_envelope_is_opened():
    xml = written.fatturapa()
    assert einvoices.read(_enveloped(xml)).format == "fatturapa"
    assert einvoices.read(base64.encodebytes(_enveloped(xml))).format == "fatturapa"
    assert einvoices.read(_enveloped_in_parts(xml)).format == "fatturapa"


def test_a_damaged_envelope_is_refused():
    whole = _enveloped(written.fatturapa())
    assert refusal(whole[: len(whole) // 2]) == "broken-xml"


def test_damaged_invoices_never_raise_anything_else():
    chance = random.Random(26)
    documents = (written.ksef(), written.ubl(), written.cii(), written.fatturapa(), written.cfdi(), written.NFE)
    for _ in range(600):
        xml = bytearray(chance.choice(documents))
        for _ in range(chance.choice((1, 2, 5))):
            at = chance.randrange(len(xml))
            start, end = xml.find(b">", at) + 1, xml.find(b"<", at + 1)
            if 0 < start < end:
                xml[start:end] = chance.choice((b"", b"-1", b"abc", b"9" * 40, b"NaN", b"1e9", b"2026-13-45"))
        try:
            einvoices.read(bytes(xml))
        except BrokenXml:
            pass


def _tlv(tag: int, content: bytes) -> bytes:
    size = len(content).to_bytes(3, "big")
    return bytes((tag, 0x83)) + size + content


SIGNED, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")


def _enveloped(xml: bytes) -> bytes:
    inner = _tlv(0x30, DATA + _tlv(0xA0, _tlv(0x04, xml)))
    body = _tlv(0x30, b"\x02\x01\x01" + _tlv(0x31, b"") + inner)
    # The outer lengths are short enough to keep the type of content within the first bytes.
    return _tlv(0x30, SIGNED + _tlv(0xA0, body))


def _enveloped_in_parts(xml: bytes) -> bytes:
    """BER: elements without stated length, the content cut in two."""
    octets = b"\x24\x80" + _tlv(0x04, xml[:100]) + _tlv(0x04, xml[100:]) + b"\0\0"
    inner = b"\x30\x80" + DATA + b"\xa0\x80" + octets + b"\0\0" * 2
    body = b"\x30\x80\x02\x01\x01" + _tlv(0x31, b"") + inner + b"\0\0"
    return b"\x30\x80" + SIGNED + b"\xa0\x80" + body + b"\0\0" * 2
