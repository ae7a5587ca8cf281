"""Makes people who take part in the demo program, and prints their e-mails.

python -m trials.inside.crowd COUNT
"""

from __future__ import annotations

import json
import sys

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from participants import services
from participants.models import User
from programs.models import Program
from samples.loading import DEMO_PASSWORD, load_program


def make(count: int, *, name: str = "person") -> list[str]:
    """Their e-mails."""
    program = Program.objects.get(slug=load_program()["program"]["slug"])
    password, now, emails = make_password(DEMO_PASSWORD), timezone.now(), []
    for number in range(1, count + 1):
        user = User.objects.create(email=f"{name}-{number}@trial.example.com", password=password)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        services.join(
            user=user,
            program=program,
            name=f"Person {number}",
            accepts_terms=True,
            accepts_contact=False,
            through="trial",
            now=now,
        )
        emails.append(user.email)
    return emails


if __name__ == "__main__":
    print(json.dumps(make(int(sys.argv[1]))))
