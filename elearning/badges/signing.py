"""Signatures of badges: compact JWS with RS256, the algorithm that Open Badges 3.0 (section 8.2.4.1) asks of everybody.

The private key never enters the database. Public keys are named by their RFC 7638 thumbprint.
"""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

BITS = 2048


class BadgeKeyMissing(Exception):
    """No key to sign with: the operator has to set one."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key, and the address at which anybody finds its public half."""

    key: rsa.RSAPrivateKey
    address: str


def read_key(stated: str, *, kept: Path | None) -> rsa.RSAPrivateKey:
    """The key from its PEM text, which may be wrapped in base64; else from the file, made at its first use.

    Raises BadgeKeyMissing where there is neither, or the text holds no RSA key of 2048 bits or more.
    """
    if stated:
        return _from_pem(stated)
    if kept is None:
        raise BadgeKeyMissing("Set BADGE_KEY: an RSA key as PEM, or as PEM in base64.")
    if not kept.exists():
        _make(kept)
    return _from_pem(kept.read_text())


def _from_pem(stated: str) -> rsa.RSAPrivateKey:
    try:
        text = stated if "BEGIN" in stated else base64.b64decode(stated).decode()
        # Environment files often cannot hold line ends.
        key = serialization.load_pem_private_key(text.replace("\\n", "\n").encode(), password=None)
    except (ValueError, TypeError) as wrong:
        raise BadgeKeyMissing("BADGE_KEY is not a private key as PEM.") from wrong
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < BITS:
        raise BadgeKeyMissing(f"BADGE_KEY is not an RSA key of {BITS} bits or more.")
    return key


def _make(kept: Path) -> None:
    """Two processes at once make one key: the second finds the first one's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    form = serialization.PrivateFormat.PKCS8
    text = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    kept.parent.mkdir(parents=True, exist_ok=True)
    # Made for the owner alone.
    with NamedTemporaryFile(dir=kept.parent) as whole:
        whole.write(text)
        whole.flush()
        try:
            os.link(whole.name, kept)
        except FileExistsError:
            return


def public_jwk(key: rsa.RSAPrivateKey) -> dict[str, str]:
    """The public half, as RFC 7517 writes it."""
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}


def thumbprint(jwk: Mapping[str, str]) -> str:
    """The name of a public key: SHA-256 of its members in order (RFC 7638)."""
    told = json.dumps({name: jwk[name] for name in ("e", "kty", "n")}, separators=(",", ":"), sort_keys=True)
    return _text(sha256(told.encode()).digest())


def as_jwt(document: Mapping[str, Any], signer: Signer) -> str:
    """The credential as VC-JWT: its members are the claims, beside those that JWT has names for."""
    claims = dict(document) | {
        "iss": _id(document["issuer"]),
        "jti": document["id"],
        "nbf": _moment(document["validFrom"]),
    }
    if "validUntil" in document:
        claims["exp"] = _moment(document["validUntil"])
    header = {"alg": "RS256", "kid": signer.address, "typ": "JWT"}
    said = ".".join(_text(_json(part)) for part in (header, claims))
    signature = signer.key.sign(said.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{said}.{_text(signature)}"


def _id(issuer: Any) -> str:
    return str(issuer if isinstance(issuer, str) else issuer["id"])


def _moment(written: str) -> int:
    return int(datetime.fromisoformat(written).timestamp())


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _number(number: int) -> str:
    return _text(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
