"""Courses in versions, what belongs to them, their dates, what each participant did with them, and what proves it."""

from elearning.models.certificates import BadgeKey, Certificate, CertificateNotice
from elearning.models.courses import Course, CourseVersion, Material
from elearning.models.dates import CourseDate, Seat, SeatNotice
from elearning.models.packages import Package, PackageState, Unpacking
from elearning.models.statements import Forwarding, Statement
from elearning.models.taking import Attempt, Enrolment, LessonDone
from elearning.models.tallies import Comparison, Tally
from elearning.models.wishes import Wish

__all__ = [
    "Attempt",
    "BadgeKey",
    "Certificate",
    "CertificateNotice",
    "Comparison",
    "Course",
    "CourseDate",
    "CourseVersion",
    "Enrolment",
    "Forwarding",
    "LessonDone",
    "Material",
    "Package",
    "PackageState",
    "Seat",
    "SeatNotice",
    "Statement",
    "Tally",
    "Unpacking",
    "Wish",
]
