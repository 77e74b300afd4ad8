"""Settings come from the environment, then from `.env`, then from what `./tuntas` knows; a wrong one is named."""

import os
import re
import traceback
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from tuntas.config import env, session
from tuntas.config.database import database_address, database_settings

WHOLE = {
    "TUNTAS_MODE": "demonstration",
    "DATABASE_URL": "postgresql:///tuntas",
    "TUNTAS_KEYS_DIR": "/keys",
    "TUNTAS_FILES_DIR": "/files",
    "TUNTAS_JOURNAL_ANCHOR": "/anchor",
}
# Between our own processes, and what tests are told: nobody sets these for a system.
OURS = {"TUNTAS_GROUP", "TUNTAS_MIGRATE_URL"}


def test_what_must_be_set_is_enough():
    assert env.read_all(WHOLE)["TUNTAS_TIME_ZONE"] == "Asia/Jakarta"


@pytest.mark.parametrize("name", [row.name for row in env.TABLE])
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_setting_is_none(name, empty):
    """Not the current folder, and not whatever database is near."""
    if name in WHOLE:
        with pytest.raises(env.SettingFault, match=f"Set {name}:"):
            env.read_all({**WHOLE, name: empty})
    else:
        assert env.read_all({**WHOLE, name: empty}) == env.read_all(WHOLE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TUNTAS_MODE", "Production"),
        ("TUNTAS_KEYS_DIR", "keys"),
        ("TUNTAS_WEB_ORIGIN", "tuntas.example"),
        ("TUNTAS_LIVE_ORIGIN", "https://tuntas.example/"),
        ("TUNTAS_TIME_ZONE", "Asia/Batavia"),
        ("TUNTAS_UPLOAD_STALL_SECONDS", "never"),
        ("TUNTAS_UPLOAD_STALL_SECONDS", "0"),
        ("TUNTAS_UPLOAD_STALL_SECONDS", "nan"),
        ("TUNTAS_LOG_LEVEL", "loud"),
        ("TUNTAS_PROXIES", "10.0.0.0/8"),
        ("TUNTAS_PROXIES", "127.0.0.1,proxy.example"),
        ("TUNTAS_OIDC_ISSUER", "http://127.0.0.1.example/"),
        ("TUNTAS_OIDC_ISSUER", "http://localhost.example/"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_must_be(name, value):
    with pytest.raises(env.SettingFault, match=f"{name} is '{value}', but must be "):
        env.read_all({**WHOLE, name: value})


@pytest.mark.parametrize(
    "value",
    [
        "mail.example:25",
        "http://mail.example",
        "smtp://",
        "smtp://tuntas:the-secret@mail.example",
        "smtp://tuntas:the-secret@mail.example:port",
        "smtp://tuntas:the-secret@mail\u2100.example",
    ],
)
def test_a_mail_servers_password_travels_closed_and_is_not_quoted(value):
    with pytest.raises(env.SettingFault, match="TUNTAS_SMTP_URL is set, but must be smtps://") as refused:
        env.read_all({**WHOLE, "TUNTAS_SMTP_URL": value})

    assert "the-secret" not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    "value",
    [
        "smtp://mail.example",
        "smtp://127.0.0.1:2525",
        "smtp://u:p@localhost:25",
        "smtps://u:p@mail.example",
        "smtp://u:p@mail.example:587?starttls=1",
    ],
)
def test_a_mail_server_may_be_written_so(value):
    assert env.read_all({**WHOLE, "TUNTAS_SMTP_URL": value})["TUNTAS_SMTP_URL"] == value


def test_proxies_are_compared_as_they_connect():
    found = env.read_all({**WHOLE, "TUNTAS_PROXIES": "127.0.0.1, 2001:DB8:0::1"})

    assert found["TUNTAS_PROXIES"] == ["127.0.0.1", "2001:db8::1"]


def test_every_setting_that_is_read_stands_in_the_table():
    source = Path(env.__file__).resolve().parents[1]
    text = "\n".join(path.read_text() for path in source.rglob("*.py") if "tests" not in path.parts)
    read = set(re.findall(r'environ[^"\n]*"((?:TUNTAS|DATABASE)_[A-Z_]+)"', text))

    assert "TUNTAS_STATE" in read
    assert read - OURS <= {row.name for row in env.TABLE}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own, started with none of this run's settings."""
    for name in os.environ:
        if name.startswith(("TUNTAS_", "DATABASE_")):
            monkeypatch.delenv(name)
    monkeypatch.setattr(session, "ROOT", tmp_path)
    # What is set below is taken back with the rest.
    monkeypatch.setattr(os, "environ", dict(os.environ))
    return tmp_path


def test_the_environment_wins_over_the_file_and_the_file_over_what_we_know(checkout, monkeypatch):
    (checkout / ".env").write_text(
        f"# ours\nTUNTAS_STATE={checkout}/state\nTUNTAS_MODE=production\nTUNTAS_AGENCY=Dukcapil = satu\n"
    )
    os.environ["TUNTAS_MODE"] = "demonstration"

    session.prepare_environment()

    assert os.environ["TUNTAS_MODE"] == "demonstration"
    assert os.environ["TUNTAS_AGENCY"] == "Dukcapil = satu"
    assert os.environ["TUNTAS_KEYS_DIR"] == f"{checkout}/state/keys"
    assert session.private_cluster().folder == checkout / "state" / "postgres"


@pytest.mark.parametrize("written", ['"Dinas Contoh"', "'Dinas Contoh'", "Dinas Contoh"])
def test_quotes_around_a_value_are_the_files(checkout, written):
    (checkout / ".env").write_text(f"TUNTAS_STATE={checkout}/state\nTUNTAS_AGENCY={written}\nTUNTAS_MODE=''\n")

    session.prepare_environment()

    assert os.environ["TUNTAS_AGENCY"] == "Dinas Contoh"
    assert os.environ["TUNTAS_MODE"] == "demonstration"


def test_a_second_system_of_a_checkout_has_settings_of_its_own(checkout):
    """A test's or a trial's house never meets the database that the checkout's own system is set up for."""
    (checkout / ".env").write_text("DATABASE_URL=postgresql://real\nTUNTAS_MODE=production\n")
    (checkout / "second").mkdir()
    (checkout / "second" / ".env").write_text("TUNTAS_AGENCY=Percobaan\n")
    os.environ["TUNTAS_STATE"] = str(checkout / "second")

    session.prepare_environment()

    assert "DATABASE_URL" not in os.environ
    assert os.environ["TUNTAS_MODE"] == "demonstration"
    assert os.environ["TUNTAS_AGENCY"] == "Percobaan"


def test_the_example_can_be_copied_as_it_is(checkout):
    (checkout / ".env").write_text(env.example() + f"TUNTAS_STATE={checkout}/state\n")

    session.prepare_environment()

    assert os.environ["TUNTAS_MODE"] == "demonstration"
    assert "TUNTAS_WEB_ORIGIN" not in os.environ  # so that --port still says where the pages are
    env.read_all({**os.environ, "DATABASE_URL": "postgresql:///tuntas"})


def test_an_address_goes_to_django_and_back_whole():
    """A backup that forgot `sslmode` would send every row in clear to whoever answers."""
    address = "postgresql://app:s%20ecret@db.example:6432/register?sslmode=verify-full&sslrootcert=/etc/ca.pem"

    back = conninfo_to_dict(database_address(database_settings(address)))

    assert back == {**conninfo_to_dict(address), "connect_timeout": "10"}
