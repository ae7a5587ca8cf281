"""Makes the files of a case: layout, then look, then format."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time

from PIL import Image

from samples.generator import files
from samples.generator.cases import Case
from samples.generator.en16931 import cii_xml, ubl_xml
from samples.generator.expected import expected_reading
from samples.generator.katownik import katownik_invoice
from samples.generator.ksef import ksef_xml
from samples.generator.ksef_view import ksef_visualisation
from samples.generator.neisse import neisse_invoice
from samples.generator.photo import look_from, photograph
from samples.generator.printed import Printed
from samples.generator.receipt import receipt_image
from samples.generator.sale import Sale
from samples.generator.scan import faxed, scanned, thermal
from samples.generator.zuraw import zuraw_invoice

PHOTO_DPI = 300
_LAYOUTS: dict[str, Callable[[Sale], Printed]] = {
    "katownik": katownik_invoice,
    "neisse": neisse_invoice,
    "zugferd": neisse_invoice,
    "ksef-view": ksef_visualisation,
}
_XML: dict[str, Callable[[Sale], bytes]] = {"ksef-xml": ksef_xml, "ubl-xml": ubl_xml}


def documents_of(case: Case) -> dict[str, bytes]:
    """File name to bytes: the document, in several files where each page was photographed by itself."""
    if case.form in _XML:
        return {f"{case.name}.xml": _XML[case.form](case.sale)}
    if case.look is None:
        return {f"{case.name}.pdf": _born_digital(case)}
    if case.look["kind"] != "photo":
        return {f"{case.name}.{case.suffix}": _scan(case)}
    sheets = pages(case, PHOTO_DPI)
    names = [
        f"{case.name}{f'-{number}' if len(sheets) > 1 else ''}.{case.suffix}" for number in range(1, len(sheets) + 1)
    ]
    return {name: _photo(case, sheet, number) for number, (name, sheet) in enumerate(zip(names, sheets, strict=True))}


def expected_of(case: Case, names: list[str]) -> bytes:
    """The expected reading as it stands beside the document."""
    pages = 1 if case.form in _XML or case.form == "receipt" else _printed(case).pages
    text = json.dumps(expected_reading(case, names, pages), ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def _printed(case: Case) -> Printed:
    if case.form == "zuraw":
        return zuraw_invoice(case.sale, is_in_ksef=case.is_in_ksef)
    return _LAYOUTS[case.form](case.sale)


def _born_digital(case: Case) -> bytes:
    pdf = _printed(case).pdf
    return files.with_xml(pdf, cii_xml(case.sale), "factur-x.xml") if case.form == "zugferd" else pdf


def pages(case: Case, dpi: int) -> list[Image.Image]:
    """The pages of a case as they come from the printer, before anybody photographs or scans them."""
    if case.form == "receipt":
        return [thermal(receipt_image(case.sale), zoom=3)]
    return files.pages_of(_printed(case).pdf, dpi)


def _scan(case: Case) -> bytes:
    assert case.look is not None
    dpi, seed, turn = case.look["dpi"], case.look["seed"], case.look["turn"]
    if case.suffix == "png":
        strip = thermal(receipt_image(case.sale), zoom=1)
        glass = Image.new("L", (strip.width + 80, strip.height + 60), 246)
        glass.paste(strip, (36, 28))
        return files.png_file(scanned(glass, seed=seed, turn=turn), dpi)
    sheets = pages(case, dpi)
    if case.look["kind"] == "fax":
        return files.fax_file([faxed(sheet, seed=seed + n, turn=turn) for n, sheet in enumerate(sheets)], dpi)
    return files.scan_pdf([scanned(sheet, seed=seed + n, turn=turn) for n, sheet in enumerate(sheets)])


def _photo(case: Case, page: Image.Image, number: int) -> bytes:
    assert case.look is not None
    look = look_from(case.look | {"seed": case.look["seed"] + number})
    taken_at = datetime.combine(case.sale.issued_on, case.sale.issued_at or time(17, 20))
    is_lying = bool(case.look.get("lying"))
    return files.photo_file(photograph(page, look), case.suffix, taken_at, is_lying=is_lying)
