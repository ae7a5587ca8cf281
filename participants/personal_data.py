"""Personal data of people, firms and consents: what it is for and how long it is kept."""

from common.keeping import ALL, Ground, Kept, NotPersonal, Term

MEMBERSHIP = Term(
    "membership",
    None,
    "until the person leaves the program",
    "Without it the person cannot take part; leaving ends it at once.",
)
UNUSED = Term(
    "unused-accounts",
    730,
    "the last sign-in of an account that takes part in nothing any more",
    "A clerk or participant who was switched off may come back next season; after two no more.",
)
PROOF = Term(
    "consent-proof",
    2192,
    "the day on which it was withdrawn",
    "That and what somebody agreed to must be provable (article 7(1)) as long as claims can be raised: six years.",
)
SESSIONS = Term("sessions", 0, "its end, two weeks after the last sign-in", "It opens nothing any more.")

KEPT = (
    Kept(
        "participants.User",
        ("email", "password", "first_name", "last_name", "language"),
        "Signing in, and writing to the person about own claims.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "emptied; the address is free again",
    ),
    Kept(
        "participants.User",
        ("last_login", "date_joined"),
        "Telling accounts that are used from those that are not.",
        Ground.INTEREST,
        UNUSED,
        "emptied with the account",
    ),
    Kept(
        "participants.Session",
        ("session_key", "session_data", "expire_date"),
        "Staying signed in.",
        Ground.CONTRACT,
        SESSIONS,
        "deleted",
    ),
    Kept(
        "participants.Participant",
        ("name", "joined_at", "left_at"),
        "Knowing whose claims, points and courses these are.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "the name is replaced; the two days stay with the nameless row",
    ),
    Kept(
        "participants.Company",
        ("name", "tax_id"),
        "Comparing the buyer on an invoice with the participant's firm, which may be one person.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "deleted when its last participant leaves",
    ),
    Kept(
        "participants.Membership",
        ("points_share", "began_at", "ended_at"),
        "Knowing what of the person's points goes to the company's account.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays, nameless once the person has left; deleted with the company",
    ),
    Kept(
        "participants.Qualification",
        ("name", "valid_from", "valid_until", "revoked_on", "source"),
        "Rules that pay certified people more; shown to distributors if the person agreed.",
        Ground.CONTRACT,
        MEMBERSHIP,
        "stays with the nameless participant",
    ),
    Kept(
        "participants.Consent",
        ("given_at", "given_through", "withdrawn_at"),
        "Proving what was agreed to, when, and in which wording.",
        Ground.LAW,
        PROOF,
        "deleted",
    ),
)

NOT_PERSONAL = (
    NotPersonal("programs.Program", ALL, "What the organizer publishes about itself."),
    NotPersonal("programs.Terms", ALL, "A published wording."),
    NotPersonal("participants.Segment", ALL, "A name for a group; who is in it stands with the participant."),
)
