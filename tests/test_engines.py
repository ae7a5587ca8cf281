"""On the real engines: they are what they claim to be, and not what a laptop falls back to."""

import boto3
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from kombu import Connection

pytestmark = pytest.mark.only_engines


@pytest.mark.django_db
def test_the_database_is_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("select version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL")


def test_the_broker_is_a_server_that_answers():
    assert not settings.JOBS_EMBEDDED
    with Connection(settings.BROKER_URL, connect_timeout=5) as broker:
        queue = broker.SimpleQueue("kwit-hello")
        queue.put("hello")
        message = queue.get(timeout=10)
        message.ack()
        assert message.payload == "hello"


def test_files_are_kept_in_the_store():
    name = default_storage.save("hello.txt", ContentFile(b"hello"))

    assert type(default_storage).__mro__[1].__name__ == "S3Storage" or "S3" in repr(default_storage.__class__)
    with default_storage.open(name) as file:
        assert file.read() == b"hello"
    stranger = boto3.client(
        "s3",
        endpoint_url=default_storage.endpoint_url,
        aws_access_key_id="stranger",
        aws_secret_access_key="guessed",
        region_name="us-east-1",
    )
    with pytest.raises(stranger.exceptions.ClientError):
        stranger.get_object(Bucket=default_storage.bucket_name, Key=name)
