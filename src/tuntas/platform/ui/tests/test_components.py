"""What the components say, in both languages."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import translation

from tuntas.platform import clock as now
from tuntas.platform.ui.clock import ClockFace, face

pytestmark = pytest.mark.urls("tuntas.platform.ui.urls")
DUE = datetime(2022, 4, 2, 3, 42, tzinfo=UTC)


def _say(template: str, language: str = "id", **context: object) -> str:
    with translation.override(language):
        return " ".join(render_to_string(f"ui/{template}", context).split())


@pytest.mark.parametrize(
    ("clock", "state", "words"),
    [
        (
            face(minutes_total=15, seconds_left=660, due_at=DUE, seen_at=DUE),
            "on_time",
            "siap sebelum pukul 10.42",
        ),
        (face(minutes_total=15, seconds_left=90, due_at=DUE, seen_at=DUE), "nearly_late", "Hampir terlambat"),
        (
            face(minutes_total=15, seconds_left=-90, due_at=DUE, seen_at=DUE),
            "late",
            "seharusnya siap sebelum pukul",
        ),
        (face(minutes_total=15), "waiting", "siap dalam 15 menit"),
        (face(minutes_total=15, seconds_left=600, paused=True), "paused", "Dijeda"),
        (face(minutes_total=15, took_seconds=720), "kept", "siap setelah 12 menit; dijanjikan 15 menit"),
        (face(minutes_total=15, took_seconds=1200), "broken", "Selesai, tetapi terlambat"),
    ],
)
def test_the_clock_says_its_state(clock: ClockFace, state: str, words: str) -> None:
    said = _say("_clock.html", clock=clock)

    assert f'data-state="{state}"' in said
    assert words in said


def test_a_late_clock_names_the_cause_and_what_happens_now() -> None:
    late = face(minutes_total=15, seconds_left=-60, cause="Blangko habis.", next_step="Blangko sedang diantar.")

    said = _say("_clock.html", clock=late)

    assert "Penyebab:</strong> Blangko habis." in said
    assert "Sekarang:</strong> Blangko sedang diantar." in said


def test_a_due_time_of_another_day_names_the_day() -> None:
    clock = face(minutes_total=60, seconds_left=3000, due_at=DUE, seen_at=datetime(2022, 4, 1, 8, tzinfo=UTC))

    assert "siap sebelum Sabtu, 2 April 2022 pukul 10.42" in _say("_clock.html", clock=clock)


@pytest.mark.parametrize(("day", "said"), [(2, "siap sebelum pukul 10.42"), (1, "siap sebelum Sabtu, 2 April")])
def test_a_clock_that_does_not_say_when_it_was_read_is_read_now(day: int, said: str) -> None:
    clock = face(minutes_total=60, seconds_left=3000, due_at=DUE)

    with now.at(datetime(2022, 4, day, 2, tzinfo=UTC)):
        assert said in _say("_clock.html", clock=clock)


def test_a_promise_that_is_not_confirmed_says_so() -> None:
    assert "belum memastikan" in _say("_clock.html", clock=face(minutes_total=15, confirmed=False))
    assert "belum memastikan" not in _say("_clock.html", clock=face(minutes_total=15))


def test_the_clock_speaks_english_too() -> None:
    clock = face(minutes_total=15, seconds_left=1, due_at=DUE, seen_at=DUE)

    said = _say("_clock.html", "en", clock=clock)

    assert "second left" in said
    assert "ready before 10:42" in said


def test_a_refused_button_stays_reachable_and_gives_its_reason() -> None:
    said = _say("_button.html", text="Serahkan", refused="Dokumen belum siap.", key="h")

    assert 'aria-disabled="true"' in said
    assert "Dokumen belum siap.</p>" in said
    assert "data-key" not in said
    assert " disabled" not in said


def test_an_error_names_its_field() -> None:
    said = _say("_field_error.html", id="name", text="Tulis nama anak.")

    assert 'id="name-error"' in said
    assert "Tulis nama anak." in said


def test_the_summary_of_errors_leads_to_each_and_says_that_the_rest_is_saved() -> None:
    said = _say("_error_summary.html", errors=[("name", "Tulis nama anak.")], kept=True)

    assert '<a href="#name">Tulis nama anak.</a>' in said
    assert "Semua jawaban Anda yang lain sudah tersimpan." in said


def test_progress_is_said_in_words() -> None:
    assert "langkah 3 dari 6" in _say("_steps.html", step=3, steps=6)


def test_what_a_person_typed_cannot_become_markup() -> None:
    @dataclass(frozen=True)
    class Row:
        text: str = "<script>"
        at: None = None

    assert "<script>" not in _say("_history.html", history=[Row()])
    assert "&lt;script&gt;" in _say("_notice.html", kind="bad", title="<script>")


def test_every_page_of_a_demonstration_says_that_it_is_one() -> None:
    for address in ("/ui/", "/ui/?door=desk", "/nowhere/"):
        assert "DATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA" in Client().get(address).content.decode()


@override_settings(TUNTAS_MODE="production")
def test_the_page_of_all_components_is_only_for_demonstrations() -> None:
    page = Client().get("/ui/")

    assert page.status_code == 404
    assert "PERAGAAN" not in page.content.decode()


@pytest.mark.parametrize("address", ["/ui/", "/ui/?door=desk"])
def test_no_page_carries_a_style_or_script_of_its_own(address: str) -> None:
    page = Client().get(address).content.decode()

    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/')
