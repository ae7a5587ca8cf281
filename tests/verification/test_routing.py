"""Where a claim goes by the weight of its problems, and that more of them never make the way easier."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.models import Campaign
from claims.models import Claim
from claims.services import statements
from claims.statements import StatedLine, Statement
from claims.states import Status
from tests.builders.claims import BOUGHT_ON, a_claim, a_read_draft
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_clerk, a_company, a_participant, a_product
from tests.builders.sales import a_sale, sold
from verification.models import Audit, Check, Decision
from verification.problems import KINDS, Problem
from verification.routing import Match, Policy, Route, route
from verification.services import automatic, checks

EASE = list(Route)
problems = st.sampled_from(sorted(KINDS)).flatmap(
    lambda code: st.integers(0, 100).map(lambda points: Problem(code, points, "text"))
)
matches = st.builds(Match, by_sale=st.booleans(), by_document=st.booleans())
policies = st.builds(
    Policy,
    sale_confirms=st.booleans(),
    sale_settles_up_to=st.integers(0, 99),
    document_confirms=st.booleans(),
    organizer_from=st.none() | st.integers(1, 300),
)


@given(st.lists(problems, max_size=6), problems, matches, policies)
def test_another_problem_never_makes_the_way_easier(some, another, match, policy):
    before, after = route(some, match, policy), route([*some, another], match, policy)

    assert EASE.index(after) >= EASE.index(before)


@given(st.lists(problems, max_size=6), matches, policies)
def test_what_cannot_pass_is_never_confirmed_by_a_machine(some, match, policy):
    assert route([*some, Problem("no-product", 100, "text")], match, policy) != Route.AT_ONCE


@given(st.lists(problems, max_size=6), policies)
def test_without_a_proof_nothing_is_confirmed(some, policy):
    assert route(some, Match(), policy) != Route.AT_ONCE


def doubt(points: int) -> Problem:
    return Problem("unknown-seller", points, "text")


@pytest.mark.parametrize(
    ("found", "policy", "expected"),
    [
        ([], Policy(), Route.QUEUE),
        ([], Policy(sale_confirms=True), Route.AT_ONCE),
        ([doubt(9)], Policy(sale_confirms=True), Route.AT_ONCE),
        ([doubt(10)], Policy(sale_confirms=True), Route.QUEUE),
        ([doubt(20)], Policy(sale_confirms=True, sale_settles_up_to=20), Route.AT_ONCE),
        ([doubt(12), doubt(12)], Policy(sale_confirms=True, sale_settles_up_to=20), Route.QUEUE),
        ([doubt(30)], Policy(sale_confirms=True, sale_settles_up_to=40, organizer_from=30), Route.ORGANIZER),
        ([doubt(29)], Policy(organizer_from=30), Route.QUEUE),
        ([], Policy(document_confirms=True), Route.AT_ONCE),
        ([doubt(1)], Policy(document_confirms=True), Route.QUEUE),
    ],
)
def test_the_way_of_a_claim(found, policy, expected):
    assert route(found, Match(by_sale=True, by_document=True), policy) == expected


@pytest.fixture
def marek():
    marek = a_participant(company=a_company())
    a_campaign()
    return marek


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def heavy(marek) -> Claim:
    """A claim that a colleague made, too: it weighs 40."""
    a_claim(participant=a_participant("Ola Kowalska", company=a_company()), number="FV/1/2026")
    return a_claim(participant=marek, number="FV/1/2026")


@pytest.mark.django_db
@pytest.mark.main_job
class TestInLife:
    def test_what_weighs_too_much_goes_to_the_organizer(self, marek):
        claim = heavy(marek)
        Campaign.objects.update(organizer_from=41)
        automatic.consider(claim=claim, now=NOON)
        assert again(claim).desk == Claim.Desk.DISTRIBUTOR

        Campaign.objects.update(organizer_from=40)
        assert automatic.consider(claim=claim, now=NOON) is None

        assert again(claim).desk == Claim.Desk.ORGANIZER
        assert again(claim).status == Status.SUBMITTED
        assert Decision.objects.get(claim=claim).way == Decision.Way.WEIGHT

    def test_what_the_distributor_has_opened_stays_there(self, marek):
        claim = heavy(marek)
        Campaign.objects.update(organizer_from=40)
        checks.keep(claim=claim, now=NOON)
        checks.note_opened(claim=claim, now=NOON)

        automatic.consider(claim=claim, now=NOON + timedelta(hours=1))

        assert again(claim).desk == Claim.Desk.DISTRIBUTOR

    def test_looking_at_it_as_a_clerk_opens_it_and_as_the_organizer_does_not(self, client, marek):

        claim = a_claim(participant=marek)
        client.force_login(a_campaign_admin().user)
        client.get(f"/queue/{claim.uuid}/")
        assert Check.objects.get().opened_at is None

        client.force_login(a_clerk().user)
        client.get(f"/queue/{claim.uuid}/")

        assert Check.objects.get().opened_at is not None

    def test_a_proving_sale_settles_no_more_than_the_campaign_says(self, marek):
        a_sale(sold("FV/1/2026"))
        Campaign.objects.update(sales_prove=True, audit_share=0, sale_settles_up_to=39)
        claim = heavy(marek)
        assert automatic.consider(claim=claim, now=NOON) is None

        Campaign.objects.update(sale_settles_up_to=40)

        decision = automatic.consider(claim=claim, now=NOON)
        assert decision is not None and decision.way == Decision.Way.SALES_FILE


def stated(draft: Claim, *, quantity: int = 12, index: int | None = 0) -> Claim:
    """The draft, sent as its e-invoice says."""
    line = StatedLine(Decimal(quantity), product_id=a_product().pk, description="Elbow 20 mm", reading_index=index)
    told = Statement(
        issuer_name="Hurtownia Alfa",
        issuer_tax_id="6770065406",
        document_number="FV/2026/11/0457",
        issue_date=BOUGHT_ON,
        total=Decimal("369.00"),
        currency="PLN",
        lines=(line,),
    )
    statements.send(claim=draft, statement=told, by=draft.participant.user, now=NOON)
    return again(draft)


@pytest.mark.django_db
@pytest.mark.main_job
class TestDocumentsThatProveThemselves:
    @pytest.fixture(autouse=True)
    def allowed(self, marek):
        a_product()
        Campaign.objects.update(documents_prove_up_to=Decimal("369.00"), audit_share=0)

    def test_an_einvoice_without_any_doubt_confirms_itself(self, marek):
        decision = automatic.consider(claim=stated(a_read_draft(marek)), now=NOON)

        assert decision is not None and (decision.way, decision.made_by) == (Decision.Way.NO_DOUBT, None)

    def test_it_is_off_unless_the_campaign_says_so(self, marek):
        Campaign.objects.update(documents_prove_up_to=None)

        assert automatic.consider(claim=stated(a_read_draft(marek)), now=NOON) is None

    @pytest.mark.parametrize("limit", ["368.99", "369.00"])
    def test_only_up_to_the_value(self, marek, limit):
        Campaign.objects.update(documents_prove_up_to=Decimal(limit))

        found = automatic.consider(claim=stated(a_read_draft(marek)), now=NOON)

        assert (found is not None) is (limit == "369.00")

    @pytest.mark.parametrize("change", [{"quantity": 13}, {"index": None}, {"index": 1}])
    def test_a_line_that_is_not_the_documents_is_left_to_a_person(self, marek, change):
        assert automatic.consider(claim=stated(a_read_draft(marek), **change), now=NOON) is None

    def test_a_photo_proves_nothing_by_itself(self, marek):
        assert automatic.consider(claim=a_claim(participant=marek), now=NOON) is None

    def test_the_lot_falls_here_too(self, marek):
        Campaign.objects.update(audit_share=100)

        assert automatic.consider(claim=stated(a_read_draft(marek)), now=NOON) is None
        assert (Audit.objects.get().way, Audit.objects.get().is_drawn) == (Decision.Way.NO_DOUBT, True)

    def test_any_note_of_weight_is_left_to_a_person(self, marek):
        a_clerk("Jan Nowak")

        assert automatic.consider(claim=stated(a_read_draft(marek)), now=NOON) is None
