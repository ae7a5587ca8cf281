"""A document as the viewer shows it: its page pictures, and the boxes of what was read on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from claims.drafts import Box
from claims.models import Claim, Document, DocumentPage


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: address of its clean picture, size in pixels, number from 1."""

    url: str
    width: int
    height: int
    number: int


@dataclass(frozen=True, slots=True)
class Marked:
    """One box on a page, tied to a fact's name; tone `look` stands out."""

    fact: str
    label: str
    page: int
    box: Box
    tone: str = ""


def pictures(claim: Claim, document: Document) -> list[Picture]:
    """The document's pages in order. The address changes with the picture, so that it may be kept by browsers."""
    return [_picture(claim, page) for page in document.pages.order_by("number")]


def _picture(claim: Claim, page: DocumentPage) -> Picture:
    address = reverse("claims:page", args=[claim.uuid, page.number])
    return Picture(f"{address}?v={page.picture_key[-12:]}", page.width, page.height, page.number)


def marked(found: Iterable[tuple[str, str, int | None, Box | None, bool]]) -> Iterator[Marked]:
    """Boxes from (fact, label, page, box, is unsure); what has no place is left away."""
    for fact, label, page, box, is_unsure in found:
        if page is not None and box is not None:
            yield Marked(fact, label, page, box, "look" if is_unsure else "")
