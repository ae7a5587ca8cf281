"""Which distributor a document names."""

import pytest

from distributors.queries import find_distributor
from tests.builders.programs import a_distributor, a_program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("printed", ["6770065406", "677-006-54-06", "PL 677 006 54 06", "pl6770065406"])
def test_a_tax_id_finds_it_however_it_is_printed(printed):
    alfa = a_distributor()

    assert find_distributor(a_program(), tax_id=printed, name="Something else") == alfa


@pytest.mark.parametrize(
    "printed", ["Hurtownia Alfa", "HURTOWNIA ALFA SP. Z O.O.", "Hurtownia  Alfa sp z oo", "Hurtownla Alfa"]
)
def test_a_name_finds_it_when_there_is_no_tax_id(printed):
    alfa = a_distributor()
    alfa.tax_key = ""
    alfa.save()

    assert find_distributor(a_program(), tax_id="", name=printed) == alfa


def test_an_alias_is_as_good_as_the_name():
    alfa = a_distributor()
    alfa.aliases.create(name="P.H.U. Kowalski")

    assert find_distributor(a_program(), tax_id="", name="P.H.U. KOWALSKI") == alfa


def test_a_foreign_tax_id_is_not_overruled_by_a_known_name():
    a_distributor()

    assert find_distributor(a_program(), tax_id="1234563218", name="Hurtownia Alfa") is None


def test_two_firms_of_like_name_are_not_guessed_between():
    a_distributor("Hurtownia Alfa Nord", tax_id="1234563218")
    a_distributor("Hurtownia Alfa Nort", tax_id="5252341234")

    assert find_distributor(a_program(), tax_id="", name="Hurtownia Alfa Nor") is None


def test_another_programs_distributor_is_not_found():
    a_distributor()

    assert find_distributor(a_program("inny", name="Inny"), tax_id="6770065406", name="Hurtownia Alfa") is None
