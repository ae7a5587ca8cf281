"""What happened in a course, counted as it happens, so that a page over millions of attempts adds up a few rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from elearning.models.courses import Course, CourseVersion


class Tally(models.Model):
    """One kind of thing in one month, by lesson or question; `part` only spreads writers over several rows.

    `count` of all kinds. Questions: `item` and `rest` are sums of the shares of points, in thousandths, that attempts
    reached in the question and in all others; the products are sums of theirs. Attempts: `item` is seconds.
    """

    class Kind(models.TextChoices):
        ENROLLED = "enrolled", _("enrolled")
        CREDITS = "credits", _("training credits spent")
        BY_FIRMS = "by-firms", _("training credits spent by companies")
        GIVEN_BACK = "given-back", _("given back")
        STARTED = "started", _("started")
        LESSON = "lesson", _("lesson done")
        FINISHED = "finished", _("all lessons done")
        ATTEMPT = "attempt", _("attempt handed in")
        QUESTION = "question", _("question answered")
        PASSED = "passed", _("passed")
        DAYS = "days", _("days from enrolment to passing")

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="tallies", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=40, blank=True)
    month = models.DateField()
    part = models.PositiveSmallIntegerField()
    count = models.BigIntegerField(default=0)
    item = models.BigIntegerField(default=0)
    item_squared = models.BigIntegerField(default=0)
    rest = models.BigIntegerField(default=0)
    rest_squared = models.BigIntegerField(default=0)
    item_rest = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "key", "month", "part"], name="a_tally_of_a_course_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.kind} {self.key} {self.month:%Y-%m}: {self.count}"


class Comparison(models.Model):
    """What people claimed of a course's products before and after it, beside people who never began it.

    Worked out by a job; `result` is what `elearning.comparing` says.
    """

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="comparison")
    result = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.course} {self.made_at:%Y-%m-%d}"
