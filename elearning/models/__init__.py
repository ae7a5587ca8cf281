"""Courses in versions, what belongs to them, and what each participant did with them."""

from elearning.models.certificates import Certificate
from elearning.models.courses import Course, CourseVersion, Material
from elearning.models.packages import Package, PackageState, Unpacking
from elearning.models.taking import Attempt, Enrolment, LessonDone
from elearning.models.tallies import Comparison, Tally

__all__ = [
    "Attempt",
    "Certificate",
    "Comparison",
    "Course",
    "CourseVersion",
    "Enrolment",
    "LessonDone",
    "Material",
    "Package",
    "PackageState",
    "Tally",
    "Unpacking",
]
