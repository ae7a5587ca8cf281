"""Checking RSA signatures with PKCS #1 v1.5 padding (RFC 8017), and finding the key in a certificate."""

from __future__ import annotations

import hashlib
import hmac

from extraction.coding import der

# DigestInfo up to the hash itself, as RFC 8017 section 9.2 lists it.
_PREFIXES = {
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
}
_MOST_BITS = 8192


def holds(modulus: int, exponent: int, message: bytes, signature: bytes, *, digest: str) -> bool:
    """True if the signature over the message fits the key."""
    size = (modulus.bit_length() + 7) // 8
    info = _PREFIXES[digest] + hashlib.new(digest, message, usedforsecurity=False).digest()
    is_usable = len(info) + 11 <= size == len(signature) and modulus.bit_length() <= _MOST_BITS and exponent > 1
    # The bound on the exponent keeps a made-up key from costing minutes.
    if not is_usable or exponent.bit_length() > 64:
        return False
    expected = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    return hmac.compare_digest(pow(int.from_bytes(signature, "big"), exponent, modulus).to_bytes(size, "big"), expected)


def key_of_certificate(certificate: bytes) -> tuple[int, int] | None:
    """Modulus and exponent from an X.509 certificate, None if it has no RSA key."""
    try:
        body = der.parse(certificate).children()[0].children()
        # The version, [0], is optional; the key is the sixth element after it.
        key_info = body[6 if body[0].tag == 0xA0 else 5].children()
        modulus, exponent = der.parse(key_info[1].content[1:]).children()
    except (der.BrokenDer, IndexError, ValueError):
        return None
    return int.from_bytes(modulus.content, "big"), int.from_bytes(exponent.content, "big")
