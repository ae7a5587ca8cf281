"""Every field of every model is in the list of personal data, or named as not personal; the list names what exists."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import models

from common.keeping import ALL
from config.keeping import DUTIES, KEPT, NOT_PERSONAL, TERMS, days
from jobs.models import Job
from ledger.models import Account
from participants.models import Company, User

TELLING = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.FileField,
    models.GenericIPAddressField,
    models.JSONField,
    models.BinaryField,
)
"""Kinds of fields that can say something about somebody. Numbers, switches and random identifiers alone do not."""

OTHERS = {Company, Account, Job}
"""They hang on no person by a key, but say something about people all the same."""

KINDS = {kept.model for kept in KEPT} | {one.model for one in NOT_PERSONAL}
MODELS = sorted(apps.get_models(), key=lambda model: model._meta.label)


def hanging_on_people() -> set[type[models.Model]]:
    """Models that lead to a user by keys, however long the way."""
    found = {User}
    while more := {model for model in MODELS if model not in found and _leads_to(model, found)}:
        found |= more
    return found | OTHERS


def _leads_to(model, found) -> bool:
    own = [*model._meta.fields, *model._meta.many_to_many]
    return any(field.related_model in found for field in own if field.is_relation)


def telling(model) -> set[str]:
    return {field.name for field in model._meta.fields if isinstance(field, TELLING)}


def listed(model) -> Counter[str]:
    rows = [row for row in (*KEPT, *NOT_PERSONAL) if row.model == model._meta.label]
    return Counter(name for row in rows for name in row.fields)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_listed_once(model):
    names = listed(model)
    if model not in hanging_on_people() and names == {"*": 1}:
        return

    assert telling(model) - set(names) == set(), "say in personal_data.py what for and how long, or why not personal"
    assert set(names) - {field.name for field in model._meta.fields} == set(), "there is no such field"
    assert [name for name, times in names.items() if times > 1] == []


def test_the_visit_sees_models_at_the_end_of_a_long_way():
    found = {model._meta.label for model in hanging_on_people()}

    assert {"claims.Reading", "claims.WrongCodeTry", "elearning.Attempt", "admin.LogEntry"} <= found
    assert "programs.Program" not in found


def test_no_model_that_hangs_on_people_is_waved_through():
    waved = {one.model for one in NOT_PERSONAL if one.fields == ALL}

    assert waved & {model._meta.label for model in hanging_on_people()} == set()


def test_the_list_names_only_models_and_files_that_exist():
    assert KINDS - {model._meta.label for model in MODELS} == {"var/mail"}


def test_every_entry_says_what_for_and_every_term_why():
    assert [kept.model for kept in KEPT if not kept.purpose.endswith(".")] == []
    assert [term.code for term in TERMS if not term.why.endswith(".")] == []
    assert len({term.code for term in TERMS}) == len(TERMS)


def test_every_keeping_time_that_is_counted_in_days_is_enforced():
    counted = {term for term in TERMS if term.days is not None}

    assert {duty.term for duty in DUTIES} == counted
    assert all(days(term) >= 0 for term in counted)
