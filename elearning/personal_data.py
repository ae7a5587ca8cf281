"""Personal data of learning: what it is for and how long it is kept."""

from common.keeping import ALL, Ground, Kept, NotPersonal, Term
from participants.personal_data import MEMBERSHIP

ANSWERS = Term(
    "quiz-answers",
    365,
    "the day on which they were handed in",
    "Long enough to look again at what was wrong; that it was passed stays.",
)

KEPT = (
    Kept(
        "elearning.Attempt",
        ("answers",),
        "Showing which questions to look at again.",
        Ground.CONTRACT,
        ANSWERS,
        "emptied",
    ),
    Kept(
        "elearning.Attempt",
        ("handed_in_at",),
        "So many attempts a day, and how each went.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "elearning.Enrolment",
        ("enrolled_at", "passed_at"),
        "A course is paid for and passed once.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "elearning.LessonDone",
        ("done_at",),
        "How far the person is.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "elearning.Certificate",
        ("name", "number", "title", "issued_at"),
        "Anybody who is shown the certificate can check it.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "the name is replaced; the number can still be checked",
    ),
)

_TEACHING = "What the organizer teaches."

NOT_PERSONAL = tuple(
    NotPersonal(f"elearning.{model}", ALL, _TEACHING)
    for model in ("Course", "CourseText", "Lesson", "Question", "Choice")
)
