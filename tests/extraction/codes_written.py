"""Fiscal codes made for the tests, with checks that hold: signed, hashed and packed as the authorities describe."""

import base64
import hashlib
import json
import lzma
import zlib

from extraction.coding import der, ecdsa
from extraction.coding.ecdsa import CURVES, Curve

SECRET = 0x1234567890ABCDEF1234567890ABCDEF
P256, P384, BRAINPOOL256, BRAINPOOL384, SECP256K1 = CURVES


def public_point(curve: Curve) -> bytes:
    x, y = _affine(curve, SECRET)
    return b"\x04" + x.to_bytes(curve.size, "big") + y.to_bytes(curve.size, "big")


def signature(curve: Curve, message: bytes, *, digest: str = "sha256") -> bytes:
    """R and S side by side. The nonce is fixed: these keys protect nothing."""
    nonce = 0xFEDCBA9876543210FEDCBA98
    hashed = hashlib.new(digest, message).digest()
    e = int.from_bytes(hashed, "big") >> max(0, len(hashed) * 8 - curve.n.bit_length())
    r = _affine(curve, nonce)[0] % curve.n
    s = pow(nonce, -1, curve.n) * (e + r * SECRET) % curve.n
    return r.to_bytes(curve.size, "big") + s.to_bytes(curve.size, "big")


def _affine(curve: Curve, factor: int) -> tuple[int, int]:
    x, y, z = curve.combine(factor, (curve.gx, curve.gy, 1), 0, ecdsa.INFINITY)
    return x * pow(z, -2, curve.p) % curve.p, y * pow(z, -3, curve.p) % curve.p


def key_info(point: bytes) -> bytes:
    """A SubjectPublicKeyInfo around the point."""
    algorithm = der.element(der.SEQUENCE, der.object_id("1.2.840.10045.2.1") + der.object_id("1.2.840.10045.3.1.7"))
    return der.element(der.SEQUENCE, algorithm + der.element(der.BIT_STRING, b"\0" + point))


# Two Mersenne primes: everybody knows them, so the key below protects nothing either.
RSA_P, RSA_Q, RSA_E = 2**521 - 1, 2**607 - 1, 65537
RSA_N = RSA_P * RSA_Q
_PREFIX = {"sha1": "3021300906052b0e03021a05000414", "sha256": "3031300d060960864801650304020105000420"}


def rsa_signature(message: bytes, *, digest: str) -> bytes:
    """PKCS #1 v1.5 over the message."""
    size = (RSA_N.bit_length() + 7) // 8
    info = bytes.fromhex(_PREFIX[digest]) + hashlib.new(digest, message, usedforsecurity=False).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    private = pow(RSA_E, -1, (RSA_P - 1) * (RSA_Q - 1))
    return pow(int.from_bytes(padded, "big"), private, RSA_N).to_bytes(size, "big")


def rsa_certificate() -> bytes:
    """Just enough of an X.509 certificate to hold the key."""
    numbers = [der.element(der.INTEGER, der.integer_content(number)) for number in (RSA_N, RSA_E)]
    key = der.element(der.BIT_STRING, b"\0" + der.element(der.SEQUENCE, b"".join(numbers)))
    empty = der.element(der.SEQUENCE, b"")
    key_part = der.element(der.SEQUENCE, empty + key)
    version = der.element(0xA0, der.element(der.INTEGER, b"\x02"))
    body = version + der.element(der.INTEGER, b"\x01") + empty * 4 + key_part
    return der.element(der.SEQUENCE, der.element(der.SEQUENCE, body) + empty)


def signed_token(payload: bytes) -> str:
    """A JSON web token with its certificate in the header."""
    header = json.dumps({"alg": "RS256", "x5c": [_b64(rsa_certificate())]}).encode()
    text = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (header, payload))
    signed = rsa_signature(text.encode(), digest="sha256")
    return f"{text}.{base64.urlsafe_b64encode(signed).decode().rstrip('=')}"


