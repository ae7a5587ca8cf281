"""One code in 64 hands: 32 people, each on two devices at once."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.utils import timezone

from campaigns.codes import digest
from claims.code_refusals import CodeUsedByAnother, CodeUsedByYou
from claims.models import Claim, CodeRedemption
from claims.owners import participant_owner
from claims.services import codes
from ledger import queries as ledger
from participants.models import Participant
from trials.inside import crowd
from trials.inside.kills.redeeming import live_codes
from trials.inside.races.hands import HANDS

WON, OWN, FOREIGN = "won", "own", "foreign"
"""Redeemed; redeemed by the same person on the other device; redeemed by somebody else."""

TABLE = CodeRedemption._meta.db_table


class CodeRace:
    """A code for each run."""

    winning = WON

    def __init__(self, runs: int) -> None:
        emails = crowd.make(HANDS // 2, name=f"race-{Claim.objects.count()}")
        people = Participant.objects.filter(user__email__in=emails).select_related("user", "program", "company")
        self._people = list(people.order_by("pk"))
        self._codes = live_codes(runs)

    def deed(self, run: int, hand: int) -> str:
        """Redeem it."""
        return self._redeem(run, hand)

    def unguarded(self, run: int, hand: int) -> str:
        """Look first, as one would without the key: harmless one after another, and not at once."""
        if CodeRedemption.objects.filter(code__digest=digest(self._codes[run], key=settings.CODE_KEY)).exists():
            return FOREIGN
        return self._redeem(run, hand)

    def _redeem(self, run: int, hand: int) -> str:
        try:
            codes.redeem(participant=self._people[hand // 2], text=self._codes[run], now=timezone.now())
        except CodeUsedByYou:
            return OWN
        except CodeUsedByAnother:
            return FOREIGN
        return WON

    def judge(self, run: int, got: list[str]) -> Iterator[str]:
        """What is not as it should be: one wins, the other device learns that it was himself, all others who lost."""
        if (got.count(WON), got.count(OWN), got.count(FOREIGN)) != (1, 1, HANDS - 2):
            yield f"run {run}: {sorted(set(got))}"
        elif got.index(WON) // 2 != got.index(OWN) // 2:
            yield f"run {run}: {got.index(OWN)} was told to have redeemed what {got.index(WON)} did"

    def total(self) -> Iterator[str]:
        """One claim, one redemption and one point for each code."""
        held = sum(
            ledger.balance(program=one.program, owner=participant_owner(one), unit="points") for one in self._people
        )
        claims = Claim.objects.filter(participant__in=self._people)
        found = (held, claims.count(), CodeRedemption.objects.filter(claim__in=claims).count())
        if found != (len(self._codes),) * 3:
            yield f"{len(self._codes)} codes gave {found[0]} points, {found[1]} claims and {found[2]} redemptions"

    def overdrawn(self) -> int:
        """Codes take nothing from anybody."""
        return 0

    def without_guard(self) -> None:
        """The table of used codes loses its key."""
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE without_key AS SELECT * FROM {TABLE}")  # noqa: S608 - a name of our own
            cursor.execute(f"DROP TABLE {TABLE}")
            cursor.execute(f"ALTER TABLE without_key RENAME TO {TABLE}")
