"""What people are told when a course, a quiz or a package does not go on."""

from common.refusals import Refused


class LearningRefused(Refused):
    """Nothing was enrolled, finished or handed in."""


class PackageRefused(LearningRefused):
    """A package of another tool is not kept; the sentence says what about it is not right."""
