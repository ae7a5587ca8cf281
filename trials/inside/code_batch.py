"""Orders a batch of on-pack codes, or says how one stands; prints one JSON object.

python -m trials.inside.code_batch order COUNT
python -m trials.inside.code_batch check UUID
"""

from __future__ import annotations

import json
import sys
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from campaigns.codes import digest
from campaigns.models import CodeBatch
from campaigns.services import making, print_files


def order(count: int) -> str:
    """One more batch like the demo's; its uuid."""
    known = CodeBatch.objects.select_related("campaign", "product").order_by("pk")[0]
    batch = CodeBatch(campaign=known.campaign, product=known.product, name="Trial", count=count, points=1)
    making.order(batch=batch, by=known.made_by, now=timezone.now())
    return str(batch.uuid)


def check(uuid: str) -> dict[str, Any]:
    """Whether rows and print files hold the same codes in the same order, and whether files are left over."""
    batch = CodeBatch.objects.get(uuid=uuid)
    rows = batch.codes.order_by("pk").values_list("serial", "digest").iterator(chunk_size=10_000)
    printed = (digest(code, key=settings.CODE_KEY) for code in print_files.codes_of(batch))
    differing = codes = 0
    for number, (row, on_paper) in enumerate(zip_longest(rows, printed), start=1):
        codes += row is not None
        differing += row is None or on_paper is None or (row[0], bytes(row[1])) != (number, on_paper)
    stored = default_storage.listdir(f"codes/{batch.uuid}")[1]
    kept = print_files.kept(batch).count()
    told = {"state": batch.state, "written": batch.written, "count": batch.count, "codes": codes}
    return told | {"differing": differing, "left_over": len(stored) - kept}


if __name__ == "__main__":
    print(json.dumps(order(int(sys.argv[2])) if sys.argv[1] == "order" else check(sys.argv[2])))
