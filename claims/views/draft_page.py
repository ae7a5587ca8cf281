"""The page of a claim that is not sent yet: rows of facts and lines, boxes on the picture, what it would give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.translation import get_language

from campaigns.queries import search_words
from campaigns.rules import POINTS
from campaigns.wording import left_told
from claims import queries, showing
from claims.before import own_claim
from claims.drafts import Draft, DraftLine, Fact, as_amount, as_day
from claims.extraction_sentences import translated
from claims.forms import DraftForm, LineForm
from claims.identity import identity_key
from claims.models import Claim
from claims.services import drafts
from claims.services.drafts import Preview
from claims.services.facts import Bought
from claims.showing import Marked, Picture
from claims.telling import Choice, Where, choices, origin, origin_of_line
from claims.typed import typed_number
from claims.views import prefill
from common import writing
from distributors.models import Distributor
from distributors.queries import find_distributor

VISIBLE = ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total")


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact with its field; a sure one is a line, the others are open fields."""

    name: str
    field: BoundField
    value: str
    is_unsure: bool
    is_open: bool
    page: Picture | None
    fact: Fact | None
    where: Where | None
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line: `kind` is sure, look (a product to be checked), other (none of the program's) or blank."""

    number: int
    form: LineForm
    kind: str
    name: str
    quantity: Decimal | None
    points: int
    printed: str
    page: Picture | None
    read: DraftLine | None
    where: Where | None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """All that the page shows."""

    claim: Claim
    form: DraftForm
    draft: Draft | None
    pictures: list[Picture]
    facts: list[FactRow]
    lines: list[LineRow]
    preview: Preview
    product_words: dict[int, str]
    is_waiting: bool
    before: Claim | None

    @property
    def counted(self) -> list[LineRow]:
        """The lines that name a product, or may."""
        return [line for line in self.lines if line.kind in ("sure", "look")]

    @property
    def others(self) -> list[LineRow]:
        """The other goods on the paper."""
        return [line for line in self.lines if line.kind == "other"]

    @property
    def blank(self) -> LineRow | None:
        """The line to add a product by hand."""
        return next((line for line in self.lines if line.kind == "blank"), None)

    @property
    def to_check(self) -> int:
        """How many facts and lines ask for attention."""
        return sum(row.is_unsure for row in self.facts) + sum(line.kind == "look" for line in self.lines)

    @property
    def budget(self) -> str:
        """Why the points on the button are fewer than the rules give, if a firm budget has no more."""
        left = self.preview.budget_left
        return left_told(self.claim.program, {POINTS: left[POINTS]} if POINTS in left else {})

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was wrong with the document."""
        return tuple(translated(text) for text in self.draft.warnings) if self.draft else ()

    @property
    def boxes(self) -> list[Marked]:
        """The places of facts and lines on the pages."""
        facts = (
            (row.name, str(row.field.label), row.fact.page, row.fact.box, row.is_unsure)
            for row in self.facts
            if row.fact
        )
        lines = (
            (f"line-{row.number}", row.name or row.printed, row.read.page, row.read.box, row.kind == "look")
            for row in self.lines
            if row.read
        )
        return [*showing.marked(facts), *showing.marked(lines)]


def build(claim: Claim, *, now: datetime, data: Any = None, sending: bool = True) -> DraftPage:
    """The page as it stands, or, with `data`, as it was sent."""
    draft = drafts.draft_of(claim, now=now)
    shown = prefill.facts(claim, draft)
    products = queries.product_names(claim.program, get_language() or "en")
    told = {name: shown[name].value if name in shown else "" for name in ("issuer_tax_id", "issuer_name")}
    seller = find_distributor(claim.program, tax_id=told["issuer_tax_id"], name=told["issuer_name"])
    form = DraftForm(
        data,
        products=products,
        facts=prefill.initial_facts(shown),
        lines=prefill.initial_lines(claim, draft),
        sending=sending,
    )
    preview = preview_of(claim, form, now=now)
    pictures = showing.pictures(claim, claim.document)
    return DraftPage(
        claim=claim,
        form=form,
        draft=draft,
        pictures=pictures,
        facts=list(_fact_rows(form, shown, pictures, claim)),
        lines=list(_line_rows(form, draft, pictures, products, preview)),
        preview=preview,
        product_words=search_words(claim.program, seller),
        is_waiting=queries.is_waiting_for_reading(claim.document),
        before=_sent_before(claim, shown, seller),
    )


def _sent_before(claim: Claim, shown: Mapping[str, Fact], seller: Distributor | None) -> Claim | None:
    """The same person's claim of what this document seems to be."""
    told = {
        name: shown[name].value if name in shown else "" for name in ("issuer_tax_id", "issuer_name", "document_number")
    }
    if seller:
        told |= {"issuer_tax_id": seller.tax_id, "issuer_name": seller.name}
    return own_claim(claim, identity_key=identity_key(**told))


def preview_of(claim: Claim, form: DraftForm, *, now: datetime) -> Preview:
    """What the lines as they stand in the form would give."""
    facts = {name: str(form.facts[name].value() or "") for name in ("issuer_tax_id", "issuer_name", "issue_date")}
    lines = [_bought(line) for line in form.lines.forms]
    return drafts.preview(
        claim,
        lines,
        tax_id=facts["issuer_tax_id"],
        name=facts["issuer_name"],
        bought_on=facts["issue_date"],
        now=now,
    )


def _bought(line: LineForm) -> Bought | None:
    product, quantity = _chosen(line), _number(line, "quantity")
    if not product or quantity is None or quantity <= 0:
        return None
    unit = str(line["unit"].value() or "")
    return Bought(product_id=product, quantity=quantity, unit=unit, amount=_number(line, "amount"))


def _chosen(line: LineForm) -> int:
    value = str(line["product"].value() or "")
    return int(value) if value.isdigit() and int(value) in line.products else 0


def _number(line: LineForm, name: str) -> Decimal | None:
    value = line[name].value()
    return typed_number(str(value)) if value not in (None, "") else None


def _fact_rows(form: DraftForm, shown: Mapping[str, Fact], pictures: list[Picture], claim: Claim) -> Iterator[FactRow]:
    currency = shown["currency"].value or claim.program.currency
    for name in VISIBLE:
        field, fact = form.facts[name], shown.get(name)
        is_sure = fact is not None and fact.is_sure and not field.errors
        page = _page(pictures, fact.page if fact else None)
        yield FactRow(
            name=name,
            field=field,
            value=_as_read(name, fact, shown, claim) if fact else "",
            is_unsure=fact is not None and not is_sure,
            is_open=not is_sure,
            page=page,
            fact=fact,
            where=_where(fact, page, is_sure=is_sure, sure_from=float(claim.program.sure_from)) if fact else None,
            choices=choices(fact.said, currency=currency) if fact else [],
        )


def _as_read(name: str, fact: Fact, shown: Mapping[str, Fact], claim: Claim) -> str:
    language = get_language() or "en"
    if name == "issue_date" and (day := as_day(fact.value)):
        return writing.long_day(day, language, today=day.replace(year=day.year + 1))
    if name == "total" and (amount := as_amount(fact.value)) is not None:
        return writing.money(amount, shown["currency"].value or claim.program.currency, language)
    return fact.value


def _where(fact: Fact, page: Picture | None, *, is_sure: bool, sure_from: float) -> Where:
    text = origin(fact.source, fact.confidence, sure_from=sure_from, is_sure=is_sure, is_recalled=fact.is_recalled)
    # Beside a field that asks for a look, its place is cut out already.
    return Where(text, page, fact.box) if is_sure else Where(text)


def _line_rows(
    form: DraftForm, draft: Draft | None, pictures: list[Picture], products: Mapping[int, str], preview: Preview
) -> Iterator[LineRow]:
    read = {line.index: line for line in (*draft.lines, *draft.others)} if draft else {}
    points = iter(preview.by_line)
    for number, line in enumerate(form.lines.forms):
        found = read.get(_place(line))
        product = _chosen(line)
        line.offer_first(found.likely if found else ())
        kind, page = _kind(line, found, product), _page(pictures, found.page if found else None)
        yield LineRow(
            number=number,
            form=line,
            kind=kind,
            name=products.get(product, ""),
            quantity=_number(line, "quantity"),
            points=next(points),
            printed=str(line["description"].value() or ""),
            page=page,
            read=found,
            where=_where_of_line(found, product, page, kind=kind),
        )


def _where_of_line(read: DraftLine | None, product: int, page: Picture | None, *, kind: str) -> Where | None:
    """For a line with a product: where both came from. What was chosen by hand needs no explanation."""
    if read is None or read.match is None or read.product_id != product:
        return None
    text = origin_of_line(read.source, read.match)
    return Where(text, page, read.box) if kind == "sure" else Where(text)


def _place(line: LineForm) -> int:
    """The line's place in the reading, -1 for none."""
    value = str(line["reading_index"].value())
    return int(value) if value.isdigit() else -1


def _kind(line: LineForm, read: DraftLine | None, product: int) -> str:
    if line.errors:
        return "look"
    if not product:
        return "other" if read or line["description"].value() else "blank"
    if read is None or read.product_id != product:
        # Chosen by hand.
        return "sure"
    return "sure" if read.is_sure else "look"


def _page(pictures: list[Picture], number: int | None) -> Picture | None:
    return next((picture for picture in pictures if picture.number == number), None)
