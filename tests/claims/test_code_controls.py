"""Campaigns whose codes count only with the pack's EAN, or only within named places."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from campaigns import services as campaigns
from campaigns.batches import BatchState
from campaigns.models import Campaign, CodeArea, ProductGtin
from campaigns.places import Position, kilometres
from campaigns.services import BatchRefused
from claims.code_refusals import CodeElsewhere, CodeNeedsMore, CodeRefused, CodeUsedByYou, EanMistyped, Need
from claims.models import Claim, WrongCodeTry
from claims.services import codes
from claims.services.code_controls import NOTHING, Beside
from tests import browser as browsers
from tests.builders.programs import NOON, a_batch, a_campaign, a_campaign_admin, a_code, a_product
from tests.claims.phones import sign_in

pytestmark = pytest.mark.django_db

EAN, OTHER_EAN = "5909999300250", "5901234123457"
KRAKOW, WARSAW = Position(50.06, 19.94), Position(52.23, 21.01)


@pytest.fixture
def code(marek) -> str:
    """Of a product with an EAN."""
    campaigns.name_gtin(product=a_product(), gtin=EAN)
    return a_code()


def want(**switches: bool) -> None:
    Campaign.objects.update(**switches)
    if switches.get("codes_need_place"):
        CodeArea.objects.create(campaign=a_campaign(), name="Kraków", latitude=50.0, longitude=20.0, radius=30)


def redeem(person, text: str, beside: Beside = NOTHING):
    return codes.redeem(participant=person, text=text, now=NOON, beside=beside)


def test_a_code_is_first_asked_for_its_ean_which_costs_nothing(marek, code):
    want(codes_need_ean=True)

    with pytest.raises(CodeNeedsMore, match="EAN") as asked:
        redeem(marek, code)

    assert asked.value.needs == {Need.EAN}
    assert not Claim.objects.exists() and not WrongCodeTry.objects.exists()


@pytest.mark.parametrize("ean", [EAN, "0" + EAN, " 5909999-300250", f"(01)0{EAN}(17)271231", f"010{EAN}10A1"])
def test_the_ean_counts_however_it_is_written(marek, code, ean):
    want(codes_need_ean=True)

    assert redeem(marek, code, Beside(ean=ean)).status == "verified"


def test_another_products_ean_is_answered_like_an_unknown_code_and_costs_a_try(marek, code):
    want(codes_need_ean=True)

    with pytest.raises(CodeRefused, match="This code cannot be redeemed") as refused:
        redeem(marek, code, Beside(ean=OTHER_EAN))

    assert type(refused.value) is CodeRefused
    assert WrongCodeTry.objects.count() == 1
    assert redeem(marek, code, Beside(ean=EAN)).status == "verified"


def test_a_slip_in_the_ean_costs_nothing(marek, code):
    want(codes_need_ean=True)

    with pytest.raises(EanMistyped, match="not quite an EAN"):
        redeem(marek, code, Beside(ean="5909999300251"))

    assert not WrongCodeTry.objects.exists()


def test_a_scanned_symbol_that_names_the_gtin_itself_is_not_asked_again(marek, code):
    want(codes_need_ean=True)

    assert redeem(marek, f"010{EAN}21{code}").status == "verified"


def test_who_repeats_a_used_code_is_told_so_at_once(marek, code):
    redeem(marek, code)
    want(codes_need_ean=True, codes_need_place=True)

    with pytest.raises(CodeUsedByYou):
        redeem(marek, code)


def test_a_code_counts_within_the_place_and_elsewhere_says_where(marek, code):
    want(codes_need_place=True)

    with pytest.raises(CodeElsewhere, match="Kraków, 30 km around"):
        redeem(marek, code, Beside(position=WARSAW))
    assert not WrongCodeTry.objects.exists()
    assert redeem(marek, code, Beside(position=KRAKOW)).status == "verified"


def test_a_campaign_without_a_wish_asks_the_database_nothing_more(marek, code):
    with CaptureQueriesContext(connection) as plain:
        redeem(marek, code)
    asked = [one["sql"] for one in plain if 'FROM "campaigns_codearea"' in one["sql"] or "gtin" in one["sql"]]

    assert asked == []


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        (KRAKOW, KRAKOW, 0),
        (KRAKOW, WARSAW, 252),
        (Position(0, 179.5), Position(0, -179.5), 111),
        (Position(90, 0), Position(-90, 0), 20015),
    ],
)
def test_distances_are_right_also_across_the_date_line(one, other, far):
    assert kilometres(one, other) == pytest.approx(far, abs=1)


def test_the_page_asks_for_the_ean_once_the_code_is_known_to_need_it(client, marek, code):
    want(codes_need_ean=True)
    client.force_login(marek.user)
    before = client.get(reverse("claims:codes")).content.decode()

    asked = client.post(reverse("claims:codes"), {"code": code})

    assert 'name="ean"' not in before and 'name="ean"' in asked.content.decode()
    assert asked.context["form"]["code"].value() == code
    assert client.post(reverse("claims:codes"), {"code": code, "ean": EAN}).status_code == 302


def test_a_list_says_which_codes_need_more(client, marek, code):
    want(codes_need_ean=True)
    client.force_login(marek.user)

    page = client.post(reverse("claims:codes"), {"codes": f"{code}\n010{EAN}21{a_code()}"})

    first, second = page.context["answers"]
    assert isinstance(first.refusal, CodeNeedsMore) and second.claim
    assert page.content.decode().count("Go on with this code") == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
@pytest.mark.parametrize(
    ("position", "told"), [(KRAKOW, "+25 points"), (WARSAW, "counts only here"), (None, "did not say")]
)
def test_the_device_is_asked_where_it_is(browser, live_server, marek, code, position, told):
    want(codes_need_place=True)
    where = {"latitude": position.latitude, "longitude": position.longitude} if position else None
    granted = {"permissions": ["geolocation"], "geolocation": where} if where else {}
    with browsers.opened(browser, base_url=live_server.url, **granted, **browsers.PHONE) as page:
        sign_in(page, live_server, marek)
        page.goto(reverse("claims:codes"))
        page.get_by_label("Code on the pack").fill(code)
        page.get_by_role("button", name="Redeem", exact=True).click()
        expect(page.get_by_text("Your device is asked where it is.")).to_be_visible()
        assert browsers.accessibility_violations(page) == []
        page.get_by_role("button", name="Say where I am and redeem").click()

        expect(page.get_by_text(told)).to_be_visible()


def filled(client, address: str, **values: object) -> dict[str, object]:
    """The form of the page as it stands, with some values changed."""
    context = client.get(address).context
    forms = [context["adminform"].form, *(one.formset.management_form for one in context["inline_admin_formsets"])]
    forms += [row for one in context["inline_admin_formsets"] for row in one.formset.initial_forms]
    stands = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in (stands | values).items() if value is not None}


def test_the_admin_is_told_which_product_has_no_ean_and_that_a_place_is_missing(client, code):
    client.force_login(a_campaign_admin().user)
    address = reverse("admin:campaigns_campaign_change", args=[a_campaign().pk])
    place = {"code_areas-TOTAL_FORMS": "1", "code_areas-0-name": "Kraków", "code_areas-0-radius": "30"}
    place |= {"code_areas-0-latitude": "50.06", "code_areas-0-longitude": "19.94"}

    no_place = client.post(address, filled(client, address, codes_need_place="on"))
    ProductGtin.objects.all().delete()
    no_ean = client.post(address, filled(client, address, codes_need_ean="on"))

    assert "Name at least one place" in no_place.content.decode()
    assert "Without a GTIN: Elbow 20 mm (RP-E20)." in no_ean.content.decode()
    assert client.post(address, filled(client, address, codes_need_place="on", **place)).status_code == 302
    assert Campaign.objects.get().code_areas.get().name == "Kraków"


def test_codes_of_a_product_without_an_ean_are_not_released(marek):
    batch, joanna = a_batch(), a_campaign_admin().user
    want(codes_need_ean=True)
    batch.campaign.refresh_from_db()
    campaigns.export(batch=batch, by=joanna, now=NOON)
    campaigns.move_batch(batch=batch, to=BatchState.PRINTED, by=joanna, now=NOON)

    with pytest.raises(BatchRefused, match="no GTIN"):
        campaigns.move_batch(batch=batch, to=BatchState.LIVE, by=joanna, now=NOON)
