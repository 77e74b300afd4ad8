"""Which language a page speaks, and how a person changes it."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

pytestmark = pytest.mark.urls("tuntas.platform.ui.urls")


def test_speaks_indonesian_whatever_the_browser_asks_for() -> None:
    page = Client(headers={"Accept-Language": "en-GB,en;q=0.9"}).get("/ui/")

    assert '<html lang="id"' in page.content.decode()
    assert "Tepat waktu" in page.content.decode()
    assert page["Content-Language"] == "id"
    assert "Cookie" in page["Vary"]


def test_speaks_english_to_who_chose_it() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/language/", {"language": "en", "next": "/ui/?door=desk"})
    page = client.get(answer["Location"]).content.decode()

    assert answer["Location"] == "/ui/?door=desk"
    assert '<html lang="en"' in page
    assert "Nearly late" in page
    assert "Hampir terlambat" not in page


def test_the_choice_is_kept_for_a_year_and_from_scripts() -> None:
    cookie = Client().post("/language/", {"language": "en"}).cookies[settings.LANGUAGE_COOKIE_NAME]

    assert cookie["max-age"] == 365 * 86_400
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "away",
    ["https://other.example/", "//other.example/", "/\\other.example", "javascript:alert(1)", "", "ui/"],
)
def test_never_leads_away_from_here(away: str) -> None:
    assert Client().post("/language/", {"language": "en", "next": away})["Location"] == "/"


def test_an_unknown_language_changes_nothing() -> None:
    assert settings.LANGUAGE_COOKIE_NAME not in Client().post("/language/", {"language": "fr"}).cookies


def test_a_forged_cookie_reads_indonesian() -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../etc"

    assert '<html lang="id"' in client.get("/ui/").content.decode()


def test_a_link_cannot_change_the_language() -> None:
    assert Client().get("/language/?language=en").status_code == 405


def test_a_text_is_looked_for_in_few_catalogues() -> None:
    with translation.override("id"):
        assert translation.gettext("Nearly late") == "Hampir terlambat"
        assert translation.ngettext("minute left", "minutes left", 2) == "menit lagi"

    # Django's own and ours count alike; a library between them may not.
    assert len(trans_real.translation("id")._catalog._catalogs) <= 3
