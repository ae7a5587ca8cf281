"""Days, money and counts as a language writes them. Pure: the caller says which language and which day is today."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
# English without a country is American to Babel; the programs are European.
_COUNTRIES = {"en": "en_GB"}


def locale_of(language: str | None) -> Locale:
    """The locale for Django's language code; English where it is unknown."""
    code = (language or "en").replace("-", "_")
    return Locale.parse(_COUNTRIES.get(code, code))


def money(amount: Decimal, currency: str, language: str) -> str:
    """`1 284,50 zł`, `PLN 1,284.50`."""
    text = format_currency(amount, currency, locale=locale_of(language))
    # Babel forgets the space between a currency's letters and the first digit.
    return re.sub(r"([A-Z]{3})(?=\d)", rf"\1{NO_BREAK}", text)


def count(number: int, language: str) -> str:
    """Grouped as the language groups: `1 240`, `1,240`."""
    return format_decimal(number, locale=locale_of(language)).replace("-", MINUS)


def signed_count(number: int, language: str) -> str:
    """With its sign, for what comes and goes: `+180`, `−60`."""
    return f"+{count(number, language)}" if number > 0 else count(number, language)


def quantity(amount: Decimal, language: str) -> str:
    """Without idle zeros: `12`, `2,5`."""
    return format_decimal(amount, format="#,##0.###", locale=locale_of(language))


def share(part: float, language: str) -> str:
    """A part of one as per cent: `87%`, `87 %`."""
    return format_percent(part, locale=locale_of(language))


def long_day(day: date, language: str, *, today: date) -> str:
    """`Tuesday, 24 November`; with the year when it is not this one's."""
    locale = locale_of(language)
    pattern = "EEEE, d. MMMM" if locale.language == "de" else "EEEE, d MMMM"
    return format_date(day, pattern if day.year == today.year else f"{pattern} y", locale=locale)


def short_day(day: date, language: str, *, today: date) -> str:
    """`24 Nov`; with the year when it is not this one's."""
    skeleton = "MMMd" if day.year == today.year else "yMMMd"
    return format_skeleton(skeleton, day, locale=locale_of(language))


def month(day: date, language: str) -> str:
    """The day's month, as a heading: `November 2026`, `listopad 2026`."""
    return format_date(day, "LLLL y", locale=locale_of(language))


def due(day: date, language: str, *, today: date) -> str:
    """How people speak of a near day: `today`, `tomorrow`, `Tue 24 Nov`."""
    near = {today: _("today"), today + timedelta(days=1): _("tomorrow"), today - timedelta(days=1): _("yesterday")}
    if day in near:
        return near[day]
    if day.year != today.year:
        return short_day(day, language, today=today)
    return format_skeleton("MMMEd", day, locale=locale_of(language))


def period(days: int, language: str) -> str:
    """A length of time in its largest whole part: `6 years`, `12 months`, `30 days`."""
    years, months = round(days / 365.25), round(days * 12 / 365.25)
    if days >= 2 * 365:
        return ngettext("%(shown)s year", "%(shown)s years", years) % {"shown": count(years, language)}
    if days >= 60:
        return ngettext("%(shown)s month", "%(shown)s months", months) % {"shown": count(months, language)}
    return ngettext("%(shown)s day", "%(shown)s days", days) % {"shown": count(days, language)}


def span(begins: datetime, ends: datetime, language: str, *, today: date) -> str:
    """From one local moment to another: `Tuesday, 24 November, 10:00–14:00`; with both days where there are two."""
    locale = locale_of(language)
    first, last = (format_time(at, "HH:mm", locale=locale) for at in (begins, ends))
    day = long_day(begins.date(), language, today=today)
    if begins.date() == ends.date():
        return f"{day}, {first}–{last}"
    return f"{day}, {first} – {long_day(ends.date(), language, today=today)}, {last}"


def moment(at: datetime, language: str, *, today: date) -> str:
    """Day and time of a local moment: `24 Nov, 14:05`."""
    time = format_time(at, "HH:mm", locale=locale_of(language))
    return f"{short_day(at.date(), language, today=today)}, {time}"
