"""How the serials of a batch stand, in words."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from campaigns.models import CodeBatch
from campaigns.ranges import Line, RangeState, standing
from common import writing

SHOWN = 20


def range_words(batch: CodeBatch) -> Iterator[str]:
    """`1–500: live`, `501–1,000: closed`; of very many parts the first ones."""
    lines = [move.line for move in batch.range_moves.order_by("pk")]
    recalled = [Line(one.first, one.last, RangeState.RECALLED) for one in batch.recalled_ranges.order_by("pk")]
    parts = standing(batch.count, lines, recalled)
    yield from (_said(part) for part in parts[:SHOWN])
    if (more := len(parts) - SHOWN) > 0:
        yield ngettext("and %(count)s part more", "and %(count)s parts more", more) % {"count": more}


def _said(part: Line) -> str:
    language = get_language() or "en"
    first, last = writing.count(part.first, language), writing.count(part.last, language)
    words = [str(part.state.label), *_days(part, language)]
    return f"{first}: {' '.join(words)}" if part.first == part.last else f"{first}–{last}: {' '.join(words)}"


def _days(part: Line, language: str) -> Iterator[str]:
    if part.valid_from:
        yield _("from %(day)s") % {"day": writing.short_day(part.valid_from, language, today=date.min)}
    if part.valid_until:
        yield _("until %(day)s") % {"day": writing.short_day(part.valid_until, language, today=date.min)}
