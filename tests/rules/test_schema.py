"""What the models declare stands in the database: a migration can take away more than it says."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def test_every_declared_constraint_and_index_stands_in_the_database():
    missing = []
    for model in apps.get_models():
        with connection.cursor() as cursor:
            there = connection.introspection.get_constraints(cursor, model._meta.db_table)
        declared = [*model._meta.constraints, *model._meta.indexes]
        missing += [f"{model._meta.label}: {one.name}" for one in declared if one.name not in there]

    assert missing == []
