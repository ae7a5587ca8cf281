"""The JSON of Open Badges 3.0 (1EdTech, Final) on the W3C's Verifiable Credentials Data Model 2.0. Pure.

Days of a certificate are days where the program is; moments are written in UTC, to the second, as JWT counts them.
"""

import base64
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from hashlib import sha256
from typing import Any

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
KEY_CONTEXT = "https://www.w3.org/ns/cid/v1"
"""Says what keys are, in the profile of an issuer."""
LIST_BITS = 131_072
"""Entries of one status list: the least that Bitstring Status List 1.0 allows, so that an entry tells little."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who gives badges, at which addresses."""

    address: str
    site: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Achievement:
    """What was reached: a version of a course, in one language."""

    address: str
    picture: str
    name: str
    description: str
    criteria: str
    language: str
    version: str
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Award:
    """One certificate: `email` goes in as a salted hash only, `name` only where it is not empty."""

    address: str
    number: str
    issued_at: datetime
    expires_on: date | None
    zone: tzinfo
    email: str
    name: str
    hours: Decimal
    status_list: str
    status_index: int


def issuer(by: Issuer) -> dict[str, Any]:
    """The issuer's profile, as it stands in each badge and at its own address."""
    return {"id": by.address, "type": ["Profile"], "name": by.name, "url": by.site, "email": by.email}


def achievement(told: Achievement) -> dict[str, Any]:
    """What has to be done for the badge, and what it counts for."""
    found: dict[str, Any] = {
        "id": told.address,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": told.name,
        "description": told.description or told.name,
        "criteria": {"narrative": told.criteria},
        "image": {"id": told.picture, "type": "Image"},
        "inLanguage": told.language,
        "version": told.version,
    }
    return found | ({"creditsAvailable": _plain(told.hours)} if told.hours else {})


def credential(award: Award, by: Issuer, told: Achievement) -> dict[str, Any]:
    """The badge itself, not signed yet."""
    found: dict[str, Any] = {
        "@context": list(CONTEXT),
        "id": award.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": told.name,
        "issuer": issuer(by),
        "validFrom": written(award.issued_at),
        "credentialSubject": _subject(award, told),
        "credentialStatus": {
            "id": f"{award.status_list}#{award.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(award.status_index),
            "statusListCredential": award.status_list,
        },
    }
    if award.expires_on:
        found["validUntil"] = written(_end_of(award.expires_on, award.zone))
    return found


def _subject(award: Award, told: Achievement) -> dict[str, Any]:
    identifiers = [
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": hashed(award.email, salt=award.number),
            "identityType": "emailAddress",
            "salt": award.number,
        }
    ]
    if award.name:
        identifiers.append(
            {"type": "IdentityObject", "hashed": False, "identityHash": award.name, "identityType": "name"}
        )
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": identifiers,
        "licenseNumber": award.number,
        "achievement": achievement(told),
    }
    return subject | ({"creditsEarned": _plain(award.hours)} if award.hours else {})


def hashed(identity: str, *, salt: str) -> str:
    """An identity that only who knows it recognises: `sha256$` and the hash of it with the salt behind it."""
    return f"sha256${sha256((identity.lower() + salt).encode()).hexdigest()}"


def status_list(address: str, by: Issuer, revoked: Iterable[int], *, now: datetime) -> dict[str, Any]:
    """A Bitstring Status List 1.0 of revoked entries. It says nothing of anybody: bits and who keeps them."""
    bits = bytearray(LIST_BITS // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> (index % 8)
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()
    return {
        "@context": list(CONTEXT[:1]),
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": by.address,
        "validFrom": written(now),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{packed}",
        },
    }


def document_of(issuer_profile: Mapping[str, Any], keys: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, Any]:
    """The profile with its keys, by address and public JWK, as a W3C controlled identifier document has them."""
    methods = [
        {"id": address, "type": "JsonWebKey", "controller": issuer_profile["id"], "publicKeyJwk": dict(jwk)}
        for address, jwk in keys
    ]
    names = [method["id"] for method in methods]
    context = {"@context": [*CONTEXT, KEY_CONTEXT]}
    return context | dict(issuer_profile) | {"verificationMethod": methods, "assertionMethod": names}


def _end_of(day: date, zone: tzinfo) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)


def written(at: datetime) -> str:
    """A moment to the second, in UTC."""
    return (at.astimezone(UTC) - timedelta(microseconds=at.microsecond)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(hours: Decimal) -> float:
    return float(hours)
