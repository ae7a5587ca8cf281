"""Who somebody is in which program."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from common.prepared import Prepared
from participants.models import CampaignAdmin, Company, Membership, Participant, Qualification, User
from programs.models import Program, Terms


def _parts(user: Any) -> QuerySet[Participant]:
    parts = Participant.objects.filter(user=user, is_active=True, program__is_active=True)
    return parts.select_related("program", "company").order_by("-joined_at")


_NEWEST_PART = Prepared(_parts, values=1)


def participant_of(user: User | AnonymousUser) -> Participant | None:
    """The person's active part in a program; the one joined last where there are several."""
    if not user.is_authenticated or not user.is_active:
        return None
    if newest := user.newest_part if hasattr(user, "newest_part") else _NEWEST_PART.first(user.pk):
        newest.user = user
    return newest


def administers(user: User | AnonymousUser, program: Program) -> bool:
    """Whether the person sets up and watches this program."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or CampaignAdmin.objects.filter(user=user, program=program, is_active=True).exists()


def administered_programs(user: User) -> list[Program]:
    """The programs that a campaign admin sees; all of them for the operator."""
    programs = Program.objects.order_by("name")
    return list(programs if user.is_superuser else programs.filter(admins__user=user, admins__is_active=True))


def has_other_parts(user: User, *, than: Participant) -> bool:
    """Whether the account still serves another participation, or looks after a program or the service."""
    if user.is_staff or user.is_superuser or user.administered.filter(is_active=True).exists():
        return True
    return user.participations.filter(is_active=True).exclude(pk=than.pk).exists()


def company_share(participant: Participant) -> int:
    """The part of the person's points, in per cent, that goes to the company; none where there is no company."""
    if participant.company is None:
        return 0
    own = Membership.objects.filter(participant=participant, ended_at=None).values_list("points_share", flat=True)
    share = own.first()
    return participant.company.points_share if share is None else share


def has_agreed(participant: Participant, kind: str) -> bool:
    """Whether the participant agreed to a wording of this kind, and did not take it back."""
    return participant.consents.filter(terms__kind=kind, withdrawn_at=None).exists()


def qualifications(participant: Participant, *, on: date) -> QuerySet[Qualification]:
    """What the participant is certified for on a day."""
    open_end = Q(valid_until=None) | Q(valid_until__gte=on)
    not_revoked = Q(revoked_on=None) | Q(revoked_on__gt=on)
    # Who took part under two addresses is certified under both.
    person = Q(participant=participant) | Q(participant__merged_into=participant)
    return Qualification.objects.filter(person, open_end, not_revoked, valid_from__lte=on)


def shown_qualifications(participant: Participant, *, on: date) -> list[Qualification]:
    """The same for a distributor to see: nothing unless the participant agreed. Of each name the one that lasts."""
    if not has_agreed(participant, Terms.Kind.CERTIFICATES):
        return []
    lasting = qualifications(participant, on=on).order_by("name", "valid_until")
    return list({one.name: one for one in sorted(lasting, key=lambda one: one.valid_until or date.max)}.values())


def qualification_names(program: Program) -> list[str]:
    """Every name under which somebody in the program was ever certified."""
    found = Qualification.objects.filter(participant__program=program)
    return list(found.order_by("name").values_list("name", flat=True).distinct())


def company_seen_by(participant: Participant) -> Company | None:
    """The company whose account the person may see."""
    seen = Membership.objects.filter(participant=participant, ended_at=None, sees_account=True)
    found = seen.select_related("company").first()
    return found.company if found else None


def membership_of(participant: Participant) -> Membership | None:
    """To which company the person belongs now, and on which terms; none for who takes part no more."""
    held = Membership.objects.filter(participant=participant, ended_at=None, participant__is_active=True)
    return held.select_related("company").first()


def company_spent_by(participant: Participant) -> Company | None:
    """The company whose training credits the person may spend."""
    held = membership_of(participant)
    return held.company if held and held.spends_credits else None


def people_of(company: Company) -> QuerySet[Membership]:
    """Who belongs to the company now and takes part, by name."""
    held = Membership.objects.filter(company=company, ended_at=None, participant__is_active=True)
    return held.select_related("participant__user", "participant__program").order_by("participant__name", "pk")


def language_of(participant: Participant) -> str:
    """In which the person is written to."""
    return participant.user.language or participant.program.default_language
