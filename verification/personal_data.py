"""Personal data of decisions: what it is for and how long it is kept."""

from claims.personal_data import EVIDENCE
from common.keeping import Ground, Kept, NotPersonal, Term
from ledger.personal_data import BOOKS

OFFERS = Term("offers", 1, "its end", "It only keeps two clerks from one claim for some minutes.")

KEPT = (
    Kept(
        "verification.Decision",
        ("text",),
        "What a clerk wrote to the participant.",
        Ground.CONTRACT,
        EVIDENCE,
        "emptied",
    ),
    Kept(
        "verification.Decision",
        ("made_at",),
        "Who decided what, when; the clerk is named by the account, which is emptied by itself.",
        Ground.INTEREST,
        BOOKS,
        "stays, nameless once the account is emptied",
    ),
    Kept(
        "verification.MailLink",
        ("sent_to", "made_at", "expires_at"),
        "Letting a small shop answer one claim from its mail, and knowing which address answered.",
        Ground.INTEREST,
        EVIDENCE,
        "deleted, with the claim's other evidence",
    ),
    Kept(
        "verification.Offer",
        ("expires_at",),
        "Which clerk has a claim on the screen.",
        Ground.INTEREST,
        OFFERS,
        "deleted",
    ),
)

NOT_PERSONAL = (
    NotPersonal(
        "verification.Decision",
        ("kind", "reason", "lifted", "way"),
        "Words of the service's own, the same for everybody.",
    ),
    NotPersonal(
        "verification.SaleMatch",
        ("differences", "made_at"),
        "Where a claim and its distributor's sale differ; both are kept.",
    ),
    NotPersonal("verification.Audit", ("way", "made_at"), "How the lot fell for a claim."),
    NotPersonal("verification.Reminder", ("stage", "due_on", "made_at"), "That a desk was reminded of a claim's day."),
    NotPersonal(
        "verification.Check",
        ("codes", "made_at", "opened_at"),
        "Which problems a claim had when last looked at, and at which desk it was seen; by whom, it does not say.",
    ),
)
