"""Badges: a second implementation of Open Badges 3.0 accepts ours, and refuses what was changed, ended or revoked."""

import base64
import json
from datetime import timedelta

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from elearning.badges import BadgeKeyMissing, documents, read_key
from elearning.models import BadgeKey
from elearning.services import badging, certifying
from tests.builders.elearning import a_course, a_pass, an_enrolment
from tests.builders.programs import NOON, a_campaign_admin

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def certificate():
    return a_pass(an_enrolment(a_course(valid_months=12, cpd_hours="2.5"))).certificate


def published(client, number=-1):
    """A verifier that knows nothing but the published key."""
    key = client.get("/.well-known/jwks.json").json()["keys"][number]
    return OB3Verifier(RSAAlgorithm.from_jwk(json.dumps(key)))


def over_http(client):
    """As a checking program fetches addresses, here from the service itself."""
    return lambda address: client.get(address.removeprefix(badging.site())).content


def saved(client, certificate, form):
    client.force_login(certificate.enrolment.participant.user)
    return client.get(reverse("elearning:download", args=[certificate.number, form]))


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def test_another_implementation_accepts_the_badge(client, certificate):
    badge = published(client).verify(saved(client, certificate, "jwt").content.decode())

    assert badge.issuer.name == certificate.program.organizer_name
    assert badge.achievement.name == "Press fittings"
    assert badge.expiration_date.date() == certificate.expires_on


def test_it_finds_the_same_badge_in_the_picture(client, certificate):
    picture = saved(client, certificate, "png").content
    token = OB3Verifier.extract_token_from_png(picture)

    assert published(client).verify(token).achievement.name == "Press fittings"
    assert token == badging.signed(certificate, now=LATER)


def test_a_changed_word_breaks_the_signature(client, certificate):
    head, body, signature = badging.signed(certificate, now=LATER).split(".")
    told = base64.urlsafe_b64decode(body + "==").replace(b"Press fittings", b"Fuel fittings!")
    forged = f"{head}.{base64.urlsafe_b64encode(told).rstrip(b'=').decode()}.{signature}"

    with pytest.raises(OB3VerificationError, match="signature"):
        published(client).verify(forged)


def test_after_its_last_day_the_badge_is_refused(client, certificate):
    token = badging.signed(certificate, now=LATER)
    with time_machine.travel(LATER + timedelta(days=364), tick=False):
        published(client).verify(token)

    with time_machine.travel(LATER + timedelta(days=366), tick=False), pytest.raises(OB3VerificationError):
        published(client).verify(token)


def test_a_revoked_badge_is_refused_by_the_signed_list(client, certificate):
    verifier, token = published(client), badging.signed(certificate, now=LATER)
    verifier.verify(token, check_status=True, download=over_http(client))
    certifying.revoke(certificate=certificate, by=a_campaign_admin().user, reason="Copied answers", now=LATER)

    with pytest.raises(OB3VerificationError, match="is set at index"):
        verifier.verify(token, check_status=True, download=over_http(client))


def test_the_list_says_nothing_of_anybody(client, certificate):
    address = claims_of(badging.signed(certificate, now=LATER))["credentialStatus"]["statusListCredential"]
    told = claims_of(over_http(client)(address).decode())

    assert set(told["credentialSubject"]) == {"id", "type", "statusPurpose", "encodedList"}
    assert certificate.number not in json.dumps(told)


def test_the_badge_names_the_mail_address_as_a_hash_only(certificate):
    token, email = claims_of(badging.signed(certificate, now=LATER)), certificate.enrolment.participant.user.email
    (one,) = token["credentialSubject"]["identifier"]

    assert email not in json.dumps(token) and certificate.name not in json.dumps(token)
    assert one["identityHash"] == documents.hashed(email, salt=one["salt"])


def test_the_name_stands_in_it_once_its_holder_agreed(certificate):
    certifying.show_name(certificate=certificate, is_shown=True, now=LATER)
    certificate.refresh_from_db()
    identifiers = claims_of(badging.signed(certificate, now=LATER))["credentialSubject"]["identifier"]

    assert {one["identityType"]: one["identityHash"] for one in identifiers}["name"] == certificate.name


def test_the_header_has_what_the_standard_allows_and_leads_to_the_key(client, certificate):
    head = jwt.get_unverified_header(badging.signed(certificate, now=LATER))
    key = client.get(head["kid"].removeprefix(badging.site())).json()

    assert head.keys() == {"alg", "kid", "typ"} and head["alg"] == "RS256"
    assert key["kty"] == "RSA" and "d" not in key


def test_every_required_member_is_there(certificate):
    """Open Badges 3.0, B.1.1 AchievementCredential and B.1.2 Achievement: members of cardinality 1."""
    told = badging.credential_of(certificate)

    assert {"@context", "id", "type", "credentialSubject", "issuer", "validFrom"} <= told.keys()
    assert {"id", "type", "criteria", "description", "name"} <= told["credentialSubject"]["achievement"].keys()
    assert told["credentialSubject"]["achievement"]["creditsAvailable"] == 2.5
    assert told["@context"][:2] == list(documents.CONTEXT)


def test_issuer_course_and_picture_are_found_at_the_addresses_the_badge_names(client, certificate):
    told = badging.credential_of(certificate)
    achievement, fetch = told["credentialSubject"]["achievement"], over_http(client)
    issuer = json.loads(fetch(told["issuer"]["id"]))

    assert issuer["name"] == told["issuer"]["name"] and issuer["assertionMethod"]
    assert json.loads(fetch(achievement["id"])) == {"@context": told["@context"], **achievement}
    assert fetch(achievement["image"]["id"]).startswith(b"\x89PNG")


def test_after_a_change_of_key_old_badges_can_still_be_checked(client, certificate, settings):
    old = badging.signed(certificate, now=LATER)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    pem = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    settings.BADGE_KEY = base64.b64encode(pem).decode()
    new = badging.signed(certificate, now=LATER)

    assert BadgeKey.objects.count() == 2
    published(client, 0).verify(old)
    published(client, 1).verify(new)


@pytest.mark.parametrize("stated", ["", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_without_a_key_nothing_is_signed(stated):
    with pytest.raises(BadgeKeyMissing):
        read_key(stated, kept=None)


def test_the_key_file_is_for_the_owner_alone(tmp_path):
    kept = tmp_path / "home" / "badge_key.pem"
    first = read_key("", kept=kept).private_numbers()

    assert read_key("", kept=kept).private_numbers() == first
    assert kept.stat().st_mode & 0o077 == 0
    assert [file.name for file in kept.parent.iterdir()] == ["badge_key.pem"]


def test_without_a_key_people_are_told_and_old_keys_stay_listed(client, certificate, settings):
    badging.signer(now=LATER)
    settings.BADGE_KEY_FILE = None

    answer = saved(client, certificate, "png")
    assert answer.status_code == 302 and answer.url == reverse("elearning:course", args=[a_course().uuid])
    assert saved(client, certificate, "pdf").status_code == 200
    assert len(client.get("/.well-known/jwks.json").json()["keys"]) == 1
    assert client.get(reverse("elearning:badge-status", args=[certificate.program.slug, 0])).status_code == 503
