"""A clerk who is signed in, with claims waiting; prints session, token and the first claim as a JSON list.

python -m trials.inside.bench_session EMAIL CLAIMS
"""

from __future__ import annotations

import json
import sys

from django.middleware.csrf import _get_new_csrf_string

from claims.models import Claim
from distributors.models import Clerk
from trials.inside.bench_desk import signed_in
from trials.inside.bench_queue import put


def main(email: str, claims: int) -> None:
    clerk = Clerk.objects.select_related("user", "distributor__program").get(user__email=email)
    Claim.objects.filter(distributor=clerk.distributor, status="submitted").update(desk="organizer")
    first = put(clerk.distributor, range(claims))[0]
    session = signed_in(clerk.user).cookies["sessionid"].value
    print(json.dumps([session, _get_new_csrf_string(), str(first.uuid)]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
