"""A program's live campaigns, read once to ask about many purchases: which one counts, and is it open?"""

from dataclasses import dataclass
from datetime import date, timedelta

from campaigns.models import Campaign
from campaigns.queries import is_used_up
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Calendar:
    """The campaigns as they stand on one day, the newest first, each with the distributors that it names."""

    today: date
    campaigns: tuple[tuple[Campaign, frozenset[int]], ...]

    @property
    def takes_from(self) -> date | None:
        """The first day whose purchases can still be claimed under any of them; None if nothing can."""
        days = [self._takes_from(campaign) for campaign, _sellers in self.campaigns if self._is_open(campaign)]
        return min(days, default=None)

    def open_for(self, *, bought_on: date, distributor_id: int) -> Campaign | None:
        """The campaign in which the purchase counts (see `campaign_for`), if it can still be claimed there today."""
        for campaign, sellers in self.campaigns:
            if campaign.starts_on <= bought_on <= campaign.ends_on and (not sellers or distributor_id in sellers):
                is_open = self._is_open(campaign) and bought_on >= self._takes_from(campaign)
                return campaign if is_open else None
        return None

    def _is_open(self, campaign: Campaign) -> bool:
        return campaign.claims_until >= self.today

    def _takes_from(self, campaign: Campaign) -> date:
        return max(campaign.starts_on, self.today - timedelta(days=campaign.claim_days))


def calendar(program: Program, *, today: date) -> Calendar:
    """What counts today; a campaign whose budget is used up takes nothing new, and is left out."""
    live = Campaign.objects.filter(program=program, is_live=True, starts_on__lte=today)
    rows = live.prefetch_related("distributors").order_by("-starts_on", "-id")
    return Calendar(
        today,
        tuple(
            (campaign, frozenset(one.pk for one in campaign.distributors.all()))
            for campaign in rows
            if not is_used_up(campaign)
        ),
    )
