"""Files of sales: received, read in parts, the claims they prove confirmed; then credit notes that take some back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import uuid4

from django.core.files.storage import default_storage
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from campaigns.models import Campaign
from claims.identity import identity_key
from claims.models import Award, AwardLine, Claim
from claims.states import Status
from distributors.models import Distributor, Sale, SaleLine, SalesFile, SalesMapping
from distributors.reading.facts import guessed, signature
from distributors.services import reading_files, receiving, taking
from ledger.kinds import Kind
from ledger.models import Transfer
from trials.inside.bench_queue import put
from trials.inside.kills.works import Fault, Sort, Tell, admin, do_jobs, jobs_left, undone_jobs
from verification.models import Decision
from verification.services import sweeping

READS, MATCHES = "distributors.tasks.read_sales", "verification.tasks.match_sales"
NAMES = ("Numer dokumentu", "Data", "Indeks", "Ilość", "Wartość brutto dokumentu", "Numer faktury korygowanej")

CLAIMS = 6
"""Of one work; half of them are taken back."""

SALES = 20
"""Of one file, with those that are claimed."""

PART = 5
"""Sales of one part, instead of 500: the same steps in less time."""

BOUGHT = 2
"""Units on each claim, as `put` makes them."""


@dataclass(frozen=True)
class Selling:
    """The sales of a day, and the credit notes of the next."""

    distributor: Distributor
    claims: Sequence[Claim]
    sku: str
    day: date

    def do(self, told: Sequence[str], tell: Tell) -> None:
        """Whoever hands a file over and sees no answer does it again; the worker reads and matches."""
        self._hand_over(self._sold(), told, tell)
        self._hand_over(self._credited(), told, tell)

    def _hand_over(self, rows: list[str], told: Sequence[str], tell: Tell) -> None:
        content = "\n".join([";".join(NAMES), *rows]).encode()
        if f"received {rows[0]}" not in told:
            receiving.receive(
                distributor=self.distributor, chunks=[content], name="sales.csv", by=admin(), now=timezone.now()
            )
            tell(f"received {rows[0]}")
        do_jobs(tell, READS, MATCHES)

    def _sold(self) -> list[str]:
        numbers = [claim.document_number for claim in self.claims]
        others = [f"{self.claims[0].document_number}-{number}" for number in range(SALES - CLAIMS)]
        return [f"{number};{self.day};{self.sku};{BOUGHT};123,00;" for number in (*numbers, *others)]

    def _credited(self) -> list[str]:
        back = [claim.document_number for claim in self._taken_back()]
        return [f"KOR/{number};{self.day};{self.sku};-{BOUGHT};-123,00;{number}" for number in back]

    def _taken_back(self) -> Sequence[Claim]:
        return self.claims[: CLAIMS // 2]

    def standing(self) -> list[str]:
        """The sales that stand in the table stay there."""
        return [f"sale {number}" for number in self._sales().values_list("number", flat=True)]

    def judge(self, told: Sequence[str]) -> Iterator[Fault]:
        """Each sale is known once, each claim confirmed and paid once, and half of them taken back once."""
        yield from undone_jobs(told)
        stand = set(self.standing())
        seen = {piece for piece in told if piece.startswith("sale ")}
        yield from (Fault("lost", f"{piece} stood there and is gone") for piece in seen - stand)
        yield from self._judge_sales()
        for claim in self.claims:
            yield from _judge_claim(claim, is_back=claim in self._taken_back())

    def _judge_sales(self) -> Iterator[Fault]:
        wanted = SALES + CLAIMS // 2
        lines = SaleLine.objects.filter(sale__in=self._sales())
        for what, number in (("sales", self._sales().count()), ("lines of sales", lines.count())):
            if number != wanted:
                yield Fault(_sort(number, wanted), f"{number} {what} instead of {wanted}")
        files = SalesFile.objects.filter(pk__in=self._sales().values("file"))
        counted = files.aggregate(count=Count("pk"), new=Sum("new", default=0))
        if counted != {"count": 2, "new": wanted}:
            yield Fault(_sort(counted["new"], wanted), f"the files say {counted} of {wanted} sales")
        for file in files.exclude(state=SalesFile.State.DONE):
            yield Fault("undone", f"a file is {file.state}")

    def _sales(self) -> QuerySet[Sale]:
        name = self.claims[0].document_number.partition("/")[0]
        return Sale.objects.filter(distributor=self.distributor, number__contains=name)


def _sort(number: int, wanted: int) -> Sort:
    return "doubled" if number > wanted else "undone"


def _judge_claim(claim: Claim, *, is_back: bool) -> Iterator[Fault]:
    claim.refresh_from_db()
    made = Decision.objects.filter(claim=claim)
    numbers = {
        "confirmations": (made.filter(kind=Decision.Kind.CONFIRM).count(), 1),
        "reversals": (made.filter(kind=Decision.Kind.REVERSE).count(), int(is_back)),
        "awards": (Award.objects.filter(claim=claim).count(), 1),
        "awards taken back": (Award.objects.filter(claim=claim, reversed_at__isnull=False).count(), int(is_back)),
        "in its last state": (int(claim.status == (Status.REVERSED if is_back else Status.VERIFIED)), 1),
    }
    for what, (number, wanted) in numbers.items():
        if number != wanted:
            yield Fault(_sort(number, wanted), f"claim {claim.uuid}: {number} {what} instead of {wanted}")


class SalesFiles:
    """One file after another of one distributor, whose campaign lets its sales confirm."""

    def __init__(self, chance: Random) -> None:
        taking.AT_ONCE = sweeping.AT_ONCE = PART
        reading_files.LINES_AT_ONCE = PART
        self._distributor = chance.choice(list(Distributor.objects.select_related("program").order_by("pk")))
        Campaign.objects.update(sales_prove=True, sales_prove_unnamed=True, sale_settles_up_to=99, audit_share=0)
        SalesMapping.objects.get_or_create(
            distributor=self._distributor,
            signature=signature(NAMES),
            defaults={
                "names": list(NAMES),
                "positions": guessed(NAMES),
                "made_by": admin(),
                "made_at": timezone.now(),
            },
        )

    def lay_out(self) -> Selling:
        """Claims on purchases of today that nobody looked at yet."""
        claims = put(self._distributor, range(CLAIMS), uuid4().hex)
        for claim in claims:
            claim.identity_key = identity_key(
                issuer_tax_id=self._distributor.tax_id,
                issuer_name=self._distributor.name,
                document_number=claim.document_number,
            )
        Claim.objects.bulk_update(claims, ["identity_key"])
        line = claims[0].lines.select_related("product")[0]
        assert line.product and claims[0].issue_date
        return Selling(self._distributor, claims, line.product.sku, claims[0].issue_date)

    def close(self) -> Iterator[Fault]:
        """No job is left, no file in the store; what was paid is what was awarded, less what was taken back."""
        yield from jobs_left(READS, MATCHES)
        # What was stored and named by nobody, because the sender died, goes a day later.
        receiving.sweep(now=timezone.now() + 2 * receiving.GRACE)
        if left := default_storage.listdir(receiving.FOLDER)[1]:
            yield Fault("undone", f"{len(left)} files of sales are left in the store")
        paid = Transfer.objects.filter(kind=Kind.AWARD).aggregate(sum=Sum("amount"))["sum"] or 0
        awarded = AwardLine.objects.aggregate(sum=Sum("quantity"))["sum"] or 0
        if paid != awarded:
            yield Fault("doubled" if paid > awarded else "lost", f"{awarded} were awarded, and {paid} paid")
