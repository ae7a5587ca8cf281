"""Personal data of claims: documents, statements, histories, code tries; what for, and how long it is kept."""

from common.keeping import ALL, Ground, Kept, NotPersonal, Term
from distributors.personal_data import SALES
from ledger.personal_data import BOOKS

UNSENT = Term(
    "unsent-claims",
    90,
    "the last change of a claim that was never sent",
    "Purchases can rarely be claimed later than 60 days after; what is still unsent then never will be.",
)
EVIDENCE = Term(
    "evidence",
    365,
    "the claim's last decision",
    "For a year a confirmed claim is audited, questioned and, where it was wrong, taken back; then nobody looks.",
)
FACTS = Term(
    "claim-facts",
    2192,
    "the claim's last decision",
    "The award is an accounting entry, and its reason must be found as long as claims can be raised: six years.",
)
WRONG_CODES = Term(
    "wrong-codes",
    30,
    "the try",
    "Guessing is slowed by the tries of one day; a month lets an attack be seen afterwards.",
)
UPLOADS = Term(
    "uploads",
    60,
    "the upload",
    "Claims are decided within days, and looked at beside those of the month before.",
)
LOOSE = Term(
    "loose-files",
    None,
    "an hour after the last row that named it is gone",
    "An upload under way may be about to name the same bytes.",
)

KEPT = (
    Kept(
        "claims.DocumentFile",
        ("storage_key", "sha256", "original_name", "uploaded_at"),
        "The evidence of a purchase, as it was sent, with its name and its content's digest.",
        Ground.CONTRACT,
        EVIDENCE,
        "deleted, with the stored file",
    ),
    Kept(
        "claims.DocumentPage",
        ("picture_key", "fingerprint"),
        "Showing the document to whoever decides, and finding near-same ones.",
        Ground.CONTRACT,
        EVIDENCE,
        "deleted, with the stored picture",
    ),
    Kept(
        "claims.Reading",
        ("data", "recalled", "made_at"),
        "Filling in the form, and comparing it with the document: buyer, seller, goods, the whole text.",
        Ground.CONTRACT,
        EVIDENCE,
        "deleted",
    ),
    Kept(
        "claims.Document",
        ("problem_text", "changed_at", "evidence_removed_at"),
        "Saying how the reading went, and since when the document is gone.",
        Ground.CONTRACT,
        EVIDENCE,
        "the text is emptied; the days stay with the claim",
    ),
    Kept(
        "claims.Correction",
        ("was", "became", "made_at"),
        "Keeping what was read apart from what was stated, and both from what a clerk changed.",
        Ground.INTEREST,
        EVIDENCE,
        "the two values are emptied; that something was corrected stays",
    ),
    Kept(
        "claims.ClaimEvent",
        ("note", "made_at"),
        "Questions, answers, appeals and reasons in people's own words.",
        Ground.CONTRACT,
        EVIDENCE,
        "the words are emptied; status, reason code and moment stay with the claim",
    ),
    Kept(
        "claims.Claim",
        ("issuer_name", "issuer_tax_id", "document_number", "document_id", "identity_key"),
        "Finding the sale, and paying one document once.",
        Ground.CONTRACT,
        FACTS,
        "emptied",
    ),
    Kept(
        "claims.ClaimLine",
        ("description",),
        "What was bought, as the document prints it.",
        Ground.CONTRACT,
        FACTS,
        "emptied",
    ),
    Kept(
        "claims.Claim",
        ("number", "issue_date", "created_at", "submitted_at", "due_on", "decided_at", "appealed_at"),
        "Explaining every award: number, status, amounts and days. A claim never sent is deleted as a whole.",
        Ground.LAW,
        BOOKS,
        "stays, nameless once the person has left",
    ),
    Kept(
        "claims.LearnedFrom",
        ("learned_at",),
        "Which claims taught something about a seller's documents, so that a reversed one takes it back.",
        Ground.INTEREST,
        BOOKS,
        "goes when newer claims of the seller have taught, else stays, nameless once the person has left",
    ),
    Kept(
        "claims.CodeRedemption",
        ("redeemed_at",),
        "A code pays once.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless once the person has left",
    ),
    Kept(
        "claims.Award",
        ("made_at", "reversed_at", "facts"),
        "What a claim earned, and all that the rules looked at, so that it can be computed again.",
        Ground.LAW,
        BOOKS,
        "stays, nameless once the person has left",
    ),
    Kept(
        "claims.ExpiryNotice",
        ("unit", "last_on", "told_at"),
        "Telling people twice before their points or credits end: a mail that the terms promise, no advertising.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless once the person has left",
    ),
    Kept(
        "claims.GoodsReturn",
        ("made_at", "facts"),
        "Goods that came back, and all that the rules looked at for what was left.",
        Ground.LAW,
        BOOKS,
        "stays, nameless once the person has left",
    ),
    Kept(
        "claims.SetPart",
        ("subject", "bought_on"),
        "Bought units that wait for the rest of a set; the person is named by a number only.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless once the person has left",
    ),
    Kept(
        "claims.WrongCodeTry",
        ("address", "device", "made_at"),
        "Slowing down whoever guesses codes; the address is that of the network, the device a random mark.",
        Ground.INTEREST,
        WRONG_CODES,
        "deleted",
    ),
    Kept(
        "claims.UploadTrace",
        ("address", "device", "made_at"),
        "Seeing that many accounts send from one device; the address is the network's, the device a random mark.",
        Ground.INTEREST,
        UPLOADS,
        "deleted",
    ),
    Kept(
        "claims.DeclinedSale",
        ("declined_at",),
        "Not offering a sale again to somebody who said no to it.",
        Ground.INTEREST,
        SALES,
        "deleted with the sale, or when the person leaves",
    ),
    Kept(
        "claims.LooseFile",
        ("storage_key", "since"),
        "Deleting stored files that no claim names any more.",
        Ground.LAW,
        LOOSE,
        "deleted, with the stored file",
    ),
)

_WORD = "A word of the service's own, the same for everybody."

NOT_PERSONAL = (
    NotPersonal(
        "claims.LearnedFact", ALL, "How a trading firm prints its documents; words of who bought are left out."
    ),
    NotPersonal("claims.CodeAlarm", ALL, "How many wrong codes a program had on a day; whose, it does not say."),
    NotPersonal("claims.Claim", ("kind", "origin", "status", "currency", "desk"), _WORD),
    NotPersonal("claims.ClaimLine", ("unit",), "A unit of quantity."),
    NotPersonal("claims.ClaimEvent", ("was", "became", "reason"), _WORD),
    NotPersonal("claims.Correction", ("name",), "The name of a field."),
    NotPersonal("claims.Document", ("reading_state", "stage", "problem_code", "advice"), _WORD),
    NotPersonal("claims.DocumentFile", ("media_type",), _WORD),
    NotPersonal(
        "claims.Award", ("policy", "occasion", "about"), "How rules combined, and a number of what it was given for."
    ),
    NotPersonal("claims.AwardLine", ("unit", "rewards", "capped_by"), _WORD),
)
