"""What an administrator types: a wrong word is answered in words, and nothing half-done stays."""

import getpass

import pytest
from django.contrib.auth import get_user_model

from tuntas.config.commands import jobs, messages, run, staff
from tuntas.domains.messaging.models import Message
from tuntas.domains.messaging.tests.conftest import confirm_address, queue_message
from tuntas.platform import clock

pytestmark = pytest.mark.django_db
NEW = [
    "kepala",
    "--name",
    "KEPALA CONTOH",
    "--office",
    "31.71.01.1001",
    "--role",
    "officer",
    "--employment",
    "PNS",
]


@pytest.mark.parametrize("number", ["nonsense", "01920000-0000-7000-8000-000000000001"])
def test_a_message_that_is_not_there_is_said_so(capsys, number):
    assert messages.main(["resend", number]) == 1
    assert "no message" in capsys.readouterr().out


def test_a_dead_letter_is_listed_without_its_address_and_sent_again(capsys):
    confirm_address()
    message = queue_message(at=clock.now())
    Message.objects.update(state="dead", next_try_at=None)

    assert messages.main([]) == 0
    listed = capsys.readouterr().out
    assert str(message.pk) in listed
    assert "@" not in listed
    assert messages.main(["resend", str(message.pk)]) == 0
    assert Message.objects.get().state == "queued"


@pytest.mark.parametrize("command", [messages, jobs])
def test_an_unknown_word_is_answered_with_the_help(capsys, command):
    assert command.main(["nonsense"]) == 2
    assert "./tuntas" in capsys.readouterr().out


def test_somebody_gets_an_account_and_a_further_posting(monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda _ask: "empat kata acak panjang")

    assert staff.main(NEW) == 0
    assert staff.main([*NEW[:6], "registrar", *NEW[7:]]) == 0

    account = get_user_model().objects.get(username="kepala")
    assert account.check_password("empat kata acak panjang")
    assert sorted(posting.role for posting in account.postings.all()) == ["officer", "registrar"]


@pytest.mark.parametrize("weak", ["", "pendek", "password1234", "kepala-contoh"])
def test_a_weak_password_makes_no_account(monkeypatch, capsys, weak):
    monkeypatch.setattr(getpass, "getpass", lambda _ask: weak)

    assert staff.main(NEW) == 1

    assert not get_user_model().objects.filter(username="kepala").exists()
    assert capsys.readouterr().out


def test_an_office_that_is_not_there_is_named(capsys):
    assert staff.main(["kepala", *NEW[1:4], "99.99", *NEW[5:]]) == 1
    assert "99.99" in capsys.readouterr().out


def test_the_same_posting_twice_is_refused_in_words(monkeypatch, capsys):
    monkeypatch.setattr(getpass, "getpass", lambda _ask: "empat kata acak panjang")

    assert staff.main(NEW) == 0
    assert staff.main(NEW) == 1

    assert "peran" in capsys.readouterr().out


def test_people_go_out_as_a_file_and_come_in_again(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(getpass, "getpass", lambda _ask: "empat kata acak panjang")
    staff.main(NEW)
    file = tmp_path / "people.csv"

    assert staff.main(["export", str(file)]) == 0
    file.write_text(file.read_text() + "baru.satu,BARU SATU,,31.71.01.1002,officer,PJLP,2026-12-01,\n")
    assert staff.main(["import", str(file), "--dry-run"]) == 0
    assert not get_user_model().objects.filter(username="baru.satu").exists()
    assert staff.main(["import", str(file)]) == 0
    assert get_user_model().objects.filter(username="baru.satu").exists()

    file.write_text(file.read_text() + "baru.dua,BARU DUA,,99.99,officer,PJLP,2026-12-01,\n")
    assert staff.main(["import", str(file)]) == 1
    last = len(file.read_text().splitlines())
    assert f"line {last}, office" in capsys.readouterr().out
    assert staff.main(["import"]) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--port", "65535"], "65535 is no port"),
        (["--port", "http"], "http is no port"),
        (["--web", "0"], "0 is not 1 or more"),
        (["--workers", "-1"], "-1 is not 1 or more"),
    ],
)
def test_run_refuses_what_would_serve_nobody(given, said, capsys):
    with pytest.raises(SystemExit):
        run._options(given)

    assert said in capsys.readouterr().err
