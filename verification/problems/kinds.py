"""The registry of problems: every code there is, once, with its weight and what can be done. `docs/problems.md` is made
from it.

Points: 0 to 9 a note, 10 to 99 a doubt, 100 a block. A claim weighs what its doubts and blocks weigh together; the
campaign decides by that weight (`verification.routing`).
"""

from django.utils.translation import gettext_lazy as _

from claims.reasons import Reason
from verification.problems.values import Kind

LOOK = _("Compare the claim with the picture, and correct what differs.")
ASK = _("Ask the participant, or look the sale up.")
BESIDE = _("Compare the two claims side by side.")
EXCEPTION = _("Refuse, or let the organizer make an exception.")
REFUSE = _("Correct the claim, or refuse it.")
SALE = _("Compare the claim with your own system; correct it, or confirm a part.")
COLLEAGUE = _("Let somebody decide who has nothing to do with it.")
WAIT = _("Nothing need be done; this is only to know.")
WATCH = _("Look at the claims before it, too.")

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        # Time, seller, goods.
        Kind(
            "outside-campaign",
            100,
            "The day of purchase lies outside the campaign.",
            "the date",
            EXCEPTION,
            Reason.OUTSIDE_WINDOW,
            is_liftable=True,
        ),
        Kind(
            "claimed-late",
            100,
            "More days lie between purchase and claim than the campaign allows.",
            "the date",
            EXCEPTION,
            Reason.OUTSIDE_WINDOW,
            is_liftable=True,
        ),
        Kind("in-the-future", 100, "The day of purchase lies after the day of the claim.", "the date", REFUSE),
        Kind(
            "before-joining",
            5,
            "The purchase was made more than thirty days before the person joined the program.",
            "the date",
            WAIT,
        ),
        Kind("unknown-seller", 30, "No distributor of the program has this name or tax id.", "the seller", ASK),
        Kind(
            "seller-not-in-campaign",
            100,
            "The campaign names its distributors, and this one is not among them.",
            "the seller",
            EXCEPTION,
            Reason.NOT_ELIGIBLE,
            is_liftable=True,
        ),
        Kind(
            "other-buyer",
            50,
            "The document names a buyer by tax id, and it is not the participant's firm.",
            "the buyer",
            ASK,
            Reason.BUYER_DIFFERS,
        ),
        Kind("no-product", 100, "No line of the claim is a product of the program.", "the lines", REFUSE, "no-product"),
        Kind(
            "not-a-purchase",
            60,
            "The document is a credit note, a correction, a pro-forma, an order or a delivery note.",
            "the picture",
            LOOK,
        ),
        # Reading.
        Kind("not-read-yet", 9, "The document is still being read.", "nothing yet", WAIT),
        Kind("unreadable", 20, "Nothing could be read in the document.", "the picture", LOOK, is_settled_by_sale=True),
        *(
            Kind(
                f"differs-{name}",
                40,
                f"The claim states another {words} than was read in the document.",
                "both values, and the place in the picture",
                LOOK,
                is_settled_by_sale=True,
            )
            for name, words in (
                ("issuer-tax-id", "tax id of the seller"),
                ("document-number", "number"),
                ("issue-date", "date"),
                ("total", "total"),
            )
        ),
        Kind(
            "code-contradicts-print",
            50,
            "The fiscal code on the document says something else than its clear print: date, total or issuer.",
            "both values, beside each other",
            ASK,
        ),
        Kind("sums-differ", 12, "Net and tax, as printed, do not add up to the total.", "the total", LOOK),
        # The same document again.
        Kind(
            "same-document",
            60,
            "Another person's claim has the same fiscal identity, or the same issuer and number. It weighs 100 as soon "
            "as one of the two is confirmed.",
            "the other claim, side by side",
            BESIDE,
            Reason.ALREADY_CLAIMED,
        ),
        Kind(
            "same-file",
            60,
            "Another person sent the same bytes.",
            "the other claim, side by side",
            BESIDE,
            Reason.ALREADY_CLAIMED,
        ),
        Kind(
            "colleague-claimed",
            40,
            "Somebody of the same firm claimed the document.",
            "the other claim, side by side",
            BESIDE,
            Reason.ALREADY_CLAIMED,
        ),
        Kind(
            "sent-before",
            30,
            "The same person claimed the document before.",
            "the other claim, side by side",
            BESIDE,
            Reason.ALREADY_CLAIMED,
        ),
        Kind(
            "like-picture",
            40,
            "Another claim has a near-same picture (3 of 64 bits of its fingerprint), and the same total or number. A "
            "picture alone says nothing: invoices of one printer look alike.",
            "the other claim, side by side",
            BESIDE,
            Reason.ALREADY_CLAIMED,
        ),
        # Numbers.
        Kind(
            "number-shape",
            20,
            "Thirty or more numbers of the distributor are known next to this one, in at most three shapes, and it has "
            "none of them.",
            "the number, and one that is usual",
            ASK,
            Reason.NOT_OURS,
            is_settled_by_sale=True,
        ),
        Kind(
            "number-sequence",
            20,
            "The distributor's numbers grow with the days, and the numbers next to this one are of other days, by more "
            "than a week.",
            "the number, and the days of its neighbours",
            ASK,
            Reason.NOT_OURS,
            is_settled_by_sale=True,
        ),
        # The distributor's own sale.
        Kind("sale-date", 40, "The distributor's sale has another date.", "both dates", SALE),
        Kind("sale-buyer", 50, "The sale was made to another firm.", "both tax ids", SALE, Reason.BUYER_DIFFERS),
        Kind("sale-buyer-unknown", 12, "The sale names a firm; no firm of the participant is known.", "it", SALE),
        Kind("sale-buyer-unnamed", 5, "The sale names no buyer.", "nothing", WAIT),
        Kind("sale-total", 40, "The distributor's sale has another total.", "both totals", SALE),
        Kind(
            "sale-not-sold",
            50,
            "A product of the claim is not on the distributor's sale.",
            "the line",
            SALE,
            Reason.QUANTITY_DIFFERS,
        ),
        Kind("sale-fewer-sold", 45, "Less was sold than is claimed.", "the line", SALE, Reason.QUANTITY_DIFFERS),
        Kind("sale-credited", 50, "Some of it was credited.", "the line", SALE, Reason.RETURNED),
        # Who does what how often.
        Kind("many-claims", 20, "The person sent thirty or more claims within a day.", "how many", WATCH),
        Kind(
            "many-on-device",
            20,
            "Three or more accounts that share no firm sent documents from one browser within a month.",
            "how many",
            WATCH,
        ),
        Kind(
            "many-at-address",
            5,
            "Twenty or more accounts sent a hundred or more documents from one network address within a day.",
            "how many",
            WATCH,
        ),
        Kind(
            "below-limit",
            20,
            "Of the person's last claims (six or more) at least half, and at least four, lie less than 5 % below the "
            "value up to which the campaign decides without anybody.",
            "the total, how many",
            WATCH,
        ),
        Kind("claimant-is-clerk", 40, "The person works for the distributor.", "that", COLLEAGUE, Reason.NOT_ELIGIBLE),
        Kind("own-firm", 50, "The person's firm is the distributor itself.", "that", COLLEAGUE, Reason.NOT_ELIGIBLE),
        Kind(
            "clerk-namesake",
            4,
            "A clerk of the distributor has the person's surname.",
            "the name",
            COLLEAGUE,
            is_for_organizer=True,
        ),
        Kind(
            "one-clerk",
            15,
            "One clerk of several answered nine of ten of the person's claims (ten or more), and five times as many as "
            "others of that clerk's participants have.",
            "the clerk, how many",
            WATCH,
            is_for_organizer=True,
        ),
        # What reading itself has to say; codes that are not named here weigh 2.
        Kind("reading-code-signature", 50, "The till's signature does not hold.", "the picture", ASK),
        Kind("reading-test-system", 60, "The code comes from a test system.", "the picture", ASK),
        Kind("reading-not-a-purchase", 60, "The code says that this is no purchase.", "the picture", LOOK),
        Kind("reading-lines-differ", 12, "The lines of the file do not add up to its sum.", "the lines", LOOK),
        Kind("reading-totals-differ", 12, "Net and tax in the file do not add up to its total.", "the total", LOOK),
        Kind("reading-edited-file", 10, "The file names a program that edits pictures or PDFs.", "the program", ASK),
        Kind("reading-screen-photo", 10, "The dots of a screen show through the photo.", "the picture", ASK),
        Kind("reading-sources-disagree", 9, "E-invoice, text and print differ.", "each value", LOOK),
        Kind("reading", 2, "Any other sentence of the reading, such as a blurred picture.", "the page", WAIT),
    )
}
"""By code, in the order in which the page lists them."""


def kind_of(code: str) -> Kind:
    """The kind of a problem. What reading says has a code of its own for each of its warnings."""
    return KINDS.get(code) or KINDS["reading" if code.startswith("reading-") else code]
