"""Drawing: every field is labelled, every error is tied to its field, nothing stands inline, all works by posting."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html

from tuntas.platform.forms import dense, load, page_fields, parse_form, parse_page, summary
from tuntas.platform.forms.tests.small import TODAY, definition, drawable_form, good_answers, small_form, words


def drawn(page_id: str, answers: dict[str, Any], posted: dict[str, Any] | None = None) -> Any:
    page = drawable_form().page(page_id)
    parsed = parse_page(page, posted, answers=answers, today=TODAY) if posted is not None else None
    context = {"page": page, "fields": page_fields(page, answers, parsed), "parsed": parsed}
    return html.fromstring(f"<form>{render_to_string('forms/_page.html', context)}</form>")


def posted_by(form: Any) -> dict[str, list[str]]:
    """What a browser would post of these fields."""
    found: dict[str, list[str]] = {}
    for field in form.xpath(".//input[not(ancestor::template)] | .//textarea[not(ancestor::template)]"):
        if field.get("type") in ("radio", "checkbox") and field.get("checked") is None:
            continue
        found.setdefault(field.get("name"), []).append(field.get("value") or field.text or "")
    return found


def test_every_page_has_one_heading_and_names_for_its_fields() -> None:
    for page in drawable_form().all_pages():
        form = drawn(page.id, good_answers())

        assert len(form.xpath(".//h1")) == 1, page.id
        for field in form.xpath(".//input[not(@type='hidden')][not(ancestor::template)]"):
            assert form.xpath(f".//label[@for='{field.get('id')}']"), (page.id, field.get("name"))


def test_ids_stand_once() -> None:
    for page in drawable_form().all_pages():
        ids = drawn(page.id, good_answers()).xpath(".//*[not(ancestor::template)]/@id")

        assert len(ids) == len(set(ids)), page.id


def test_an_error_is_summed_up_linked_and_tied_to_its_field() -> None:
    form = drawn(
        "spouse", {"married": True}, {"spouse.name": "Jaya", "spouse.nationality": "wni", "spouse.nik": "12"}
    )

    [link] = form.xpath(".//*[@data-error-summary]//a")
    [field] = form.xpath(f".//*[@id='{link.get('href')[1:]}']")
    assert field.get("name") == "spouse.nik"
    assert field.get("aria-invalid") == "true"
    assert field.get("value") == "12"
    for described in field.get("aria-describedby").split():
        assert form.xpath(f".//*[@id='{described}']"), described


def test_an_error_of_choices_links_to_the_first_choice() -> None:
    form = drawn("married", {}, {})

    [link] = form.xpath(".//*[@data-error-summary]//a")
    assert form.xpath(f".//input[@id='{link.get('href')[1:]}']")


def test_nothing_stands_inline() -> None:
    text = render_to_string("forms/dense.html", {"sections": dense(drawable_form(), good_answers())})

    page = html.fromstring(f"<form>{text}</form>")
    assert not page.xpath(".//@style | .//@onclick | .//script[not(@src)]")


def test_what_was_answered_survives_drawing_and_posting_again() -> None:
    for page in drawable_form().all_pages():
        again = QueryDict(mutable=True)
        for name, values in posted_by(drawn(page.id, good_answers())).items():
            again.setlist(name, values)

        parsed = parse_page(page, again, answers=good_answers(), today=TODAY)

        assert parsed.errors == [], page.id
        assert all(value == good_answers()[key] for key, value in parsed.values.items()), page.id


def test_the_dense_page_posts_the_same_answers() -> None:
    form = drawable_form()
    text = render_to_string("forms/dense.html", {"sections": dense(form, good_answers())})
    again = QueryDict(mutable=True)
    for name, values in posted_by(html.fromstring(f"<form>{text}</form>")).items():
        again.setlist(name, values)

    parsed = parse_form(form, again, answers=good_answers(), today=TODAY)

    assert parsed.errors == []
    assert {**parsed.values, "photo": good_answers()["photo"]} == good_answers()


def test_the_dense_page_leaves_files_as_they_are() -> None:
    parsed = parse_form(small_form(), {}, answers=good_answers(), today=TODAY)

    assert parsed.values["photo"] == good_answers()["photo"]


def test_enter_in_a_row_does_not_press_remove() -> None:
    form = drawn("witnesses", {"witnesses": [{"name": "Satu"}, {"name": "Dua"}]})

    first = form.xpath(".//button[not(ancestor::template)]")[0]
    assert first.get("name") is None


def test_namesakes_are_offered_as_choices() -> None:
    form = drawn("home", {}, {"home": "Melati"})

    assert len(form.xpath(".//input[@type='radio'][@name='home.choice']")) == 2
    assert form.xpath(".//input[@name='home.was']/@value") == ["Melati"]


def test_a_list_of_places_opens_at_the_step_reached() -> None:
    form = drawn("home", {}, {"home": "", "home.below": "99.01", "home.step": "1"})

    assert form.xpath(".//details[@open]//option/@value") == ["", "99.01.01"]
    assert form.xpath(".//input[@name='home']/@value") == [""]


def test_a_question_that_depends_on_another_page_is_decided_by_the_server() -> None:
    pages = [
        {"key": "a", "type": "yes_no", "label": words("A")},
        {
            "id": "two",
            "questions": [
                {"key": "b", "type": "text", "label": words("B")},
                {"key": "c", "type": "text", "label": words("C"), "when": {"question": "a", "is": True}},
                {"key": "d", "type": "text", "label": words("D"), "when": {"question": "b", "is": "x"}},
            ],
        },
    ]
    page = load(definition(pages)).page("two")

    assert [field.name for field in page_fields(page, {"a": False})] == ["b", "d"]
    assert [(field.name, field.when_json) for field in page_fields(page, {"a": True})][1] == ("c", "")


def test_summary_links_each_answer_to_its_page() -> None:
    context = {"sections": summary(drawable_form(), good_answers()), "change_base": "/x/"}

    page = html.fromstring(render_to_string("forms/summary.html", context))

    assert "/x/spouse/" in page.xpath(".//a/@href")


def test_summary_shows_what_was_typed_and_never_obeys_it() -> None:
    sections = summary(drawable_form(), {**good_answers(), "name": "<b>Jaya</b>\n'x'"})

    drawn_rows = render_to_string("forms/summary.html", {"sections": sections, "change_base": ""})

    assert "&lt;b&gt;Jaya&lt;/b&gt;<br>&#x27;x&#x27;" in drawn_rows
    assert "<b>" not in drawn_rows


def test_texts_follow_the_reader() -> None:
    with translation.override("en"):
        assert "Nama (en)" in drawn("name", {}).text_content()
    with translation.override("id"):
        assert "Nama (en)" not in drawn("name", {}).text_content()
