"""Personal data of clerks and invitations: what it is for and how long it is kept."""

from common.keeping import ALL, Ground, Kept, NotPersonal, Term
from participants.personal_data import MEMBERSHIP, UNUSED

INVITATIONS = Term(
    "invitations",
    90,
    "its acceptance, or its last good day",
    "Long enough to ask who invited whom; the clerk's own row says the rest.",
)

KEPT = (
    Kept(
        "distributors.ClerkInvitation",
        ("email", "invited_at", "expires_at", "accepted_at"),
        "Bringing in the clerks whom a distributor or the organizer named.",
        Ground.INTEREST,
        INVITATIONS,
        "deleted",
    ),
    Kept(
        "distributors.Clerk",
        ("joined_at",),
        "Knowing who may answer for a distributor; the name stands in the account.",
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
    NotPersonal("distributors.JoinLink", ALL, "A poster's code and where it hangs."),
)
