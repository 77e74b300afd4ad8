"""Every test run has a private PostgreSQL, keys and folders of its own, thrown away at the end."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))

FOLDER = Path(tempfile.mkdtemp(prefix="tt-"))
FOLDER.chmod(0o711)

from tuntas.config.cluster import ADMIN, APPLICATION, OWNER, THROWAWAY, Cluster, grant_to_application  # noqa: E402

# What the planner knows of a table hangs on no moment at which somebody looked at it.
SETTINGS = {**THROWAWAY, "autovacuum": "off"}
CLUSTER = Cluster(FOLDER / "pg", sockets=FOLDER / "s", settings=SETTINGS)
QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
LONG_FILES = re.compile("tests/(robustness|journeys|secrets)/|browser")
# Nobody is ever connected to the template: a database that somebody uses can't be copied.
TEMPLATE, SHARED, PEOPLED = "tuntas_template", "tuntas_tests", "tuntas_peopled"
(FOLDER / "files").mkdir()
os.environ.update(
    {
        "TUNTAS_MODE": "demonstration",
        "DATABASE_URL": f"postgresql://{APPLICATION}@/{SHARED}?host={FOLDER}/s",
        "DATABASE_OWNER_URL": "",
        "TUNTAS_KEYS_DIR": str(FOLDER / "keys"),
        "TUNTAS_FILES_DIR": str(FOLDER / "files" / "uploads"),
        "TUNTAS_JOURNAL_ANCHOR": str(FOLDER / "anchor"),
        "TUNTAS_LOG_LEVEL": "WARNING",
        "TUNTAS_JURISDICTION": "",
        "TUNTAS_CITY_RESIDENTS": "0",  # a test that wants a city says so
        "DJANGO_SETTINGS_MODULE": "tuntas.config.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's loop runs in the test's thread
    }
)
_keys = FOLDER / "keys"
_keys.mkdir(mode=0o700)
(_keys / "data.json").write_text(
    '{"mode": "demonstration", "data_keys": [{"number": 1, "key": "%s"}], "hash_key": "%s", "page_secret": "%s"}'
    % (secrets.token_hex(32), secrets.token_hex(32), secrets.token_hex(32))
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    import django
    import hypothesis
    from django.conf import settings

    from tuntas.config.commands.translations import compile_all

    # Before Django looks for the texts: it reads a catalogue once.
    compile_all()
    django.setup()
    # How long an example takes says something about the machine and nothing about the rule.
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("any machine", deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("any machine")
    # A password is slow to check on purpose; a thousand tests that sign in would wait minutes for it.
    settings.PASSWORD_HASHERS = [QUICK_HASHER, *settings.PASSWORD_HASHERS]
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        # A worker that inherited this would read the settings before its own folders are named.
        del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first: one that begins last would leave the other cores idle."""
    items.sort(key=lambda item: not LONG_FILES.search(item.nodeid.partition("::")[0]))


def pytest_sessionstart(session: pytest.Session) -> None:
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if CLUSTER.is_running():
        CLUSTER.stop()
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where the reference data is here, a test that wants it may not be skipped."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    wants_it = item.get_closest_marker("reference") and os.environ.get("TUNTAS_REFERENCE_DATA")
    if report.skipped and wants_it:
        report.outcome, report.longrepr = "failed", "The reference data is here, so this may not be skipped."


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """The run's PostgreSQL, started when the first test asks for it."""
    CLUSTER.start()
    return CLUSTER


@pytest.fixture(scope="session")
def django_db_setup(_migrated: None) -> None:
    """What pytest-django asks for: an empty database, unless a package lives in the `peopled` one."""


@pytest.fixture(scope="session")
def _migrated(cluster: Cluster, django_db_blocker: pytest.FixtureRequest) -> None:
    """Migrated by the owner once; the tests run as the application's role."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from tuntas.config import first_keys

    first_keys.create_missing()
    cluster.clone("template0", TEMPLATE)
    grant_to_application(cluster.url(OWNER, TEMPLATE))
    os.environ["TUNTAS_TEST_SUPERUSER_URL"] = cluster.url(ADMIN, SHARED)
    with django_db_blocker.unblock():
        _point_at(cluster.url(OWNER, TEMPLATE))
        settings.APPLICATION_ROLE = APPLICATION
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        first_keys.declare_mode()
        connections.close_all()
    cluster.clone(TEMPLATE, SHARED)
    _point_at(cluster.url(APPLICATION, SHARED))


@pytest.fixture(scope="session")
def _peopled(_migrated: None, django_db_blocker: pytest.FixtureRequest, cluster: Cluster) -> str:
    from tests import world

    from tuntas.platform import clock

    cluster.clone(TEMPLATE, PEOPLED)
    with django_db_blocker.unblock(), _in_database(PEOPLED), clock.at(world.NOON):
        world.stand()
    return PEOPLED


@pytest.fixture(scope="module")
def peopled(_peopled: str) -> Iterator[None]:
    """The world of `tests.world` stands in the database: two hundred statements that no test repeats."""
    with _in_database(_peopled):
        yield


@pytest.fixture
def own_db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest, cluster: Cluster) -> Iterator[str]:
    """A copied database of the test's own: real commits, real threads. Yields its name."""
    from django.db import connections

    connections.close_all()
    name = cluster.clone(TEMPLATE, f"own_{uuid.uuid4().hex[:12]}")
    with django_db_blocker.unblock(), _in_database(name):
        yield name
    cluster.drop(name)


@pytest.fixture
def owner(own_db: str, cluster: Cluster) -> Iterator[object]:
    """A connection to the test's own database as the owner, outside Django, committing each statement."""
    import psycopg

    with psycopg.connect(cluster.url(OWNER, own_db), autocommit=True) as connection:
        yield connection


@pytest.fixture
def superuser(own_db: str, cluster: Cluster) -> Iterator[object]:
    """A connection to the test's own database as PostgreSQL's superuser."""
    import psycopg

    with psycopg.connect(cluster.url(ADMIN, own_db), autocommit=True) as connection:
        yield connection


@pytest.fixture(autouse=True)
def _reset_clock() -> Iterator[None]:
    yield
    from tuntas.platform import clock

    clock.reset()


@pytest.fixture(autouse=True)
def _own_anchor(tmp_path: Path, settings: object) -> None:
    """Each test's journal is another one: the last checkpoint of one must not bind the next."""
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"  # type: ignore[attr-defined]


@contextmanager
def _in_database(name: str) -> Iterator[None]:
    """Let the tests work in this database, and then where they did before."""
    from django.db import connections

    before, superuser = connections["default"].settings_dict["NAME"], os.environ["TUNTAS_TEST_SUPERUSER_URL"]
    os.environ["TUNTAS_TEST_SUPERUSER_URL"] = CLUSTER.url(ADMIN, name)
    _point_at(CLUSTER.url(APPLICATION, name))
    yield
    _point_at(CLUSTER.url(APPLICATION, before))
    os.environ["TUNTAS_TEST_SUPERUSER_URL"] = superuser


def _point_at(url: str) -> None:
    """Let Django's connection use this address from here on."""
    from django.db import connections

    from tuntas.config.database import database_settings

    wrapper = connections["default"]
    wrapper.close()
    for name, value in database_settings(url).items():
        wrapper.settings_dict[name] = value
