"""Campaigns name participants by a random number only, in what rules count; who made a rule is named by the account."""

from common.keeping import ALL, Ground, Kept, NotPersonal
from ledger.personal_data import BOOKS

KEPT = (
    Kept(
        "campaigns.RuleTally",
        ("subject", "period"),
        "What a rule counted for somebody, so that caps hold and steps are paid once; the person is a random number.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless once the person has left",
    ),
    Kept(
        "campaigns.Baseline",
        ("subject",),
        "What somebody bought before, where a rule pays for more than that; the person is a random number.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless once the person has left",
    ),
    Kept(
        "campaigns.TryOut",
        ("result",),
        "What a tried rule would have given to whom; the person is a row number.",
        Ground.CONTRACT,
        BOOKS,
        "stays, nameless once the person has left",
    ),
)

_TERMS_OF_PLAY = "What the organizer set up; its maker is named by the account, which is emptied by itself."

NOT_PERSONAL = (
    NotPersonal(
        "campaigns.Rule",
        ("kind", "unit", "rewards", "sponsor", "effect", "scope", "in_force_from", "in_force_until"),
        _TERMS_OF_PLAY,
    ),
    NotPersonal(
        "campaigns.CodeBatch", ("name", "sheet", "state", "valid_from", "valid_until", "made_at"), _TERMS_OF_PLAY
    ),
    NotPersonal("campaigns.BatchMove", ("was", "became", "note", "made_at"), _TERMS_OF_PLAY),
    NotPersonal("campaigns.RecalledRange", ("reason", "made_at"), _TERMS_OF_PLAY),
    NotPersonal("campaigns.RangeMove", ("became", "valid_from", "valid_until", "reason", "made_at"), _TERMS_OF_PLAY),
    NotPersonal(
        "campaigns.PrintFile",
        ("storage_key", "sha256", "state", "made_at"),
        "Codes for a printer; they were never anybody's.",
    ),
    NotPersonal(
        "campaigns.TryOut",
        ("kind", "unit", "rewards", "sponsor", "effect", "scope", "made_at", "state", "since", "until", "finished_at"),
        "A rule that the organizer tried; its maker is named by the account, which is emptied by itself.",
    ),
    NotPersonal("campaigns.OnPackCode", ("digest",), "A pack's code, as a digest; it was never anybody's."),
    NotPersonal("campaigns.BudgetShare", ("unit",), "Points or credits."),
    NotPersonal("campaigns.BudgetNotice", ("unit", "about", "made_at"), "That a budget came to its end."),
    NotPersonal("campaigns.Campaign", ALL, "What the organizer published."),
    NotPersonal("campaigns.CodeArea", ALL, "Where the organizer lets codes count; whose device was there is not kept."),
    NotPersonal("campaigns.Product", ALL, "An article."),
    NotPersonal("campaigns.ProductGtin", ALL, "An article's number."),
    NotPersonal("campaigns.ProductName", ALL, "An article's name."),
    NotPersonal("campaigns.ProductAlias", ALL, "An article's name as a distributor prints it."),
)
