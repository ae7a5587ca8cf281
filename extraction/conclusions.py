"""The stages that draw conclusions from all pages together, each doing one thing to the Findings."""

from __future__ import annotations

from extraction import engines, merge, second_look, sentences, texts
from extraction.engines import EngineFailed, EngineMissing
from extraction.findings import Findings
from extraction.fiscal import printed as printed_identity
from extraction.reading import Box, Field


def find_fields(found: Findings) -> None:
    """Looks in the print for what is not stated yet; stated values are anchors, and are compared with the print."""
    stated = merge.stated_fields(found.structured, found.codes)
    if not found.text_lines:
        return
    found.from_text = texts.fields_of(found.paper, known={name: one.value for name, one in stated.items()})
    # Asked without the stated values, else the print could not contradict them or lend them its place.
    if stated:
        found.second_opinion = texts.fields_of(found.paper, known={})


def find_lines(found: Findings) -> None:
    """Takes the line items of the e-invoice, else of the print; apart if the e-invoice states that it has none."""
    stated = merge.stated_lines(found.structured)
    printed = () if stated else texts.items_of(found.paper)
    found.lines, found.printed_lines = (stated, printed) if found.structured else (printed, ())


def find_spots(found: Findings) -> None:
    """Notes what else stands in print and what names it, for memory to choose from."""
    found.spots = texts.spots_of(found.paper)


def look_again(found: Findings) -> None:
    """Asks the second engine, if there is one, about key fields that the first was unsure of."""
    names = found.options.engines[1:]
    pictures = {sheet.number: sheet.picture for sheet in found.sheets if sheet.picture is not None}
    if not names or not pictures:
        return
    try:
        reader = engines.engine(names[0], languages=found.options.languages, cores=found.options.cores)
        found.from_text |= second_look.look_again(found.from_text, found.text_lines, pictures, reader)
    except (EngineMissing, EngineFailed):
        # Without a second opinion the first one stands as it is.
        return


def find_identity(found: Findings) -> None:
    """Takes the fiscal identity that stands in print, unless a file or code has stated it."""
    stated = merge.stated_fields(found.structured, found.codes)
    known = {name: one.value for name, one in merge.by_trust([stated, found.from_text]).items()}
    if "document_id" not in known and (printed := printed_identity.find_identity(found.text_lines, known=known)):
        found.from_text["document_id"] = printed


def merge_by_trust(found: Findings) -> None:
    """One value for each field, the most trusted source first, and a warning where sources differ."""
    stated = merge.stated_fields(found.structured, found.codes)
    merged = merge.merge(stated, found.from_text, found.second_opinion)
    found.fields = {name: _rounded(one) for name, one in merged.items()}
    trusted = [*(one.fields for one in found.structured), *(one.fields for one in found.codes)]
    if said := merge.disagreements(trusted, found.second_opinion):
        found.warn_all([sentences.disagreement(said)])


def _rounded(one: Field) -> Field:
    return Field(one.value, round(one.confidence, 3), one.source, one.page, one.box and rounded(one.box))


def rounded(box: Box) -> Box:
    """Places to a ten-thousandth of the page: a fifth of a millimetre on two metres of receipt."""
    left, top, right, bottom = box
    return (round(left, 4), round(top, 4), round(right, 4), round(bottom, 4))
