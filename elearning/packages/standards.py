"""The two standards by which packages speak."""

from enum import StrEnum


class Standard(StrEnum):
    """Which runtime a package asks for."""

    SCORM_12 = "1.2"
    SCORM_2004 = "2004"
