"""Personal data in tables that are not ours (sign-in, the admin's log) and in files beside the database."""

from common.keeping import ALL, Ground, Kept, NotPersonal, Term
from participants.personal_data import MEMBERSHIP

ADMIN_LOG = Term(
    "admin-log",
    730,
    "the change",
    "Who changed what in a campaign must be told until its points are spent or expired.",
)
MAIL = Term(
    "kept-mails",
    30,
    "the day it was sent",
    "Without a mail server, codes and decisions are read there; later nobody does.",
)

KEPT = (
    Kept(
        "account.EmailAddress",
        ("email",),
        "Signing in with a confirmed address.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "deleted",
    ),
    Kept(
        "account.EmailConfirmation",
        ("key", "created", "sent"),
        "Confirming an address; with mailed codes, as here, nothing is written.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "deleted with the address",
    ),
    Kept(
        "admin.LogEntry",
        ("object_id", "object_repr", "change_message", "action_time"),
        "Who changed what in the admin.",
        Ground.INTEREST,
        ADMIN_LOG,
        "deleted; a leaver's name in it at once",
    ),
    Kept(
        "var/mail",
        ("*.eml",),
        "Mails of a service without a mail server.",
        Ground.CONTRACT,
        MAIL,
        "deleted",
    ),
)

NOT_PERSONAL = tuple(
    NotPersonal(model, ALL, "Django's own words.")
    for model in ("auth.Permission", "auth.Group", "contenttypes.ContentType")
)
