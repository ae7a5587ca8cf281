"""Companies and their people: who belongs to which, from when to when, and what they share."""

from datetime import datetime

from django.db import transaction

from jobs.services import after_commit
from participants.models import Company, Membership, Participant, User


@transaction.atomic
def enter_company(
    *,
    participant: Participant,
    company: Company,
    now: datetime,
    points_share: int | None = None,
    sees_account: bool = False,
    spends_credits: bool = False,
    by: User | None = None,
) -> Membership:
    """Belong to the company from now on, and to no other. What the two share holds for what is confirmed from now."""
    leave_company(participant=participant, now=now)
    Participant.objects.filter(pk=participant.pk).update(company=company)
    participant.company = company
    return Membership.objects.create(
        participant=participant,
        company=company,
        points_share=points_share,
        sees_account=sees_account,
        spends_credits=spends_credits,
        made_by=by,
        began_at=now,
    )


@transaction.atomic
def leave_company(*, participant: Participant, now: datetime) -> None:
    """Belong to no company any more. What its account holds stays there."""
    # The row of the person is the lock: two changes at once follow each other.
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    Membership.objects.filter(participant=participant, ended_at=None).update(ended_at=now)
    Participant.objects.filter(pk=participant.pk).update(company=None)
    participant.company = None


@transaction.atomic
def let_spend(*, participant: Participant, company: Company, is_allowed: bool, by: User, now: datetime) -> None:
    """Somebody of the company may spend its training credits from now on, or no more. Nothing changed, no new row."""
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    was = Membership.objects.filter(participant=participant, company=company, ended_at=None).first()
    if was is None or was.spends_credits == is_allowed:
        return
    enter_company(
        participant=participant,
        company=company,
        points_share=was.points_share,
        sees_account=was.sees_account,
        spends_credits=is_allowed,
        by=by,
        now=now,
    )


def tell_tax_id(company: Company) -> None:
    """The company's tax id is new: distributors' sales may say by which number they know it."""
    after_commit("distributors.tasks.learn_customer_numbers", company_id=str(company.uuid))
