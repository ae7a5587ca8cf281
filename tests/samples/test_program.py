"""The demo program holds together: numbers pass their checks, and whatever names a product names one that exists."""

from collections import Counter

import pytest
from stdnum import ean, iban
from stdnum.de import vat
from stdnum.pl import nip

from samples.loading import load_program

PROGRAM = load_program()
PRODUCTS = {product["sku"]: product for product in PROGRAM["products"]}
DISTRIBUTORS = PROGRAM["distributors"]
RULES = PROGRAM["rules"]
COURSES = PROGRAM["courses"]


def twice(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_forty_products_and_each_sku_and_gtin_stands_once():
    assert len(PROGRAM["products"]) == 40
    assert twice(product["sku"] for product in PROGRAM["products"]) == []
    assert twice(gtin for product in PROGRAM["products"] for gtin in product["gtins"]) == []


@pytest.mark.parametrize("sku", PRODUCTS)
def test_a_product_has_polish_gtins_names_in_three_languages_and_a_known_category(sku):
    product = PRODUCTS[sku]

    assert product["gtins"]
    assert all(gtin.startswith("590") and ean.is_valid(gtin) for gtin in product["gtins"])
    assert set(product["names"]) == {"pl", "en", "de"}
    assert product["category"] in {category["code"] for category in PROGRAM["categories"]}


def test_every_tax_id_passes_its_check_digit():
    firms = [*DISTRIBUTORS, *PROGRAM["companies"]]

    wrong = [f["tax_id"] for f in firms if not (vat if f["country"] == "DE" else nip).is_valid(f["tax_id"])]

    assert wrong == []
    assert nip.is_valid(PROGRAM["program"]["organizer_tax_id"])
    assert twice(firm["tax_id"] for firm in firms) == []


@pytest.mark.parametrize("distributor", DISTRIBUTORS, ids=lambda distributor: distributor["slug"])
def test_a_distributor_prints_each_product_under_one_name_and_number_of_its_own(distributor):
    aliases = distributor["aliases"]

    assert [alias["product"] for alias in aliases if alias["product"] not in PRODUCTS] == []
    assert len(aliases) > 20
    for key in ("product", "article", "name"):
        assert twice(alias[key] for alias in aliases) == []


@pytest.mark.parametrize("distributor", DISTRIBUTORS, ids=lambda distributor: distributor["slug"])
def test_a_distributor_has_an_account_and_clerks_at_branches_that_exist(distributor):
    branches = {branch["code"] for branch in distributor["branches"]}

    assert iban.is_valid(distributor["bank_account"])
    assert distributor["clerks"]
    assert {clerk["branch"] for clerk in distributor["clerks"]} <= branches | {None}


def test_every_rule_names_products_and_categories_that_exist():
    members = [member for rule in RULES for member in rule["effect"].get("members", ())]
    categories = {category["code"] for category in PROGRAM["categories"]}

    assert [sku for one in [*RULES, *members] for sku in one["products"] if sku not in PRODUCTS] == []
    assert [code for rule in RULES for code in rule.get("categories", ()) if code not in categories] == []


@pytest.mark.parametrize("sku", PRODUCTS)
def test_a_product_earns_points_by_exactly_one_rule_and_as_its_own_row_says(sku):
    earning = [rule for rule in RULES if rule["unit"] == "points" and sku in rule["products"]]

    assert len(earning) == 1
    effect = earning[0]["effect"]
    by_unit = int(effect["gives"]) if effect["kind"] == "per-measure" else None
    assert by_unit == PRODUCTS[sku]["points_per_unit"]


def test_the_rules_are_of_several_kinds_and_credits_come_by_amount_and_claim():
    kinds = {(rule["unit"], rule["effect"]["kind"]) for rule in RULES}

    assert kinds == {
        ("points", "per-measure"),
        ("points", "per-amount"),
        ("points", "multiplier"),
        ("points", "cap"),
        ("points", "per-claim"),
        ("points", "per-set"),
        ("credits", "per-amount"),
        ("credits", "per-claim"),
    }


def test_people_companies_campaign_and_codes_name_what_exists():
    companies = {company["slug"] for company in PROGRAM["companies"]}
    slugs = [distributor["slug"] for distributor in DISTRIBUTORS]

    assert {person["company"] for person in PROGRAM["participants"]} <= companies
    assert PROGRAM["campaign"]["distributors"] == slugs
    assert PROGRAM["code_batch"]["product"] in PRODUCTS
    emails = [person["email"] for person in [*PROGRAM["participants"], *PROGRAM["admins"]]]
    emails += [clerk["email"] for distributor in DISTRIBUTORS for clerk in distributor["clerks"]]
    assert twice(emails) == []
    assert all(email.endswith(("@example.com", ".example.com")) for email in emails)


def test_one_course_is_free_one_costs_credits_and_one_gives_points():
    assert min(course["credits_price"] for course in COURSES) == 0
    assert max(course["credits_price"] for course in COURSES) > 0
    assert max(course["points_on_passing"] for course in COURSES) > 0


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course["slug"])
def test_a_course_has_lessons_in_both_languages_and_questions_with_one_right_answer(course):
    assert 3 <= len(course["lessons"]) <= 4
    assert all(len(lesson["text"][language]) > 800 for lesson in course["lessons"] for language in ("pl", "en"))
    for question in course["quiz"]:
        assert [choice["right"] for choice in question["choices"]].count(True) == 1
        texts = [question["question"], question["why"], *(choice["text"] for choice in question["choices"])]
        assert all(set(text) == {"pl", "en"} for text in texts)


def test_the_right_answer_is_not_always_in_the_same_place():
    places = {[c["right"] for c in q["choices"]].index(True) for course in COURSES for q in course["quiz"]}

    assert places == {0, 1, 2}
