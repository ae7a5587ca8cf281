"""Checking ECDSA signatures on the five curves that fiscal codes use (SEC 1, FIPS 186-4, RFC 5639).

Only checking, never signing, and only with public keys: no secret can leak from the arithmetic, so plain integers do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extraction.coding import der

Point = tuple[int, int, int]
"""Jacobian coordinates; the third is 0 at infinity."""

INFINITY: Point = (1, 1, 0)


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ + ax + b over the field of p, with a base point of prime order n."""

    p: int
    a: int
    b: int
    gx: int
    gy: int
    n: int

    @property
    def size(self) -> int:
        """Bytes of a coordinate."""
        return (self.p.bit_length() + 7) // 8

    def has(self, x: int, y: int) -> bool:
        """True if the point lies on the curve."""
        return 0 <= x < self.p and 0 <= y < self.p and (y * y - (x * x + self.a) * x - self.b) % self.p == 0

    def double(self, point: Point) -> Point:
        """The point added to itself."""
        x, y, z = point
        if not z or not y:
            return INFINITY
        yy = y * y % self.p
        s, m = 4 * x * yy % self.p, (3 * x * x + self.a * pow(z, 4, self.p)) % self.p
        x3 = (m * m - 2 * s) % self.p
        return x3, (m * (s - x3) - 8 * yy * yy) % self.p, 2 * y * z % self.p

    def add(self, one: Point, other: Point) -> Point:
        """The sum of two points."""
        if not one[2] or not other[2]:
            return other if not one[2] else one
        zz1, zz2 = one[2] * one[2] % self.p, other[2] * other[2] % self.p
        u1, u2 = one[0] * zz2 % self.p, other[0] * zz1 % self.p
        s1, s2 = one[1] * zz2 * other[2] % self.p, other[1] * zz1 * one[2] % self.p
        h, r = (u2 - u1) % self.p, (s2 - s1) % self.p
        if not h:
            return INFINITY if r else self.double(one)
        hh = h * h % self.p
        hhh, v = h * hh % self.p, u1 * hh % self.p
        x3 = (r * r - hhh - 2 * v) % self.p
        return x3, (r * (v - x3) - s1 * hhh) % self.p, h * one[2] * other[2] % self.p

    def combine(self, k: int, point: Point, m: int, other: Point) -> Point:
        """k times one point plus m times the other."""
        both, result = self.add(point, other), INFINITY
        for bit in reversed(range(max(k.bit_length(), m.bit_length()))):
            result = self.double(result)
            chosen = (k >> bit & 1) + 2 * (m >> bit & 1)
            if chosen:
                result = self.add(result, (point, other, both)[chosen - 1])
        return result


def _curve(*hexadecimal: str) -> Curve:
    return Curve(*(int(number, 16) for number in hexadecimal))


CURVES = (
    _curve(  # NIST P-256
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc",
        "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    ),
    _curve(  # NIST P-384
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffc",
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
        "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    ),
    _curve(  # brainpoolP256r1
        "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
        "7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
        "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
        "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
        "547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997",
        "a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7",
    ),
    _curve(  # brainpoolP384r1
        "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53",
        "7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826",
        "04a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11",
        "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e",
        "8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315",
        "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565",
    ),
    _curve(  # secp256k1
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
        "0",
        "7",
        "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    ),
)


def key_point(key: bytes) -> bytes | None:
    """The uncompressed point 04… of a public key given as that point or as SubjectPublicKeyInfo."""
    if key[:1] == b"\x04":
        return key
    try:
        bits = der.parse(key).children()[1]
    except (der.BrokenDer, IndexError):
        return None
    return bits.content[1:] if bits.tag == der.BIT_STRING and bits.content[1:2] == b"\x04" else None


def holds(point: bytes, message: bytes, signature: bytes, *, digest: str) -> bool:
    """True if the signature (R and S side by side, or DER) fits the message and the key, an uncompressed point."""
    # A point lies on one of the curves only, so the key itself tells which it is.
    half = (len(point) - 1) // 2
    x, y = int.from_bytes(point[1 : 1 + half], "big"), int.from_bytes(point[1 + half :], "big")
    curve = next((curve for curve in CURVES if curve.size == half and curve.has(x, y)), None)
    numbers = _numbers(signature, half)
    if curve is None or numbers is None:
        return False
    r, s = numbers
    if not (0 < r < curve.n and 0 < s < curve.n):
        return False
    hashed = hashlib.new(digest, message).digest()
    e = int.from_bytes(hashed, "big") >> max(0, len(hashed) * 8 - curve.n.bit_length())
    inverse = pow(s, -1, curve.n)
    found = curve.combine(e * inverse % curve.n, (curve.gx, curve.gy, 1), r * inverse % curve.n, (x, y, 1))
    return found[2] != 0 and found[0] * pow(found[2], -2, curve.p) % curve.p % curve.n == r


def _numbers(signature: bytes, half: int) -> tuple[int, int] | None:
    if len(signature) == 2 * half:
        return int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
    try:
        r, s = der.parse(signature).children()
    except (der.BrokenDer, ValueError):
        return None
    return int.from_bytes(r.content, "big"), int.from_bytes(s.content, "big")
