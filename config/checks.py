"""What is checked when a command starts: that the installation's own settings mean something."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register


@register
def keeping_days(app_configs: Any, **options: Any) -> list[Error]:
    """KEEPING_DAYS names terms that exist, with whole numbers of days from 0 on."""
    # Loaded when asked: it knows every app's services, which would keep the start of the service waiting.
    keeping = import_module("config.keeping")
    unknown = [f"KEEPING_DAYS: there is no keeping time {code!r}." for code in keeping.unknown_terms()]
    negative = [f"KEEPING_DAYS: {code} is below zero." for code, days in settings.KEEPING_DAYS.items() if days < 0]
    return [Error(words, hint="docs/personal-data.md lists them.", id="kwit.E001") for words in unknown + negative]


@register
def reading_engines(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """OCR_ENGINES names engines that exist; without the better one it is said what that costs."""
    # Loaded when asked, like all of the reading: few processes need it.
    known = import_module("extraction.engines").NAMES
    names = settings.OCR_ENGINES
    found: list[CheckMessage] = [
        Error(f"OCR_ENGINES: there is no engine {name!r}.", hint=f"Engines: {', '.join(known)}.", id="kwit.E002")
        for name in names
        if name not in known
    ]
    if names and names[0] == "tesseract":
        found.append(
            Info(
                "Tesseract leads: it needs a quarter of the memory, and reads one field in five of a scan wrong that "
                "RapidOCR reads right; on photos it is worse.",
                hint="OCR_ENGINES=rapidocr reads better. docs/reading.md has the figures.",
                id="kwit.I001",
            )
        )
    return found


@register
def packages_host(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Without a host of their own, packages of other authoring tools are kept and not opened; that is told."""
    if settings.PACKAGES_URL:
        return []
    words = "PACKAGES_URL is not set: lessons with packages of other authoring tools cannot be opened."
    return [Info(words, hint="docs/how-to/run-in-production.md says which address to give.", id="kwit.I002")]


@register(deploy=True)
def badge_key(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """BADGE_KEY is a key that badges can be signed with, wherever there is more than one machine."""
    signing = import_module("elearning.badges.signing")
    if settings.BADGE_KEY_FILE and not settings.BADGE_KEY:
        return []
    try:
        signing.read_key(settings.BADGE_KEY, kept=None)
    except signing.BadgeKeyMissing as missing:
        return [Warning(str(missing), hint="docs/how-to/run-in-production.md says how.", id="kwit.W001")]
    return []


@register
def record_store(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """LRS_URL is reached by https, unless the operator says that it need not be."""
    if not settings.LRS_URL or settings.LRS_URL.startswith("https://"):
        return []
    if settings.LRS_PLAIN and settings.LRS_URL.startswith("http://"):
        return []
    hint = "LRS_PLAIN=true lets a store be reached by http://, such as one on the same machine."
    return [Error("LRS_URL does not begin with https://.", hint=hint, id="kwit.E003")]
