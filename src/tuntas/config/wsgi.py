"""The pages, for a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")
application = get_wsgi_application()

from . import logs, start  # noqa: E402  (they need Django to be set up)
from .operations import pulse  # noqa: E402

logs.keep_last_words()
start.refuse_unsafe()
pulse.begin("web")
# Nobody's first page waits for the views, and an address that leads nowhere stops the start.
get_resolver().url_patterns  # noqa: B018

# What is loaded now stays: without this the collector walks all of it again and again between two pages.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
