"""Certificates handed out as signed badges, and what checking them needs: keys, issuer, course, list of revoked."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from elearning.badges import documents, pictures, signing
from elearning.content import Content, said
from elearning.models import BadgeKey, Certificate, CourseVersion
from elearning.services.recording import site
from elearning.versions import content_of
from programs.models import Program


def address(name: str, *args: object) -> str:
    """A public address, as badges name it."""
    return site() + reverse(f"elearning:{name}", args=args)


def signer(*, now: datetime) -> signing.Signer:
    """The key in use; its public half is published from its first use on, for good."""
    key = _key(settings.BADGE_KEY, settings.BADGE_KEY_FILE)
    jwk = signing.public_jwk(key)
    name = signing.thumbprint(jwk)
    BadgeKey.objects.get_or_create(key_id=name, defaults={"public_key": jwk, "first_used_at": now})
    return signing.Signer(key, address("badge-key", name))


def publish_key(*, now: datetime) -> None:
    """Have the key in use listed before its first signature; without one the others are listed all the same."""
    try:
        signer(now=now)
    except signing.BadgeKeyMissing:
        return


@lru_cache(maxsize=2)
def _key(stated: str, kept: Path | None) -> rsa.RSAPrivateKey:
    return signing.read_key(stated, kept=kept)


def keys() -> list[dict[str, str]]:
    """Every public key that ever signed, as a JSON Web Key Set lists them."""
    found = BadgeKey.objects.order_by("pk")
    return [one.public_key | {"kid": one.key_id, "alg": "RS256", "use": "sig"} for one in found]


def issuer_of(program: Program) -> documents.Issuer:
    """The program's organizer, who answers for its badges."""
    profile = address("issuer", program.slug)
    return documents.Issuer(profile, site(), program.organizer_name, program.contact_email)


def issuer_document(program: Program, *, now: datetime) -> dict[str, Any]:
    """The issuer's profile with its keys."""
    publish_key(now=now)
    known = [(address("badge-key", one.key_id), one.public_key) for one in BadgeKey.objects.order_by("pk")]
    return documents.document_of(documents.issuer(issuer_of(program)), known)


def achievement_of(version: CourseVersion, language: str) -> documents.Achievement:
    """What the course asks and gives, as the version says it."""
    course, content = version.course, content_of(version)
    return documents.Achievement(
        address=address("public-version", course.uuid, version.number),
        picture=address("badge-picture", course.uuid),
        name=said(content.title, language),
        description=said(content.summary, language),
        criteria=_criteria(content, language),
        language=language,
        version=str(version.number),
        hours=course.cpd_hours,
    )


def _criteria(content: Content, language: str) -> str:
    with translation.override(language):
        if content.quiz is None:
            return _("All lessons of the course were worked through.")
        return _(
            "All lessons were worked through, and the quiz was passed with at least %(mark)s per cent of its points."
        ) % {"mark": content.quiz.pass_mark}


def achievement_document(version: CourseVersion, language: str) -> dict[str, Any]:
    """The same as JSON, by itself."""
    told = documents.achievement(achievement_of(version, language))
    return {"@context": list(documents.CONTEXT)} | told


def credential_of(certificate: Certificate) -> dict[str, Any]:
    """The badge of a certificate, with the name only if its holder agreed."""
    enrolment, program = certificate.enrolment, certificate.program
    place, index = divmod(certificate.pk, documents.LIST_BITS)
    award = documents.Award(
        address=address("check", certificate.number),
        number=certificate.number,
        issued_at=certificate.issued_at,
        expires_on=certificate.expires_on,
        zone=program.zone,
        email=enrolment.participant.user.email,
        name=certificate.name if certificate.name_shown_at else "",
        hours=certificate.cpd_hours,
        status_list=address("badge-status", program.slug, place),
        status_index=index,
    )
    return documents.credential(award, issuer_of(program), achievement_of(enrolment.version, enrolment.language))


def signed(certificate: Certificate, *, now: datetime) -> str:
    """The badge as VC-JWT."""
    return signing.as_jwt(credential_of(certificate), signer(now=now))


def baked(certificate: Certificate, *, now: datetime) -> bytes:
    """The badge as a picture with the VC-JWT inside."""
    return pictures.baked(pictures.picture(certificate.program.brand_colour), signed(certificate, now=now))


def status_list(program: Program, place: int, *, now: datetime) -> str:
    """The signed list of which of so many certificates of the program were revoked."""
    first = place * documents.LIST_BITS
    revoked = Certificate.objects.filter(
        enrolment__course__program=program,
        revoked_at__isnull=False,
        pk__gte=first,
        pk__lt=first + documents.LIST_BITS,
    )
    indexes = [pk - first for pk in revoked.values_list("pk", flat=True)]
    listed = address("badge-status", program.slug, place)
    return signing.as_jwt(documents.status_list(listed, issuer_of(program), indexes, now=now), signer(now=now))


def public_version(course: UUID, number: int | None) -> CourseVersion | None:
    """A published version of a course that was ever published; without a number the newest."""
    published = CourseVersion.objects.filter(course__uuid=course, published_at__isnull=False)
    found = published.select_related("course__program").order_by("-number")
    return (found if number is None else found.filter(number=number)).first()
