"""Checksums and signatures: right ones hold, changed ones do not, nonsense is no exception."""

import pytest

from extraction.coding import der, ecdsa, rsa
from extraction.coding.text import crc8, from_base64, parameters
from tests.extraction import codes_written as codes


@pytest.mark.parametrize("curve", ecdsa.CURVES)
def test_the_order_of_every_curve_brings_its_base_point_to_infinity(curve):
    base = (curve.gx, curve.gy, 1)
    assert curve.has(curve.gx, curve.gy)
    assert curve.combine(curve.n, base, 0, ecdsa.INFINITY)[2] == 0
    assert curve.combine(curve.n - 1, base, 1, base)[2] == 0


@pytest.mark.parametrize("curve", ecdsa.CURVES)
def test_an_ecdsa_signature_holds_for_its_own_message_only(curve):
    point, signed = codes.public_point(curve), codes.signature(curve, b"message")
    assert ecdsa.holds(point, b"message", signed, digest="sha256")
    assert not ecdsa.holds(point, b"massage", signed, digest="sha256")
    assert not ecdsa.holds(point, b"message", signed[:-1] + bytes((signed[-1] ^ 1,)), digest="sha256")


def test_a_signature_may_be_written_as_der():
    signed = codes.signature(codes.P256, b"message")
    numbers = [int.from_bytes(half, "big") for half in (signed[:32], signed[32:])]
    pair = b"".join(der.element(der.INTEGER, der.integer_content(number)) for number in numbers)
    assert ecdsa.holds(codes.public_point(codes.P256), b"message", der.element(der.SEQUENCE, pair), digest="sha256")


@pytest.mark.parametrize("signed", [b"", bytes(64), b"\xff" * 64, b"\x30\x00", b"0" * 70])
def test_nonsense_is_no_signature(signed):
    assert not ecdsa.holds(codes.public_point(codes.P256), b"message", signed, digest="sha256")


@pytest.mark.parametrize("point", [b"\x04", b"\x04" + bytes(64), b"\x04" + b"\x01" * 64, b"\x04" + b"\x01" * 96])
def test_a_point_off_the_curves_verifies_nothing(point):
    assert not ecdsa.holds(point, b"message", codes.signature(codes.P256, b"message"), digest="sha256")


def test_an_rsa_signature_holds_for_its_own_message_only():
    key = rsa.key_of_certificate(codes.rsa_certificate())
    assert key == (codes.RSA_N, codes.RSA_E)
    signed = codes.rsa_signature(b"message", digest="sha256")
    assert rsa.holds(*key, b"message", signed, digest="sha256")
    assert not rsa.holds(*key, b"massage", signed, digest="sha256")
    assert not rsa.holds(*key, b"message", signed, digest="sha1")


@pytest.mark.parametrize(
    ("modulus", "exponent"), [(0, 3), (15, 3), (2**9000 + 1, 3), (codes.RSA_N, 2**65), (codes.RSA_N, 1)]
)
def test_keys_made_to_cost_time_are_not_tried(modulus, exponent):
    assert not rsa.holds(modulus, exponent, b"message", bytes((modulus.bit_length() + 7) // 8), digest="sha256")


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_a_certificate_cut_short_has_no_key(cut):
    assert rsa.key_of_certificate(codes.rsa_certificate()[:cut]) is None


def test_base64_is_strict_but_needs_no_padding():
    assert from_base64("Zm9v") == b"foo" == from_base64("Zm9v====")
    assert from_base64("_-8", url=True) == b"\xff\xef"
    assert from_base64("Zm9 v") is None
    assert from_base64("Zm9vZ") is None


def test_a_plus_sign_in_a_query_stays_one():
    assert parameters("https://a/b?x=1+1&y=%2B&x=2#z?w=3") == {"x": "1+1", "y": "+"}


def test_the_checksum_is_the_published_one():
    # The check value that catalogues give for CRC-8 with polynomial 07.
    assert crc8(b"123456789") == 0xF4
