"""Times the answers to codes that give nothing, each kind in turn; prints milliseconds by kind as one JSON object.

python -m trials.inside.answers ROUNDS CODES
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns import services as campaigns
from campaigns.batches import BatchState
from campaigns.codes import make_codes
from campaigns.models import Campaign, CodeBatch, Product, RangeMove
from campaigns.services import making, print_files
from claims.code_refusals import CodeRefused
from claims.services import codes
from participants.models import Participant, User
from programs.models import Program

WARM = 100
"""Rounds before those that are counted."""
SEED = 7


def batch_of(campaign: Campaign, product: Product, count: int, *, by: User) -> tuple[CodeBatch, list[str]]:
    """A live batch, and its codes in clear."""
    batch = CodeBatch(campaign=campaign, product=product, name="Trial", count=count, points=1)
    making.order(batch=batch, by=by, now=timezone.now())
    making.make_all(batch=batch, now=timezone.now())
    texts = list(print_files.codes_of(batch))
    CodeBatch.objects.filter(pk=batch.pk).update(state=BatchState.LIVE)
    batch.refresh_from_db()
    return batch, texts


def elsewhere(campaign: Campaign) -> tuple[Campaign, Product]:
    """Another program with a live campaign."""
    program = Program.objects.create(
        slug="elsewhere", name="Elsewhere", organizer_name="E", contact_email="e@e.example"
    )
    days = {name: getattr(campaign, name) for name in ("starts_on", "ends_on", "claims_until")}
    other = Campaign.objects.create(program=program, name="Elsewhere", is_live=True, **days)
    return other, Product.objects.create(program=program, sku="E", name="E")


def prepared(count: int) -> dict[str, list[str]]:
    """Codes of every kind that gets the one answer, among as many that are live."""
    known = CodeBatch.objects.select_related("campaign__program", "product", "made_by").order_by("pk")[0]
    here, by, now = (known.campaign, known.product), known.made_by, timezone.now()
    assert by is not None
    batch_of(*here, count, by=by)
    not_live, closed_texts = batch_of(*here, count, by=by)
    CodeBatch.objects.filter(pk=not_live.pk).update(state=BatchState.PRINTED)
    recalled, recalled_texts = batch_of(*here, count, by=by)
    campaigns.recall_range(batch=recalled, first=1, last=count, reason="Trial", by=by, now=now)
    closed, range_texts = batch_of(*here, count, by=by)
    line = RangeMove(first=1, last=count, became="closed", reason="Trial")
    campaigns.move_range(batch=closed, move=line, by=by, now=now)
    _foreign, foreign_texts = batch_of(*elsewhere(known.campaign), count, by=by)
    return {
        "not live": closed_texts,
        "recalled": recalled_texts,
        "closed range": range_texts,
        "of another program": foreign_texts,
    }


def kinds(count: int) -> dict[str, Callable[[random.Random], str]]:
    """How each kind's next code is drawn; every second kind is there to judge the trial by."""
    drawn = {name: _drawer(texts) for name, texts in prepared(count).items()}
    unknown: Callable[[random.Random], str] = lambda _chance: make_codes(1)[0]  # noqa: E731
    return {"unknown": unknown, "unknown again": unknown, "mistyped": _mistyped} | drawn


def _drawer(texts: list[str]) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(texts)


def _mistyped(_chance: random.Random) -> str:
    """Not looked up at all, so its answer must be seen to be quicker."""
    [code] = make_codes(1)
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def timed(participant: Participant, text: str) -> float:
    """Milliseconds until the answer, without the commit of the one row that each of them writes.

    Waiting for the disk would hide what is looked for; taken back, the row makes nobody a guesser.
    """
    with transaction.atomic():
        now, started = timezone.now(), time.perf_counter()
        with suppress(CodeRefused):
            codes.redeem(participant=participant, text=text, now=now)
        milliseconds = (time.perf_counter() - started) * 1000
        transaction.set_rollback(True)
    return milliseconds


def rounds(number: int, count: int) -> Iterator[dict[str, float]]:
    """Every kind once, in an order that chance gives."""
    drawing, chance = kinds(count), random.Random(SEED)
    participant = Participant.objects.select_related("user", "program").order_by("pk")[0]
    gc.disable()
    for _round in range(WARM + number):
        order: list[Any] = list(drawing.items())
        chance.shuffle(order)
        yield {name: timed(participant, draw(chance)) for name, draw in order}


def main(number: int, count: int) -> None:
    counted = list(rounds(number, count))[WARM:]
    print(json.dumps({name: [one[name] for one in counted] for name in sorted(counted[0])}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
