"""Programs: the tenants. Every other row belongs to one, and nobody sees across them."""

from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programs.lasting import EndOf, Lasting, Lasts

LASTS = [
    (Lasts.NEVER.value, _("for good")),
    (Lasts.DAYS.value, _("so many days from the award")),
    (Lasts.IDLE.value, _("so many days from the newest award")),
]
LASTS_HELP = _("From the newest award: each award lets the earlier points last on, and only who stays away loses them.")
ENDS_OF = [
    (EndOf.DAY.value, _("the last day itself")),
    (EndOf.MONTH.value, _("the month of the last day")),
    (EndOf.QUARTER.value, _("the quarter of the last day")),
    (EndOf.YEAR.value, _("the year of the last day")),
]
ENDS_OF_HELP = _("All points of a month, quarter or year then end together, none earlier than its days.")


def lasting_of(lasts: str, days: int | None, end_of: str) -> Lasting:
    """The policy as it stands in the fields of a program or campaign."""
    if lasts == Lasts.NEVER or not days:
        return Lasting()
    return Lasting(days, EndOf(end_of), is_idle=lasts == Lasts.IDLE)


HEX_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour is written as # and six hexadecimal digits."))


class Program(models.Model):
    """One loyalty scheme with its brand, languages, currency and name for points."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    organizer_name = models.CharField(_("organizer"), max_length=200)
    organizer_address = models.TextField(_("organizer's address"), blank=True)
    contact_email = models.EmailField(_("contact"))
    brand_colour = models.CharField(_("brand colour"), max_length=7, default="#0b5cad", validators=[HEX_COLOUR])
    points_name = models.CharField(_("name of the points"), max_length=40, default="points")
    default_language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    currency = models.CharField(_("currency"), max_length=3, default="PLN")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Warsaw")
    decision_working_days = models.PositiveSmallIntegerField(
        _("working days for a decision"),
        default=2,
        help_text=_("The day by which a claim is promised to be decided."),
    )
    # Of what was stated with 0.8 or more on documents that the curves were not fitted to, 97.8 % was right.
    sure_from = models.DecimalField(
        _("certain enough from"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.80"),
        help_text=_("Fields read with less certainty are marked for the participant to check. From 0.50 to 0.99."),
    )
    usual_tax_rate = models.DecimalField(
        _("usual sales tax in per cent"),
        max_digits=4,
        decimal_places=2,
        default=Decimal(23),
        help_text=_("For amounts without or with tax where a document does not say its tax itself."),
    )
    points_last = models.CharField(
        _("points last"), max_length=10, choices=LASTS, default=Lasts.NEVER.value, help_text=LASTS_HELP
    )
    points_last_days = models.PositiveSmallIntegerField(_("days that points last"), null=True, blank=True)
    points_end_of = models.CharField(
        _("points end with"), max_length=10, choices=ENDS_OF, default=EndOf.DAY.value, help_text=ENDS_OF_HELP
    )
    credits_last = models.CharField(
        _("training credits last"), max_length=10, choices=LASTS, default=Lasts.NEVER.value, help_text=LASTS_HELP
    )
    credits_last_days = models.PositiveSmallIntegerField(_("days that training credits last"), null=True, blank=True)
    credits_end_of = models.CharField(
        _("training credits end with"), max_length=10, choices=ENDS_OF, default=EndOf.DAY.value, help_text=ENDS_OF_HELP
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"), default=0, help_text=_("How long points can still be used after their last day.")
    )
    adjustment_limit = models.PositiveIntegerField(
        _("adjustments by one person up to"),
        default=1000,
        help_text=_("Whoever gives or takes more points or credits by hand needs a second person to agree."),
    )
    code_hosts = models.CharField(
        _("hosts of Digital Links"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Links on packs count as codes only under these hosts, such as id.example.com; parted by commas."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(usual_tax_rate__gte=0),
                name="a_tax_rate_is_not_below_zero",
                violation_error_message=_("A tax rate is not below zero."),
            ),
            models.CheckConstraint(
                condition=models.Q(sure_from__gte=Decimal("0.50"), sure_from__lte=Decimal("0.99")),
                name="a_field_is_certain_enough_from_half_to_almost_all",
                violation_error_message=_("Certain enough is a number from 0.50 to 0.99."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lasting(self) -> Lasting:
        """How long points last where their campaign says nothing else."""
        return lasting_of(self.points_last, self.points_last_days, self.points_end_of)

    @property
    def credits_lasting(self) -> Lasting:
        """How long training credits last, in all campaigns."""
        return lasting_of(self.credits_last, self.credits_last_days, self.credits_end_of)

    @property
    def link_hosts(self) -> list[str]:
        """The hosts whose Digital Links may be codes."""
        return [host.strip().lower() for host in self.code_hosts.split(",") if host.strip()]

    @property
    def zone(self) -> ZoneInfo:
        """The zone that decides on which day something happened."""
        return ZoneInfo(self.time_zone)


class Terms(models.Model):
    """One published wording that people are asked to accept. Never edited: a new wording is a new version."""

    class Kind(models.TextChoices):
        PROGRAM = "program", _("terms of the program")
        CONTACT = "contact", _("consent to be contacted")
        CERTIFICATES = "certificates", _("consent to show certificates to distributors")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="terms")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("terms")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "kind", "language", "version"], name="a_version_of_terms_is_published_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, {self.version})"


def terms_in_force(program: Program, kind: str) -> Terms | None:
    """The newest wording of this kind, in the reader's language where there is one, else in the program's."""
    versions = Terms.objects.filter(program=program, kind=kind).order_by("-version")
    language = (get_language() or program.default_language)[:2]
    return versions.filter(language=language).first() or versions.filter(language=program.default_language).first()
