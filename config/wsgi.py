"""The WSGI application, for waitress and for any other server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

COLLECTED_AFTER = 20_000
"""So many new objects: those of some twenty pages."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Nobody's first page waits for the pages to be loaded; and what is there now stays, so the collector of memory need not
# look through it again and again. A page leaves little behind, so it need not look after every few objects either.
len(get_resolver().url_patterns)
gc.collect()
gc.freeze()
gc.set_threshold(COLLECTED_AFTER)
