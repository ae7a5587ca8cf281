"""What participants are told when a course or quiz does not go on."""

from common.refusals import Refused


class LearningRefused(Refused):
    """Nothing was enrolled, finished or handed in."""
