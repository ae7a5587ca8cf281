"""What campaigns and distributors go by: certified on the day of purchase, and seen only with consent."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from campaigns import services as campaigns
from campaigns.rules import Multiplier, Scope
from claims.models import Award
from claims.services import awards
from claims.services.facts import person_facts
from claims.states import Status
from participants import services as participants
from participants.models import Participant, Qualification
from participants.queries import qualification_names, qualifications, shown_qualifications
from programs.models import Terms
from tests.builders.claims import a_claim
from tests.builders.elearning import a_course, a_pass, an_enrolment
from tests.builders.programs import NOON, a_campaign, a_participant, a_program
from tests.elearning.test_certificates import a_certificate, revoked

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

DAY = timedelta(days=1)
TODAY = NOON.date()
BOUGHT = date(2026, 11, 4)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def earned_by_double_for_fitters() -> int:
    """Sixty for the elbows; double with the certificate. Whatever comes later, the same is computed again."""
    only = Scope(certificates=frozenset({"Press fittings"}))
    campaigns.add_rule(campaign=a_campaign(), effect=Multiplier(Decimal(2)), scope=only, by=None, now=LONG_AGO)
    award = Award.objects.get(claim=a_claim(Status.VERIFIED))
    found = awards.recomputed(award).total("points")
    Qualification.objects.update(revoked_on=date(2026, 1, 1))
    assert awards.recomputed(award).total("points") == found
    return found


def qualified(*, valid_until: date | None = None, revoked_on: date | None = None) -> Participant:
    marek = a_participant()
    names = {"name": "Press fittings", "valid_from": date(2026, 1, 1), "source": "certificate:TEST"}
    participants.qualify(participant=marek, valid_until=valid_until, **names)
    if revoked_on:
        participants.disqualify(source="certificate:TEST", on=revoked_on)
    return marek


@pytest.mark.parametrize(
    ("until", "revoked_on", "points"),
    [
        (None, None, 120),
        (BOUGHT, None, 120),
        (BOUGHT - DAY, None, 60),
        (None, BOUGHT, 60),
        (None, BOUGHT + DAY, 120),
    ],
)
def test_double_points_for_who_was_certified_on_the_day_of_purchase(until, revoked_on, points):
    qualified(valid_until=until, revoked_on=revoked_on)

    assert earned_by_double_for_fitters() == points


def test_without_a_certificate_nothing_is_doubled():
    assert earned_by_double_for_fitters() == 60


def certificates_on(day: date) -> set[str]:
    return set(person_facts(a_participant(), on=day)["certificates"])


def test_passing_makes_a_qualification_and_revoking_ends_it():
    certificate = a_certificate()
    assert certificates_on(TODAY) == {"Press fittings"}
    assert certificates_on(TODAY - DAY) == set()
    assert certificates_on(certificate.expires_on + DAY) == set()

    revoked(certificate, now=NOON + 5 * DAY)

    assert certificates_on(TODAY + 4 * DAY) == {"Press fittings"}
    assert certificates_on(TODAY + 5 * DAY) == set()


def test_who_was_merged_is_certified_under_the_other_address_too():
    qualified()
    ola = a_participant("Ola Kowalska")
    Participant.objects.filter(pk=a_participant().pk).update(merged_into=ola, is_active=False)

    assert set(person_facts(ola, on=TODAY)["certificates"]) == {"Press fittings"}


def test_a_course_may_name_its_certificate_for_rules():
    a_pass(an_enrolment(a_course(certificate_name="Certified fitter")))

    assert certificates_on(TODAY) == {"Certified fitter"}
    assert qualification_names(a_program()) == ["Certified fitter"]


def test_a_renewal_goes_on_where_the_old_one_ends():
    end, later = a_certificate().expires_on, NOON + 300 * DAY
    a_pass(an_enrolment(a_course(), now=later), now=later)

    assert certificates_on(end + DAY) == {"Press fittings"}


def consent_wording() -> Terms:
    told = {"language": "en", "title": "Certificates", "text": "May be shown.", "published_at": NOON}
    return Terms.objects.create(program=a_program(), kind=Terms.Kind.CERTIFICATES, version=1, **told)


def test_distributors_see_nothing_without_consent_and_nothing_after_it_was_taken_back():
    marek = qualified()
    assert shown_qualifications(marek, on=TODAY) == []

    participants.agree(participant=marek, terms=consent_wording(), through="details page", now=NOON)
    assert [one.name for one in shown_qualifications(marek, on=TODAY)] == ["Press fittings"]

    participants.withdraw(participant=marek, kind=Terms.Kind.CERTIFICATES, now=NOON)
    assert shown_qualifications(marek, on=TODAY) == []


def test_of_several_of_one_name_the_one_that_lasts_is_shown():
    marek = qualified(valid_until=TODAY)
    names = {"name": "Press fittings", "valid_from": TODAY, "source": "certificate:NEXT"}
    participants.qualify(participant=marek, valid_until=TODAY + 365 * DAY, **names)
    participants.agree(participant=marek, terms=consent_wording(), through="details page", now=NOON)

    (shown,) = shown_qualifications(marek, on=TODAY)
    assert shown.valid_until == TODAY + 365 * DAY
    assert qualifications(marek, on=TODAY).count() == Qualification.objects.count() == 2
