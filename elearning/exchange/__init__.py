"""A course as one file, for other services and other tools. `docs/course-files.md` describes it."""

from elearning.exchange.manifest import FORMAT, VERSION, Listed
from elearning.exchange.packing import Kept, pack
from elearning.exchange.refusing import BadFile, Fault
from elearning.exchange.unpacking import Packed, unpack

__all__ = ["FORMAT", "VERSION", "BadFile", "Fault", "Kept", "Listed", "Packed", "pack", "unpack"]
