"""Addresses of static files: made once for each file, since every page names a dozen."""

from functools import cache

from django.contrib.staticfiles.storage import StaticFilesStorage


class Assets(StaticFilesStorage):
    """Django's storage; the address of a file never changes while a process lives."""

    @cache  # noqa: B019 – the one storage lives as long as the process
    def url(self, name: str | None) -> str:
        return super().url(name)
