"""Packed files are judged by the sizes that they state, before anything is unpacked.

The standard library never unpacks more of a part than it states, so that a false statement gains nothing.
"""

from zipfile import ZipFile, ZipInfo

from django.utils.translation import gettext as _

from distributors.reading.faults import NotReadable, counted
from distributors.reading.limits import MOST_UNPACKED

ENCRYPTED = 0x1


def stated_parts(packed: ZipFile, *, most: int) -> list[ZipInfo]:
    """The parts, if they are few enough, not locked, and small enough together. Raises NotReadable."""
    parts = [part for part in packed.infolist() if not part.is_dir()]
    if len(parts) > most:
        raise NotReadable(_("The file is packed of too many parts: %(most)s at most.") % {"most": counted(most)})
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise NotReadable(_("The file has a password. Pack it without one."))
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotReadable(_("The file unpacks to more than can be taken at once. Split it by months."))
    return parts
