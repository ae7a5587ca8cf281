"""Campaigns hold nothing about participants; who made a rule or batch is named by the account only."""

from common.keeping import ALL, Kept, NotPersonal

KEPT: tuple[Kept, ...] = ()

_TERMS_OF_PLAY = "What the organizer set up; its maker is named by the account, which is emptied by itself."

NOT_PERSONAL = (
    NotPersonal("campaigns.Rule", ("kind", "sponsor", "in_force_from", "in_force_until"), _TERMS_OF_PLAY),
    NotPersonal("campaigns.CodeBatch", ("name", "state", "made_at"), _TERMS_OF_PLAY),
    NotPersonal("campaigns.OnPackCode", ("digest",), "A pack's code, as a digest; it was never anybody's."),
    NotPersonal("campaigns.Campaign", ALL, "What the organizer published."),
    NotPersonal("campaigns.Product", ALL, "An article."),
    NotPersonal("campaigns.ProductGtin", ALL, "An article's number."),
    NotPersonal("campaigns.ProductName", ALL, "An article's name."),
    NotPersonal("campaigns.ProductAlias", ALL, "An article's name as a distributor prints it."),
)
