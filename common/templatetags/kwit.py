"""What templates need to write days, money and points, and to draw icons, boxes and bars: `{% load kwit %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeGuard, TypeVar

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from common import drawing, looks, writing

register = template.Library()
Known = TypeVar("Known")


def _language() -> str:
    return get_language() or "en"


def _is_known(value: Known | None) -> TypeGuard[Known]:
    """Neither None nor the empty text that a template gives for a name it does not know."""
    return value is not None and value != ""


def _local_day(when: date | datetime) -> date:
    if isinstance(when, datetime):
        return timezone.localtime(when).date() if timezone.is_aware(when) else when.date()
    return when


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """`{{ claim.total|money:claim.currency }}`; nothing for an amount nobody knows."""
    return writing.money(amount, currency, _language()) if _is_known(amount) else ""


@register.filter
def points(number: int | None) -> str:
    """`{{ balance|points }}`: digits grouped as the language does."""
    return writing.count(number, _language()) if _is_known(number) else ""


@register.filter
def signed(number: int | None) -> str:
    """`{{ change|signed }}`: `+180`, `−60`."""
    return writing.signed_count(number, _language()) if _is_known(number) else ""


@register.filter
def quantity(amount: Decimal | None) -> str:
    """`{{ line.quantity|quantity }}`: without idle zeros."""
    return writing.quantity(amount, _language()) if _is_known(amount) else ""


@register.filter
def share(part: float | None) -> str:
    """`{{ 0.87|share }}`: per cent."""
    return writing.share(part, _language()) if _is_known(part) else ""


@register.filter
def day(when: date | datetime | None) -> str:
    """`{{ claim.due_on|day }}`: `Tuesday, 24 November`."""
    return writing.long_day(_local_day(when), _language(), today=timezone.localdate()) if _is_known(when) else ""


@register.filter
def short_day(when: date | datetime | None) -> str:
    """`{{ claim.issued_on|short_day }}`: `24 Nov`."""
    return writing.short_day(_local_day(when), _language(), today=timezone.localdate()) if _is_known(when) else ""


@register.filter
def due(when: date | datetime | None) -> str:
    """`{{ claim.due_on|due }}`: `today`, `tomorrow`, `Tue 24 Nov`."""
    return writing.due(_local_day(when), _language(), today=timezone.localdate()) if _is_known(when) else ""


@register.filter
def moment(when: datetime | None) -> str:
    """`{{ event.made_at|moment }}`: `24 Nov, 14:05` in the current time zone."""
    if not _is_known(when):
        return ""
    local = timezone.localtime(when) if timezone.is_aware(when) else when
    return writing.moment(local, _language(), today=timezone.localdate())


@register.filter
def plain(number: float) -> str:
    """A number for scripts and SVG: never grouped, never with a comma."""
    return drawing.plain(float(number))


@register.filter
def look(code: object) -> looks.Look:
    """`{% with look=claim.status|look %}`: tone, icon and word of a code."""
    return looks.look_of(code)


@register.filter
def rect(box: drawing.Box) -> SafeString:
    """The attributes of an SVG rectangle for a box in fractions."""
    return attributes(drawing.box_rectangle(box))


@register.filter
def attributes(values: Mapping[str, str]) -> SafeString:
    """Attributes as they stand in a tag."""
    return format_html_join(" ", '{}="{}"', values.items())


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "check" %}` is silent to screen readers; `{% icon "check" label=word %}` is read aloud."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    place = static("icons.svg")
    return format_html('<svg class="icon" {} focusable="false"><use href="{}#{}"></use></svg>', spoken, place, name)


@register.inclusion_tag("components/cutout.html")
def cutout(page: Any, box: drawing.Box | None, label: str = "") -> dict[str, Any]:
    """The box cut out of a page's picture; `page` has url, width and height in pixels. Nothing without a box."""
    if not page or not box:
        return {}
    view = drawing.cutout_view(box, width=page.width, height=page.height)
    return {"page": page, "view": view, "width": str(page.width), "height": str(page.height), "label": label}


@register.inclusion_tag("components/bars.html")
def bars(rows: Sequence[Any], caption: str, number: str = "plot") -> dict[str, Any]:
    """A bar plot of (label, value[, text[, href]]) rows; `number` tells several plots of a page apart."""
    drawn = drawing.bars(rows)
    highest = max(drawn, key=lambda bar: bar.value, default=None)
    size = {"width": str(drawing.PLOT_WIDTH), "height": str(drawing.PLOT_HEIGHT)}
    told = {"bars": drawn, "caption": caption, "highest": highest, "id": number, "size": size}
    return told | {"are_few": len(drawn) < drawing.FEW_BARS}


@register.inclusion_tag("components/trend.html")
def trend(rows: Sequence[Any], caption: str) -> dict[str, Any]:
    """A line plot of (label, share or None, text, href) rows. Its numbers belong into a table beneath."""
    drawn = drawing.trend(rows)
    scale = [writing.share(part, _language()) for part in (drawn.top, drawn.top / 2, 0)]
    size = {
        "width": str(drawing.PLOT_WIDTH),
        "height": str(drawing.PLOT_HEIGHT),
        "middle": str(drawing.PLOT_HEIGHT // 2),
    }
    return {"trend": drawn, "caption": caption, "scale": scale, "size": size}


@register.inclusion_tag("components/table.html")
def table(columns: Sequence[Any], rows: Sequence[Sequence[Any]], caption: str, empty: str = "") -> dict[str, Any]:
    """A table that becomes cards on phones. A column is a label or a (label, "number") pair; a row is its cells."""
    heads = [
        {"label": one, "kind": ""} if isinstance(one, str) else {"label": one[0], "kind": one[1]} for one in columns
    ]
    filled = [[{"cell": cell, **head} for cell, head in zip(row, heads, strict=True)] for row in rows]
    return {"heads": heads, "rows": filled, "caption": caption, "empty": empty}


@register.simple_block_tag(takes_context=True)
def card(context: template.Context, content: str, title: str = "", tone: str = "", href: str = "") -> SafeString:
    """`{% card title="…" %}…{% endcard %}`"""
    own = {"content": content, "title": title, "tone": tone, "href": href}
    return _rendered(context, "components/card.html", own)


@register.simple_block_tag(takes_context=True)
def dialog(context: template.Context, content: str, id: str, title: str, tone: str = "") -> SafeString:
    """`{% dialog id="pay" title="…" %}…{% enddialog %}`, opened by a button with `opens="pay"`.

    It comes open in the page if the view's `open` or, for browsers without scripts, `?open=` names it.
    """
    own = {"content": content, "id": id, "title": title, "tone": tone, "is_open": id == _dialog_asked_for(context)}
    return _rendered(context, "components/dialog.html", own)


def _dialog_asked_for(context: template.Context) -> str:
    request = context.get("request")
    return str(context.get("open") or (request.GET.get("open", "") if request else ""))


def _rendered(context: template.Context, name: str, own: dict[str, Any]) -> SafeString:
    engine = context.template.engine if context.template else template.Engine.get_default()
    with context.push(**own):
        return engine.get_template(name).render(context)
