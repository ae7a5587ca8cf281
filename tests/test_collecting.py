"""What came with the start is left alone by the collector of memory, in web and worker processes alike."""

import gc
import os
import subprocess
import sys

import pytest
from celery.signals import worker_ready

import config.celery  # noqa: F401
from config.collecting import AFTER, settle


@pytest.fixture
def as_before():
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("begin", [settle, lambda: worker_ready.send(sender=None)], ids=["itself", "a worker"])
def test_what_is_there_stays_and_the_rest_is_looked_through_less_often(begin):
    begin()

    assert gc.get_freeze_count() > 100_000
    assert gc.get_threshold()[0] == AFTER
    assert gc.isenabled()


def test_a_web_process_has_loaded_its_pages_before_it_settles():
    say = "import config.wsgi, gc, sys; print(gc.get_freeze_count() > 100_000, 'claims.views.codes' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, check=True, env=dict(os.environ))

    assert done.stdout.split() == ["True", "True"]