def chilean_stamp(*, kind: str = "33", total: str = "10642") -> str:
    key = "".join(
        f"<{name}>{_b64(number.to_bytes((number.bit_length() + 7) // 8, 'big'))}</{name}>"
        for name, number in (("M", RSA_N), ("E", RSA_E))
    )
    data = f"<DD><RE>76086428-5</RE><TD>{kind}</TD><F>7</F><FE>2026-02-03</FE><RR>66666666-6</RR><RSR>Señor</RSR>"
    data += f'<MNT>{total}</MNT><CAF version="1.0"><DA><RSAPK>{key}</RSAPK></DA></CAF></DD>'
    signed = _b64(rsa_signature(data.encode("iso-8859-1"), digest="sha1"))
    return f'<TED version="1.0">{data}<FRMT algoritmo="SHA1withRSA">{signed}</FRMT></TED>'


def ksef_link(xml: bytes, *, nip: str = "8567346215", day: str = "02-03-2026", host: str = "qr") -> str:
    hashed = base64.urlsafe_b64encode(hashlib.sha256(xml).digest()).decode().rstrip("=")
    return f"https://{host}.ksef.mf.gov.pl/invoice/{nip}/{day}/{hashed}"


def tse_code(
    *,
    data: str = "Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar",
    signed_end: int = 1_780_000_000,
    printed_end: str = "2026-05-28T20:26:40.000Z",
    curve: Curve = P256,
    kind: str = "Kassenbeleg-V1",
    bare_key: bool = True,
) -> str:
    """A German till code whose signature covers `signed_end` (Unix seconds), whatever end it prints."""
    digest, algorithm = ("sha256", "3") if curve.size == 32 else ("sha384", "4")
    point = public_point(curve)
    signed = bytes.fromhex("020102") + der.object_id("0.4.0.127.0.7.3.7.1.1")
    for tag, text in ((0x80, "FinishTransaction"), (0x81, "till 7"), (0x82, data), (0x83, kind)):
        signed += der.element(tag, text.encode())
    signed += der.element(0x85, der.integer_content(4711)) + der.element(4, hashlib.sha256(point).digest())
    signed += der.element(0x30, der.object_id(f"0.4.0.127.0.7.1.1.4.1.{algorithm}"))
    signed += der.element(2, der.integer_content(9000)) + der.element(2, der.integer_content(signed_end))
    key = point if bare_key else key_info(point)
    parts = ("V0", "till 7", kind, data, "4711", "9000", printed_end, printed_end)
    last = (f"ecdsa-plain-{digest.upper()}", "unixTime", _b64(signature(curve, signed, digest=digest)), _b64(key))
    return ";".join(parts + last)


def taxcore_link(*, kind: int = 0, transaction: int = 0, host: str = "suf.purs.gov.rs") -> str:
    data = b"\x03SHOP1234SIGN5678" + (77).to_bytes(4, "little") + (70).to_bytes(4, "little")
    data += (12_345_000).to_bytes(8, "little") + (1_780_000_000_000).to_bytes(8, "big")
    data += bytes((kind, transaction, 12)) + b"10:100000049" + bytes(64)
    packed = _b64(data + hashlib.md5(data, usedforsecurity=False).digest())
    return f"https://{host}/v/?vl={packed.replace('+', '%2B').replace('/', '%2F')}"


def zatca_code(*, second_phase: bool = True) -> str:
    tags = [b"Tubes Co", b"310122393500003", b"2026-03-01T21:30:00Z", b"115.00", b"15.00"]
    if second_phase:
        hashed = hashlib.sha256(b"the invoice").digest()
        point = public_point(SECP256K1)
        tags += [base64.b64encode(hashed), base64.b64encode(signature(SECP256K1, hashed)), key_info(point)]
    return _b64(b"".join(bytes((number, len(tag))) + tag for number, tag in enumerate(tags, 1)))


def bysquare_code(fields: list[str], *, kind: int) -> str:
    text = "\t".join(fields).encode()
    body = zlib.crc32(text).to_bytes(4, "little") + text
    filters = [{"id": lzma.FILTER_LZMA1, "lc": 3, "lp": 0, "pb": 2, "dict_size": 128 * 1024}]
    packed = lzma.compress(body, lzma.FORMAT_RAW, filters=filters)
    raw = bytes((kind << 4, 0)) + len(body).to_bytes(2, "little") + packed
    bits = "".join(f"{byte:08b}" for byte in raw)
    bits += "0" * (-len(bits) % 5)
    return "".join("0123456789ABCDEFGHIJKLMNOPQRSTUV"[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
