"""Personal data in the books: they name people by a random number only, and are never changed."""

from common.keeping import Ground, Kept, NotPersonal, Term

BOOKS = Term(
    "books",
    None,
    "as long as the program's books are kept",
    "Lines are append-only and sum to zero for good. They name a random number; once the person has left, nothing "
    "leads from it to a name.",
)

KEPT = (
    Kept(
        "ledger.Account",
        ("owner", "moved_at"),
        "Knowing what each participant holds; the owner is a random number.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless",
    ),
    Kept(
        "ledger.Transfer",
        ("reference", "note", "made_at"),
        "Bookkeeping: why points moved. Notes are claim numbers and course names.",
        Ground.LAW,
        BOOKS,
        "stays, nameless",
    ),
    Kept(
        "ledger.Lot",
        ("expires_on",),
        "The last day of points.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless",
    ),
    Kept(
        "ledger.Adjustment",
        ("owner", "reason", "made_at", "decided_at"),
        "Why points were given or taken by hand, and which two people agreed.",
        Ground.LAW,
        BOOKS,
        "stays, nameless",
    ),
    Kept(
        "ledger.Merger",
        ("source", "target", "reason", "made_at"),
        "That two accounts belong to one person, and why they were merged.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless",
    ),
    Kept(
        "ledger.Extension",
        ("owner", "until", "reason", "made_at"),
        "Why points last longer than they did, and who let them.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless",
    ),
    Kept(
        "ledger.LotExtension",
        ("until", "made_at"),
        "The last day of points.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless",
    ),
)

NOT_PERSONAL = (
    NotPersonal("ledger.Account", ("unit", "kind"), "Words of the ledger."),
    NotPersonal("ledger.Transfer", ("kind", "unit"), "Words of the ledger."),
    NotPersonal("ledger.Adjustment", ("unit", "state"), "Words of the ledger."),
    NotPersonal("ledger.Lot", ("stretch",), "How long points last on with each award."),
)
