"""People: who signs in, which program they take part in, for which firm, and what they agreed to."""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from programs.models import Program, Terms


class UserManager(BaseUserManager["User"]):
    """Makes users that are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who can sign in. What the person may do follows from participant, clerk and campaign admin rows."""

    username = None  # type: ignore[assignment]
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)

    newest_part: "Participant | None"
    """There only where it was found together with the session; else `participants.queries.participant_of` asks."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="an_address_signs_in_one_person")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Session(AbstractBaseSession):
    """A browser that stays signed in, or for which something is remembered."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name=_("user"))


class Company(models.Model):
    """A firm whose people take part."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="companies")
    name = models.CharField(_("name"), max_length=200)
    tax_id = models.CharField(_("tax id"), max_length=20, blank=True)
    points_share = models.PositiveSmallIntegerField(
        _("per cent to the company"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("Of its people's points. 0: each keeps the own ones. 100: the company gets all of them."),
    )

    first_claim_only = models.BooleanField(
        _("only the first may claim a document"),
        default=False,
        help_text=_(
            "An invoice of the firm, claimed by one of its people, cannot be sent by another one. "
            "Otherwise it can, and whoever decides is told."
        ),
    )
    tells_who_claimed = models.BooleanField(
        _("the second is told who has it"),
        default=False,
        help_text=_("With the name and the number of the claim. Otherwise only that somebody has."),
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "tax_id"], condition=~models.Q(tax_id=""), name="a_company_is_known_once_by_tax_id"
            ),
            models.CheckConstraint(
                condition=models.Q(points_share__lte=100), name="a_company_gets_no_more_than_its_peoples_points"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Segment(models.Model):
    """A group of participants that rules can name, such as heating engineers."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="segments")
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = [models.UniqueConstraint(fields=["program", "name"], name="a_segment_has_a_name_of_its_own")]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """A person's part in one program: claims, points and courses hang on this row."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="participants")
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="participants", null=True, blank=True, verbose_name=_("company")
    )
    segments = models.ManyToManyField(Segment, related_name="participants", blank=True, verbose_name=_("segments"))
    name = models.CharField(_("name"), max_length=150)
    joined_at = models.DateTimeField(_("joined"))
    is_active = models.BooleanField(_("active"), default=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    # The same person under another address: what this one earns and holds goes there.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["user", "program"], name="a_person_takes_part_once_in_a_program"),
            models.CheckConstraint(
                condition=models.Q(left_at=None) | models.Q(is_active=False), name="who_left_takes_part_no_more"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(is_active=False),
                name="who_was_merged_takes_part_no_more",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """From when to when somebody belongs to a company, and what the two share. A changed share is a new row.

    `Participant.company` repeats the company of the one that has not ended.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="memberships")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("participant")
    )
    points_share = models.PositiveSmallIntegerField(
        _("per cent to the company"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    sees_account = models.BooleanField(_("sees the company's account"), default=False)
    spends_credits = models.BooleanField(_("may spend the company's training credits"), default=False)
    # Without an index: nobody looks from here.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
        verbose_name=_("by"),
    )
    began_at = models.DateTimeField(_("from"), editable=False)
    ended_at = models.DateTimeField(_("to"), null=True, editable=False)

    class Meta:
        verbose_name = _("person of the company")
        verbose_name_plural = _("people of the company")
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=models.Q(ended_at=None),
                name="a_person_belongs_to_one_company_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(points_share=None) | models.Q(points_share__lte=100),
                name="a_person_gives_no_more_than_the_own_points",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")),
                name="who_leaves_a_company_was_in_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.company}"


class Consent(models.Model):
    """What a participant was shown and agreed to, and when. Withdrawing is kept, not deleted."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="consents")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(_("given"))
    given_through = models.CharField(_("through"), max_length=40)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "terms"],
                condition=models.Q(withdrawn_at=None),
                name="a_wording_is_agreed_to_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.terms}"


class Qualification(models.Model):
    """What a participant is certified for, from when to when. Written by whoever certifies, read by whoever asks.

    `source` names the certificate; `revoked_on` is the first day on which it counts no more.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="qualifications")
    name = models.CharField(_("certificate"), max_length=200)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("to"), null=True)
    revoked_on = models.DateField(_("revoked"), null=True)
    source = models.CharField(max_length=60, unique=True)

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="a_qualification_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignAdmin(models.Model):
    """A person of the organizer, who sets up and watches one program."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="administered")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="admins")
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("campaign admin")
        verbose_name_plural = _("campaign admins")
        constraints = [
            models.UniqueConstraint(fields=["user", "program"], name="a_person_administers_a_program_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.program}"
