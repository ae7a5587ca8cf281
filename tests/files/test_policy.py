"""Where pages may take pictures from: our own address, and the store's only if links lead there."""

import os
import subprocess
import sys

import pytest
from storages.backends.s3 import S3Storage

from config.files import origin, storages

OURS = ["'self'", "data:", "blob:"]
KEYS = "s3://KEY:SECRET@"
SAY = """
import django; django.setup()
from django.test import Client
print(Client().get("/accounts/login/")["Content-Security-Policy"])
"""


def sources(**environment: str) -> dict[str, list[str]]:
    """The sources of pictures and of films in the header of a page, under these settings; no others name the store."""
    said = subprocess.run(
        [sys.executable, "-c", SAY],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "FILES_URL": ""} | environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    told = {name: rest for name, *rest in (part.split() for part in said.strip().split("; "))}
    found = {name: told[name] for name in ("img-src", "media-src")}
    assert said.count("store.example") == str(found).count("store.example")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("environment", "more"),
    [
        ({}, []),
        ({"FILES_URL": f"{KEYS}store.example:9000/kwit"}, ["https://store.example:9000"]),
        ({"FILES_URL": f"{KEYS}store.example:9000/kwit", "FILES_LINKS": "0"}, []),
        ({"FILES_LINKS": "1"}, []),
    ],
)
def test_the_store_is_a_source_only_if_links_lead_there(environment, more):
    assert sources(**environment) == {"img-src": [*OURS, *more], "media-src": ["'self'", "blob:", *more]}


@pytest.mark.parametrize(
    ("files_url", "expected"),
    [
        (f"{KEYS}store.example:9000/kwit?scheme=http", "http://store.example:9000"),
        (f"{KEYS}Store.Example/kwit", "https://store.example"),
        (f"{KEYS}/kwit?region=eu-west-3", "https://s3.eu-west-3.amazonaws.com"),
        (f"{KEYS}/kwit", "https://s3.eu-central-1.amazonaws.com"),
        (f"{KEYS}/kwit?region=cn-north-1", "https://s3.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_the_origin_is_the_one_that_links_really_have(files_url, expected, tmp_path):
    options = storages(files_url, home=tmp_path, manifest=False)["default"]["OPTIONS"]

    assert origin(files_url) == expected
    assert S3Storage(**options).url("pages/one").startswith(f"{expected}/kwit/pages/one?")


@pytest.mark.django_db
def test_every_page_has_a_policy_and_a_redirect_that_shows_nothing_needs_none(client):
    page, away, lost = client.get("/accounts/login/"), client.get("/points/"), client.get("/nothing-here/")

    assert [answer.status_code for answer in (page, away, lost)] == [200, 302, 404]
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert "default-src 'self'" in lost["Content-Security-Policy"]
    assert "Content-Security-Policy" not in away
