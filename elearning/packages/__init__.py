"""Packages of other authoring tools, SCORM 1.2 and SCORM 2004: what lies in them, and what they report. Pure."""

from elearning.packages.archive import Archive, opened
from elearning.packages.manifest import Contents, Part, contents_of
from elearning.packages.reports import Completion, Report, Success, read_report
from elearning.packages.resuming import Told, kept_values
from elearning.packages.standards import Standard

__all__ = [
    "Archive",
    "Completion",
    "Contents",
    "Part",
    "Report",
    "Standard",
    "Success",
    "Told",
    "contents_of",
    "kept_values",
    "opened",
    "read_report",
]
