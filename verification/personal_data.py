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
    NotPersonal("verification.Check", ("codes", "made_at"), "Which problems a claim had when the machine last looked."),
)
