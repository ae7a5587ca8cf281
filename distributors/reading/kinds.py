"""What kind of file it is, by its content; kinds that are not taken are told what to do instead."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from distributors.reading.faults import NotReadable

HEAD_BYTES = 4096

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
BOMS_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = frozenset((*range(9), *range(14, 27), *range(28, 32)))
FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"{\\rtf")


class Kind(TextChoices):
    """How a file holds its sales."""

    CSV = "csv", gettext_lazy("text with columns")
    EXCEL = "excel", gettext_lazy("Excel")
    E_INVOICE = "e-invoice", gettext_lazy("e-invoices")


def kind_of(path: Path) -> Kind:
    """What the content shows, whatever the name says. Raises NotReadable for what is not taken."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise NotReadable(_("The file is empty."))
    if head.startswith(OLD_EXCEL):
        raise NotReadable(
            _("This Excel file is of the old kind (.xls) or has a password. Save it as .xlsx without one, or as CSV.")
        )
    if head.startswith(PACKED):
        return _packed(path)
    if head.startswith(FOREIGN):
        raise NotReadable(_("Hand over your sales as CSV, Excel (.xlsx) or e-invoices (XML, also many in a ZIP)."))
    if _is_xml(head):
        return Kind.E_INVOICE
    if not head.startswith(BOMS_16) and _is_no_text(head):
        raise NotReadable(_("This is no text. Save it as CSV with the encoding UTF-8, or as Excel (.xlsx)."))
    return Kind.CSV


def _is_no_text(head: bytes) -> bool:
    """A stray control sign is some row's fault; several kinds of them, or every second byte, are another format."""
    return len(CONTROLS.intersection(head)) > 2 or head.count(0) * 10 > len(head)


def _is_xml(head: bytes) -> bool:
    plain = head.decode("utf-16", "ignore") if head.startswith(BOMS_16) else head.decode("latin-1")
    return plain.removeprefix("ï»¿").lstrip("\ufeff \t\r\n").startswith("<")


def _packed(path: Path) -> Kind:
    try:
        with ZipFile(path) as packed:
            names = packed.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise NotReadable(_("The file is damaged: it ends too early or was changed on the way.")) from broken
    if "xl/workbook.xml" in names:
        return Kind.EXCEL
    if any(name.startswith("xl/") for name in names):
        raise NotReadable(_("This Excel file is of a kind that cannot be read. Save it as .xlsx or CSV."))
    if "mimetype" in names or "word/document.xml" in names:
        raise NotReadable(_("Hand over your sales as CSV, Excel (.xlsx) or e-invoices (XML, also many in a ZIP)."))
    return Kind.E_INVOICE
