"""The WSGI application, for waitress and for any other server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.collecting import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
len(get_resolver().url_patterns)  # loads all pages, so that nobody's first one waits for that
settle()
