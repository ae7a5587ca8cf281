"""Proof of a passed course."""

from django.db import models

from elearning.models.taking import Enrolment


class Certificate(models.Model):
    """Proof of a passed course, with a number that anybody can check."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=200)
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number
