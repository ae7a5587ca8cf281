"""Finding the distributor that made a sale, and what a clerk may see."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet
from rapidfuzz import fuzz, process

from common.texts import firm_key, tax_key
from distributors.models import (
    Clerk,
    ClerkInvitation,
    CustomerNumber,
    Distributor,
    JoinLink,
    PartnerChange,
    Sale,
    SalesFile,
    SalesKey,
    SalesMapping,
)
from participants.models import Company, User
from programs.models import Program

LIKE_ENOUGH = 92
"""Similarity of two folded firm names, of 100, above which they name the same firm."""


def clerk_of(user: User | AnonymousUser) -> Clerk | None:
    """The person's place at a distributor, if there is an active one."""
    if not user.is_authenticated or not user.is_active:
        return None
    places = Clerk.objects.filter(user=user, is_active=True, distributor__is_active=True)
    return places.select_related("distributor__program", "user").first()


def find_distributor(program: Program, *, tax_id: str, name: str) -> Distributor | None:
    """The distributor that a document names: by tax id, else by name and aliases; None if no single one fits.

    A tax id that belongs to nobody is not overruled by a name: another firm may carry a similar one.
    """
    active = Distributor.objects.filter(program=program, is_active=True)
    if key := tax_key(tax_id):
        if by_id := active.filter(tax_key=key).first():
            return by_id
        active = active.filter(tax_key="")
    return _by_name(list(active.prefetch_related("aliases")), name) if name else None


def _by_name(distributors: list[Distributor], name: str) -> Distributor | None:
    names = {
        firm_key(known): distributor
        for distributor in distributors
        for known in (distributor.name, distributor.legal_name, *(alias.name for alias in distributor.aliases.all()))
        if known
    }
    wanted = firm_key(name)
    if wanted in names:
        return names[wanted]
    close = process.extract(wanted, list(names), scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_ENOUGH, limit=5)
    found = {names[known].pk: names[known] for known, _score, _index in close}
    return next(iter(found.values())) if len(found) == 1 else None


def sales_files(distributor: Distributor) -> QuerySet[SalesFile]:
    """What this distributor handed over, newest first."""
    mine = SalesFile.objects.filter(distributor=distributor).select_related("handed_in_by", "handed_in_with")
    return mine.order_by("-handed_in_at", "-pk")


def sales_mappings(distributor: Distributor) -> QuerySet[SalesMapping]:
    """The forms of its files whose columns are known."""
    return SalesMapping.objects.filter(distributor=distributor).select_related("made_by").order_by("-made_at", "-pk")


def sales_keys(distributor: Distributor) -> QuerySet[SalesKey]:
    """Its keys, good ones first."""
    mine = SalesKey.objects.filter(distributor=distributor).select_related("made_by")
    return mine.order_by(F("revoked_at").asc(nulls_first=True), "-made_at")


def join_links(distributor: Distributor) -> QuerySet[JoinLink]:
    """Its links, those in use first and the newest of them; `came` is how many participants each brought."""
    mine = JoinLink.objects.filter(distributor=distributor).select_related("distributor__program", "branch")
    return mine.annotate(came=Count("introductions")).order_by("-is_active", "-pk")


def people_of(distributor: Distributor) -> QuerySet[Clerk]:
    """Everybody who answers for it or did, heads first; the dismissed last."""
    mine = Clerk.objects.filter(distributor=distributor).select_related("user", "distributor__program")
    return mine.prefetch_related("branches").order_by("-is_active", "-role", "user__first_name", "user__email")


def invitations_of(distributor: Distributor) -> QuerySet[ClerkInvitation]:
    """Those that nobody has used and nobody has withdrawn, old ones too; newest first."""
    mine = ClerkInvitation.objects.filter(distributor=distributor, accepted_at=None, withdrawn_at=None)
    return mine.select_related("invited_by", "distributor__program").prefetch_related("branches").order_by("-pk")


def keys_made_by(clerk: Clerk) -> QuerySet[SalesKey]:
    """The distributor's good keys that this person made, and may have taken along."""
    return SalesKey.objects.filter(distributor=clerk.distributor, made_by=clerk.user, revoked_at=None).order_by("pk")


def changes_of(distributor: Distributor) -> QuerySet[PartnerChange]:
    """Who changed what about its people, links and part in the program, newest first."""
    mine = PartnerChange.objects.filter(distributor=distributor)
    return mine.select_related("made_by", "person", "invitation", "link").order_by("-made_at", "-pk")


def company_known_by(distributor: Distributor | int, number: str) -> Company | None:
    """The company that the distributor's customer number is proved to mean; None for no number or a contested one."""
    known = CustomerNumber.objects.filter(distributor=distributor, number=number, contested_at=None)
    found = known.select_related("company").first() if number else None
    return found.company if found else None


def is_anothers_number(distributor: Distributor, number: str, company: Company) -> bool:
    """Whether any sale with this customer number names another buyer than the company; two looks into an index."""
    key = tax_key(company.tax_id)
    # The index holds sales with a number only, and is used only where the question says so itself.
    same = Sale.objects.filter(~Q(buyer_number=""), distributor=distributor, buyer_number=number)
    below = same.filter(buyer_tax_key__gt="", buyer_tax_key__lt=key)
    return bool(key and below.exists()) or same.filter(buyer_tax_key__gt=key).exists()
