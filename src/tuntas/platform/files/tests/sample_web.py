"""A web process for tests: the real settings with the pages of `sample_pages`."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")
settings.ROOT_URLCONF = "tuntas.platform.files.tests.sample_pages"
django.setup()
call_command("collectstatic", interactive=False, verbosity=0)
application = get_wsgi_application()
