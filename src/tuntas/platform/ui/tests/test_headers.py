"""What every answer tells the browser."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tuntas.platform.ui.headers import content_policy


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


@content_policy("default-src 'none'")
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("bare")


def cached(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "cached", headers={"Cache-Control": "public, max-age=60", "X-Frame-Options": "SAMEORIGIN"}
    )


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


urlpatterns = [
    path("page/", page),
    path("bare/", bare),
    path("cached/", cached),
    path("broken/", broken),
]
pytestmark = pytest.mark.urls(__name__)


def _rules(response: HttpResponse) -> dict[str, list[str]]:
    rules = (rule.split() for rule in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in rules}


@override_settings(LIVE_ORIGIN="http://127.0.0.1:8123")
def test_a_page_runs_and_loads_only_what_is_ours() -> None:
    rules = _rules(Client().get("/page/"))

    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == ["'self'"]
    assert rules["img-src"] == ["'self'", "data:", "blob:"]
    assert rules["connect-src"] == rules["form-action"] == ["'self'", "http://127.0.0.1:8123"]


def test_every_answer_carries_the_fixed_headers() -> None:
    for address in ("/page/", "/bare/", "/nowhere/"):
        answer = Client().get(address)

        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "geolocation" in answer["Permissions-Policy"]


@pytest.mark.parametrize("is_secure", [True, False])
def test_a_house_of_https_is_never_visited_in_clear_again(settings: object, is_secure: bool) -> None:
    # Behind a proxy each request arrives in clear, so Django itself said it never.
    settings.SECURE = is_secure

    for address in ("/page/", "/bare/", "/nowhere/"):
        said = Client().get(address).headers.get("Strict-Transport-Security", "")
        assert said == ("max-age=31536000; includeSubDomains" if is_secure else "")


def test_a_fault_of_ours_carries_them_too() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")

    assert answer.status_code == 500
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "planted" not in answer.content.decode()
    assert "Ini kesalahan kami" in answer.content.decode()
    assert "DATA PERAGAAN" in answer.content.decode()


def test_a_marked_view_answers_under_its_own_policy() -> None:
    assert Client().get("/bare/")["Content-Security-Policy"] == "default-src 'none'"


def test_a_page_of_a_session_is_kept_in_no_cache(settings: object) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "someone"

    assert client.get("/page/")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in Client().get("/page/")


def test_an_answer_to_a_form_is_kept_in_no_cache() -> None:
    assert Client().post("/page/")["Cache-Control"] == "no-store"


def test_a_header_of_the_view_is_left_alone() -> None:
    answer = Client().get("/cached/")

    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
