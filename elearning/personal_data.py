"""Personal data of learning: what it is for and how long it is kept."""

from common.keeping import Ground, Kept, NotPersonal, Term
from participants.personal_data import MEMBERSHIP

ANSWERS = Term(
    "quiz-answers",
    365,
    "the day on which they were handed in",
    "Long enough to look again at what was wrong; that it was passed stays.",
)

PLACES = Term(
    "package-places",
    365,
    "the day of the last report",
    "Long enough to go on with a course after a pause; that it was done, and the score, stay.",
)

TRAINERS = Term(
    "trainers-of-dates",
    1095,
    "the end of the date",
    "So long may be asked who taught; then the name is emptied, and the date stays.",
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
        ("started_at", "due_at", "handed_in_at"),
        "So many attempts in a row, how long each took, and how it went.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "elearning.Enrolment",
        ("enrolled_at", "finished_at", "passed_at", "given_back_at", "last_lesson", "language"),
        "A course is paid for and passed once; one goes on where one stopped.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "elearning.Wish",
        ("state", "word", "asked_at", "answered_at"),
        "Asking the company to pay a course, and the answer.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "deleted",
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
        "elearning.PackageState",
        ("location", "suspend_data", "exit", "more"),
        "A package of another tool goes on where one stopped; it may hold answers to its questions.",
        Ground.CONTRACT,
        PLACES,
        "emptied",
    ),
    Kept(
        "elearning.PackageState",
        (
            "completion",
            "success",
            "raw",
            "lowest",
            "highest",
            "scaled",
            "seconds",
            "seconds_before",
            "opened_at",
            "reported_at",
            "done_at",
        ),
        "How far the person is with the package, with which score, and how long it took.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "elearning.Certificate",
        ("name", "number", "title", "issued_at", "expires_on", "revoked_at", "revoked_because"),
        "Anybody who is shown the certificate can check it.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "the name is replaced; the number can still be checked",
    ),
    Kept(
        "elearning.Certificate",
        ("name_shown_at",),
        "That the public page may show the name, and since when.",
        Ground.CONSENT,
        MEMBERSHIP,
        "emptied; the page shows no name any more",
    ),
    Kept(
        "elearning.CertificateNotice",
        ("told_at",),
        "Reminding of the end of a certificate once.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless certificate",
    ),
    Kept(
        "elearning.CourseDate",
        ("trainer",),
        "Participants know who teaches them.",
        Ground.INTEREST,
        TRAINERS,
        "emptied",
    ),
    Kept(
        "elearning.Seat",
        ("asked_at", "seated_at", "given_up_at", "attended_at", "seen", "wrong_at"),
        "Seats and waiting lists of dates, and that the person was there; wrong codes slow guessing.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "elearning.SeatNotice",
        ("what", "told_at"),
        "Telling of a seat, a change or a cancelled date once.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "elearning.Statement",
        ("verb", "body", "made_at", "forwarded_at", "refused"),
        "Records of learning in the form that other systems read; the person is a random number in them.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays; the number leads to nobody any more",
    ),
)

_TEACHING = "What the organizer teaches; who wrote it is named by the account, which is emptied by itself."

NOT_PERSONAL = (
    NotPersonal(
        "elearning.Course",
        (
            "name",
            "certificate_name",
            "price",
            "points",
            "cpd_hours",
            "visible_from",
            "visible_until",
            "cancelled_at",
            "cancelled_because",
        ),
        _TEACHING,
    ),
    NotPersonal(
        "elearning.CourseDate",
        (
            "kind",
            "begins_at",
            "ends_at",
            "closes_at",
            "place",
            "link",
            "words",
            "secret",
            "changed_at",
            "cancelled_at",
            "cancelled_because",
        ),
        _TEACHING,
    ),
    NotPersonal("elearning.CourseVersion", ("content", "card", "changed_at", "published_at"), _TEACHING),
    NotPersonal(
        "elearning.Material", ("key", "kind", "name", "storage_key", "media_type", "sha256", "added_at"), _TEACHING
    ),
    NotPersonal("elearning.Package", ("standard", "title", "parts"), _TEACHING),
    NotPersonal("elearning.PackageState", ("lesson",), "The key of a lesson."),
    NotPersonal("elearning.Unpacking", ("storage_key", "files", "since"), _TEACHING),
    NotPersonal("elearning.BadgeKey", ("*",), "Public keys."),
    NotPersonal("elearning.Forwarding", ("*",), "How a program's record store answers."),
    NotPersonal("elearning.LessonDone", ("lesson",), "The key of a lesson."),
    NotPersonal(
        "elearning.Tally",
        ("kind", "key", "month"),
        "How often something happened in a course; to whom, it does not say.",
    ),
    NotPersonal(
        "elearning.Comparison",
        ("result", "made_at"),
        "Sums over all who passed a course, and over all who never began it.",
    ),
)
