"""Personal data of clerks and invitations: what it is for and how long it is kept."""

from common.keeping import ALL, Ground, Kept, NotPersonal, Term
from participants.personal_data import MEMBERSHIP, UNUSED

INVITATIONS = Term(
    "invitations",
    90,
    "its acceptance, or its last good day",
    "Long enough to ask who invited whom; the clerk's own row says the rest.",
)

SALES = Term(
    "sales",
    1095,
    "the day of the sale",
    "As long as a claim on it, a return or a dispute can come, and a distributor's books are still looked into.",
)

CHANGES = Term(
    "partner-changes",
    1095,
    "the change",
    "As long as the decisions of that time can be disputed, it must be known who could take them.",
)

KEPT = (
    Kept(
        "distributors.ClerkInvitation",
        ("email", "role", "invited_at", "expires_at", "accepted_at", "withdrawn_at"),
        "Bringing in the clerks whom a distributor or the organizer named.",
        Ground.INTEREST,
        INVITATIONS,
        "deleted",
    ),
    Kept(
        "distributors.Clerk",
        ("role", "joined_at"),
        "Knowing who may answer for a distributor; the name stands in the account.",
        Ground.INTEREST,
        UNUSED,
        "stays with the nameless account",
    ),
    Kept(
        "distributors.PartnerChange",
        ("kind", "name", "was", "became", "made_at"),
        "Knowing who let whom answer for a distributor, and who changed how it takes part.",
        Ground.INTEREST,
        CHANGES,
        "deleted",
    ),
    Kept(
        "distributors.Sale",
        (
            "number",
            "number_key",
            "issued_on",
            "buyer_tax_key",
            "buyer_number",
            "currency",
            "corrects_key",
            "changed_at",
        ),
        "Confirming claims by the distributor's own record of the sale, and offering it to the buyer's people where "
        "the distributor allows it; buyers are firms, some of one person.",
        Ground.INTEREST,
        SALES,
        "deleted with its lines",
    ),
    Kept(
        "distributors.CustomerNumber",
        ("number", "proof", "reference", "learned_at", "contested_at"),
        "Knowing whose sale it is where a distributor's file names the buyer by its own customer number only.",
        Ground.INTEREST,
        MEMBERSHIP,
        "deleted with the company, when its last participant leaves",
    ),
    Kept(
        "distributors.SaleLine",
        ("sku", "gtin", "description", "unit"),
        "What was sold, to be compared with what is claimed.",
        Ground.INTEREST,
        SALES,
        "deleted with the sale",
    ),
    Kept(
        "distributors.SalesFile",
        ("name", "storage_key", "preview", "handed_in_at", "done_at"),
        "Saying which file of a distributor said what, and who handed it in.",
        Ground.INTEREST,
        SALES,
        "the file itself is deleted once it is read; its row stays while sales of it do",
    ),
    Kept(
        "distributors.LeftOut",
        ("column", "value", "fault"),
        "Telling the distributor which rows of its file were not taken, and why.",
        Ground.INTEREST,
        SALES,
        "deleted with the file's row",
    ),
    Kept(
        "distributors.SalesMapping",
        ("made_at",),
        "Knowing who said what the columns of a distributor's files mean.",
        Ground.INTEREST,
        UNUSED,
        "stays with the nameless account",
    ),
    Kept(
        "distributors.SalesKey",
        ("label", "made_at", "used_at", "revoked_at"),
        "Knowing which key of a distributor was made and withdrawn by whom.",
        Ground.INTEREST,
        UNUSED,
        "stays with the nameless account",
    ),
    Kept(
        "distributors.Introduction",
        ("made_at",),
        "Counting whom a distributor's link brought.",
        Ground.INTEREST,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
)

NOT_PERSONAL = (
    NotPersonal("distributors.Distributor", ALL, "A trading firm."),
    NotPersonal("distributors.DistributorAlias", ALL, "A trading firm's name as printed."),
    NotPersonal("distributors.Branch", ALL, "A shop or warehouse."),
    NotPersonal(
        "distributors.SalesFile",
        ("kind", "sha256", "state", "problem", "signature", "cursor"),
        "How far a file was read, in words of the service's own.",
    ),
    NotPersonal(
        "distributors.SalesMapping",
        ("signature", "names", "positions", "day_order", "decimal_sign"),
        "Names of columns and what they mean.",
    ),
    NotPersonal("distributors.SalesKey", ("digest",), "Nothing can be learned from it, not even the key."),
    NotPersonal("distributors.JoinLink", ("code", "label"), "A poster's code and where it hangs."),
)
